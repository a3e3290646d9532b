"""A browser page on which nothing suspicious may happen."""

from __future__ import annotations

from playwright.sync_api import ConsoleMessage, Dialog, Page, Request


def watched(page: Page, troubles: list[str]) -> Page:
    """Collect every dialog, page error, report of the content security policy and request to somewhere evil."""

    def dialog(opened: Dialog) -> None:
        troubles.append(f"dialog {opened.message}")
        opened.dismiss()

    def console(said: ConsoleMessage) -> None:
        if "Content Security Policy" in said.text:
            troubles.append(said.text)

    def request(made: Request) -> None:
        if "evil" in made.url:
            troubles.append(made.url)

    page.on("dialog", dialog)
    page.on("console", console)
    page.on("request", request)
    page.on("pageerror", lambda error: troubles.append(f"error {error}"))
    return page
