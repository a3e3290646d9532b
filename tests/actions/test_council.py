"""Tests of a council's name and of its accounts."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from livemeeting.actions import council
from livemeeting.actions.house import House, NotAllowed, NotFound, Officer
from livemeeting.domain.refused import Refused
from livemeeting.domain.roles import Role
from livemeeting.store import accounts
from tests.houses import COUNCIL, new_house

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
    stored = house.database.read(lambda c: accounts.by_id(c, "council", account_id))
    assert stored is not None
    return dict(stored.unseal(house.keyring).credentials)


def is_on(house: House, account_id: str) -> bool:
    return {each.id: each.is_enabled for each in council.list_accounts(house, ADAM)}[account_id]


def test_the_name_in_the_settings_counts_until_one_is_saved(house: House) -> None:
    council.save_council(house, ADAM, name="Cyngor Sir Ŵyn", colour="#1D4F5F", hashtag="#cyngor")
    council.ensure_council(house, "Another Name")
    found = council.council_of(house, ANN)
    assert (found.name, found.colour, found.hashtag) == ("Cyngor Sir Ŵyn", "#1d4f5f", "cyngor")


@pytest.mark.parametrize(
    ("change", "why"),
    [
        ({"name": " "}, "name"),
        ({"name": "x" * 101}, "name"),
        ({"colour": "red"}, "written like"),
        ({"colour": "#1d4f5f; } body { color: red"}, "written like"),
        ({"colour": "#ffdd00"}, "could not be read"),
        ({"hashtag": "two words"}, "hashtag"),
    ],
)
def test_what_a_page_could_not_show_is_refused(house: House, change: dict[str, str], why: str) -> None:
    given = {"name": COUNCIL, "colour": "#1d4f5f", "hashtag": "", **change}
    with pytest.raises(Refused, match=why):
        council.save_council(house, ADAM, **given)
    assert council.council_of(house, ADAM).name == COUNCIL


def test_an_account_is_connected_with_its_four_keys(house: House) -> None:
    account_id = council.add_x_account(house, ADAM, name="@CalderbeckLive", keys=KEYS)
    (listed,) = council.list_accounts(house, ADAM)
    assert (listed.id, listed.name, listed.channel, listed.is_enabled) == (
        account_id,
        "@CalderbeckLive",
        "x",
        True,
    )
    assert credentials(house, account_id) == KEYS


def test_no_key_is_on_disk_in_the_open(house: House, tmp_path: Path) -> None:
    council.add_x_account(house, ADAM, name="CalderbeckLive", keys=KEYS)
    council.environment_account(house, KEYS)
    for file in tmp_path.glob("house.db*"):
        assert b"canary-secret" not in file.read_bytes()


@pytest.mark.parametrize("missing", KEYS)
def test_an_account_needs_all_four_keys(house: House, missing: str) -> None:
    with pytest.raises(Refused, match="four keys"):
        council.add_x_account(house, ADAM, name="CalderbeckLive", keys={**KEYS, missing: " "})
    assert council.list_accounts(house, ADAM) == []


@pytest.mark.parametrize("name", ["", "two words", "sixteen_letters_x", "<script>", "naïve"])
def test_what_is_no_name_on_x_is_refused(house: House, name: str) -> None:
    with pytest.raises(Refused, match="15 letters"):
        council.add_x_account(house, ADAM, name=name, keys=KEYS)


def test_new_keys_replace_the_old_ones(house: House) -> None:
    account_id = council.add_x_account(house, ADAM, name="CalderbeckLive", keys=KEYS)
    council.renew_x_keys(house, ADAM, account_id, keys={**KEYS, "api_key": "k2"})
    assert credentials(house, account_id) == {**KEYS, "api_key": "k2"}


def test_an_account_can_be_switched_off_and_on(house: House) -> None:
    account_id = council.add_x_account(house, ADAM, name="CalderbeckLive", keys=KEYS)
    council.switch_account(house, ADAM, account_id, is_enabled=False)
    assert not is_on(house, account_id)
    council.switch_account(house, ADAM, account_id, is_enabled=True)
    assert is_on(house, account_id)


def test_the_account_of_the_settings_follows_them(house: House) -> None:
    council.environment_account(house, None)
    assert council.list_accounts(house, ADAM) == []
    council.environment_account(house, KEYS)
    assert is_on(house, "x-environment")
    council.environment_account(house, {**KEYS, "api_key": "k2"})
    assert credentials(house, "x-environment")["api_key"] == "k2"
    council.environment_account(house, None)
    assert not is_on(house, "x-environment")
    assert credentials(house, "x-environment") == {}
    council.environment_account(house, KEYS)
    assert is_on(house, "x-environment")


def test_a_restart_does_not_switch_an_account_on_that_was_switched_off_by_hand(house: House) -> None:
    council.environment_account(house, KEYS)
    council.switch_account(house, ADAM, "x-environment", is_enabled=False)
    council.environment_account(house, KEYS)
    assert not is_on(house, "x-environment")


def test_an_account_without_keys_cannot_be_switched_on(house: House) -> None:
    council.environment_account(house, KEYS)
    council.environment_account(house, None)
    with pytest.raises(Refused, match="no keys"):
        council.switch_account(house, ADAM, "x-environment", is_enabled=True)


def test_the_keys_of_the_settings_are_not_changed_in_the_panel(house: House) -> None:
    council.environment_account(house, KEYS)
    with pytest.raises(Refused, match="settings of the server"):
        council.renew_x_keys(house, ADAM, "x-environment", keys={**KEYS, "api_key": "k2"})


def test_only_administrators_keep_accounts(house: House) -> None:
    account_id = council.add_x_account(house, ADAM, name="CalderbeckLive", keys=KEYS)
    with pytest.raises(NotAllowed):
        council.list_accounts(house, ANN)
    with pytest.raises(NotAllowed):
        council.add_x_account(house, ANN, name="Other", keys=KEYS)
    with pytest.raises(NotAllowed):
        council.switch_account(house, ANN, account_id, is_enabled=False)
    with pytest.raises(NotAllowed):
        council.save_council(house, ANN, name="X", colour="#000000", hashtag="")


def test_another_councils_accounts_are_out_of_reach(house: House) -> None:
    account_id = council.add_x_account(house, ADAM, name="CalderbeckLive", keys=KEYS)
    assert council.list_accounts(house, OLGA) == []
    with pytest.raises(NotFound):
        council.find_account(house, OLGA, account_id)
    with pytest.raises(NotFound):
        council.switch_account(house, OLGA, account_id, is_enabled=False)
    with pytest.raises(NotFound):
        council.renew_x_keys(house, OLGA, account_id, keys=KEYS)
    assert is_on(house, account_id)
