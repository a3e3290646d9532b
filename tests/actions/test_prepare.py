"""Preparing a meeting: its address, its head, its rehearsals, and putting it away."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from livemeeting.actions.house import NotAllowed, NotFound, Officer, new_id
from livemeeting.actions.meeting_list import list_meetings
from livemeeting.actions.prepare import archive, change_head, new_meeting, put_back, rehearse
from livemeeting.actions.prepare_agenda import save_agenda
from livemeeting.domain.agenda import Plan
from livemeeting.domain.agenda_form import Row, rows_of_items
from livemeeting.domain.form_fault import Faulty
from livemeeting.domain.head_form import Head
from livemeeting.domain.refused import Refused
from livemeeting.domain.roles import Role
from livemeeting.store import bodies, meetings
from livemeeting.store.bodies import Body
from livemeeting.store.meetings import StoredMeeting
from tests.actions.conftest import Chamber

ON = datetime(2026, 12, 3, 18, 0, tzinfo=UTC)
CABINET = Head("Cabinet", "Cabinet", ON, venue="Civic Hall", members=("Cllr Byron",), hold_seconds=20)
ROWS = (Row("r1", number="1", title="Apologies"), Row("r2", number="2", title="Lease", restricted=True))
CLERK = Officer("p3", "c1", "Cleo", Role.CLERK)
STRANGER = Officer("p9", "elsewhere", "Sam", Role.OFFICER)


def stored(chamber: Chamber, meeting_id: str) -> StoredMeeting:
    found = chamber.database.read(lambda c: meetings.of_any_council(c, meeting_id))
    assert found is not None
    return found


def plan(chamber: Chamber, meeting_id: str) -> Plan:
    return stored(chamber, meeting_id).plan


def test_a_new_meeting_is_saved_whole_with_ids_for_its_rows(chamber: Chamber) -> None:
    made = plan(chamber, new_meeting(chamber.house, chamber.officer, CABINET, rows=ROWS))
    assert (made.body, made.starts_at, made.venue, made.hold_seconds) == ("Cabinet", ON, "Civic Hall", 20)
    assert [(item.id, item.title, item.restricted) for item in made.items] == [
        ("1", "Apologies", False),
        ("2", "Lease", True),
    ]
    assert not made.is_rehearsal


def test_its_address_is_made_from_body_and_date_and_is_its_own(chamber: Chamber) -> None:
    first = new_meeting(chamber.house, chamber.officer, CABINET)
    second = new_meeting(chamber.house, chamber.officer, CABINET)
    assert plan(chamber, first).slug == "cabinet-2026-12-03"
    assert plan(chamber, second).slug == "cabinet-2026-12-03-2"
    assert plan(chamber, first).epoch != plan(chamber, second).epoch


@pytest.mark.parametrize(
    ("body", "slug"),
    [
        ("Cyngor Tŷ-gwyn & Llŷn", "cyngor-ty-gwyn-llyn-2026-12-03"),
        ("委員会", "meeting-2026-12-03"),
        ("x" * 120, f"{'x' * 60}-2026-12-03"),
    ],
)
def test_an_address_is_plain_letters_whatever_the_body_is_called(
    chamber: Chamber, body: str, slug: str
) -> None:
    assert (
        plan(chamber, new_meeting(chamber.house, chamber.officer, replace(CABINET, body=body))).slug == slug
    )


def test_the_same_form_sent_twice_makes_one_meeting(chamber: Chamber) -> None:
    form_id = new_id()
    first = new_meeting(chamber.house, chamber.officer, CABINET, meeting_id=form_id)
    assert new_meeting(chamber.house, chamber.officer, CABINET, meeting_id=form_id) == first == form_id
    assert plan(chamber, first).slug == "cabinet-2026-12-03"


def test_an_id_that_is_not_ours_is_not_used(chamber: Chamber) -> None:
    assert new_meeting(chamber.house, chamber.officer, CABINET, meeting_id="../m1") != "../m1"


def test_rows_that_cannot_be_kept_save_no_meeting(chamber: Chamber) -> None:
    form_id = new_id()
    with pytest.raises(Faulty, match="Row 1 has no title"):
        new_meeting(chamber.house, chamber.officer, CABINET, rows=[Row("r1", number="1")], meeting_id=form_id)
    with pytest.raises(NotFound):
        change_head(chamber.house, chamber.officer, form_id, CABINET)


def test_a_meeting_of_a_known_body_is_joined_to_it(chamber: Chamber) -> None:
    chamber.database.write(lambda c: bodies.add(c, Body("b1", "c1", "CABINET")))
    assert stored(chamber, new_meeting(chamber.house, chamber.officer, CABINET)).body_id == "b1"


def test_only_those_who_prepare_may_do_so_and_only_in_their_own_council(chamber: Chamber) -> None:
    for act in (
        lambda: new_meeting(chamber.house, CLERK, CABINET),
        lambda: change_head(chamber.house, CLERK, "m1", CABINET),
        lambda: rehearse(chamber.house, CLERK, "m1"),
        lambda: archive(chamber.house, CLERK, "m1"),
    ):
        with pytest.raises(NotAllowed):
            act()
    for act in (
        lambda: change_head(chamber.house, STRANGER, "m1", CABINET),
        lambda: rehearse(chamber.house, STRANGER, "m1"),
        lambda: archive(chamber.house, STRANGER, "m1"),
    ):
        with pytest.raises(NotFound):
            act()


def test_changing_the_head_keeps_address_items_and_epoch(chamber: Chamber) -> None:
    before = plan(chamber, "m1")
    change_head(chamber.house, chamber.officer, "m1", CABINET)
    assert plan(chamber, "m1") == CABINET.of(before)
    assert chamber.announced == ["m1"]


def test_once_started_body_and_date_stay_but_the_rest_may_be_mended(chamber: Chamber) -> None:
    chamber.begin()
    before = plan(chamber, "m1")
    same = Head(before.body, before.title, before.starts_at, venue="Annexe", hold_seconds=30)
    with pytest.raises(Refused, match="The meeting has started"):
        change_head(chamber.house, chamber.officer, "m1", CABINET)
    change_head(chamber.house, chamber.officer, "m1", same)
    assert (plan(chamber, "m1").venue, plan(chamber, "m1").hold_seconds) == ("Annexe", 30)


def test_a_rehearsal_is_a_copy_at_an_address_nobody_can_guess(chamber: Chamber) -> None:
    original = plan(chamber, "m1")
    copied = stored(chamber, rehearse(chamber.house, chamber.officer, "m1"))
    assert copied.rehearsal_of == "m1"
    assert copied.plan == replace(
        original,
        meeting_id=copied.plan.meeting_id,
        slug=copied.plan.slug,
        epoch=copied.plan.epoch,
        is_rehearsal=True,
    )
    assert len(copied.plan.slug) == 26 and copied.plan.epoch != original.epoch
    assert chamber.seen(copied.plan.meeting_id).entries == ()


def test_nothing_of_a_rehearsal_reaches_the_meeting(chamber: Chamber) -> None:
    rehearsal = rehearse(chamber.house, chamber.officer, "m1")
    chamber.press("Start meeting", meeting_id=rehearsal)
    chamber.press("Next item", meeting_id=rehearsal)
    chamber.move(60)
    chamber.deliver()
    assert chamber.seen("m1").entries == ()
    assert chamber.x.given == []


def test_a_rehearsal_never_begun_is_used_again_with_the_newest_head(chamber: Chamber) -> None:
    first = rehearse(chamber.house, chamber.officer, "m1")
    before = plan(chamber, "m1")
    change_head(chamber.house, chamber.officer, "m1", replace(CABINET, venue="Annexe"))
    again = rehearse(chamber.house, chamber.officer, "m1")
    assert again == first
    assert (plan(chamber, again).venue, plan(chamber, again).items) == ("Annexe", before.items)


def test_a_rehearsal_that_was_begun_or_has_another_agenda_is_put_away(chamber: Chamber) -> None:
    begun = rehearse(chamber.house, chamber.officer, "m1")
    chamber.press("Start meeting", meeting_id=begun)
    older = rehearse(chamber.house, chamber.officer, "m1")
    save_agenda(chamber.house, chamber.officer, "m1", rows_of_items(plan(chamber, "m1").items)[:-1])
    newest = rehearse(chamber.house, chamber.officer, "m1")
    assert len({begun, older, newest}) == 3
    assert stored(chamber, begun).archived_at is not None
    assert stored(chamber, older).archived_at is not None
    assert stored(chamber, newest).archived_at is None
    assert len(chamber.seen(begun).entries) == 1  # its record is whole


def test_rehearsing_a_rehearsal_rehearses_its_meeting(chamber: Chamber) -> None:
    first = rehearse(chamber.house, chamber.officer, "m1")
    chamber.press("Start meeting", meeting_id=first)
    assert stored(chamber, rehearse(chamber.house, chamber.officer, first)).rehearsal_of == "m1"


def test_a_rehearsal_itself_is_not_changed(chamber: Chamber) -> None:
    rehearsal = rehearse(chamber.house, chamber.officer, "m1")
    with pytest.raises(Refused, match="This is a rehearsal"):
        change_head(chamber.house, chamber.officer, rehearsal, CABINET)


def test_a_meeting_put_away_leaves_the_list_and_comes_back(chamber: Chamber) -> None:
    archive(chamber.house, chamber.officer, "m1")
    assert list_meetings(chamber.house, chamber.officer).is_empty
    away = list_meetings(chamber.house, chamber.officer, is_archived=True)
    assert [each.id for each in away.upcoming] == ["m1"]
    put_back(chamber.house, chamber.officer, "m1")
    assert [each.id for each in list_meetings(chamber.house, chamber.officer).upcoming] == ["m1"]


def test_a_meeting_on_air_is_not_put_away(chamber: Chamber) -> None:
    chamber.begin()
    with pytest.raises(Refused, match="on air"):
        archive(chamber.house, chamber.officer, "m1")
    chamber.press("Close meeting")
    archive(chamber.house, chamber.officer, "m1")
    assert len(chamber.seen().entries) == 2
