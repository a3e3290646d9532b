"""A small Word file, written by hand for tests and benches, with the numbering a word processor would write.

Each line of the text is a paragraph or a row, told by its first word:
"p" plain, "b" bold, "h" a heading by style, "x" hidden, "d" deleted, "box" in a text box;
"n0" to "n8" numbered by the paragraph (level 0 to 8), "r0" the same in a second list, "u" bulleted;
"s" numbered by its style, "c" by the style that style builds on, "off" styled so but with the number taken off;
"|" a row of a table, its cells parted by " | " and lines in a cell by " / "; a cell "#" holds only an automatic number.
"""

from __future__ import annotations

import io
import zipfile
from xml.sax.saxutils import escape

_NS = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
)
_LEVELS = (
    ("decimal", "%1."),
    ("lowerLetter", "(%2)"),
    ("lowerRoman", "(%3)"),
)
_SECOND = (("decimal", "%1"), ("decimal", "%1.%2"), ("decimal", "%1.%2.%3"))
_STYLES = f"""<w:styles {_NS}>
<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/></w:style>
<w:style w:type="paragraph" w:styleId="Heading2"><w:name w:val="heading 2"/><w:basedOn w:val="Normal"/></w:style>
<w:style w:type="paragraph" w:styleId="AgendaItem"><w:name w:val="Agenda Item"/><w:basedOn w:val="Normal"/>
<w:pPr><w:numPr><w:numId w:val="3"/></w:numPr></w:pPr></w:style>
<w:style w:type="paragraph" w:styleId="AgendaItemLong"><w:name w:val="Agenda Item Long"/>
<w:basedOn w:val="AgendaItem"/></w:style>
</w:styles>"""


def word_of_text(text: str) -> bytes:
    """The bytes of a .docx of these lines."""
    parts = {
        "[Content_Types].xml": '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>',
        "word/document.xml": f"<w:document {_NS}><w:body>{_body(text)}<w:sectPr/></w:body></w:document>",
        "word/styles.xml": _STYLES,
        "word/numbering.xml": _numbering(),
    }
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, part in parts.items():
            archive.writestr(name, f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n{part}')
    return packed.getvalue()


def _body(text: str) -> str:
    written: list[str] = []
    rows: list[str] = []
    for line in [*text.split("\n"), ""]:
        kind, _, words = line.partition(" ")
        if kind == "|":
            rows.append(_row(words))
            continue
        if rows:
            written.append(f"<w:tbl>{''.join(rows)}</w:tbl>")
            rows = []
        if line.strip():
            written.append(_paragraph(kind, words))
    return "".join(written)


def _row(words: str) -> str:
    cells = []
    for cell in words.split(" | "):
        paragraphs = [
            _paragraph("n0", "") if part.strip() == "#" else _paragraph("p", part)
            for part in cell.split(" / ")
        ]
        cells.append(f"<w:tc><w:tcPr/>{''.join(paragraphs)}</w:tc>")
    return f"<w:tr>{''.join(cells)}</w:tr>"


def _paragraph(kind: str, words: str) -> str:
    run = _runs(words, "<w:rPr><w:b/></w:rPr>" if kind in ("b", "B") else "")
    if kind == "x":
        run = _runs(words, "<w:rPr><w:vanish/></w:rPr>")
    if kind == "d":
        run = f'<w:del w:id="1"><w:r><w:delText>{escape(words)}</w:delText></w:r></w:del>'
    if kind == "box":
        run = f"<w:r><w:pict><w:txbxContent><w:p>{_runs(words, '')}</w:p></w:txbxContent></w:pict></w:r>"
    return f"<w:p><w:pPr>{_properties(kind)}</w:pPr>{run}</w:p>"


def _properties(kind: str) -> str:
    if kind[0] in "nr" and kind[1:].isdigit():
        number = {"n": 1, "r": 2}[kind[0]]
        return f'<w:numPr><w:ilvl w:val="{kind[1:]}"/><w:numId w:val="{number}"/></w:numPr>'
    return {
        "u": '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="4"/></w:numPr>',
        "s": '<w:pStyle w:val="AgendaItem"/>',
        "c": '<w:pStyle w:val="AgendaItemLong"/>',
        "off": '<w:pStyle w:val="AgendaItem"/><w:numPr><w:numId w:val="0"/></w:numPr>',
        "h": '<w:pStyle w:val="Heading2"/>',
    }.get(kind, "")


def _runs(words: str, properties: str) -> str:
    # Word breaks text into runs where it likes; a tab is an element of its own.
    pieces = []
    for at, part in enumerate(words.split("\t")):
        tab = f"<w:r>{properties}<w:tab/></w:r>" if at else ""
        half = len(part) // 2
        pieces += [tab, *(_run(piece, properties) for piece in (part[:half], part[half:]) if piece)]
    return "".join(pieces)


def _run(words: str, properties: str) -> str:
    return f'<w:r>{properties}<w:t xml:space="preserve">{escape(words)}</w:t></w:r>'


def _numbering() -> str:
    lists = "".join(
        _abstract(at, levels) for at, levels in enumerate((_LEVELS, _SECOND, _LEVELS, (("bullet", "•"),)))
    )
    nums = "".join(f'<w:num w:numId="{at + 1}"><w:abstractNumId w:val="{at}"/></w:num>' for at in range(4))
    return f"<w:numbering {_NS}>{lists}{nums}</w:numbering>"


def _abstract(number: int, levels: tuple[tuple[str, str], ...]) -> str:
    written = "".join(
        f'<w:lvl w:ilvl="{depth}"><w:start w:val="1"/><w:numFmt w:val="{style}"/>'
        f'<w:lvlText w:val="{text}"/></w:lvl>'
        for depth, (style, text) in enumerate(levels)
    )
    return f'<w:abstractNum w:abstractNumId="{number}">{written}</w:abstractNum>'
