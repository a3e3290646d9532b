"""Tests of signing in, and of holding guessing back."""

import threading
from collections.abc import Iterator
from functools import partial
from pathlib import Path

import pytest
from sqlalchemy import Connection

from livemeeting.actions import people
from livemeeting.actions.house import House, Officer
from livemeeting.actions.sessions import look_up
from livemeeting.actions.sign_in import link_works, one_time_link, sign_in_by_link, sign_in_by_password
from livemeeting.domain.refused import Refused
from livemeeting.domain.roles import Role
from livemeeting.store.sign_in import record_attempt
from tests.houses import Clock, new_house
from tests.patience import seconds_of

EMAIL, PASSWORD = "ann@example.gov.uk", "three quiet owls"
HOME, ELSEWHERE = "192.0.2.1", "198.51.100.7"


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
def ann(house: House) -> Officer:
    added = people.add_officer(house, EMAIL, "Ann", Role.ADMINISTRATOR, password=PASSWORD)
    return Officer(added.id, added.council_id, added.name, added.role)


def refusal(house: House, email: str = EMAIL, password: str = "wrong", *, address: str = HOME) -> str:
    with pytest.raises(Refused) as refused:
        sign_in_by_password(house, email, password, address=address)
    return refused.value.sentence


def token_of(link: str) -> str:
    return link.rpartition("/")[2]


def test_the_right_password_signs_in(house: House, ann: Officer) -> None:
    visit = look_up(house, sign_in_by_password(house, " ANN@example.gov.uk", PASSWORD, address=HOME))
    assert visit is not None
    assert visit.officer == ann


def test_who_is_registered_cannot_be_told_from_the_answer(house: House, ann: Officer) -> None:
    people.add_officer(house, "link@example.gov.uk", "Only by link", Role.OFFICER)
    shut_out = people.add_officer(house, "out@example.gov.uk", "Out", Role.OFFICER, password=PASSWORD)
    people.disable(house, ann, shut_out.id)
    said = {
        refusal(house),
        refusal(house, "nobody@example.gov.uk"),
        refusal(house, "link@example.gov.uk", ""),
        refusal(house, "out@example.gov.uk", PASSWORD),
        refusal(house, "", ""),
        refusal(house, "x" * 100_000, "y" * 100_000),
    }
    assert said == {"The e-mail address or the password is not right."}


def test_who_is_registered_cannot_be_told_from_the_time_it_takes(
    house: House, ann: Officer, clock: Clock
) -> None:
    refusal(house, "warm@example.gov.uk")

    def shortest(email: str) -> float:
        times = []
        for number in range(4):
            times.append(seconds_of(partial(refusal, house, email, address=f"192.0.2.{number}")))
        return min(times)

    known, unknown = shortest(EMAIL), shortest("nobody@example.gov.uk")
    # Without the comparison for nobody the second would be some thirty times quicker.
    assert known < 2 * unknown and unknown < 2 * known


def test_after_five_wrong_guesses_the_right_password_has_to_wait(
    house: House, ann: Officer, clock: Clock
) -> None:
    for _ in range(5):
        assert "not right" in refusal(house)
        clock.move(minutes=1)
    assert refusal(house, EMAIL, PASSWORD) == (
        "Too many attempts. Try again in 10 minutes, or ask an administrator for a sign-in link."
    )
    clock.move(minutes=9)
    assert "Try again in a minute" in refusal(house, EMAIL, PASSWORD)
    clock.move(minutes=1)
    assert sign_in_by_password(house, EMAIL, PASSWORD, address=HOME)


def test_a_guesser_does_not_lock_the_officer_out(house: House, ann: Officer) -> None:
    for _ in range(5):
        refusal(house, address=ELSEWHERE)
    assert "Too many" in refusal(house, address=ELSEWHERE)
    assert sign_in_by_password(house, EMAIL, PASSWORD, address=HOME)


def test_a_sign_in_that_worked_does_not_count(house: House, ann: Officer) -> None:
    for _ in range(8):
        assert sign_in_by_password(house, EMAIL, PASSWORD, address=HOME)


