"""A paper as a Word document: real headings, lists and tables in named styles, which a clerk can restyle."""

from __future__ import annotations

import io
import re
from collections.abc import Iterable, Sequence

from docx import Document
from docx.document import Document as Docx
from docx.enum.section import WD_ORIENT
from docx.enum.style import WD_STYLE_TYPE
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.oxml.xmlchemy import serialize_for_reading
from docx.shared import Cm, Pt, RGBColor
from markupsafe import escape

from livemeeting.exporters.paper import (
    Bullets,
    Facts,
    Heading,
    Paper,
    Row,
    Run,
    Table,
    Words,
    is_web_address,
)

LANGUAGES = {"en": "en-GB", "cy": "cy-GB"}
STYLES = {"": "", "aside": "Aside", "notice": "Notice", "inside": "Notice"}
#: What XML 1.0 cannot hold, not even escaped (https://www.w3.org/TR/xml/#charsets).
NOT_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
NAMESPACES = nsdecls("w", "r")
#: The first row and the first column are headings.
LOOK = (
    '<w:tblLook w:val="00A0" w:firstRow="1" w:lastRow="0" w:firstColumn="1" w:lastColumn="0" '
    'w:noHBand="1" w:noVBand="1"/>'
)


def write(paper: Paper) -> bytes:
    """The .docx file. Styles of its own: Notice, Aside, Record table."""
    document = Document()
    _prepare(document, paper)
    writer = _Writer(document)
    for notice in paper.notices:
        writer.paragraph(notice)
    writer.heading(paper.title, "Title")
    writer.paragraph(Words((Run(paper.kind, strong=True),)))
    writer.paragraph(Words((Run(paper.under_title),)))
    for block in paper.blocks:
        writer.block(block)
    for foot in paper.foot:
        writer.paragraph(Words(foot.runs, "aside"))
    writer.finish()
    file = io.BytesIO()
    document.save(file)
    return file.getvalue()


