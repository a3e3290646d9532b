"""Meetings are saved and loaded whole, item ids are never used again, and no council sees another's."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from functools import partial

import pytest

from livemeeting.domain.agenda import AgendaItem
from livemeeting.domain.refused import Refused
from livemeeting.store import bodies, councils, meetings
from livemeeting.store.bodies import Body
from livemeeting.store.councils import Council
from livemeeting.store.database import Database
from tests.store.samples import AT, ITEMS, a_meeting, append


@pytest.fixture(autouse=True)
def _second_council(database: Database) -> None:
    database.write(lambda c: councils.add(c, Council(id="oak", name="Oakham", created_at=AT)))


def _new_item(title: str) -> AgendaItem:
    return AgendaItem(id="", number="", title=title)


def test_a_meeting_comes_back_as_it_was_saved(database: Database) -> None:
    saved = database.write(lambda c: meetings.add(c, a_meeting()))
    assert [item.id for item in saved.plan.items] == ["1", "2", "3", "4"]
    assert [replace(item, id="") for item in saved.plan.items] == list(ITEMS)
    assert saved.next_item_number == 5
    assert database.read(lambda c: meetings.by_id(c, "ash", "m1")) == saved


def test_ids_of_removed_items_are_never_used_again(database: Database) -> None:
    database.write(lambda c: meetings.add(c, a_meeting()))
    saved = database.write(lambda c: meetings.save_items(c, "ash", "m1", [_new_item("A")]))
    assert [item.id for item in saved] == ["5"]
    database.write(lambda c: meetings.save_items(c, "ash", "m1", []))
    saved = database.write(lambda c: meetings.save_items(c, "ash", "m1", [_new_item("B")]))
    assert [item.id for item in saved] == ["6"]


def test_moved_items_keep_their_ids(database: Database) -> None:
    items = database.write(lambda c: meetings.add(c, a_meeting())).plan.items
    order = [items[3], _new_item("Urgent"), items[0]]
    saved = database.write(lambda c: meetings.save_items(c, "ash", "m1", order))
    assert [item.id for item in saved] == ["4", "5", "1"]
    meeting = database.read(lambda c: meetings.by_id(c, "ash", "m1"))
    assert meeting and meeting.plan.items == saved


def test_two_rows_with_one_id_are_not_saved(database: Database) -> None:
    items = database.write(lambda c: meetings.add(c, a_meeting())).plan.items
    with pytest.raises(ValueError, match="same id"):
        database.write(lambda c: meetings.save_items(c, "ash", "m1", [items[0], items[0]]))


def test_changing_the_head_leaves_the_items_and_the_address(database: Database) -> None:
    plan = database.write(lambda c: meetings.add(c, a_meeting())).plan
    database.write(lambda c: bodies.add(c, Body("b1", "ash", "Planning")))
    changed = replace(
        plan,
        title="Special meeting",
        starts_at=AT + timedelta(days=7),
        members=("Cllr Ng",),
        slug="x",
        items=(),
    )
    assert database.write(lambda c: meetings.change_head(c, changed, body_id="b1"))
    meeting = database.read(lambda c: meetings.by_id(c, "ash", "m1"))
    assert meeting
    assert meeting.plan == replace(changed, slug="m1", items=plan.items)
    assert meeting.body_id == "b1"


def test_an_address_belongs_to_one_meeting_of_all_councils(database: Database) -> None:
    database.write(lambda c: meetings.add(c, a_meeting(slug="full-council")))
    with pytest.raises(Refused, match="belongs to another meeting"):
        database.write(lambda c: meetings.add(c, a_meeting("m2", council_id="oak", slug="full-council")))


def test_a_rehearsal_is_not_found_at_the_public_address(database: Database) -> None:
    database.write(lambda c: meetings.add(c, a_meeting(slug="try-out", is_rehearsal=True)))
    assert database.read(lambda c: meetings.by_slug(c, "try-out", is_rehearsal=False)) is None
    assert database.read(lambda c: meetings.by_slug(c, "try-out", is_rehearsal=True)) is not None


def test_the_list_is_the_councils_own_newest_first(database: Database) -> None:
    for meeting_id, days in (("m1", 1), ("m2", 3), ("m3", 2)):
        meeting = a_meeting(meeting_id, starts_at=AT + timedelta(days=days))
        database.write(partial(meetings.add, meeting=meeting))
    database.write(lambda c: meetings.add(c, a_meeting("m4", council_id="oak")))
    database.write(lambda c: meetings.archive(c, "ash", "m3", at=AT))
    listed = database.read(lambda c: meetings.list_for_council(c, "ash"))
    assert [meeting.plan.meeting_id for meeting in listed] == ["m2", "m1"]
    archived = database.read(lambda c: meetings.list_for_council(c, "ash", is_archived=True))
    assert [(meeting.plan.meeting_id, meeting.archived_at) for meeting in archived] == [("m3", AT)]


def test_meetings_opened_lately_are_found(database: Database) -> None:
    for meeting_id, opened_at in (("m1", AT), ("m2", AT - timedelta(days=2))):
        database.write(partial(meetings.add, meeting=a_meeting(meeting_id)))
        database.write(
            partial(append, after_seq=0, kinds=["MeetingOpened"], meeting_id=meeting_id, at=opened_at)
        )
    database.write(lambda c: meetings.add(c, a_meeting("m3")))
    database.write(partial(append, after_seq=0, kinds=["MeetingPostponed"], meeting_id="m3"))
    lately = database.read(lambda c: meetings.opened_since(c, "ash", AT - timedelta(days=1)))
    assert [meeting.plan.meeting_id for meeting in lately] == ["m1"]
    assert len(database.read(lambda c: meetings.opened_since(c, "ash", AT - timedelta(days=2)))) == 2
    assert database.read(lambda c: meetings.opened_since(c, "oak", AT - timedelta(days=9))) == []


def test_another_council_can_neither_see_nor_change_a_meeting(database: Database) -> None:
    saved = database.write(lambda c: meetings.add(c, a_meeting()))
    foreign = replace(saved.plan, council_id="oak", title="Hijacked")
    assert database.read(lambda c: meetings.by_id(c, "oak", "m1")) is None
    assert database.read(lambda c: meetings.list_for_council(c, "oak")) == []
    assert not database.write(lambda c: meetings.change_head(c, foreign, body_id=None))
    assert not database.write(lambda c: meetings.archive(c, "oak", "m1", at=AT))
    with pytest.raises(LookupError):
        database.write(lambda c: meetings.save_items(c, "oak", "m1", []))
    assert database.read(lambda c: meetings.of_any_council(c, "m1")) == saved


def test_a_body_comes_back_as_it_was_saved(database: Database) -> None:
    planning = Body("b1", "ash", "Planning", members=("Cllr Ŵyn", "Cllr Ng"), profile="quiet", hashtag="plan")
    database.write(lambda c: bodies.add(c, planning))
    database.write(lambda c: bodies.add(c, Body("b2", "ash", "audit")))
    assert database.read(lambda c: bodies.by_id(c, "ash", "b1")) == planning
    assert database.read(lambda c: bodies.by_id(c, "oak", "b1")) is None
    assert [body.name for body in database.read(lambda c: bodies.list_for_council(c, "ash"))] == [
        "audit",
        "Planning",
    ]
    assert database.write(lambda c: bodies.change(c, replace(planning, members=("Cllr Ng",))))
    assert not database.write(lambda c: bodies.change(c, replace(planning, council_id="oak", name="X")))
    changed = database.read(lambda c: bodies.by_id(c, "ash", "b1"))
    assert changed == replace(planning, members=("Cllr Ng",))
