"""The checkpoint on the public page: said in words, there to keep, and nothing in it that is not public."""

from __future__ import annotations

import pytest

from livemeeting.actions.house import House
from livemeeting.actions.press import Press, press
from livemeeting.domain.agenda import Plan
from livemeeting.domain.checkpoint import read_checkpoint
from tests.evening import form
from tests.houses import Visitor
from tests.records import hold


@pytest.fixture
def plan(house: House, as_officer: Visitor) -> Plan:
    """A meeting that was held and closed."""
    assert as_officer.officer is not None
    plan = hold(house, as_officer.officer)
    press(house, as_officer.officer, Press(plan.meeting_id, "close", 6, "c-close", form()))
    return plan


def test_the_page_says_what_is_signed_and_offers_it_to_keep(plan: Plan, client: Visitor) -> None:
    page = client.get(f"/m/{plan.slug}").text
    assert "up to entry 7" in page
    answer = client.get(f"/m/{plan.slug}/checkpoint.json")
    assert read_checkpoint(answer.json).seq == 7
    assert plan.meeting_id not in answer.text


def test_nothing_is_said_before_anything_is_signed(
    house: House, as_officer: Visitor, client: Visitor
) -> None:
    assert as_officer.officer is not None
    plan = hold(house, as_officer.officer)
    assert "checkpoint" not in client.get(f"/m/{plan.slug}").text
    assert client.get(f"/m/{plan.slug}/checkpoint.json").status_code == 404
