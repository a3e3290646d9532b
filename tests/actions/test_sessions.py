"""Tests of being signed in: how long a session lives, and what ends it."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from livemeeting.actions.house import House, Officer
from livemeeting.actions.people import add_officer, change_role, disable
from livemeeting.actions.sessions import begin_session, end_session, look_up
from livemeeting.domain.roles import Role
from tests.houses import Clock, new_house


@pytest.fixture
def house_and_clock(tmp_path: Path) -> Iterator[tuple[House, Clock]]:
    house, clock = new_house(tmp_path)
    yield house, clock
    house.database.close()


@pytest.fixture
def house(house_and_clock: tuple[House, Clock]) -> House:
    return house_and_clock[0]


@pytest.fixture
def clock(house_and_clock: tuple[House, Clock]) -> Clock:
    return house_and_clock[1]


@pytest.fixture
def ann(house: House) -> str:
    return add_officer(house, "ann@example.gov.uk", "Ann Ash", Role.OFFICER).id


@pytest.fixture
def token(house: House, ann: str) -> str:
    return begin(house, ann)


def begin(house: House, person_id: str) -> str:
    return house.database.write(lambda c: begin_session(house, c, person_id))


def administrator(house: House) -> Officer:
    added = add_officer(house, "adam@example.gov.uk", "Adam", Role.ADMINISTRATOR)
    return Officer(added.id, added.council_id, added.name, added.role)


def test_a_session_tells_who_it_is(house: House, token: str, ann: str) -> None:
    visit = look_up(house, token)
    assert visit is not None
    assert (visit.officer.id, visit.officer.name, visit.officer.role) == (ann, "Ann Ash", Role.OFFICER)
    assert len(visit.csrf) >= 43


def test_two_sessions_have_nothing_in_common(house: House, token: str, ann: str) -> None:
    other = begin(house, ann)
    first, second = look_up(house, token), look_up(house, other)
    assert first is not None and second is not None
    assert token != other
    assert first.csrf != second.csrf


@pytest.mark.parametrize("wrong", ["", "x", "' OR 1=1 --"])
def test_a_token_nobody_was_given_is_nobody(house: House, token: str, wrong: str) -> None:
    assert look_up(house, wrong) is None


def test_the_token_is_nowhere_on_disk(house: House, token: str, tmp_path: Path) -> None:
    assert look_up(house, token) is not None
    for file in tmp_path.glob("house.db*"):
        assert token.encode() not in file.read_bytes()


def test_an_idle_session_ends_after_an_hour(house: House, clock: Clock, token: str) -> None:
    clock.move(minutes=59)
    assert look_up(house, token, is_use=False) is not None
    clock.move(minutes=2)
    assert look_up(house, token) is None


def test_use_keeps_a_session_alive(house: House, clock: Clock, token: str) -> None:
    for _ in range(5):
        clock.move(minutes=50)
        assert look_up(house, token) is not None


def test_looking_alone_does_not_keep_a_session_alive(house: House, clock: Clock, token: str) -> None:
    for _ in range(2):
        clock.move(minutes=29)
        assert look_up(house, token, is_use=False) is not None
    clock.move(minutes=3)
    assert look_up(house, token) is None


def test_no_session_outlives_sixteen_hours(house: House, clock: Clock, token: str) -> None:
    for _ in range(19):
        clock.move(minutes=50)
        assert look_up(house, token) is not None
    clock.move(minutes=11)
    assert look_up(house, token) is None


def test_signing_out_ends_this_session_and_no_other(house: House, token: str, ann: str) -> None:
    other = begin(house, ann)
    end_session(house, token)
    end_session(house, token)
    assert look_up(house, token) is None
    assert look_up(house, other) is not None


def test_somebody_shut_out_is_out_at_once(house: House, token: str, ann: str) -> None:
    disable(house, administrator(house), ann)
    assert look_up(house, token) is None


def test_a_new_role_counts_from_the_next_request(house: House, token: str, ann: str) -> None:
    change_role(house, administrator(house), ann, Role.WATCHER)
    visit = look_up(house, token)
    assert visit is not None
    assert visit.officer.role is Role.WATCHER
