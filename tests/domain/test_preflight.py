"""The preflight list: what it finds and where it sends the officer."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from livemeeting.domain.agenda import AgendaItem, Plan
from livemeeting.domain.preflight import Check, Light, TooLong, named, preflight
from tests.evening import PLAN


def checks(
    plan: Plan = PLAN, *, accounts: tuple[str, ...] = (), too_long: tuple[TooLong, ...] = ()
) -> dict[str, Check]:
    found = preflight(plan, at=plan.starts_at, accounts=accounts, too_long=too_long)
    return {check.title: check for check in found}


def test_a_prepared_meeting_is_ready_in_every_line() -> None:
    assert {check.light for check in checks().values()} == {Light.READY}


def test_restricted_rows_are_listed_by_number() -> None:
    assert (
        checks()["Restricted items"].sentence == "1 row restricted: 19. Nothing about them leaves the server."
    )


def test_an_empty_agenda_is_to_be_put_right() -> None:
    headings = replace(PLAN, items=(AgendaItem("1", "", "PART ONE", is_heading=True),))
    assert (checks(headings)["Agenda"].light, checks(headings)["Agenda"].where) == (Light.FIX, "agenda")


def test_without_accounts_the_page_still_works() -> None:
    assert "the page works without" in checks()["Accounts"].sentence
    assert checks(accounts=("X: Calderbeck",))["Accounts"].sentence == "Posts go to X: Calderbeck."


def test_posts_that_would_be_shortened_are_named_with_their_network() -> None:
    check = checks(too_long=(TooLong(PLAN.items[2], "X"), TooLong(PLAN.items[2], "Bluesky")))[
        "Length of posts"
    ]
    assert check.light is Light.LOOK
    assert check.sentence.startswith("Shortened with “…” on X and Bluesky: 12.4.")


def test_a_webcast_is_named_by_its_provider_and_one_that_cannot_be_played_is_said() -> None:
    assert checks()["Webcast"].sentence.startswith("YouTube")
    other = checks(replace(PLAN, webcast_url="https://video.example/live"))["Webcast"]
    assert (other.light, "video.example" in other.sentence) == (Light.LOOK, True)


def test_no_undo_is_worth_a_look_only_where_posts_go_out() -> None:
    at_once = replace(PLAN, hold_seconds=0)
    assert checks(at_once)["Time to undo"].light is Light.READY
    assert checks(at_once, accounts=("X: Calderbeck",))["Time to undo"].light is Light.LOOK


def test_a_date_long_past_and_missing_names_are_worth_a_look() -> None:
    late = preflight(
        replace(PLAN, members=()), at=PLAN.starts_at + timedelta(days=2), accounts=(), too_long=()
    )
    assert {check.title for check in late if check.light is Light.LOOK} == {"Date and time", "Members"}


def test_a_long_list_of_items_is_cut_and_counted() -> None:
    items = [AgendaItem(str(number), str(number), "A") for number in range(1, 15)]
    assert named(items).endswith("12 and 2 more")
    assert named([AgendaItem("1", "", "Lease")]) == "“Lease”"
