"""An officer preparing meetings, with a browser of their own."""

from __future__ import annotations

import re

from playwright.sync_api import ConsoleMessage, Page, expect

from livemeeting.actions.house import Officer
from livemeeting.actions.prepare_agenda import see_agenda
from livemeeting.domain.agenda import Plan
from livemeeting.web.guard import cookie_name
from livemeeting.web.parts import KEY
from tests.browser.panel_stage import SIZES, Stage
from tests.houses import Visitor, sign_in

EDITOR = re.compile(r"/panel/meetings/[a-z2-7]{26}/agenda")
AGENDA = """CALDERBECK COUNCIL
Notice of a meeting of the Full Council in the Council Chamber on Thursday 26 November 2026 at 7.00pm

AGENDA
84  Apologies for absence
MOTIONS ON NOTICE
12.4  Notice of motion: the opening hours of libraries in the upper valley
17(6)  Questions from members
6A  Bus fares
18  Exclusion of the press and public
19  Sale of the old swimming baths
"""


class Desk:
    """An officer preparing meetings, with a browser of their own."""

    def __init__(self, on: Stage, size: str = "laptop", *, script: bool = True, dark: bool = False) -> None:
        self.stage = on
        width, height = SIZES[size]
        context = on.browser.new_context(
            viewport={"width": width, "height": height},
            java_script_enabled=script,
            color_scheme="dark" if dark else "light",
        )
        self.page: Page = context.new_page()
        self.sign_in()
        self.page.on("pageerror", lambda error: on.problems.append(str(error)))
        self.page.on("console", self._note)

    def _note(self, said: ConsoleMessage) -> None:
        if "Content Security Policy" in said.text:
            self.stage.problems.append(said.text)

    def sign_in(self) -> None:
        """A new session in the same browser."""
        client = self.stage.app.test_client()
        assert isinstance(client, Visitor)
        self.officer: Officer = sign_in(client)
        name = cookie_name(self.stage.app.extensions[KEY])
        cookie = client.get_cookie(name)
        assert cookie is not None
        self.page.context.add_cookies([{"name": name, "value": cookie.value, "url": self.stage.address}])

    def go(self, path: str) -> Page:
        self.page.goto(f"{self.stage.address}{path}")
        return self.page

    def go_on(self, button: str) -> None:
        """Press a button that leads to another page, and wait until that page and its script are there."""
        with self.page.expect_navigation():
            self.page.get_by_role("button", name=button).click()

    def paste(self, text: str = AGENDA) -> Page:
        """The check page of a pasted agenda."""
        self.go("/panel/meetings/new")
        self.page.get_by_label("The agenda as text").fill(text)
        self.go_on("Read the pasted agenda")
        expect(self.page.get_by_role("heading", name="Check the new meeting")).to_be_visible()
        return self.page

    def save(self) -> str:
        """Save the new meeting; its id."""
        self.page.get_by_role("button", name="Save meeting and agenda").click()
        self.page.wait_for_url(EDITOR)
        return self.page.url.split("/")[-2]

    def plan(self, meeting_id: str) -> Plan:
        return see_agenda(self.stage.house, self.officer, meeting_id).plan

    def row(self, number: str) -> str:
        """The key of the row with this agenda number."""
        rows = self.page.locator("[data-rows] > li")
        for place in range(rows.count()):
            key = str(rows.nth(place).get_attribute("data-key"))
            if self.page.locator(f"[id='number.{key}']").input_value() == number:
                return key
        raise AssertionError(f"no row {number}")

    def numbers(self) -> list[str]:
        rows = self.page.locator("[data-rows] > li:not(.row--deleted) input[id^='number.']")
        return [rows.nth(place).input_value() for place in range(rows.count())]
