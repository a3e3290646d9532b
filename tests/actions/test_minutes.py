"""The minutes, weeks after the close: said once, corrected beside what was said, private where the item is."""

from __future__ import annotations

import json
from pathlib import Path

import jsonschema
import pytest

from livemeeting.actions.export import export
from livemeeting.actions.house import NotAllowed, Officer
from livemeeting.actions.minutes import Minutes, save_minutes, see_minutes
from livemeeting.domain.record_shape import AUDIENCES, Audience
from livemeeting.domain.refused import Refused
from livemeeting.domain.roles import Role
from livemeeting.exporters.json_read import read
from livemeeting.exporters.json_record import write
from livemeeting.store import outbox
from livemeeting.store.councils import DEFAULT_ID
from tests.live.hall import Hall, new_hall

CLERK = Officer("c1", DEFAULT_ID, "Cai Elm", Role.CLERK)
URL = "https://calderbeck.example/minutes.pdf"


@pytest.fixture
def hall(tmp_path: Path) -> Hall:
    made = new_hall(tmp_path)
    made.press("Start meeting")
    made.go_to("12.4")
    made.press("Close meeting")
    made.clock.move(hours=24 * 22)
    return made


def said(hall: Hall) -> Minutes:
    return see_minutes(hall.house, CLERK, hall.plan.meeting_id)


def save(hall: Hall, *, url: str = URL, signed: str = "", seq: int | None = None, **numbers: str) -> int:
    """Save the page as the clerk would; `numbers` by the id of the item, as i3="96"."""
    return save_minutes(
        hall.house, CLERK, hall.plan.meeting_id, seq=hall.seq if seq is None else seq, url=url, signed=signed,
        numbers={name.removeprefix("i"): number for name, number in numbers.items()},
    )  # fmt: skip


def exported(hall: Hall, audience: Audience = "public", format: str = "json") -> bytes:
    return export(hall.house, CLERK, hall.plan.meeting_id, format, audience).content


def item(hall: Hall, item_id: str, audience: Audience = "public") -> dict[str, object]:
    found = json.loads(exported(hall, audience))["items"]
    return next(dict(each) for each in found if each["id"] == item_id)


def test_a_clerk_says_where_the_minutes_are_and_which_number_an_item_has(hall: Hall) -> None:
    assert save(hall, signed="18 December 2026", i3="96", i4="") == 2
    assert (said(hall).url, said(hall).signed) == (URL, "18 December 2026")
    told = json.loads(exported(hall))
    assert told["meeting"]["minutes"]["url"] == URL
    assert told["lines"][-1]["sentence"] == f"The minutes, signed 18 December 2026, are at {URL}"
    assert item(hall, "3")["minute"] == {"seq": 5, "number": "96", "corrections": []}
    assert item(hall, "4")["minute"] is None


def test_what_is_saved_again_unchanged_is_no_entry(hall: Hall) -> None:
    assert save(hall, i3="96") == 2
    assert save(hall, i3=" 96 ") == 0


def test_what_is_changed_is_a_correction_and_what_is_cleared_is_undone(hall: Hall) -> None:
    save(hall, i3="96", i4="97")
    assert save(hall, url=f"{URL}?2", i3="98", i4="") == 3
    assert said(hall).url == f"{URL}?2"
    minute = item(hall, "3")["minute"]
    assert isinstance(minute, dict) and minute["number"] == "98"
    assert minute["corrections"][0]["before"] == "Item 12.4: Library hours — minute 96."
    assert item(hall, "4")["minute"] is None
    told = json.loads(exported(hall))
    assert told["lines"][3]["corrections"][0]["before"] == f"The signed minutes are at {URL}"
    assert save(hall, url="") == 1
    assert json.loads(exported(hall))["meeting"]["minutes"] is None


def test_the_number_of_a_restricted_item_stays_inside(hall: Hall) -> None:
    save(hall, i7="SECRET-97")
    for format in ("json", "html", "items.csv", "csv", "akn.xml", "ocd.json"):
        assert b"SECRET-97" not in exported(hall, "public", format)
    assert b"SECRET-97" in exported(hall, "internal")


def test_a_meeting_that_closed_in_private_has_its_minutes_and_their_corrections_all_the_same(
    tmp_path: Path,
) -> None:
    hall = new_hall(tmp_path)
    hall.press("Start meeting")
    hall.press("Exclude press and public", paragraphs="3")
    hall.go_to("20")
    hall.press("Close meeting")
    save(hall, i8="99", i7="SECRET-97")
    save(hall, i8="100")
    minute = item(hall, "8")["minute"]
    assert isinstance(minute, dict) and minute["number"] == "100" and minute["corrections"]
    assert b"SECRET-97" not in exported(hall)
    hall.press("take_note", text="After the close.", audience="public")
    assert b"After the close." not in exported(hall)


def test_before_the_close_nothing_is_said_and_nothing_is_posted_after_it(tmp_path: Path, hall: Hall) -> None:
    (tmp_path / "other").mkdir()
    other = new_hall(tmp_path / "other")
    other.press("Start meeting")
    with pytest.raises(Refused, match="once the meeting has closed"):
        save(other)
    save(hall, i3="96")
    save(hall, i3="97")
    kinds = {
        each.event_kind
        for each in hall.house.database.read(lambda c: outbox.of_meeting(c, hall.plan.meeting_id))
    }
    assert not kinds & {"MinutesSigned", "MinuteNumbered", "EntryCorrected"}


def test_it_is_all_or_nothing_and_never_over_what_somebody_else_saved(hall: Hall) -> None:
    before = hall.seq
    with pytest.raises(Refused, match="is not a web address"):
        save(hall, url="minutes.pdf", i3="96")
    with pytest.raises(Refused, match="the most is 40"):
        save(hall, i3="96", i4="9" * 41)
    assert hall.seq == before
    save(hall, i3="96")
    with pytest.raises(Refused, match="Somebody else has saved something"):
        save(hall, seq=before, i3="97")
    with pytest.raises(NotAllowed):
        see_minutes(hall.house, Officer("w", DEFAULT_ID, "Wyn", Role.WATCHER), hall.plan.meeting_id)


def test_every_paper_has_the_minutes_at_its_head_and_the_number_under_its_item(hall: Hall) -> None:
    save(hall, signed="18 December 2026", i3="96")
    save(hall, signed="18 December 2026", i3="96a")
    page = exported(hall, "public", "html").decode()
    assert URL in page and "Minute 96a" in page and "minute 96." in page
    assert "96a" in exported(hall, "public", "items.csv").decode("utf-8-sig")


def test_the_json_with_the_minutes_keeps_its_schema_and_reads_back_as_it_was(hall: Hall) -> None:
    save(hall, signed="18 December 2026", i3="96")
    save(hall, signed="18 December 2026", i3="97")
    schema = json.loads((Path(__file__).parents[2] / "docs" / "record.schema.json").read_text("utf-8"))
    for audience in AUDIENCES:
        content = exported(hall, audience)
        jsonschema.Draft202012Validator(schema).validate(json.loads(content))
        assert write(read(content)) == content
