"""The bill of an evening on X, with the prices and counts of the real channel."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from livemeeting.actions.money import bills
from livemeeting.channels.x import X
from livemeeting.domain.money import Bill
from tests.actions.conftest import Chamber


@pytest.fixture(autouse=True)
def at_an_address_x_makes_a_link_of(chamber: Chamber) -> None:
    """Nothing under .example is a link to X, and so nothing costs."""
    chamber.house = replace(chamber.house, public_url="https://live.calderbeck.gov.uk")


def bill(chamber: Chamber) -> Bill:
    chamber.x.measure = X().measure  # type: ignore[method-assign]  # the network's script, the real price list
    seen = chamber.seen()
    (found,) = bills(chamber.house, chamber.officer, seen.meeting, seen.posts)
    return found


def test_before_the_start_the_whole_agenda_is_to_come(chamber: Chamber) -> None:
    found = bill(chamber)
    # Five items that the public may know of, each with its decision, and two posts with a link.
    assert (found.sent, found.rest) == (0, 2 * 5 + 2)
    assert found.rest_cost == 10 * Decimal("0.015") + 2 * Decimal("0.200")


def test_what_was_sent_is_paid_for_and_counts_against_the_day(chamber: Chamber) -> None:
    chamber.begin()
    chamber.press("Next item")
    chamber.move(11)
    chamber.deliver()
    chamber.deliver()
    found = bill(chamber)
    assert found.spent == Decimal("0.200") + Decimal("0.015")
    assert (found.sent, found.today, found.left) == (2, 2, 48)
    chamber.move(25 * 3600)
    assert bill(chamber).today == 0


def test_after_the_close_nothing_is_to_come(chamber: Chamber) -> None:
    chamber.begin()
    chamber.press("Close meeting")
    assert bill(chamber).rest == 0
