"""The record as CSV: what a spreadsheet reads back is what was recorded, and it calculates none of it."""

from __future__ import annotations

import csv
import io

from hypothesis import given
from hypothesis import strategies as st

from livemeeting.domain.record_shape import Record
from livemeeting.exporters.csv_record import harmless, write
from tests.records import DECIDED, HOSTILE, OPENED, SLIP, RecordedEvening, full_evening, post

TRIGGERS = "=+-@\t\r＝＋－＠"


def rows(record: Record) -> list[dict[str, str]]:
    """The file as a spreadsheet reads it."""
    text = write(record).decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text, newline="")))


def test_there_is_one_row_for_each_line() -> None:
    record = full_evening().record()
    found = [(row["entry"], row["time"], row["what_happened"], row["pressed_by"]) for row in rows(record)]
    assert found == [(str(line.seq), line.made.time, line.sentence, line.actor) for line in record.lines]


def test_the_file_opens_in_excel_as_unicode_with_windows_line_ends() -> None:
    content = write(full_evening().record("public"))
    assert content.startswith(b"\xef\xbb\xbfentry,date,time,")
    assert content.count(b"\r\n") == content.count(b"\n")
    assert "Siân".encode() in content


def test_a_decision_has_its_tally_its_votes_and_what_it_said_before() -> None:
    row = rows(full_evening().record("public"))[3]
    assert (row["entry"], row["item_number"], row["item_title"]) == (str(DECIDED), "12.4", "Library hours")
    assert (row["outcome"], row["for"], row["against"], row["abstained"]) == ("carried", "31", "27", "2")
    assert "Cllr Tom Okafor: against" in row["votes"]
    assert "Before: Item 12.4: carried. For 31, against 28" in row["corrections"]
    assert (row["video_offset"], row["notice"]) == ("0:05:10", "Draft record, not the minutes.")


def test_officers_see_what_was_undone_and_what_was_private() -> None:
    found = rows(full_evening().record())
    assert found[SLIP - 1]["in_force"] == "undone by entry 7"
    assert [row["entry"] for row in found if row["private"]]
    assert not {"pressed_by", "in_force", "private"} & set(rows(full_evening().record("public"))[0])


def test_posts_stand_in_the_row_of_their_entry() -> None:
    row = rows(full_evening().record("public", [post(OPENED)]))[0]
    where = "X @calderbeck – Sent at 18:00:40: Post of entry 1 https://x.com/calderbeck/status/1"
    assert row["posts"] == where


def test_a_note_of_several_lines_and_quotes_is_one_cell() -> None:
    evening = RecordedEvening()
    evening.press("Start meeting")
    evening.press("Note", text='He said "no,\nnever"; then', audience="public")
    assert rows(evening.record("public"))[1]["what_happened"] == 'He said "no,\nnever"; then'


def test_no_cell_of_a_hostile_evening_is_a_formula() -> None:
    evening = RecordedEvening(members=HOSTILE)
    evening.press("Start meeting", chair="=chair")
    for text in HOSTILE:
        evening.press("Note", text=text, audience="public")
        evening.press("Motion", item=evening.item_id("12.4"), mover=text, label=text)
    cells = [cell for row in rows(evening.record()) for cell in row.values()]
    assert len(cells) > 100
    assert not [cell for cell in cells if cell.lstrip()[:1] in TRIGGERS and cell.strip()]
    assert "'=1+1" in cells


@given(st.text(alphabet=st.sampled_from([*TRIGGERS, " ", "\n", "\u00a0", "\u200b", "a", "1", "'", '"', ","])))
def test_a_cell_never_begins_a_formula_and_loses_nothing(text: str) -> None:
    cell = harmless(text)
    assert cell in (text, f"'{text}")
    bare = cell.lstrip(" \n\u00a0\u200b\ufeff")
    assert not bare or bare[0] not in TRIGGERS


@given(st.lists(st.text(alphabet=st.characters(exclude_categories=["Cs"])), min_size=1))
def test_ordinary_words_stay_as_they_are(texts: list[str]) -> None:
    for text in texts:
        assert harmless(f"a{text}") == f"a{text}"
