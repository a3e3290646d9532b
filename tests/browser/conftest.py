"""A public meeting behind a real server, and a browser to look at it with; a file may bring a hall of its own."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from tests.browser.gallery import Gallery
from tests.chromium import chromium as browser
from tests.live.hall import Hall, open_doors


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    with browser() as opened:
        yield opened


@pytest.fixture
def hall(tmp_path: Path) -> Iterator[Hall]:
    with open_doors(tmp_path) as opened:
        opened.press("Start meeting")
        yield opened


@pytest.fixture
def seats(chromium: Browser, hall: Hall) -> Iterator[Gallery]:
    yield Gallery(chromium, hall)
    for each in chromium.contexts:
        each.close()
