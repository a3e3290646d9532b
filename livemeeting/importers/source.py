"""The bytes or text an officer gave us, as clean text, or a sentence saying why not."""

from __future__ import annotations

from dataclasses import dataclass

from livemeeting.domain.agenda import Doubt
from livemeeting.domain.refused import Refused

LONGEST_TITLE = 2000

_COPY_INSTEAD = "Open it, copy the agenda and paste it as text."
_NOT_TEXT: tuple[tuple[bytes, str], ...] = (
    (b"%PDF", "a PDF"),
    (b"PK\x03\x04", "a Word, Excel or zip file"),
    (b"\xd0\xcf\x11\xe0", "an older Word or Excel file"),
    (b"{\\rtf", "a rich text file"),
    (b"\x89PNG", "a picture"),
    (b"\xff\xd8\xff", "a picture"),
    (b"GIF8", "a picture"),
    (b"<!doctype html", "a web page"),
    (b"<html", "a web page"),
    (b"<?xml", "an XML file"),
)
_SPACES = "\u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u3000"
_LINE_ENDS = "\x0b\x0c\x1c\x1d\x1e\x85\u2028\u2029"
# Soft hyphen, zero-width characters and direction marks: invisible, and they hide a number from a reader.
_INVISIBLE = "\u00ad\u200b\u200c\u200d\u200e\u200f\u2060\ufeff"
_CONTROLS = [chr(code) for code in (*range(0x20), 0x7F) if chr(code) not in "\t\n" + _LINE_ENDS]
_LONE_SURROGATES = range(0xD800, 0xE000)
_CLEANING: dict[int, str | None] = {
    **{ord(char): " " for char in _SPACES},
    **{ord(char): "\n" for char in _LINE_ENDS},
    **{ord(char): None for char in (*_INVISIBLE, *_CONTROLS)},
    **dict.fromkeys(_LONE_SURROGATES, "\ufffd"),
}


@dataclass(frozen=True)
class SourceText:
    """Text ready to read, with what is doubtful about the way it was written down."""

    text: str
    doubts: tuple[Doubt, ...] = ()


def text_of(content: bytes) -> SourceText:
    """Decode as UTF-8, else as Windows text. Raises Refused for anything that is not text."""
    opening = content[:64].lstrip().lower()
    for signature, kind in _NOT_TEXT:
        if opening.startswith(signature.lower()):
            raise Refused(f"This is {kind}, which cannot be read here. {_COPY_INSTEAD}")
    return decoded(content)


def decoded(content: bytes) -> SourceText:
    """Letters of any kind of text, HTML too: UTF-8, UTF-16 with its mark, else Windows text. Raises Refused."""
    if content[:2] in (b"\xff\xfe", b"\xfe\xff"):
        try:
            return SourceText(clean(content.decode("utf-16")))
        except UnicodeDecodeError as fault:
            raise Refused("The letters in this file cannot be read. Save it as UTF-8 text.") from fault
    if b"\x00" in content:
        raise Refused("This file is not plain text. Save it as UTF-8 text, or paste the agenda instead.")
    try:
        return SourceText(clean(content.decode("utf-8-sig")))
    except UnicodeDecodeError as fault:
        if fault.reason == "unexpected end of data":
            raise Refused(
                "This file is cut off in the middle of a letter. Save or download it again."
            ) from fault
    return _windows_text(content)


def _windows_text(content: bytes) -> SourceText:
    try:
        text = clean(content.decode("cp1252"))
    except UnicodeDecodeError as fault:
        raise Refused(
            "The letters in this file cannot be read. Save it as UTF-8 text and try again."
        ) from fault
    return SourceText(
        text, (Doubt(None, "The file was read as Windows text: check accents, dashes and £ signs."),)
    )


def clean(text: str) -> str:
    """The same text with one kind of space and line end, and without invisible characters."""
    return text.replace("\r\n", "\n").replace("\r", "\n").translate(_CLEANING)


def one_line(text: str) -> str:
    """Clean text on a single line, every run of white space made one space."""
    return " ".join(clean(text).split())


def shortened(title: str) -> tuple[str, str]:
    """A title of acceptable length, with the sentence an officer should read about it ("" when fine)."""
    if len(title) > LONGEST_TITLE:
        cut = title[:LONGEST_TITLE].rstrip()
        return cut, f"The title was longer than {LONGEST_TITLE:,} characters and was cut: check it."
    if len(title) > 300:
        return title, "The title is very long: check where it ends, or add a plain-English title."
    return title, ""
