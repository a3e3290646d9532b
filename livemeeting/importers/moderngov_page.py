"""A meeting's page on a ModernGov site, saved from a browser or taken from the clipboard as HTML."""

from __future__ import annotations

import re

from lxml.html import HtmlElement

from livemeeting.domain.agenda import Draft, Paper
from livemeeting.importers.html_text import text_of_page
from livemeeting.importers.links import is_paper_address
from livemeeting.importers.moderngov_rows import ModernGovRow, is_private_paper, items_of
from livemeeting.importers.source import one_line
from livemeeting.importers.text_head import read_head
from livemeeting.importers.text_lines import lines_of

_TITLE = ".//*[contains(concat(' ', normalize-space(@class), ' '), ' mgAiTitleTxt ')]"
_NUMBER_CELL = "./td[contains(@class, 'mgItemNumberCell')]"
_RESTRICTED = re.compile(r"restricted|padlock|exempt", re.IGNORECASE)
_FURNITURE = re.compile(
    r"\W*share this item\W*|(?:view|show) (?:the )?(?:background|reasons|additional).{0,40}", re.I
)
_RECORD = re.compile(r"\W{0,3}(?:decision|minutes|resolved|additional documents)\s?:\W{0,3}", re.IGNORECASE)


def is_moderngov(page: HtmlElement) -> bool:
    """Whether the page holds the table of items that ModernGov writes."""
    return bool(_rows(page))


def read_page(page: HtmlElement) -> Draft:
    """The draft in ModernGov's table of items, with what the page says above it of the meeting."""
    rows = _rows(page)
    source = text_of_page(page)
    items, doubts = items_of(_with_lines([_row(tr) for tr in rows], source))
    head = read_head(lines_of(_above(page, rows[0], source)))
    return Draft(
        items=items,
        doubts=(*head.doubts, *doubts),
        confidence=0.95,
        body=head.body, title=head.body, date=head.date, start_time=head.start_time, venue=head.venue,
        webcast_url=head.webcast_url,
        source=source,
    )  # fmt: skip


def _rows(page: HtmlElement) -> list[HtmlElement]:
    """The rows that hold a title themselves, and not only in a table within them."""
    nearest = (next(title.iterancestors("tr"), None) for title in page.xpath(_TITLE))
    return list(dict.fromkeys(row for row in nearest if row is not None))


def _row(tr: HtmlElement) -> ModernGovRow:
    titles = tr.xpath(_TITLE)
    in_number_cell = [element for cell in tr.xpath(_NUMBER_CELL) for element in cell.xpath(_TITLE)]
    numbers = in_number_cell or ([titles[0]] if len(titles) > 1 else [])
    named = [element for element in titles if element not in numbers]
    cells = tr.xpath(_NUMBER_CELL)
    number = one_line(" ".join(element.text_content() for element in numbers or cells))
    title = one_line(named[0].text_content()) if named else ""
    row = ModernGovRow(number=number, title=title)
    body = [cell for cell in tr.xpath("./td|./th") if cell not in cells]
    lines = [line for cell in body for line in text_of_page(cell).split("\n")]
    row.notes = _notes(lines, title)
    # A padlock in the row's own title restricts the item; one beside a document, that document.
    row.restricted = any(_is_locked(element) for element in titles)
    for link in tr.xpath(".//a[@href]"):
        words = one_line(link.text_content())
        if link in titles or not is_paper_address(link.get("href").strip()):
            continue
        row.papers.append(
            (
                Paper(_without_size(words), link.get("href").strip()),
                is_private_paper(words) or _is_locked(link),
            )
        )
    return row


def _notes(lines: list[str], title: str) -> list[str]:
    """The item's own text: what was decided and minuted since is left out, for it says how the meeting went."""
    notes: list[str] = []
    for line in lines:
        text = one_line(line).lstrip("•# ")
        if _RECORD.fullmatch(text):
            break
        if text and text != title and not text.startswith("http") and not _FURNITURE.fullmatch(text):
            notes.append(text)
    return notes


def _is_locked(element: HtmlElement) -> bool:
    said = [element.get("class") or "", element.get("title") or ""]
    said += [
        f"{image.get('alt') or ''} {image.get('title') or ''} {image.get('src') or ''}"
        for image in element.xpath(".//img")
    ]
    return any(_RESTRICTED.search(words) for words in said)


def _without_size(words: str) -> str:
    return re.sub(r"\s*(?:pdf icon )?\bPDF \d{1,6}(?:\.\d+)? ?[KM]B$", "", words, flags=re.IGNORECASE)


def _with_lines(rows: list[ModernGovRow], source: str) -> list[ModernGovRow]:
    """Each row with the line of the source on which its title stands."""
    lines = source.split("\n")
    at = 0
    for row in rows:
        found = next((n for n in range(at, len(lines)) if row.title and row.title[:60] in lines[n]), None)
        if found is not None:
            row.line, at = found + 1, found + 1
    return rows


def _above(page: HtmlElement, first: HtmlElement, source: str) -> str:
    opening = one_line(first.text_content())[:30]
    lines = source.split("\n")
    end = next((at for at, line in enumerate(lines) if opening[-12:] and opening[-12:] in one_line(line)), 40)
    return "\n".join(lines[: max(end, 1)][-60:])
