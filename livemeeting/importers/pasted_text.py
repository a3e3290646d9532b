"""An agenda as plain text: pasted from a page, a letter or an e-mail, or saved as a text file."""

from __future__ import annotations

from livemeeting.domain.agenda import Draft
from livemeeting.importers.moderngov_text import is_moderngov_text, read_moderngov_text
from livemeeting.importers.source import text_of
from livemeeting.importers.text_agenda import read_text


def read(content: bytes) -> Draft:
    """A draft of whatever items can be made out, perhaps none. Raises Refused for what is not text."""
    source = text_of(content)
    if is_moderngov_text(source.text):
        return read_moderngov_text(source.text, source.doubts)
    return read_text(source.text, doubts=source.doubts)
