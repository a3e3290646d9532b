"""Every page of the panel, whoever adds it: axe finds nothing, nothing scrolls sideways, no policy complains."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Page
from werkzeug.routing import Rule

from livemeeting.domain.roles import Role
from tests.browser.looks import axe_faults
from tests.browser.panel_stage import SIZES, Stage, stage

#: What is a file or an answer for a script.
NO_PAGE = {
    "/panel/agenda-template.<kind>",
    "/panel/meetings/<meeting_id>/state",
    "/panel/meetings/<meeting_id>/record/public.<format>",
    "/panel/meetings/<meeting_id>/record/internal.<format>",
}
#: A value for what is variable in an address; a meeting and its post are made.
VALUES = {
    "channel": ("x", "bluesky", "mastodon", "webhook"),
    "profile": ("normal", "pre-election"),
    "kind": ("ItemStarted", "NoticeToday"),
    "button": (
        "adjourn",
        "record_decision",
        "record_attendance",
        "declare_interest",
        "add_urgent_item",
        "exclude",
    ),
}


@pytest.fixture(scope="module")
def hall(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Stage, dict[str, tuple[str, ...]]]]:
    with stage(tmp_path_factory.mktemp("pages")) as opened:
        opened.account("@calderbeck")
        opened.account("@calderbeck_cy")
        meeting = opened.meeting()
        opened.start(meeting)
        opened.press(meeting, "next_item")
        seen = opened.seen(meeting)
        yield (
            opened,
            {
                **VALUES,
                "meeting_id": (meeting,),
                "post_id": (seen.posts[0].id,),
                "account_id": (seen.posts[0].account_id,),
            },
        )
        assert opened.problems == []


def addresses(on: Stage, values: dict[str, tuple[str, ...]]) -> Iterator[str]:
    for rule in sorted(on.app.url_map.iter_rules(), key=str):
        if str(rule).startswith("/panel") and "GET" in (rule.methods or ()) and str(rule) not in NO_PAGE:
            yield from filled(rule, values)


def filled(rule: Rule, values: dict[str, tuple[str, ...]]) -> list[str]:
    found = [str(rule)]
    for name in rule.arguments:
        assert name in values, f"say in VALUES what {name} of {rule} may be"
        found = [each.replace(f"<{name}>", value) for each in found for value in values[name]]
    return found


def complaints(page: Page) -> list[str]:
    said = axe_faults(page)
    if page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth"):
        said.append("it scrolls sideways")
    return said


@pytest.mark.parametrize(
    ("size", "dark"), [("phone", True), ("laptop", False)], ids=["phone, dark", "laptop, light"]
)
def test_axe_finds_nothing_on_any_page_of_the_panel(
    hall: tuple[Stage, dict[str, tuple[str, ...]]], size: str, dark: bool
) -> None:
    on, values = hall
    page = on.screen(values["meeting_id"][0], role=Role.ADMINISTRATOR, size=size, dark=dark)
    wrong = {}
    for address in addresses(on, values):
        answer = page.goto(f"{on.address}{address}")
        assert answer
        if said := ([] if answer.status == 200 else [f"answers {answer.status}"]) + complaints(page):
            wrong[address] = said
    page.context.close()
    assert SIZES and wrong == {}
