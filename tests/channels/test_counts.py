"""The browser counts as the server does: one thousand random strings, and X's own published cases."""

from __future__ import annotations

import random
from collections.abc import Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Any

import pytest
from playwright.sync_api import Page

from livemeeting.channels import all_channels
from livemeeting.channels.x_length import EMOJI
from tests.channels.emoji_table import emoji_js
from tests.channels.weighted_cases import CASES
from tests.chromium import chromium
from tests.house.plan import PACKAGE

STATIC = PACKAGE / "static"
FACTS: dict[str, list[dict[str, str]]] = {
    "x": [{}],
    "bluesky": [{}],
    "mastodon": [
        {},
        {"software": "mastodon", "max_characters": "500", "characters_per_link": "23"},
        {"software": "gotosocial", "max_characters": "5000", "characters_per_link": "25"},
    ],
    "webhook": [{}],
}
PIECES = (
    "Item", "6", " ", " ", " ", ".", ",", ":", "\n", "\r\n", "agreed",
    "In", "No", ".", "Tŷ", "Ŵyn", "y\u0302", "ŵ", "â",
    "Llanfairpwllgwyngyll", "https://example.gov.uk",
    "https://democracy.example.gov.uk/ie.aspx?CId=1&MId=2", "/a(b)",
    "http://", "www.gov.uk", "example.com", "t.co", ")", "(", "]",
    "@mayor", "@mayor@social.example", "#council", "$ABC", "👍", "👍🏽",
    "👨‍👩‍👧‍👦", "🏴󠁧󠁢󠁷󠁬󠁳󠁿", "🇬🇧", "1\ufe0f\u20e3", "©", "…", "–", "’",
    "مجلس", "المدينة", "السلام", "،", "؟", "عربي.com", "日本", "한국어",
    "नमस्ते", "ਪੰਜਾਬੀ", "\u200f", "\u200d", "\ufeff", "\u00a0", "\u3000",
    "e\u0301", "\u017f", "İ", "é.com",
)  # fmt: skip


#: What domains and links are made of, and what breaks them.
LINK_PIECES = (
    *"ab1éŵ日.._--/:?#@ _$'(", "co", "com", ".uk", ".gov.uk", "https://", "http://", "HTTPS://", "t.co/", "t.co",
    "xn--p1ai", "XN--a", "xn--", "香港", "公司", "рф", "РФ", "日" * 20, "a" * 60, "é" * 9, ".", "😀", "\U0001d160",
    ":80", "/a", "/(a)", "?x=1", "?!", "/@a/", "/!", "\u202a", "\ufeff", "＠", "ſ", "İ", "ß", "ʻ", "ɓ", "\u2c62", "Ж",
    "x_y", "-a", "a-", "\u200d", "/!(a)",
)  # fmt: skip


class Quiet(SimpleHTTPRequestHandler):
    def log_message(self, format: str, *args: object) -> None:
        """Silence."""


@pytest.fixture(scope="module")
def page() -> Iterator[Page]:
    """A page in Chromium that has the counting module."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=str(STATIC)))
    Thread(target=server.serve_forever, daemon=True).start()
    with chromium() as browser:
        opened = browser.new_page()
        opened.goto(f"http://127.0.0.1:{server.server_address[1]}/favicon.svg")
        opened.evaluate("import('/panel/counts.js').then((found) => { window.counts = found; })")
        yield opened
    server.shutdown()
    server.server_close()


def in_browser(page: Page, channel: str, texts: list[str], facts: dict[str, str]) -> list[dict[str, Any]]:
    script = "([channel, texts, facts]) => texts.map((text) => counts.measure(channel, text, facts))"
    found: list[dict[str, Any]] = page.evaluate(script, [channel, texts, facts])
    return found


def on_server(channel: str, texts: list[str], facts: dict[str, str]) -> list[dict[str, Any]]:
    asked = all_channels()[channel]
    measures = [asked.measure(text, facts) for text in texts]
    return [
        {
            "count": each.count, "limit": each.limit, "bytes": each.bytes, "byteLimit": each.byte_limit,
            "links": list(each.links), "fits": each.fits,
        }
        for each in measures
    ]  # fmt: skip


def random_texts(seed: int, number: int, pieces: tuple[str, ...] = PIECES) -> list[str]:
    chance = random.Random(seed)
    found = []
    for _ in range(number):
        longest = chance.choice([3, 12, 40, 120])
        found.append("".join(chance.choice(pieces) for _ in range(chance.randint(0, longest))))
    return found


@pytest.mark.parametrize("channel", FACTS)
def test_browser_and_server_agree_on_a_thousand_random_strings(page: Page, channel: str) -> None:
    texts = [*random_texts(20_14, 1_000), "", "x" * 12_000, "a." * 300, "👨‍👩‍👧‍👦" * 1_000]
    for facts in FACTS[channel]:
        pairs = zip(
            texts, in_browser(page, channel, texts, facts), on_server(channel, texts, facts), strict=True
        )
        differ = [(text, there, here) for text, there, here in pairs if there != here]
        assert not differ, f"{len(differ)} of {len(texts)} differ, such as {differ[0]}"


@pytest.mark.parametrize(("said", "text", "weight"), CASES, ids=[case[0] for case in CASES])
def test_the_server_agrees_with_the_published_weights(said: str, text: str, weight: int) -> None:
    assert all_channels()["x"].measure(text, {}).count == weight


def test_the_browser_agrees_with_the_published_weights(page: Page) -> None:
    texts = [text for _, text, _ in CASES]
    counted = [each["count"] for each in in_browser(page, "x", texts, {})]
    assert dict(zip(texts, counted, strict=True)) == {text: weight for _, text, weight in CASES}


def test_the_server_finds_the_links_that_x_s_own_library_finds(page: Page) -> None:
    texts = random_texts(6, 2_000, LINK_PIECES)
    there, here = in_browser(page, "x", texts, {}), on_server("x", texts, {})
    assert sum(len(each["links"]) for each in here) > 500
    differ = [text for text, one, other in zip(texts, there, here, strict=True) if one != other]
    assert not differ, f"{len(differ)} of {len(texts)} differ, such as {differ[0]!a}"


def test_browser_and_server_agree_on_every_emoji(page: Page) -> None:
    texts = [f"a{each}1" for group in EMOJI.values() for each in group]
    counted = in_browser(page, "x", texts, {})
    assert [each["count"] for each in counted] == [4] * len(texts)
    assert counted == on_server("x", texts, {})


def test_the_browser_s_table_is_the_server_s() -> None:
    assert (STATIC / "panel" / "emoji.js").read_text("utf-8") == emoji_js()
