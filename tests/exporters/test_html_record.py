"""The record as a page: whole without script or network, readable by ear, and hostile words stay words."""

from __future__ import annotations

import re
from html.parser import HTMLParser

from livemeeting.domain.record_shape import Record
from livemeeting.exporters import html_paper, papers
from tests.records import CANARY, DECIDED, HOSTILE, OPENED, SLIP, RecordedEvening, full_evening, post


def write(record: Record) -> bytes:
    """The whole record as a page."""
    return html_paper.write(papers.whole(record))


VOID = {"meta", "link", "br", "img", "input", "hr"}


class Page(HTMLParser):
    """A page read as a browser reads it: its elements in order, and the text inside each one that has an id."""

    def __init__(self, record: Record) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str]]] = []
        self.words: dict[str, str] = {}
        self.unclosed: list[str] = []
        self._ids: list[str] = []
        self.feed(write(record).decode())

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = {name: value or "" for name, value in attrs}
        self.elements.append((tag, found))
        if tag not in VOID:
            self.unclosed.append(tag)
            self._ids.append(found.get("id", ""))

    def handle_endtag(self, tag: str) -> None:
        assert self.unclosed.pop() == tag
        self._ids.pop()

    def handle_data(self, data: str) -> None:
        for name in filter(None, self._ids):
            self.words[name] = f"{self.words.get(name, '')}{data}"

    def told(self, name: str) -> str:
        """The words inside an element, in one line."""
        return " ".join(self.words[name].split())

    def all(self, tag: str) -> list[dict[str, str]]:
        return [found for name, found in self.elements if name == tag]


def test_a_correction_stands_beside_what_it_corrects() -> None:
    told = Page(full_evening().record("public")).told(f"entry-{DECIDED}")
    assert "Item 12.4: carried. For 31, against 27, abstained 2." in told
    assert "Corrected at 18:02:30 (entry 5). Before: Item 12.4: carried. For 31, against 28" in told
    assert "Reason: Misheard" in told


def test_an_undone_entry_is_struck_and_says_so() -> None:
    page = Page(full_evening().record())
    assert page.told(f"entry-{SLIP}").endswith("A slip of the finger Undone by entry 7. 0:06:10 Ann")
    assert page.all("s")


def test_the_page_fetches_nothing_and_runs_nothing() -> None:
    record = full_evening().record("internal", [post(OPENED)])
    page = Page(record)
    tags = {tag for tag, _ in page.elements}
    assert not tags & {"script", "link", "img", "iframe", "object", "form", "base"}
    assert not [attrs for _, attrs in page.elements if any(name.startswith("on") for name in attrs)]
    assert not re.search(rb"url\(|@import", write(record))
    assert "default-src 'none'" in page.all("meta")[1]["content"]
    assert page.unclosed == []


def test_tables_have_captions_and_headers_for_every_row_and_column() -> None:
    page = Page(full_evening().record("public"))
    assert len(page.all("caption")) == len(page.all("table")) == 2
    assert {each["scope"] for each in page.all("th")} == {"row", "col"}
    assert page.all("html")[0]["lang"] == "en-GB"
    assert [tag for tag, _ in page.elements].count("h1") == 1


def test_a_recorded_vote_is_a_table_of_names() -> None:
    text = write(full_evening().record("public")).decode()
    assert '<tr> <th scope="row">Cllr Tom Okafor</th> <td>against</td></tr>' in text


def test_every_link_inside_the_page_leads_somewhere() -> None:
    page = Page(full_evening().record())
    ids = {attrs["id"] for _, attrs in page.elements if "id" in attrs}
    wanted = {each["href"][1:] for each in page.all("a") if each["href"].startswith("#")}
    assert wanted
    assert wanted <= ids


def test_it_says_that_it_is_not_the_minutes_and_whether_it_is_a_rehearsal_or_internal() -> None:
    assert b"Draft record, not the minutes." in write(full_evening().record("public"))
    assert b"Rehearsal: none of this happened" in write(full_evening(is_rehearsal=True).record("public"))
    assert b"Not for publication." in write(full_evening().record())
    assert b"Not for publication." not in write(full_evening().record("public"))


def test_hostile_words_come_out_as_words() -> None:
    evening = RecordedEvening(
        title="<script>alert(1)</script>", venue="{{7*7}}", agenda_url="javascript:alert(1)"
    )
    evening.press("Start meeting")
    for text in HOSTILE:
        evening.press("Note", text=text, audience="public")
    page = Page(evening.record("public", [post(OPENED, text="<b>", remote_url="javascript:alert(1)")]))
    assert not [tag for tag, _ in page.elements if tag in ("script", "b")]
    assert not [each["href"] for each in page.all("a") if "javascript" in each["href"]]
    assert "{{7*7}}" in page.told(f"entry-{1 + len(HOSTILE)}")


def test_a_meeting_that_has_not_begun_has_a_page_too() -> None:
    assert b"Nothing has been recorded yet." in write(RecordedEvening().record("public"))


def test_nothing_private_is_on_the_public_page() -> None:
    assert CANARY.encode() not in write(full_evening().record("public"))
