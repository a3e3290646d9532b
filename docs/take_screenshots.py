"""Takes the pictures of the documentation: the demo evening, driven in a browser (make screenshots)."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import tempfile
from pathlib import Path

from playwright.sync_api import Browser, Page

from tests.chromium import chromium

PICTURES = Path(__file__).parent / "pictures"
PORT = "8765"


def take(browser: Browser, link: str, panel: str, public: str) -> None:
    """Drive the demo through its first items and photograph the panel and the public page."""
    window = browser.new_context(viewport={"width": 1280, "height": 860})
    page = window.new_page()
    page.goto(link)
    page.locator("main button").first.click()
    page.goto(panel)
    page.locator("[data-next]").click()
    for _ in range(4):
        # The undo window passes between two items, as on most evenings.
        page.wait_for_timeout(10_800)
        page.keyboard.press("n")
    page.wait_for_timeout(3000)
    page.screenshot(path=PICTURES / "panel.png")
    resident: Page = browser.new_context(viewport={"width": 1280, "height": 860}).new_page()
    resident.goto(public)
    resident.wait_for_timeout(500)
    resident.screenshot(path=PICTURES / "public.png")


def main() -> None:
    """Start the demo in a folder of its own, take the pictures, stop it."""
    PICTURES.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        environ = {**os.environ, "LIVEMEETING_DATA": folder, "PORT": PORT}
        demo = subprocess.Popen(
            [sys.executable, "-m", "livemeeting", "demo"], env=environ, stdout=subprocess.PIPE, text=True
        )
        try:
            said = ""
            while "Stop the server" not in said:
                assert demo.stdout is not None
                said += demo.stdout.readline()
            link, panel, public = (re.findall(r"http\S+", said))[:3]
            with chromium() as browser:
                take(browser, link, panel, public)
        finally:
            demo.terminate()
            demo.wait()


if __name__ == "__main__":
    main()
