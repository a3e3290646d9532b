"""An agenda as a Word file (.docx)."""

from __future__ import annotations

from livemeeting.domain.agenda import Draft
from livemeeting.domain.refused import Refused
from livemeeting.importers.packed import Packed
from livemeeting.importers.text_agenda import read_text
from livemeeting.importers.word_text import text_of_word


def recognises(content: bytes) -> bool:
    """Whether this is a zip that holds a Word document."""
    return content.startswith(b"PK\x03\x04") and (b"word/document.xml" in content or b"word/_rels" in content)


def read(content: bytes) -> Draft:
    """A draft from a Word file. Raises Refused for another kind of file, a broken one, or one without text."""
    if content.startswith(b"\xd0\xcf\x11\xe0"):
        raise Refused(
            "This is an older Word file (.doc) or one locked with a password. Save it as .docx without a password, "
            "or copy the agenda and paste it."
        )
    if not content.startswith(b"PK\x03\x04"):
        raise Refused("This is not a Word file, whatever its name says. Copy the agenda and paste it.")
    packed = Packed(content)
    if "word/document.xml" not in packed.names:
        raise Refused("This is not a Word document. Copy the agenda and paste it.")
    text = text_of_word(packed)
    if not text.strip():
        raise Refused(
            "There is no text in this Word file: it may hold only pictures. Paste the agenda instead."
        )
    return read_text(text, source=text, has_paragraphs=True)
