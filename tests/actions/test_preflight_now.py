"""Before the meeting: what the networks, the webcast's site and their clocks say, and what to do about it."""

from __future__ import annotations

from dataclasses import replace

import pytest

from livemeeting.actions.preflight_now import Preflight, ask_everybody, see_preflight
from livemeeting.channels.probe import Answered, Silent
from livemeeting.domain.channel import AccountTrouble, Checked, NotSent
from livemeeting.domain.preflight import Check, Light
from livemeeting.store import accounts
from tests.actions.conftest import Chamber


def asked(chamber: Chamber, answer: Answered | Silent | None = None) -> Preflight:
    said = answer or Answered("www.youtube.com", 200, 0.2, 0.6)
    return ask_everybody(chamber.house, chamber.officer, "m1", probe=lambda url: said)


def line(found: Preflight, title: str) -> Check:
    return next(each for each in found.asked if each.title.startswith(title))


def test_nobody_is_asked_until_the_officer_presses(chamber: Chamber) -> None:
    chamber.x.checks.append(AccountTrouble("Never asked."))
    assert see_preflight(chamber.house, chamber.officer, "m1").asked == ()
    assert len(chamber.x.checks) == 1


def test_an_account_is_signed_in_and_what_it_said_is_kept(chamber: Chamber) -> None:
    chamber.x.checks.append(Checked("@calderbeck", {"is_verified": "yes"}))
    assert line(asked(chamber), "X @calderbeck").sentence == "Signed in as @calderbeck."
    kept = chamber.database.read(lambda c: accounts.by_id(c, "c1", "a1"))
    assert kept is not None and kept.facts["is_verified"] == "yes"
    assert not chamber.x.given, "a check posts nothing"


def test_keys_that_do_not_work_are_to_be_put_right(chamber: Chamber) -> None:
    chamber.x.checks.append(AccountTrouble("X does not know these keys. Enter them again."))
    found = asked(chamber)
    assert line(found, "X @calderbeck") == Check(
        Light.FIX, "X @calderbeck", "X does not know these keys. Enter them again.", "accounts"
    )
    assert found.to_fix == 1


def test_a_network_that_does_not_answer_is_no_fault_of_ours(chamber: Chamber) -> None:
    chamber.x.checks.append(NotSent("X could not be reached."))
    assert line(asked(chamber), "X @calderbeck").light is Light.LOOK


def test_keys_sealed_with_another_secret_are_said_so(chamber: Chamber) -> None:
    from livemeeting.store.secrets import Keyring, new_key

    chamber.house = replace(chamber.house, keyring=Keyring([new_key()]))
    assert line(asked(chamber), "X @calderbeck").light is Light.FIX


def test_a_check_that_breaks_leaves_the_others_readable(chamber: Chamber) -> None:
    def broken(account: object) -> Checked:
        raise RuntimeError("a surprise")

    chamber.x.check = broken  # type: ignore[method-assign]
    found = asked(chamber)
    assert line(found, "X @calderbeck").light is Light.LOOK
    assert line(found, "Webcast address").light is Light.READY


@pytest.mark.parametrize(
    ("answer", "light"),
    [
        (Answered("tv", 200, None, 0.5), Light.READY),
        (Answered("tv", 302, None, 0.5), Light.READY),
        (Answered("tv", 403, None, 0.5), Light.READY),
        (Answered("tv", 404, None, 0.5), Light.FIX),
        (Answered("tv", 503, None, 0.5), Light.LOOK),
        (Silent("tv did not answer."), Light.LOOK),
    ],
)
def test_the_address_of_the_webcast(chamber: Chamber, answer: Answered | Silent, light: Light) -> None:
    assert line(asked(chamber, answer), "Webcast address").light is light


@pytest.mark.parametrize(
    ("ahead", "light", "words"),
    [
        (0.9, Light.READY, "to within a second"),
        (1.3, Light.LOOK, "perhaps about 1 seconds behind"),
        (-90.0, Light.FIX, "about 90 seconds before"),
        (None, Light.LOOK, "Nobody was there"),
    ],
)
def test_the_clock(chamber: Chamber, ahead: float | None, light: Light, words: str) -> None:
    clock = line(asked(chamber, Answered("tv", 200, ahead, 0.6)), "Clock")
    assert clock.light is light and words in clock.sentence


def test_the_allowance_and_the_credit_are_remembered(chamber: Chamber) -> None:
    found = asked(chamber)
    assert "50 of 50 left today" in line(found, "Posts on X").sentence


def test_a_rehearsal_asks_no_network(chamber: Chamber) -> None:
    chamber.plan_meeting(is_rehearsal=True, meeting_id="m2", slug="r")
    chamber.x.checks.append(AccountTrouble("Never asked."))
    ask_everybody(chamber.house, chamber.officer, "m2", probe=lambda url: Silent("No."))
    assert len(chamber.x.checks) == 1