def test_one_address_gets_twenty_guesses_at_all_accounts_together(house: House) -> None:
    said = [refusal(house, f"person-{number}@example.gov.uk") for number in range(25)]
    assert ["Too many" in each for each in said] == [False] * 20 + [True] * 5
    assert "not right" in refusal(house, "person-99@example.gov.uk", address=ELSEWHERE)


def test_guesses_from_everywhere_at_one_account_are_held_back_in_the_end(house: House, ann: Officer) -> None:
    mark, at = house.keyring.fingerprint(f"everywhere {EMAIL}"), house.clock()

    def guess_98_times(connection: Connection) -> None:
        for _ in range(98):  # each through the front door would take a fifth of a second
            record_attempt(connection, account_hash=mark, address_hash="", at=at, succeeded=False)

    house.database.write(guess_98_times)
    said = [refusal(house, address=f"203.0.113.{number}") for number in range(4)]
    assert ["Too many" in each for each in said] == [False, False, True, True]
    assert sign_in_by_link(house, token_of(one_time_link(house, ann.id)))


def test_guesses_at_the_same_moment_do_not_pass_together(house: House, ann: Officer) -> None:
    said: list[str] = []
    threads = [threading.Thread(target=lambda: said.append(refusal(house))) for _ in range(12)]
    for each in threads:
        each.start()
    for each in threads:
        each.join()
    assert sum("not right" in each for each in said) == 5


def test_no_address_and_no_name_is_kept_of_an_attempt(house: House, tmp_path: Path) -> None:
    refusal(house, "curious@example.gov.uk", address="203.0.113.77")
    for file in tmp_path.glob("house.db*"):
        assert b"203.0.113.77" not in file.read_bytes()
        assert b"curious@example.gov.uk" not in file.read_bytes()


def test_a_link_works_once(house: House, ann: Officer) -> None:
    link = one_time_link(house, ann.id)
    assert link.startswith("http://localhost/sign-in/link/")
    assert link_works(house, token_of(link))
    assert sign_in_by_link(house, token_of(link))
    assert not link_works(house, token_of(link))
    with pytest.raises(Refused, match="used or is too old"):
        sign_in_by_link(house, token_of(link))


def test_looking_at_a_link_does_not_use_it_up(house: House, ann: Officer) -> None:
    token = token_of(one_time_link(house, ann.id))
    assert all(link_works(house, token) for _ in range(3))
    assert sign_in_by_link(house, token)


def test_a_link_is_too_old_after_a_quarter_of_an_hour(house: House, ann: Officer, clock: Clock) -> None:
    token = token_of(one_time_link(house, ann.id))
    clock.move(minutes=15)
    with pytest.raises(Refused, match="too old"):
        sign_in_by_link(house, token)


def test_a_link_of_somebody_shut_out_meanwhile_is_dead(house: House, ann: Officer) -> None:
    bea = people.add_officer(house, "bea@example.gov.uk", "Bea", Role.CLERK)
    token = token_of(one_time_link(house, bea.id))
    people.disable(house, ann, bea.id)
    with pytest.raises(Refused):
        sign_in_by_link(house, token)


def test_a_password_chosen_with_a_link_works_from_then_on(house: House, ann: Officer) -> None:
    elsewhere = sign_in_by_password(house, EMAIL, PASSWORD, address=HOME)
    session = sign_in_by_link(house, token_of(one_time_link(house, ann.id)), new_password="four loud geese")
    assert look_up(house, elsewhere) is None
    assert look_up(house, session) is not None
    assert sign_in_by_password(house, EMAIL, "four loud geese", address=HOME)


def test_a_password_that_is_refused_leaves_the_link_whole(house: House, ann: Officer) -> None:
    token = token_of(one_time_link(house, ann.id))
    with pytest.raises(Refused, match="at least 12"):
        sign_in_by_link(house, token, new_password="short")
    assert sign_in_by_link(house, token)
