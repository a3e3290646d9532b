"""Settings are read strictly: a wrong one stops the start with a sentence that names it."""

import stat
from pathlib import Path

import pytest

from livemeeting.settings import SETTINGS, Settings, SettingsError, secret_keys

KEY = "MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIzNDU2Nzg5MDE="
OTHER_KEY = "YWJjZGVmZ2hpamtsbW5vcHFyc3R1dnd4eXphYmNkZWY="


def refused(**environ: str) -> str:
    """The sentence with which these settings are refused."""
    with pytest.raises(SettingsError) as refusal:
        Settings.read(environ)
    return str(refusal.value)


def test_with_nothing_set_everything_has_a_default() -> None:
    settings = Settings.read({})
    assert settings.port == 8000
    assert settings.host == "127.0.0.1"
    assert settings.public_url == "http://localhost:8000"
    assert settings.database_url == "sqlite:///data/livemeeting.db"
    assert settings.council == "Calderbeck Council"
    assert settings.poster_is_inside
    assert settings.x_keys is None
    assert not settings.uses_postgresql


def test_the_defaults_follow_the_port_and_the_data_folder() -> None:
    settings = Settings.read({"PORT": "8123", "LIVEMEETING_DATA": "/srv/livemeeting"})
    assert settings.public_url == "http://localhost:8123"
    assert settings.database_url == "sqlite:////srv/livemeeting/livemeeting.db"


def test_lists_are_read_without_blanks() -> None:
    settings = Settings.read(
        {
            "LIVEMEETING_EMBED_HOSTS": "player.example.org, tv.example.gov.uk,",
            "LIVEMEETING_FRAME_ANCESTORS": "https://www.example.gov.uk, https://*.example.org:8443",
            "SECRET_KEY": f"{KEY}, {OTHER_KEY}",
        }
    )
    assert settings.embed_hosts == ("player.example.org", "tv.example.gov.uk")
    assert settings.frame_ancestors == ("https://www.example.gov.uk", "https://*.example.org:8443")
    assert secret_keys(settings) == (KEY, OTHER_KEY)


def test_a_variable_set_to_nothing_counts_as_not_set() -> None:
    assert Settings.read({"PORT": "", "REDIS_URL": " "}) == Settings.read({})


def test_a_wrong_port_is_named_with_what_it_must_be() -> None:
    assert refused(PORT="abc") == "PORT must be a whole number from 1 to 65535, not 'abc'."


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("PORT", "0"),
        ("PORT", "65536"),
        ("PORT", "+80"),
        ("PORT", "८०"),
        ("LIVEMEETING_HOST", "two hosts"),
        ("LIVEMEETING_PUBLIC_URL", "live.example.gov.uk"),
        ("LIVEMEETING_PUBLIC_URL", "https://live.example.gov.uk/"),
        ("LIVEMEETING_PUBLIC_URL", "javascript:alert(1)"),
        ("LIVEMEETING_ASYNC", "threading"),
        ("LIVEMEETING_POSTER", "outside"),
        ("LIVEMEETING_EMBED_HOSTS", "https://player.example.org"),
        ("LIVEMEETING_EMBED_HOSTS", "player.example.org; script-src *"),
        ("LIVEMEETING_FRAME_ANCESTORS", "*"),
        ("LIVEMEETING_FRAME_ANCESTORS", "https://a.example; script-src *"),
        ("LIVEMEETING_TRUSTED_PROXIES", "-1"),
        ("LIVEMEETING_LOG_LEVEL", "loud"),
        ("LIVEMEETING_STALE_MINUTES", "0"),
        ("LIVEMEETING_X_BASE_URL", "ftp://api.example"),
        ("LIVEMEETING_NETWORKS", "http"),
        ("LIVEMEETING_COUNCIL", "Two\nlines"),
        ("DATABASE_URL", "mysql://host/name"),
        ("DATABASE_URL", "sqlite:///:memory:"),
        ("DATABASE_URL", "sqlite://"),
        ("REDIS_URL", "localhost:6379"),
        ("SECRET_KEY", "short"),
        ("SECRET_KEY", f"{KEY},é"),
    ],
)
def test_a_wrong_setting_is_named(name: str, value: str) -> None:
    assert refused(**{name: value}).startswith(f"{name} must be ")


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("DATABASE_URL", "mysql://clerk:canary@host/name"),
        ("REDIS_URL", "http://:canary@host"),
        ("SECRET_KEY", "canary"),
    ],
)
def test_the_value_of_a_secret_is_not_repeated(name: str, value: str) -> None:
    assert "canary" not in refused(**{name: value})


def test_printing_the_settings_shows_no_secret() -> None:
    settings = Settings.read(
        {
            "DATABASE_URL": "postgresql://clerk:canary-1@host/name",
            "REDIS_URL": "redis://:canary-2@host",
            "SECRET_KEY": KEY,
            "X_API_KEY": "canary-3",
            "X_API_SECRET": "canary-4",
            "X_ACCESS_TOKEN": "canary-5",
            "X_ACCESS_SECRET": "canary-6",
        }
    )
    assert settings.x_keys is not None
    shown = repr(settings) + repr(settings.x_keys)
    assert "canary" not in shown
    assert KEY not in shown


def test_a_misspelt_setting_is_answered_with_the_nearest_name() -> None:
    assert refused(LIVEMEETING_PSOTER="inside") == (
        "LIVEMEETING_PSOTER is not a setting of livemeeting. Did you mean LIVEMEETING_POSTER?"
    )


def test_x_needs_all_four_keys_or_none() -> None:
    assert refused(X_API_KEY="canary", X_API_SECRET="canary", X_ACCESS_TOKEN="canary") == (
        "X_ACCESS_SECRET must be set too: X needs all four of its keys or none."
    )


def test_postgresql_needs_a_key_of_its_own() -> None:
    sentence = refused(DATABASE_URL="postgres://clerk:canary@host/name")
    assert sentence == "SECRET_KEY must be set when DATABASE_URL is PostgreSQL."


def test_a_key_file_only_its_owner_can_read_is_made_once(tmp_path: Path) -> None:
    settings = Settings.read({"LIVEMEETING_DATA": str(tmp_path / "data")})
    first = secret_keys(settings)
    assert secret_keys(settings) == first
    path = tmp_path / "data" / "secret.key"
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert [each.name for each in path.parent.iterdir()] == ["secret.key"]


def test_a_key_file_that_others_can_read_is_refused(tmp_path: Path) -> None:
    settings = Settings.read({"LIVEMEETING_DATA": str(tmp_path)})
    secret_keys(settings)
    (tmp_path / "secret.key").chmod(0o644)
    with pytest.raises(SettingsError, match=r"can be read by others: type chmod 600 "):
        secret_keys(settings)


@pytest.mark.parametrize("content", ["", "canary", "\xff"])
def test_a_spoilt_key_file_is_refused_without_showing_it(tmp_path: Path, content: str) -> None:
    path = tmp_path / "secret.key"
    path.write_text(content, "latin-1")
    path.chmod(0o600)
    with pytest.raises(SettingsError) as refusal:
        secret_keys(Settings.read({"LIVEMEETING_DATA": str(tmp_path)}))
    assert str(path) in str(refusal.value)
    assert "canary" not in str(refusal.value)


def test_every_setting_says_in_one_line_what_it_is_for() -> None:
    for setting in SETTINGS:
        assert setting.help.endswith("."), setting.name
        assert "\n" not in setting.help, setting.name