class _Writer:
    """Gathers blocks as XML and adds them at once, which takes a hundredth of the time of cell after cell."""

    def __init__(self, document: Docx) -> None:
        self._document = document
        self._links: dict[str, str] = {}
        self._bookmarks = 0
        self._parts: list[str] = []

    def finish(self) -> None:
        """Put everything gathered into the document, in order."""
        # Moving elements from one tree to another takes lxml seconds; reading the whole text again does not.
        whole = serialize_for_reading(self._document.element)
        before, section, after = whole.rpartition("<w:sectPr")
        text = f"{before}{''.join(self._parts)}{section}{after}"
        self._document.part._element = parse_xml(text.encode())

    def block(self, block: object) -> None:
        if isinstance(block, Heading):
            self.heading(block.text, f"Heading{block.level}", block.anchor)
        elif isinstance(block, Words):
            self.paragraph(block)
        elif isinstance(block, Facts):
            for name, words in block.pairs:
                self.paragraph(Words((Run(f"{name}: ", strong=True), *words.runs)))
        elif isinstance(block, Bullets):
            for point in block.points:
                self.paragraph(point.words[0], "ListBullet2" if point.depth else "ListBullet")
                for more in point.words[1:]:
                    self.paragraph(more)
        elif isinstance(block, Table):
            self._table(block)

    def heading(self, text: str, style: str, anchor: str = "") -> None:
        marked = self._marked(anchor) if anchor else ""
        xml = self._paragraph(Words((Run(text),)), style)
        self._parts.append(xml.replace("</w:p>", f"{marked}</w:p>"))

    def paragraph(self, words: Words, style: str = "") -> None:
        self._parts.append(self._paragraph(words, style or STYLES[words.tone]))

    def _paragraph(self, words: Words, style: str) -> str:
        properties = f'<w:pPr><w:pStyle w:val="{style}"/></w:pPr>' if style else ""
        return f"<w:p>{properties}{''.join(self._run(each) for each in words.runs)}</w:p>"

    def _run(self, run: Run) -> str:
        style = '<w:rStyle w:val="Hyperlink"/>' if run.url else ""
        weight = ("<w:b/>" if run.strong else "") + ("<w:strike/>" if run.struck else "")
        text = str(escape(_clean(run.text)))
        xml = f'<w:r><w:rPr>{style}{weight}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'
        if run.url.startswith("#"):
            return f'<w:hyperlink w:anchor="{escape(_name(run.url[1:]))}">{xml}</w:hyperlink>'
        if is_web_address(run.url):
            return f'<w:hyperlink r:id="{self._link(run.url)}">{xml}</w:hyperlink>'
        return xml

    def _link(self, url: str) -> str:
        if url not in self._links:
            name = f"link{len(self._links) + 1}"
            self._document.part.rels.add_relationship(
                RELATIONSHIP_TYPE.HYPERLINK, _clean(url), name, is_external=True
            )
            self._links[url] = name
        return self._links[url]

    def _marked(self, anchor: str) -> str:
        self._bookmarks += 1
        number, name = self._bookmarks, escape(_name(anchor))
        return f'<w:bookmarkStart w:id="{number}" w:name="{name}"/><w:bookmarkEnd w:id="{number}"/>'

    def _table(self, table: Table) -> None:
        caption = Words((Run(table.caption),))
        self.paragraph(caption, "Caption")
        width = 9638 if self._document.sections[0].orientation == WD_ORIENT.PORTRAIT else 14570
        widths = [width * each // 100 for each in table.widths]
        grid = "".join(f'<w:gridCol w:w="{each}"/>' for each in widths)
        heads = [(Words((Run(each, strong=True),)),) for each in table.columns]
        rows = [self._row(heads, widths, "<w:trPr><w:cantSplit/><w:tblHeader/></w:trPr>")]
        rows += [self._row(row.cells, widths, "<w:trPr><w:cantSplit/></w:trPr>", row) for row in table.rows]
        described = f'<w:tblCaption w:val="{escape(_clean(table.caption))}"/>'
        style = '<w:tblStyle w:val="RecordTable"/><w:tblW w:w="5000" w:type="pct"/>'
        properties = f"<w:tblPr>{style}{LOOK}{described}</w:tblPr>"
        xml = f"<w:tbl>{properties}<w:tblGrid>{grid}</w:tblGrid>{''.join(rows)}</w:tbl>"
        self._parts.append(xml)
        self.paragraph(Words(()))  # two tables that touch would become one

    def _row(
        self, cells: Iterable[Sequence[Words]], widths: Sequence[int], properties: str, row: Row | None = None
    ) -> str:
        bookmark = self._marked(row.anchor) if row is not None and row.anchor else ""
        written = []
        for width, cell in zip(widths, cells, strict=True):
            content = "".join(self._paragraph(each, STYLES[each.tone]) for each in cell) or "<w:p/>"
            if bookmark:
                content, bookmark = content.replace("</w:p>", f"{bookmark}</w:p>", 1), ""
            written.append(f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/></w:tcPr>{content}</w:tc>')
        return f"<w:tr>{properties}{''.join(written)}</w:tr>"


def _prepare(document: Docx, paper: Paper) -> None:
    core = document.core_properties
    core.title, core.author, core.language = (
        _clean(paper.name)[:255],
        _clean(paper.author)[:255],
        LANGUAGES[paper.language],
    )
    core.comments = ""
    section = document.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.left_margin = section.right_margin = section.top_margin = section.bottom_margin = Cm(2)
    if any(isinstance(each, Table) and each.is_wide for each in paper.blocks):
        section.orientation = WD_ORIENT.LANDSCAPE
        section.page_width, section.page_height = section.page_height, section.page_width
    styles = document.styles
    normal = styles["Normal"]
    normal.font.name, normal.font.size = "Arial", Pt(11)
    language = parse_xml(f'<w:lang {NAMESPACES} w:val="{LANGUAGES[paper.language]}"/>')
    normal.element.get_or_add_rPr().append(language)
    for level in range(3):
        style = styles["Title" if level == 0 else f"Heading {level}"]
        style.font.name, style.font.color.rgb = "Arial", RGBColor(11, 12, 12)
        style.element.rPr.rFonts.attrib.pop(qn("w:asciiTheme"), None)
    notice = styles.add_style("Notice", WD_STYLE_TYPE.PARAGRAPH)
    notice.font.bold = True
    aside = styles.add_style("Aside", WD_STYLE_TYPE.PARAGRAPH)
    aside.font.size = Pt(9)
    aside.paragraph_format.left_indent = Cm(0.4)
    hyperlink = styles.add_style("Hyperlink", WD_STYLE_TYPE.CHARACTER)
    hyperlink.font.underline = True
    table = styles.add_style("Record table", WD_STYLE_TYPE.TABLE)
    table.base_style = styles["Table Grid"]
    table.element.set(qn("w:styleId"), "RecordTable")


def _name(anchor: str) -> str:
    """A bookmark's name: Word wants letters, digits and underscores, and at most 40 of them."""
    return re.sub(r"\W", "_", anchor)[:40]


def _clean(text: str) -> str:
    return NOT_XML.sub("\ufffd", text)
