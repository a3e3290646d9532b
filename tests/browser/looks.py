"""What every page is looked at for."""

from __future__ import annotations

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page


def axe_faults(page: Page) -> list[str]:
    """What axe finds, and where: each place with the rule it breaks."""
    found = Axe().run(page).response["violations"]
    return [f"{each['id']}: {node['html']}" for each in found for node in each["nodes"]]
