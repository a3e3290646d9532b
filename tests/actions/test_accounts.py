"""Tests of a council's accounts: connected through their channel's fields, checked, switched, kept secret."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path

import pytest

from livemeeting.actions import accounts
from livemeeting.actions.house import House, NotAllowed, NotFound, Officer
from livemeeting.channels import all_channels
from livemeeting.domain.channel import Checked
from livemeeting.domain.refused import Refused
from livemeeting.domain.roles import Role
from livemeeting.store import accounts as stored_accounts
from tests.fakes.fake_bluesky import DID, HANDLE, FakeBluesky
from tests.houses import new_house

KEYS = {"api_key": "k1", "api_secret": "s1", "access_token": "t1", "access_secret": "canary-secret"}
ADAM = Officer("p1", "council", "Adam", Role.ADMINISTRATOR)
ANN = Officer("p2", "council", "Ann", Role.OFFICER)
OLGA = Officer("p3", "oak", "Olga", Role.ADMINISTRATOR)


@pytest.fixture
def house(tmp_path: Path) -> Iterator[House]:
    house, _ = new_house(tmp_path)
    yield house
    house.database.close()


def credentials(house: House, account_id: str) -> dict[str, str]:
    """What a channel would be given."""
    stored = house.database.read(lambda c: stored_accounts.by_id(c, "council", account_id))
    assert stored is not None
    return dict(stored.unseal(house.keyring).credentials)


def is_on(house: House, account_id: str) -> bool:
    return {each.id: each.is_enabled for each in accounts.list_accounts(house, ADAM)}[account_id]


def connect(house: House, officer: Officer, *, name: str, keys: Mapping[str, str]) -> str:
    """An account on X."""
    return accounts.connect_account(house, officer, "x", name=name, answers=keys).account_id


def test_an_account_is_connected_with_its_four_keys(house: House) -> None:
    account_id = connect(house, ADAM, name="@CalderbeckLive", keys=KEYS)
    (listed,) = accounts.list_accounts(house, ADAM)
    assert (listed.id, listed.name, listed.channel, listed.is_enabled) == (
        account_id,
        "@CalderbeckLive",
        "x",
        True,
    )
    assert credentials(house, account_id) == KEYS


def test_no_key_is_on_disk_in_the_open(house: House, tmp_path: Path) -> None:
    connect(house, ADAM, name="CalderbeckLive", keys=KEYS)
    accounts.environment_account(house, KEYS)
    for file in tmp_path.glob("house.db*"):
        assert b"canary-secret" not in file.read_bytes()


@pytest.mark.parametrize("missing", KEYS)
def test_an_account_needs_all_four_keys(house: House, missing: str) -> None:
    with pytest.raises(Refused, match="Missing"):
        connect(house, ADAM, name="CalderbeckLive", keys={**KEYS, missing: " "})
    assert accounts.list_accounts(house, ADAM) == []


@pytest.mark.parametrize("name", ["", " ", "x" * 61])
def test_an_account_needs_a_name_to_be_read_by(house: House, name: str) -> None:
    with pytest.raises(Refused, match="60 characters"):
        connect(house, ADAM, name=name, keys=KEYS)


def test_new_keys_replace_the_old_ones(house: House) -> None:
    account_id = connect(house, ADAM, name="CalderbeckLive", keys=KEYS)
    accounts.change_account(house, ADAM, account_id, answers={**KEYS, "api_key": "k2"})
    assert credentials(house, account_id) == {**KEYS, "api_key": "k2"}


def test_an_account_can_be_switched_off_and_on(house: House) -> None:
    account_id = connect(house, ADAM, name="CalderbeckLive", keys=KEYS)
    accounts.switch_account(house, ADAM, account_id, is_enabled=False)
    assert not is_on(house, account_id)
    accounts.switch_account(house, ADAM, account_id, is_enabled=True)
    assert is_on(house, account_id)


def test_the_account_of_the_settings_follows_them(house: House) -> None:
    accounts.environment_account(house, None)
    assert accounts.list_accounts(house, ADAM) == []
    accounts.environment_account(house, KEYS)
    assert is_on(house, "x-environment")
    accounts.environment_account(house, {**KEYS, "api_key": "k2"})
    assert credentials(house, "x-environment")["api_key"] == "k2"
    accounts.environment_account(house, None)
    assert not is_on(house, "x-environment")
    assert credentials(house, "x-environment") == {}
    accounts.environment_account(house, KEYS)
    assert is_on(house, "x-environment")


def test_a_restart_does_not_switch_an_account_on_that_was_switched_off_by_hand(house: House) -> None:
    accounts.environment_account(house, KEYS)
    accounts.switch_account(house, ADAM, "x-environment", is_enabled=False)
    accounts.environment_account(house, KEYS)
    assert not is_on(house, "x-environment")


def test_an_account_without_keys_cannot_be_switched_on(house: House) -> None:
    accounts.environment_account(house, KEYS)
    accounts.environment_account(house, None)
    with pytest.raises(Refused, match="no keys"):
        accounts.switch_account(house, ADAM, "x-environment", is_enabled=True)


def test_the_keys_of_the_settings_are_not_changed_in_the_panel(house: House) -> None:
    accounts.environment_account(house, KEYS)
    with pytest.raises(Refused, match="settings of the server"):
        accounts.change_account(house, ADAM, "x-environment", answers={**KEYS, "api_key": "k2"})


def test_only_administrators_keep_accounts(house: House) -> None:
    account_id = connect(house, ADAM, name="CalderbeckLive", keys=KEYS)
    with pytest.raises(NotAllowed):
        accounts.list_accounts(house, ANN)
    with pytest.raises(NotAllowed):
        connect(house, ANN, name="Other", keys=KEYS)
    with pytest.raises(NotAllowed):
        accounts.switch_account(house, ANN, account_id, is_enabled=False)


def test_another_councils_accounts_are_out_of_reach(house: House) -> None:
    account_id = connect(house, ADAM, name="CalderbeckLive", keys=KEYS)
    assert accounts.list_accounts(house, OLGA) == []
    with pytest.raises(NotFound):
        accounts.find_account(house, OLGA, account_id)
    with pytest.raises(NotFound):
        accounts.switch_account(house, OLGA, account_id, is_enabled=False)
    with pytest.raises(NotFound):
        accounts.change_account(house, OLGA, account_id, answers=KEYS)
    assert is_on(house, account_id)


@pytest.fixture
def fake_bluesky() -> Iterator[FakeBluesky]:
    with FakeBluesky() as fake:
        yield fake


def bluesky_answers(fake: FakeBluesky) -> dict[str, str]:
    """What an administrator types."""
    return {
        "server": f"{fake.base_url}/",
        "handle": f"@{HANDLE}",
        "app_password": fake.password,
        "language": "cy",
    }


def test_connecting_checks_the_keys_and_learns_who_the_account_is(
    house: House, fake_bluesky: FakeBluesky
) -> None:
    connected = accounts.connect_account(
        house, ADAM, "bluesky", name="Ours", answers=bluesky_answers(fake_bluesky)
    )
    (listed,) = accounts.list_accounts(house, ADAM)
    assert (connected.doubt, listed.name, listed.facts["did"]) == ("", f"@{HANDLE}", DID)
    assert (listed.facts["server"], listed.facts["language"]) == (fake_bluesky.base_url, "cy")
    assert "app_password" not in listed.facts
    assert credentials(house, listed.id)["refresh"] == "fake-refresh-1"
    assert len(fake_bluesky.sign_ins) == 1 and fake_bluesky.commits == 0


def test_keys_the_network_refuses_are_not_saved(house: House, fake_bluesky: FakeBluesky) -> None:
    wrong = {**bluesky_answers(fake_bluesky), "app_password": "canary-wrong"}
    with pytest.raises(Refused, match="app password"):
        accounts.connect_account(house, ADAM, "bluesky", name="Ours", answers=wrong)
    assert accounts.list_accounts(house, ADAM) == []


def test_settings_change_without_the_keys_being_typed_again(house: House, fake_bluesky: FakeBluesky) -> None:
    connected = accounts.connect_account(
        house, ADAM, "bluesky", name="Ours", answers=bluesky_answers(fake_bluesky)
    )
    before = credentials(house, connected.account_id)
    accounts.change_account(house, ADAM, connected.account_id, answers={"language": "en"})
    (listed,) = accounts.list_accounts(house, ADAM)
    assert listed.facts["language"] == "en"
    assert credentials(house, connected.account_id) == before
    assert len(fake_bluesky.sign_ins) == 1


def test_a_session_refreshed_during_a_call_is_kept(house: House, fake_bluesky: FakeBluesky) -> None:
    connected = accounts.connect_account(
        house, ADAM, "bluesky", name="Ours", answers=bluesky_answers(fake_bluesky)
    )
    fake_bluesky.end_tokens()
    assert isinstance(accounts.check_account(house, ANN, connected.account_id), Checked)
    assert credentials(house, connected.account_id)["access"] == "fake-access-2"
    assert len(fake_bluesky.sign_ins) == 1


def test_a_setting_outside_its_choices_is_refused(house: House, fake_bluesky: FakeBluesky) -> None:
    with pytest.raises(Refused, match="choose one"):
        accounts.connect_account(
            house, ADAM, "bluesky", name="Ours", answers={**bluesky_answers(fake_bluesky), "language": "xx"}
        )


def test_a_server_without_tls_is_refused_in_earnest(house: House) -> None:
    earnest = replace(house, channels=all_channels())
    answers = {"server": "http://social.example", "token": "t"}
    with pytest.raises(Refused, match="https://"):
        accounts.connect_account(earnest, ADAM, "mastodon", name="Ours", answers=answers)
    with pytest.raises(NotFound):
        accounts.connect_account(earnest, ADAM, "rehearsal", name="Ours", answers={})
