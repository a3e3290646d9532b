"""A paper as tagged PDF (PDF/UA-1), typeset by typst. It takes a second or two of processor: never on the hub."""

from __future__ import annotations

import json
import re
from pathlib import Path

import typst

from livemeeting.exporters.paper import (
    Block,
    Bullets,
    Facts,
    Heading,
    Paper,
    Row,
    Table,
    Words,
    is_web_address,
)

TEMPLATE = Path(__file__).parents[1] / "templates" / "record" / "paper.typ"
#: What typst says where no font has a letter; a reader could not say it either, so PDF/UA forbids it.
NO_LETTER = re.compile(r'the text `"(.+?)"` could not be displayed', re.DOTALL)
ESCAPED = re.compile(r"\\u\{([0-9a-fA-F]+)\}")
MOST_TRIES = 40
#: A longer table becomes lines that say the same: the tags of its cells would cost many times the memory.
MOST_ROWS = 500
#: With more points and rows than this, lists become lines as well.
MOST_POINTS = 2000
#: Everything outside Latin, Greek and Cyrillic letters and common signs, for the last try.
UNUSUAL = re.compile("[^\t\n\r\u0020-\u007e\u00a0-\u052f\u1e00-\u1eff\u2010-\u2027\u2030-\u205e\u20ac\u2122]")

Json = object


def write(paper: Paper) -> bytes:
    """The PDF. A letter that no font of this machine has is written as its code, [U+65E5]."""
    text = json.dumps(as_json(paper), ensure_ascii=False)
    for _ in range(MOST_TRIES):
        try:
            return _compiled(text)
        except typst.TypstError as problem:
            missing = NO_LETTER.search(str(problem))
            if missing is None:
                raise
            text = _without(text, ESCAPED.sub(lambda code: chr(int(code[1], 16)), missing[1]))
    return _compiled(UNUSUAL.sub(lambda letter: _code(letter[0]), text))


def _compiled(text: str) -> bytes:
    return typst.compile(
        str(TEMPLATE), root=str(TEMPLATE.parent), sys_inputs={"paper": text}, pdf_standards=["ua-1"]
    )


def _without(text: str, letters: str) -> str:
    """The JSON with those letters, as they stand there or escaped, written as their codes."""
    for letter in letters:
        escaped = json.dumps(letter, ensure_ascii=False)[1:-1]
        text = text.replace(escaped, _code(letter))
    return text


def _code(letter: str) -> str:
    return f"[U+{ord(letter):04X}]"


def as_json(paper: Paper) -> dict[str, object]:
    """What the template is given."""
    return {
        "name": paper.name, "title": paper.title, "kind_words": paper.kind, "author": paper.author,
        "language": paper.language, "under_title": paper.under_title,
        "is_long": _size(paper) > MOST_POINTS,
        "is_wide": any(isinstance(each, Table) and each.is_wide for each in paper.blocks),
        "notices": [_words(each) for each in paper.notices],
        "blocks": [_block(each) for each in paper.blocks if not _is_empty(each)],
        "foot": [_words(each) for each in paper.foot],
    }  # fmt: skip


def _size(paper: Paper) -> int:
    """How many points and rows it has."""
    rows = sum(len(each.rows) for each in paper.blocks if isinstance(each, Table))
    return rows + sum(len(each.points) for each in paper.blocks if isinstance(each, Bullets))


def _is_empty(block: Block) -> bool:
    return isinstance(block, Bullets) and not block.points


def _block(block: Block) -> Json:
    if isinstance(block, Heading):
        return {"kind": "Heading", "level": block.level, "text": block.text}
    if isinstance(block, Words):
        return {"kind": "Words", "words": _words(block)}
    if isinstance(block, Facts):
        pairs = [{"name": name, "words": _words(each)} for name, each in block.pairs]
        return {"kind": "Facts", "pairs": pairs}
    if isinstance(block, Bullets):
        return {"kind": "Bullets", "points": _points(block)}
    if len(block.rows) > MOST_ROWS:
        return {"kind": "Lines", "caption": block.caption, "lines": [_flat(row) for row in block.rows]}
    rows = [[[_words(each) for each in cell] for cell in row.cells] for row in block.rows]
    return {
        "kind": "Table", "caption": block.caption, "columns": list(block.columns), "rows": rows,
        "widths": list(block.widths),
    }  # fmt: skip


def _flat(row: Row) -> str:
    """A row in one line, without its links."""
    return " · ".join(words.text for cell in row.cells for words in cell if words.text)


def _points(block: Bullets) -> Json:
    found: list[dict[str, list[Json]]] = []
    for point in block.points:
        words: list[Json] = [_words(each) for each in point.words]
        if point.depth and found:
            found[-1]["under"].append(words)
        else:
            found.append({"words": words, "under": []})
    return found


def _words(words: Words) -> Json:
    """A paragraph; as text alone where it is nothing else, for a dictionary takes twenty times the memory."""
    if not words.tone and not any(each.url or each.strong or each.struck for each in words.runs):
        return words.text
    runs = [
        {"text": each.text, "url": each.url if is_web_address(each.url) else "",
         "strong": each.strong, "struck": each.struck}
        for each in words.runs
    ]  # fmt: skip
    return {"tone": words.tone, "runs": runs}
