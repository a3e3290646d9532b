"""Tests of a council's name and of its accounts."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from livemeeting.actions import council
from livemeeting.actions.house import House, NotAllowed, Officer
from livemeeting.domain.refused import Refused
from livemeeting.domain.roles import Role
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


def test_only_administrators_change_the_council(house: House) -> None:
    with pytest.raises(NotAllowed):
        council.save_council(house, ANN, name="X", colour="#000000", hashtag="")
