"""Tests of keeping the people of a council."""

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from livemeeting.actions import people
from livemeeting.actions.house import House, NotAllowed, NotFound, Officer
from livemeeting.actions.sessions import look_up
from livemeeting.actions.sign_in import sign_in_by_link, sign_in_by_password
from livemeeting.domain.refused import Refused
from livemeeting.domain.roles import Role
from livemeeting.store import councils
from livemeeting.store.councils import Council
from tests.houses import new_house

GOOD = "three quiet owls"


@pytest.fixture
def house(tmp_path: Path) -> Iterator[House]:
    house, _ = new_house(tmp_path)
    yield house
    house.database.close()


@pytest.fixture
def adam(house: House) -> Officer:
    """The only administrator."""
    return as_officer(
        people.add_officer(house, "adam@example.gov.uk", "Adam", Role.ADMINISTRATOR, password=GOOD)
    )


def as_officer(listed: people.Listed) -> Officer:
    return Officer(listed.id, listed.council_id, listed.name, listed.role)


def test_somebody_added_without_a_password_signs_in_by_link(house: House, adam: Officer) -> None:
    added, link = people.invite(house, adam, email=" Bea@Example.GOV.uk ", name="Bea  Birch", role=Role.CLERK)
    assert (added.email, added.name, added.role) == ("bea@example.gov.uk", "Bea Birch", Role.CLERK)
    visit = look_up(house, sign_in_by_link(house, link.rpartition("/")[2]))
    assert visit is not None
    assert visit.officer.id == added.id


def test_an_address_is_registered_once(house: House, adam: Officer) -> None:
    with pytest.raises(Refused, match="registered already"):
        people.add_officer(house, "ADAM@example.gov.uk", "Another", Role.OFFICER)


@pytest.mark.parametrize(
    "email", ["", "ann", "a@b@c", "a b@example.org", "@example.org", "ann@", "x" * 300 + "@e.org"]
)
def test_what_is_no_address_is_refused(house: House, email: str) -> None:
    with pytest.raises(Refused, match="e-mail address"):
        people.add_officer(house, email, "Ann", Role.OFFICER)


@pytest.mark.parametrize("name", ["", "  \x00 ", "x" * 101])
def test_a_person_needs_a_name_that_fits_into_the_record(house: House, name: str) -> None:
    with pytest.raises(Refused, match="name of at most 100"):
        people.add_officer(house, "ann@example.gov.uk", name, Role.OFFICER)


def test_the_demo_finds_its_officer_again(house: House) -> None:
    first = people.ensure_officer(house, email="ann@example.gov.uk", name="Ann", role=Role.OFFICER)
    assert people.ensure_officer(house, email="Ann@example.gov.uk", name="Ann", role=Role.OFFICER) == first


def test_the_last_administrator_stays_one(house: House, adam: Officer) -> None:
    with pytest.raises(Refused, match="administrator left"):
        people.change_role(house, adam, adam.id, Role.OFFICER)
    with pytest.raises(Refused, match="administrator left"):
        people.disable(house, adam, adam.id)


def test_an_administrator_who_is_shut_out_does_not_count_as_the_last_one_left(
    house: House, adam: Officer
) -> None:
    second = people.add_officer(house, "eve@example.gov.uk", "Eve", Role.ADMINISTRATOR)
    people.disable(house, adam, second.id)
    with pytest.raises(Refused, match="administrator left"):
        people.change_role(house, adam, adam.id, Role.CLERK)
    people.enable(house, adam, second.id)
    people.change_role(house, adam, adam.id, Role.CLERK)
    assert people.own(house, adam).role is Role.CLERK


@pytest.mark.parametrize("role", [Role.OFFICER, Role.CLERK, Role.WATCHER])
def test_only_administrators_keep_people(house: House, adam: Officer, role: Role) -> None:
    other = as_officer(people.add_officer(house, "ola@example.gov.uk", "Ola", role))
    with pytest.raises(NotAllowed):
        people.list_people(house, other)
    with pytest.raises(NotAllowed):
        people.invite(house, other, email="new@example.gov.uk", name="New", role=Role.ADMINISTRATOR)
    with pytest.raises(NotAllowed):
        people.change_role(house, other, other.id, Role.ADMINISTRATOR)
    with pytest.raises(NotAllowed):
        people.disable(house, other, adam.id)
    with pytest.raises(NotAllowed):
        people.link_for(house, other, adam.id)


def test_another_councils_people_are_out_of_reach(house: House, adam: Officer) -> None:
    at = datetime(2026, 1, 1, tzinfo=UTC)
    house.database.write(lambda c: councils.add(c, Council(id="oak", name="Oak", created_at=at)))
    stranger = Officer("p", "oak", "Olga", Role.ADMINISTRATOR)
    with pytest.raises(NotFound):
        people.link_for(house, stranger, adam.id)
    with pytest.raises(NotFound):
        people.disable(house, stranger, adam.id)
    with pytest.raises(NotFound):
        people.change_role(house, stranger, adam.id, Role.WATCHER)
    assert people.list_people(house, stranger) == []


def test_the_list_shows_those_shut_out_last(house: House, adam: Officer) -> None:
    bea = people.add_officer(house, "bea@example.gov.uk", "Bea", Role.CLERK)
    people.add_officer(house, "cai@example.gov.uk", "Cai", Role.CLERK)
    people.disable(house, adam, bea.id)
    assert [each.name for each in people.list_people(house, adam)] == ["Adam", "Cai", "Bea"]


def test_somebody_shut_out_gets_no_link(house: House, adam: Officer) -> None:
    bea = people.add_officer(house, "bea@example.gov.uk", "Bea", Role.CLERK)
    people.disable(house, adam, bea.id)
    with pytest.raises(Refused, match="may not sign in"):
        people.link_for(house, adam, bea.id)


def test_a_new_password_needs_the_old_one_and_signs_out_everywhere_else(house: House, adam: Officer) -> None:
    before = sign_in_by_password(house, "adam@example.gov.uk", GOOD, address="a")
    with pytest.raises(Refused, match="present password"):
        people.change_password(house, adam, old="not this one", new="four loud geese")
    after = people.change_password(house, adam, old=GOOD, new="four loud geese")
    assert look_up(house, before) is None
    assert look_up(house, after) is not None
    assert sign_in_by_password(house, "adam@example.gov.uk", "four loud geese", address="a")


@pytest.mark.parametrize(
    ("new", "why"),
    [
        ("elevenchars", "at least 12"),
        ("x" * 201, "at most 200"),
        ("adam@example.gov.uk", "e-mail address"),
        ("Password1234", "first passwords"),
        ("CORRECTHORSEBATTERYSTAPLE", "first passwords"),
        ("correct horse battery staple", "first passwords"),
        ("ababababababab", "first passwords"),
    ],
)
def test_a_password_that_would_be_guessed_is_refused(house: House, adam: Officer, new: str, why: str) -> None:
    with pytest.raises(Refused, match=why):
        people.change_password(house, adam, old=GOOD, new=new)


def test_a_new_name_is_kept(house: House, adam: Officer) -> None:
    people.rename(house, adam, " Adam  Ŵyn ")
    assert people.own(house, adam).name == "Adam Ŵyn"
