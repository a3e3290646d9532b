"""Loading and saving an agenda, the sample of the demo, and the preflight list of a saved meeting."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path

import pytest

from livemeeting.actions.agenda_sources import load_file, load_pasted
from livemeeting.actions.house import NotAllowed, NotFound, Officer
from livemeeting.actions.preflight import look_ahead
from livemeeting.actions.prepare import new_meeting, rehearse
from livemeeting.actions.prepare_agenda import (
    HAS_STARTED,
    SAVED_BY_ANOTHER,
    Editable,
    known_bodies,
    load_sample,
    plan_before,
    save_agenda,
    see_agenda,
)
from livemeeting.domain.agenda import AgendaItem
from livemeeting.domain.agenda_acts import act_on
from livemeeting.domain.agenda_form import Row, rows_of_items
from livemeeting.domain.form_fault import Faulty
from livemeeting.domain.head_form import Head
from livemeeting.domain.preflight import Light
from livemeeting.domain.refused import Refused
from livemeeting.domain.roles import Role
from tests.actions.conftest import Chamber
from tests.evening import PLAN, SIX_PM

CLERK = Officer("p3", "c1", "Cleo", Role.CLERK)
SAMPLE = """{"body": "Cabinet", "title": "Cabinet", "items": [
    {"number": "6A", "title": "Budget"}, {"title": "Lease", "restricted": true}
]}"""


@dataclass
class Desk:
    """An officer at work on the agenda of one meeting."""

    chamber: Chamber
    meeting: str

    @property
    def opened(self) -> Editable:
        return see_agenda(self.chamber.house, self.chamber.officer, self.meeting)

    @property
    def rows(self) -> tuple[Row, ...]:
        return rows_of_items(self.opened.plan.items)

    def save(self, *rows: Row, seen: str = "") -> tuple[AgendaItem, ...]:
        return save_agenda(self.chamber.house, self.chamber.officer, self.meeting, rows, seen=seen)


@pytest.fixture
def desk(chamber: Chamber) -> Desk:
    head = Head("Cabinet", "Cabinet", SIX_PM)
    return Desk(chamber, new_meeting(chamber.house, chamber.officer, head, rows=rows_of_items(PLAN.items)))


def test_saved_rows_keep_their_ids_and_new_ones_get_fresh_ids(desk: Desk) -> None:
    before = desk.opened.plan.items
    moved = act_on(act_on(desk.rows, "up:r3"), "delete:r1")
    saved = desk.save(*moved, Row("r20", number="21", title="Urgent"))
    assert [item.id for item in saved] == ["3", "2", "4", "5", "6", "7", "8", "9"]
    assert desk.opened.plan.items == saved
    assert saved[0] == before[2]
    assert desk.chamber.announced == [desk.meeting]


def test_an_id_that_was_deleted_is_not_given_again(desk: Desk) -> None:
    first = desk.save(*desk.rows, Row("r20", title="A"))[-1].id
    desk.save(*act_on(desk.rows, "delete:r9"))
    assert desk.save(*desk.rows, Row("r20", title="B"))[-1].id != first


def test_the_agenda_of_a_meeting_that_has_started_is_changed_from_the_panel(desk: Desk) -> None:
    desk.chamber.press("Start meeting", confirm="LIVE", meeting_id=desk.meeting)
    before = desk.opened
    assert before.refusal == HAS_STARTED
    with pytest.raises(Refused, match="change items from the panel"):
        desk.save(Row("r1", title="Other"))
    assert desk.opened.plan == before.plan


def test_the_agenda_of_a_rehearsal_is_that_of_its_meeting(chamber: Chamber) -> None:
    rehearsal = rehearse(chamber.house, chamber.officer, "m1")
    assert see_agenda(chamber.house, chamber.officer, rehearsal).rehearsal_of == "m1"
    with pytest.raises(Refused, match="Change the meeting itself"):
        save_agenda(chamber.house, chamber.officer, rehearsal, (Row("r1", title="Other"),))


def test_an_agenda_saved_by_another_meanwhile_is_not_overwritten_unseen(desk: Desk) -> None:
    seen = desk.opened.fingerprint
    mine = (*desk.rows, Row("r20", title="Mine"))
    desk.save(*desk.rows, Row("r20", title="Theirs"), seen=seen)
    with pytest.raises(Refused, match="Somebody saved this agenda"):
        desk.save(*mine, seen=seen)
    assert desk.opened.plan.items[-1].title == "Theirs"
    desk.save(*mine, seen=desk.opened.fingerprint)
    assert desk.opened.plan.items[-1].title == "Mine"
    assert SAVED_BY_ANOTHER.endswith("in place of the saved ones.")


def test_saving_twice_saves_once(desk: Desk) -> None:
    seen, mine = desk.opened.fingerprint, (*desk.rows, Row("r20", title="Mine"))
    first = desk.save(*mine, seen=seen)
    assert desk.save(*mine, seen=seen) == first


def test_faults_save_nothing(desk: Desk) -> None:
    before = desk.opened.plan
    with pytest.raises(Faulty, match="Row 9: the title has 601 characters"):
        desk.save(*desk.rows, Row("r20", title="x" * 601))
    assert desk.opened.plan == before


def test_pasted_text_becomes_a_draft_with_its_source_line_by_line(chamber: Chamber) -> None:
    loaded = load_pasted(chamber.house, chamber.officer, "AGENDA\r\n1. Apologies\r\n2. Minutes\r\n")
    assert [(item.number, item.title, item.line) for item in loaded.draft.items] == [
        ("1", "Apologies", 2),
        ("2", "Minutes", 3),
    ]
    assert loaded.source.split("\n")[1] == "1. Apologies"


def test_an_uploaded_file_is_read_by_its_kind(chamber: Chamber) -> None:
    loaded = load_file(chamber.house, chamber.officer, "a.csv", b"number,title\n6A,Budget\n")
    assert loaded.draft.items[0].number == "6A"
    assert loaded.source.startswith("number,title")


def test_nothing_to_read_and_unreadable_files_are_refused_in_words(chamber: Chamber) -> None:
    with pytest.raises(Refused, match="Paste the agenda, or choose a file"):
        load_pasted(chamber.house, chamber.officer, "  \n ")
    with pytest.raises(Refused, match="This PDF is broken or cut off"):
        load_file(chamber.house, chamber.officer, "a.pdf", b"%PDF-1.7 ...")


def test_a_clerk_may_not_load_or_save(chamber: Chamber) -> None:
    with pytest.raises(NotAllowed):
        load_pasted(chamber.house, CLERK, "1. Apologies")
    with pytest.raises(NotAllowed):
        save_agenda(chamber.house, CLERK, "m1", ())


def test_another_councils_agenda_is_not_found(chamber: Chamber) -> None:
    stranger = Officer("p9", "elsewhere", "Sam", Role.ADMINISTRATOR)
    with pytest.raises(NotFound):
        see_agenda(chamber.house, stranger, "m1")
    with pytest.raises(NotFound):
        save_agenda(chamber.house, stranger, "m1", ())
    with pytest.raises(NotFound):
        look_ahead(chamber.house, stranger, "m1")


def test_the_last_meeting_of_a_body_is_found_whatever_the_case(chamber: Chamber) -> None:
    before = plan_before(chamber.house, chamber.officer, " council ")
    assert before is not None and before.meeting_id == "m1"
    assert plan_before(chamber.house, chamber.officer, "Cabinet") is None
    assert plan_before(chamber.house, chamber.officer, "") is None
    assert known_bodies(chamber.house, chamber.officer) == ["Council"]


def test_the_sample_is_today_at_the_next_full_hour_and_loaded_once(chamber: Chamber, tmp_path: Path) -> None:
    path = tmp_path / "cabinet.json"
    path.write_text(SAMPLE)
    chamber.at = chamber.at.replace(hour=16, minute=20, second=5)
    first = load_sample(chamber.house, chamber.officer, path)
    chamber.move(60)
    assert load_sample(chamber.house, chamber.officer, path) == first
    plan = see_agenda(chamber.house, chamber.officer, first).plan
    assert (plan.slug, plan.starts_at.isoformat()) == ("cabinet-2026-11-22", "2026-11-22T17:00:00+00:00")
    assert [(item.number, item.restricted) for item in plan.items] == [("6A", False), ("", True)]


def test_the_preflight_list_measures_every_public_post_and_no_private_one(chamber: Chamber) -> None:
    long = "A motion about the opening hours of every library " * 7
    public = AgendaItem("", "98", long.strip())
    secret = AgendaItem("", "99", long.strip(), restricted=True)
    chamber.plan_meeting(meeting_id="m2", slug="m2", items=(public, secret))
    checks = {check.title: check for check in look_ahead(chamber.house, chamber.officer, "m2")}
    assert checks["Length of posts"].light is Light.LOOK
    assert "98" in checks["Length of posts"].sentence and "99" not in checks["Length of posts"].sentence
    assert checks["Accounts"].sentence == "Posts go to X: @calderbeck."


def test_a_plain_title_makes_a_long_post_fit(chamber: Chamber) -> None:
    item = AgendaItem("", "98", "x " * 200, plain_title="Library hours")
    chamber.plan_meeting(meeting_id="m2", slug="m2", items=(item,))
    checks = {check.title: check for check in look_ahead(chamber.house, chamber.officer, "m2")}
    assert checks["Length of posts"].sentence == "Every public item's post fits."
    assert replace(item, plain_title="").short_title == item.title
