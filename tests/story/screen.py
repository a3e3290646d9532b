"""An officer at the screen: signs in, loads the agenda, and presses what the panel shows."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Locator, Page, expect

#: A real server on a busy machine: how long a press may take before the story gives up.
PATIENCE = 60_000


@dataclass
class Screen:
    """The control panel in a browser window."""

    page: Page
    url: str

    def sign_in(self, link: str) -> None:
        """Use a one-time link."""
        self.page.goto(link)
        self.page.locator("main button[type=submit], main button:not([type])").first.click()
        expect(self.page.get_by_role("heading", name="Meetings", level=1)).to_be_visible()

    def load_agenda(self, file: Path) -> None:
        """Upload, look at the preview, save."""
        self.page.goto(f"{self.url}/panel/meetings/new")
        self.page.set_input_files("input[type=file]", str(file))
        with self.page.expect_navigation():  # until the script of the next page is there too
            self.page.get_by_role("button", name="Read the file").click()
        expect(self.page.locator("[data-rows] > li").first).to_be_visible()

    @property
    def seq(self) -> int:
        """The newest entry in the timeline on the screen."""
        numbers = self.page.locator(".timeline .line__seq")
        return int(numbers.first.inner_text()) if numbers.count() else 0

    def press(self, button: str, answers: Mapping[str, str | Sequence[str]]) -> None:
        """Press a button where the officer finds it, and wait for the acknowledgement."""
        before = self.seq
        if button == "next_item":
            self.page.keyboard.press("n")
        else:
            form = self._form(button, answers)
            for name, wanted in answers.items():
                self._answer(form, name, [wanted] if isinstance(wanted, str) else list(wanted))
            form.locator(
                f"button[type=submit]:not([formaction]), button[formaction$='/{button}']"
            ).first.click()
        expect(self.page.locator(f"#entry-{before + 1}")).to_be_attached(timeout=PATIENCE)
        # Two presses within 700 ms count as a double click.
        self.page.wait_for_timeout(720)

    def _form(self, button: str, answers: Mapping[str, str | Sequence[str]]) -> Locator:
        forms = self.page.locator(
            f"form[action$='/press/{button}'], form:has(button[formaction$='/press/{button}'])"
        )
        item = answers.get("item")
        of_item = forms.filter(has=self.page.locator(f"input[type=hidden][name=item][value='{item}']"))
        if isinstance(item, str) and of_item.count():
            forms = of_item
        entry = answers.get("entry")
        if button == "correct_entry":
            self.page.locator(f"a[href*='/button/correct_entry?entry={entry}']").first.click()
            forms = self.page.locator(f"dialog form[action$='/press/{button}']")
        elif not forms.count():
            self._open_more(button)
            forms = self.page.locator(f"dialog form[action$='/press/{button}']")
        form = forms.first
        form.wait_for(state="attached", timeout=PATIENCE)
        self._open_around(form)
        return form

    def _open_more(self, button: str) -> None:
        link = self.page.locator(f"#open-more a[href$='/button/{button}']")
        self._open_around(link)
        link.click()

    def _open_around(self, what: Locator) -> None:
        """Open the disclosures around something, as a person would click them."""
        around = what.locator("xpath=ancestor::details")
        for place in range(around.count()):
            if around.nth(place).get_attribute("open") is None:
                around.nth(place).locator("summary").first.click()

    def _answer(self, form: Locator, name: str, wanted: list[str]) -> None:
        if name == "votes":
            self._roll_call(form, wanted)
            return
        field = form.locator(f"[name='{name}']")
        kind = field.first.evaluate("e => e.type || e.tagName.toLowerCase()")
        if kind == "hidden":
            return
        if kind in ("radio", "checkbox"):
            for value in wanted:
                form.locator(f"[name='{name}'][value='{value}']").check()
        elif kind.startswith("select"):
            field.first.select_option(wanted)
        else:
            field.first.fill("\n".join(wanted))

    def _roll_call(self, form: Locator, votes: list[str]) -> None:
        roll = form.locator("[data-roll]")
        self._open_around(roll.locator("output"))
        for vote in votes:
            form.locator(f"input[type=radio][value='{vote}']").check()
