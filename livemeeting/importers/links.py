"""Addresses of reports found in an agenda, as papers."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

from livemeeting.domain.agenda import Paper

_URL = re.compile(r"<?(https?://[^\s<>\"]{3,1000})>?", re.IGNORECASE)
_BEFORE_A_LINK = " :-–—(["
_PAPER = re.compile(
    r"\.(?:pdf|docx?|xlsx?|pptx?|rtf|odt)(?:$|[?#])|/documents/|mgconvert2pdf|viewfile|view\.ashx|filestream"
    r"|/attachments?/|downloadfile",
    re.IGNORECASE,
)


def is_web_address(url: str) -> bool:
    """Whether this is an http or https address with a host, short enough to keep."""
    if len(url) > 1000 or any(char.isspace() or char in "<>\"'" for char in url):
        return False
    try:
        parts = urlsplit(url)
        return parts.scheme.lower() in ("http", "https") and bool(parts.hostname)
    except ValueError:
        return False


def without_links(text: str) -> tuple[str, tuple[str, ...]]:
    """The text with its web addresses taken out, and those addresses in order."""
    urls = tuple(url for match in _URL.finditer(text) if is_web_address(url := _trimmed(match[1])))
    if not urls:
        return text, ()
    return " ".join(_URL.sub(" ", text).split()).rstrip(_BEFORE_A_LINK), urls


def papers_on_line(line: str) -> tuple[Paper, ...]:
    """The papers on a line of their own ("Report: https://…"), titled by the words before the link."""
    words, urls = without_links(line)
    return tuple(Paper(words if len(urls) == 1 and len(words) <= 200 else "", url) for url in urls)


def _trimmed(url: str) -> str:
    url = url.rstrip(".,;:!?'*")
    while url.endswith((")", "]")) and url.count("(") + url.count("[") < url.count(")") + url.count("]"):
        url = url[:-1].rstrip(".,;:")
    return url


def is_paper_address(url: str) -> bool:
    """Whether a link on a page leads to a document and not to another page."""
    return is_web_address(url) and bool(_PAPER.search(url))
