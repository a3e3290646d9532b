"""A Word document as lines of text: automatic numbers, tables and headings resolved."""

from __future__ import annotations

from collections.abc import Iterator
from xml.etree.ElementTree import Element

from livemeeting.importers.emphasis import with_bold
from livemeeting.importers.links import is_paper_address
from livemeeting.importers.packed import Packed
from livemeeting.importers.source import clean
from livemeeting.importers.table_rows import row_lines
from livemeeting.importers.word_numbering import Numbering, W

_R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_DEEPEST = 40
_OFF = ("0", "false", "off")
_LOOKED_INTO = {f"{W}{name}" for name in ("sdt", "sdtContent", "ins", "customXml", "smartTag")}
_PASSED_OVER = {
    f"{W}{name}" for name in ("del", "moveFrom", "pPr", "instrText", "tblPr", "rPr", "sectPr", "p", "tbl")
}


def text_of_word(packed: Packed) -> str:
    """The lines of the document, a blank one between paragraphs: what Word shows on one line stays on one."""
    document = packed.part("word/document.xml")
    body = document.find(f"{W}body") if document is not None else None
    if body is None:
        return ""
    reader = _Reader(
        Numbering(packed.part("word/numbering.xml"), packed.part("word/styles.xml")),
        _links(packed.part("word/_rels/document.xml.rels")),
    )
    return clean("\n".join(reader.lines(body, 0)))


def _links(relations: Element | None) -> dict[str, str]:
    if relations is None:
        return {}
    return {
        each.get("Id", ""): each.get("Target", "")
        for each in relations
        if each.get("TargetMode") == "External"
    }


class _Reader:
    """Goes through the document in reading order, which is also the order in which numbers count."""

    def __init__(self, numbering: Numbering, links: dict[str, str]) -> None:
        self.numbering, self.links = numbering, links

    def lines(self, parent: Element, depth: int) -> list[str]:
        found: list[str] = []
        for block in _blocks(parent, depth):
            if block.tag == f"{W}p":
                found += [*self._paragraph(block, depth), ""]
            else:
                found += [*self._table(block, depth), ""]
        return found

    def _table(self, table: Element, depth: int) -> list[str]:
        lines: list[str] = []
        for row in _inside(table, "tr"):
            cells = [self._cell(cell, depth + 1) for cell in _inside(row, "tc")]
            lines += row_lines(cells)
        return lines

    def _cell(self, cell: Element, depth: int) -> list[str]:
        if depth > _DEEPEST:
            return []
        lines = [line for line in self.lines(cell, depth) if line]
        merged = cell.find(f"{W}tcPr/{W}vMerge")
        return [] if merged is not None and merged.get(f"{W}val", "continue") == "continue" else lines

    def _paragraph(self, paragraph: Element, depth: int) -> list[str]:
        mark = self.numbering.mark(paragraph)
        pieces: list[tuple[str, bool]] = []
        boxes: list[Element] = []
        self._collect(paragraph, pieces, boxes, 0)
        lines = [line for part in with_bold(pieces).split("\n") if (line := part.strip(" \t\r"))]
        lines = lines or ([""] if mark and mark != "•" and depth else [])
        if mark and lines:
            lines[0] = f"{mark}\t{lines[0]}".rstrip() if mark != "•" else f"• {lines[0]}"
        elif lines and self.numbering.outline(paragraph):
            lines[0] = f"## {lines[0].replace('**', '')}"
        boxed = [line for box in boxes if depth < _DEEPEST for line in self.lines(box, depth + 1)]
        return [*boxed, *lines]

    def _collect(
        self, parent: Element, pieces: list[tuple[str, bool]], boxes: list[Element], depth: int
    ) -> None:
        for child in parent:
            name = child.tag.removeprefix(W) if isinstance(child.tag, str) else ""
            if child.tag in _PASSED_OVER or name.endswith("}Fallback") or depth > _DEEPEST:
                continue
            if name == "txbxContent":
                boxes.append(child)
            elif name == "r":
                self._run(child, pieces, boxes, depth)
            else:
                self._collect(child, pieces, boxes, depth + 1)
                if name == "hyperlink" and is_paper_address(
                    url := self.links.get(child.get(f"{_R}id", ""), "")
                ):
                    pieces.append((f" {url} ", True))

    def _run(self, run: Element, pieces: list[tuple[str, bool]], boxes: list[Element], depth: int) -> None:
        if _is_on(run, "vanish"):
            return
        bold = _is_on(run, "b")
        for child in run:
            name = child.tag.removeprefix(W) if isinstance(child.tag, str) else ""
            if name == "t":
                pieces.append((child.text or "", bold))
            elif name in ("tab", "ptab"):
                pieces.append(("\t", bold))
            elif name in ("br", "cr"):
                pieces.append(("\n", bold))
            elif name == "noBreakHyphen":
                pieces.append(("-", bold))
            elif name not in ("instrText", "delText", "rPr") and len(child):
                self._collect(child, pieces, boxes, depth + 1)


def _is_on(run: Element, name: str) -> bool:
    found = run.find(f"{W}rPr/{W}{name}")
    return found is not None and found.get(f"{W}val", "1") not in _OFF


def _blocks(parent: Element, depth: int) -> Iterator[Element]:
    """The paragraphs and tables of a part, looking into content controls and accepted insertions."""
    for child in parent:
        if child.tag in (f"{W}p", f"{W}tbl"):
            yield child
        elif (
            child.tag in (f"{W}sdt", f"{W}sdtContent", f"{W}ins", f"{W}customXml", f"{W}smartTag")
            and depth < _DEEPEST
        ):
            yield from _blocks(child, depth + 1)


def _inside(parent: Element, name: str) -> Iterator[Element]:
    for child in parent:
        if child.tag == f"{W}{name}":
            yield child
        elif child.tag in _LOOKED_INTO:
            yield from _inside(child, name)
