"""An agenda as HTML: a saved web page, or what the clipboard holds of one."""

from __future__ import annotations

import re

from livemeeting.domain.agenda import Draft
from livemeeting.domain.refused import Refused
from livemeeting.importers.html_text import CANNOT_BE_READ, parse_page, text_of_page
from livemeeting.importers.moderngov_page import is_moderngov, read_page
from livemeeting.importers.source import decoded
from livemeeting.importers.text_agenda import read_text

_OPENS = re.compile(
    rb"(?:\xef\xbb\xbf)?\s*(?:<\?xml[^>]{0,200}>\s*)?(?:<!--.{0,500}?-->\s*){0,5}<(?:!doctype\s+html|html|head|body|meta"
    rb"|div|table|p|ol|ul|span|section|article|main|h[1-6]|b|style|o:p)\b",
    re.IGNORECASE | re.DOTALL,
)
_REFUSED_PAGE = re.compile(
    r"\b(?:403 forbidden|access denied|are you (?:a )?(?:robot|human)|attention required|just a moment|captcha"
    r"|enable javascript and cookies|request blocked|service unavailable)\b",
    re.IGNORECASE,
)


def recognises(content: bytes) -> bool:
    """Whether this opens as HTML does."""
    return bool(_OPENS.match(content[:4000]))


def read(content: bytes) -> Draft:
    """A draft from a page. Raises Refused for a page that holds no text, or that refuses its reader."""
    source = decoded(content)
    page = parse_page(source.text)
    if is_moderngov(page):
        return read_page(page)
    text = text_of_page(page)
    if not text.strip():
        raise Refused(CANNOT_BE_READ)
    if len(text) < 2000 and _REFUSED_PAGE.search(text):
        raise Refused(
            "The web site refused to show its page. Copy the agenda from your browser and paste it."
        )
    return read_text(text, doubts=source.doubts, source=text, has_paragraphs=True)
