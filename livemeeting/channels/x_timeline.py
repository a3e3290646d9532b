"""The account's own posts as X shows them: escaped, with every link written t.co."""

from __future__ import annotations

import html
import re
from collections.abc import Collection, Mapping
from datetime import datetime, timedelta

from livemeeting.channels.text import same_text
from livemeeting.channels.wire import Answer, mapping, parsed, text_of
from livemeeting.channels.x_answers import is_post_number, sent_as
from livemeeting.domain.channel import Absent, CannotTell, Found
from livemeeting.domain.posts import Post

PAGE = 100
FIELDS_READ = ["created_at", "entities"]
_CLOCKS_APART = timedelta(minutes=2)
_SCHEME = re.compile(r"https?://")


def look_for(
    post: Post, answer: Answer, *, since: str, taken: Collection[str]
) -> Found | Absent | CannotTell:
    """The oldest post with this text that belongs to no other row."""
    said = parsed(answer)
    data = said.get("data")
    shown = [mapping(each) for each in data] if isinstance(data, list) else []
    if not shown and not isinstance(said.get("meta"), dict):
        return CannotTell("X did not say what is on the account. Look at the account.")
    begin = post.created_at - _CLOCKS_APART
    young = shown if since else [each for each in shown if _is_since(each, begin)]
    for each in reversed(young):
        number = text_of(each, "id")
        if is_post_number(number) and number not in taken and _is_same(text_as_written(each), post.text):
            return Found(sent_as(number))
    if len(young) == PAGE:
        return CannotTell("The account has posted too much since. Look at the account.")
    return Absent()


def text_as_written(shown: Mapping[str, object]) -> str:
    """The text with its links put back and its signs unescaped."""
    text = text_of(shown, "text")
    links = mapping(shown.get("entities")).get("urls")
    for link in links if isinstance(links, list) else []:
        short, whole = text_of(mapping(link), "url"), text_of(mapping(link), "expanded_url")
        if short and whole:
            text = text.replace(short, html.escape(whole, quote=False), 1)
    return html.unescape(text)


def _is_same(shown: str, ours: str) -> bool:
    return same_text(_plain(shown), _plain(ours))


def _plain(text: str) -> str:
    """X writes a scheme before a bare domain, and a slash behind one: neither tells two posts apart."""
    words = (word.removeprefix("www.") for word in _SCHEME.sub("", text).split())
    return " ".join(word.rstrip("/") for word in words)


def _is_since(shown: Mapping[str, object], moment: datetime) -> bool:
    try:
        return datetime.fromisoformat(text_of(shown, "created_at")) >= moment
    except (ValueError, TypeError):
        return True
