"""A web page, or what the clipboard holds of one, as the lines a reader sees: numbers, tables and lists kept."""

from __future__ import annotations

import re

from lxml import etree
from lxml import html as lxml_html
from lxml.html import HtmlElement

from livemeeting.domain.refused import Refused
from livemeeting.importers.emphasis import with_bold
from livemeeting.importers.html_lists import mark_of
from livemeeting.importers.links import is_paper_address
from livemeeting.importers.source import one_line
from livemeeting.importers.table_rows import row_lines
from livemeeting.importers.text_head import webcast_in

_BLOCKS = frozenset(
    [
        "address",
        "article",
        "aside",
        "blockquote",
        "body",
        "center",
        "dd",
        "details",
        "div",
        "dl",
        "dt",
        "fieldset",
        "figure",
        "footer",
        "form",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "header",
        "hr",
        "html",
        "legend",
        "li",
        "main",
        "nav",
        "ol",
        "p",
        "pre",
        "section",
        "summary",
        "table",
        "tbody",
        "tfoot",
        "thead",
        "tr",
        "ul",
    ]
)
_UNSEEN = frozenset(
    [
        "script",
        "style",
        "head",
        "title",
        "meta",
        "link",
        "noscript",
        "template",
        "svg",
        "math",
        "object",
        "embed",
        "iframe",
        "input",
        "select",
        "option",
        "button",
        "textarea",
        "img",
        "audio",
        "video",
        "canvas",
    ]
)
_HEADINGS = frozenset(["h1", "h2", "h3", "h4", "h5", "h6"])
_SPACED = frozenset(
    [
        "p",
        "table",
        "ul",
        "ol",
        "section",
        "article",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "hr",
        "blockquote",
        "dl",
    ]
)
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden|mso-hide\s*:\s*all", re.IGNORECASE)
_WEIGHT = re.compile(r"font-weight\s*:\s*([a-z0-9]+)", re.IGNORECASE)
_HEAVY = frozenset(["bold", "bolder", "600", "700", "800", "900"])
_FIXED_SPACES = re.compile("[\u00a0\u2002\u2003]{2,}")
_DEEPEST = 200
CANNOT_BE_READ = "This web page cannot be read. Copy the agenda from your browser and paste it instead."


def parse_page(text: str) -> HtmlElement:
    """The page as a tree. Raises Refused when there is nothing in it to read."""
    parser = lxml_html.HTMLParser(remove_comments=True, remove_pis=True, huge_tree=False, recover=True)
    # A page's own encoding line is for bytes; these are letters already.
    text = re.sub(r"^\s*<\?xml[^>]{0,200}\?>", "", text)
    try:
        page = lxml_html.document_fromstring(text, parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError, ValueError) as fault:
        raise Refused(CANNOT_BE_READ) from fault
    return page


def text_of_page(element: HtmlElement) -> str:
    """The lines of an element and all it holds."""
    writer = LineWriter()
    _Walker(writer).element(element, 0)
    return writer.text()


def _is_kept(address: str) -> bool:
    """Whether a link leads to a document or to where a meeting is shown."""
    return is_paper_address(address) or bool(webcast_in([address]))


class LineWriter:
    """Puts text together into lines; several blank lines in a row become one."""

    def __init__(self) -> None:
        self.lines: list[str] = []
        self.words: list[tuple[str, bool]] = []
        self.opening = ""

    def say(self, text: str, bold: bool = False) -> None:
        self.words.append((text, bold))

    def open_line(self, mark: str) -> None:
        """End the line and begin another with a mark (a bullet, a number) that waits for its words."""
        self.end_line()
        self.opening = mark

    def end_line(self) -> None:
        said = _line_of(self.words)
        self.words = []
        if said:
            self.lines.append(f"{self.opening}{said}")
            self.opening = ""

    def blank(self) -> None:
        self.end_line()
        if self.lines and self.lines[-1] and not self.opening:
            self.lines.append("")

    def add(self, lines: list[str]) -> None:
        self.end_line()
        for line in lines:
            if line:
                self.lines.append(f"{self.opening}{line}")
                self.opening = ""
            else:
                self.blank()

    def text(self) -> str:
        self.end_line()
        return "\n".join(self.lines).strip("\n")


def _line_of(words: list[tuple[str, bool]]) -> str:
    """The words on one line. Word sets a number off with a row of fixed spaces: that becomes a tab."""
    pieces = [(_FIXED_SPACES.sub("\t", text), bold) for text, bold in words]
    parts = [one_line(part) for part in with_bold(pieces).split("\t")]
    number = parts[0].strip("*")
    if len(parts) > 1 and len(number) <= 8 and number:
        return f"{parts[0]}\t{' '.join(part for part in parts[1:] if part)}".strip()
    return " ".join(part for part in parts if part)


class _Walker:
    """Goes through a page in reading order and writes its lines."""

    def __init__(self, writer: LineWriter) -> None:
        self.writer = writer
        self.is_bold = False

    def element(self, element: HtmlElement, depth: int) -> None:
        tag = element.tag if isinstance(element.tag, str) else ""
        if depth > _DEEPEST or not tag or tag in _UNSEEN or _HIDDEN.search(element.get("style") or ""):
            return
        if element.get("hidden") is not None:
            return
        if tag == "br":
            self.writer.end_line()
        elif tag == "tr":
            self._row(element, depth)
        elif tag == "li":
            self._list_entry(element, depth)
        elif tag in _BLOCKS:
            self._block(element, tag, depth)
        else:
            self._inside(element, depth)
            if tag == "a" and _is_kept((element.get("href") or "").strip()):
                self.writer.say(f" {(element.get('href') or '').strip()} ")
            if tag in ("td", "th"):
                self.writer.say("\t")

    def _inside(self, element: HtmlElement, depth: int) -> None:
        around = self.is_bold
        style = _WEIGHT.search(element.get("style") or "")
        self.is_bold = style[1].lower() in _HEAVY if style else around or element.tag in ("b", "strong")
        self.writer.say((element.text or "").replace("\n", " "), self.is_bold)
        for child in element:
            self.element(child, depth + 1)
            self.writer.say((child.tail or "").replace("\n", " "), self.is_bold)
        self.is_bold = around

    def _block(self, element: HtmlElement, tag: str, depth: int) -> None:
        waiting = bool(self.writer.opening)
        (self.writer.blank if tag in _SPACED and not waiting else self.writer.end_line)()
        if tag in _HEADINGS and not waiting:
            self.writer.opening = "## "
        self._inside(element, depth)
        self.writer.end_line()
        if tag in _HEADINGS and self.writer.opening == "## ":
            self.writer.opening = ""
        if tag in _SPACED and not waiting:
            self.writer.blank()

    def _list_entry(self, element: HtmlElement, depth: int) -> None:
        self.writer.open_line(mark_of(element))
        self._inside(element, depth)
        self.writer.end_line()
        self.writer.opening = ""

    def _row(self, element: HtmlElement, depth: int) -> None:
        self.writer.end_line()
        cells: list[list[str]] = []
        for cell in element:
            if cell.tag in ("td", "th"):
                inner = LineWriter()
                _Walker(inner)._inside(cell, depth + 1)
                cells.append(inner.text().split("\n"))
        self.writer.add(row_lines(cells))
