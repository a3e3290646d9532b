"""A small PDF, written by hand for tests and benches: lines of text at places on pages, in Helvetica."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Placed:
    """Words at a place, in points from the left and from the top of an A4 page."""

    left: float
    top: float
    words: str
    bold: bool = False
    size: float = 11


def pdf_of(pages: Sequence[Sequence[Placed]]) -> bytes:
    """A PDF of these pages. Letters are those of Windows text (cp1252)."""
    count = len(pages)
    kids = " ".join(f"{5 + 2 * at} 0 R" for at in range(count))
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        f"<< /Type /Pages /Kids [{kids}] /Count {count} >>".encode(),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica-Bold /Encoding /WinAnsiEncoding >>",
    ]
    for at, page in enumerate(pages):
        content = b"\n".join(_drawn(each) for each in page)
        objects.append(
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Resources << /Font << /F1 3 0 R /F2 4 0 R >> >>"
            + f" /Contents {6 + 2 * at} 0 R >>".encode()
        )
        objects.append(b"<< /Length %d >>\nstream\n%s\nendstream" % (len(content), content))
    return _file(objects)


def pdf_of_text(text: str) -> bytes:
    """A PDF of lines as they lie: five points a column, words that two spaces part at places of their own.

    A form feed begins a page, "~" before a line lifts it half a line up, "**" around words makes them bold.
    """
    return pdf_of([_placed(page) for page in text.split("\f")])


def _placed(page: str) -> list[Placed]:
    placed: list[Placed] = []
    top = 50.0
    for line in page.split("\n"):
        top += 7 if line.startswith("~") else 14
        for match in re.finditer(
            r"\S+(?: \S+)*", line.replace("~", " ", 1) if line.startswith("~") else line
        ):
            words = match.group()
            bold = words.startswith("**")
            placed.append(Placed(50 + 5 * match.start(), top, words.replace("**", ""), bold=bold, size=10))
        top -= 7 if line.startswith("~") else 0
    return placed


def _drawn(each: Placed) -> bytes:
    words = each.words.encode("cp1252", "replace")
    for mark in (b"\\", b"(", b")"):
        words = words.replace(mark, b"\\" + mark)
    font = b"F2" if each.bold else b"F1"
    return b"BT /%s %d Tf 1 0 0 1 %.1f %.1f Tm (%s) Tj ET" % (
        font,
        each.size,
        each.left,
        842 - each.top,
        words,
    )


def _file(objects: Sequence[bytes]) -> bytes:
    written = b"%PDF-1.4\n"
    places = []
    for number, each in enumerate(objects, 1):
        places.append(len(written))
        written += b"%d 0 obj\n%s\nendobj\n" % (number, each)
    start = len(written)
    written += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    written += b"".join(b"%010d 00000 n \n" % place for place in places)
    return written + b"trailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (
        len(objects) + 1,
        start,
    )
