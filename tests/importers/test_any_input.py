"""Any text and any bytes at all: an importer gives a draft or a refusal, and soon."""

from __future__ import annotations

from collections.abc import Iterable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from livemeeting.domain.agenda import Draft
from livemeeting.domain.refused import Refused
from livemeeting.importers import read_pasted, read_upload
from tests.patience import allowed, seconds_of

NAMES = st.sampled_from(["a.txt", "a.csv", "a.yaml", "a.json", "a"])
PIECES = st.sampled_from(
    [
        *(
            "1. ",
            "2 ",
            "(a) ",
            "IV. ",
            "17(6) ",
            "AGENDA\n",
            "\n",
            "\n\n",
            "\t",
            "|",
            "- ",
            "# ",
            "**",
            "---\n",
        ),
        *(
            "PART TWO\n",
            "exempt",
            "exclusion of the public",
            "(withdrawn)",
            "pages 3-4",
            "https://a.example/x",
        ),
        *(
            "7.30pm",
            "8 April 2026",
            "title",
            "number,",
            "items:",
            "- title: A",
            "{",
            "}",
            "[",
            "]",
            ":",
            '"',
            "'",
        ),
        *("&a ", "*a", "\\", "\u00a0", "\ud800"),
    ]
)
LINE_PIECES = (
    *("a", " ", "(", "[", ".", "-", "|", "1", "1. ", "8 ", "7.", "x (", "to ", "that ", "the public "),
    *("paragraph 3 of ", "https://", "…", "page 1", "withdrawn ", "at the ", "Monday ", '"', "\\", "_", "**"),
)


def told(draft: Draft) -> bool:
    """Whether every row and every doubt is something an officer can be shown."""
    rows = all(item.title == " ".join(item.title.split()) for item in draft.items)
    doubts = all(
        doubt.sentence and (doubt.row is None or doubt.row < len(draft.items)) for doubt in draft.doubts
    )
    return bool(draft.items) and rows and doubts and 0 <= draft.confidence <= 1


@settings(max_examples=150)
@given(NAMES, st.binary(max_size=300))
def test_any_bytes_give_a_draft_or_a_refusal(name: str, content: bytes) -> None:
    try:
        assert told(read_upload(name, content))
    except Refused as refusal:
        assert refusal.sentence.endswith(".")


@settings(max_examples=150)
@given(st.text(max_size=300))
def test_any_text_gives_a_draft_or_a_refusal(text: str) -> None:
    try:
        assert told(read_pasted(text))
    except Refused as refusal:
        assert refusal.sentence.endswith(".")


@settings(max_examples=250)
@given(NAMES, st.lists(PIECES, max_size=40))
def test_any_heap_of_agenda_pieces_gives_a_draft_or_a_refusal(name: str, pieces: list[str]) -> None:
    try:
        assert told(read_upload(name, "".join(pieces).encode("utf-8", "replace")))
    except Refused as refusal:
        assert refusal.sentence.endswith(".")


@settings(max_examples=50)
@given(st.lists(st.sampled_from(["Roads", "Bins", "Parks", "Depot"]), min_size=2, max_size=30))
def test_numbered_lines_come_back_one_for_one_in_order(titles: list[str]) -> None:
    draft = read_pasted("\n".join(f"{number}. {title}" for number, title in enumerate(titles, 84)))
    assert [item.title for item in draft.items] == titles
    assert [item.number for item in draft.items] == [str(number) for number in range(84, 84 + len(titles))]


def read_all(texts: Iterable[str]) -> None:
    for text in texts:
        try:
            read_pasted(text)
        except Refused:
            continue


@pytest.mark.parametrize("piece", LINE_PIECES)
def test_a_line_of_ten_thousand_characters_is_read_soon(piece: str) -> None:
    line = piece * (10_000 // len(piece))
    texts = (f"1. {line}\n2. Close", f"{line}\n1. Apologies\n2. Close", line)
    assert seconds_of(lambda: read_all(texts)) < allowed(2)


@pytest.mark.parametrize(
    "line", ["{0}. Roads", "Roads and bridges {0}", "{0}", "(a) this council notes {0}", "3 of {0}"]
)
def test_five_thousand_lines_are_read_soon(line: str) -> None:
    lines = "\n".join(line.format(number) for number in range(5000))
    texts = [opening + lines for opening in ("1. Apologies\n2. Minutes\n", "AGENDA\n")]
    assert seconds_of(lambda: read_all(texts)) < allowed(8)
