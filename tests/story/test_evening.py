"""One whole evening, through the real server, a real browser, the fake X and the exports."""

from __future__ import annotations

import csv
import json
import re
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from statistics import median

import pytest
from playwright.sync_api import Browser, Page, expect

from livemeeting.actions.house import Officer
from livemeeting.actions.look import list_meetings
from livemeeting.domain.agenda import Plan
from livemeeting.domain.roles import Role
from tests.fakes.fake_x import FakeX
from tests.patience import eventually
from tests.servers import new_database, postgresql
from tests.story.screen import Screen
from tests.story.script import CANARY, Step, evening
from tests.story.town import AGENDA, ROOT, Town
from tests.story.watch import watched

CLERK = Officer("clerk", "council", "Clerk", Role.ADMINISTRATOR)


@pytest.fixture(params=["eventlet on SQLite", "gevent on PostgreSQL"])
def town(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Town]:
    """A running installation; both async libraries and both databases, in two pairs."""
    library, _, database = request.param.partition(" on ")
    with FakeX() as x:
        if database == "SQLite":
            yield from running(Town(tmp_path, x, library))
        else:
            with postgresql() as server, new_database(server) as url:
                yield from running(Town(tmp_path, x, library, url))


def running(town: Town) -> Iterator[Town]:
    """Start it, and expect a clean end."""
    with town:
        town.start()
        yield town
        assert town.stop() == 0
    assert "Traceback" not in town.log


def test_one_whole_evening(town: Town, browser: Browser) -> None:
    troubles: list[str] = []
    officers = browser.new_context(viewport={"width": 1280, "height": 800})
    residents = browser.new_context(viewport={"width": 390, "height": 844})
    screen = Screen(watched(officers.new_page(), troubles), town.url)
    screen.sign_in(first_link(town))
    screen.load_agenda(AGENDA)
    screen.page.fill("[name=hold_seconds]", "0")
    screen.page.get_by_role("button", name="Save").last.click()
    screen.page.get_by_role("button", name="Open the control panel").click()
    screen.page.wait_for_selector("main[data-follows]")
    plan = saved_plan(town)

    public = watched(residents.new_page(), troubles)
    public.goto(f"{town.url}/m/{plan.slug}")
    expect(public.get_by_text("Starts at")).to_be_visible()

    script = list(evening(plan))
    pressing, following = [], []
    for step in script:
        pressing.append(seconds(lambda step=step: play(screen, step)))  # type: ignore[misc]
        if not step.private and step.button != "correct_entry":
            shown = expect(public.get_by_text(step.at_first or step.public).first)
            following.append(seconds(shown.to_be_attached))
        assert CANARY not in public.content()
    # As a rule at once, and not when the page would ask by itself: after a press is before the officer's next one.
    assert median(following) < median(pressing)
    assert residents.cookies() == []
    assert troubles == []
    check_record(screen, plan, script)
    check_posts(town, script)
    check_public(town, public, plan, script)
    officers.close()
    residents.close()


def seconds(act: Callable[[], object]) -> float:
    """How long this takes, in seconds."""
    started = time.monotonic()
    act()
    return time.monotonic() - started


def first_link(town: Town) -> str:
    """The link `add-officer` prints for the first administrator."""
    said = subprocess.run(
        [sys.executable, "-m", "livemeeting", "add-officer", "ann@calderbeck.example",
         "--name", "Ann Officer", "--role", "administrator"],
        env=town.environ, capture_output=True, text=True, cwd=ROOT, check=True,
    ).stdout  # fmt: skip
    found = re.search(r"http\S+/sign-in/link/\S+", said)
    assert found is not None, said
    return found[0]


def saved_plan(town: Town) -> Plan:
    """The meeting the browser has just saved."""
    house = town.house()
    stored, _ = list_meetings(house, CLERK)[0]
    house.database.close()
    return stored.plan


def play(screen: Screen, step: Step) -> None:
    """One step of the script; '{previous}' is the entry before."""
    answers = {
        name: str(screen.seq) if given == "{previous}" else given for name, given in step.answers.items()
    }
    screen.press(step.button, answers)


def download(screen: Screen, plan: Plan, name: str) -> bytes:
    """A file from the record page, as the clerk gets it."""
    answer = screen.page.request.get(f"{screen.url}/panel/meetings/{plan.meeting_id}/record/{name}")
    assert answer.ok, answer.text()[:300]
    return answer.body()


def check_record(screen: Screen, plan: Plan, script: list[Step]) -> None:
    """The record says what was pressed, line by line, and its chain holds."""
    internal = json.loads(download(screen, plan, "internal.json"))
    assert [line["sentence"] for line in internal["lines"]] == [step.sentence for step in script]
    assert [line["seq"] for line in internal["lines"]] == list(range(1, len(script) + 1))
    assert {line["actor"] for line in internal["lines"]} == {"Ann Officer"}
    rows = list(csv.reader(download(screen, plan, "internal.csv").decode("utf-8-sig").splitlines()))
    assert len(rows) >= len(script) + 1
    assert CANARY in json.dumps(internal)


def check_posts(town: Town, script: list[Step]) -> None:
    """What the script says was posted is on X, in order, once, and nothing private is."""
    wanted = [step.posts for step in script if step.posts]
    assert eventually(lambda: any(wanted[-1] in text for text in town.x.texts)), town.x.texts[-3:]
    said = [post.text for post in town.x.posts]
    assert len(said) == len(set(said))
    places = [next((n for n, text in enumerate(said) if each in text), None) for each in wanted]
    assert None not in places, [each for each, place in zip(wanted, places, strict=True) if place is None]
    assert places == sorted(place for place in places if place is not None)
    assert not [text for text in said if CANARY in text or "Tanner" in text or "severance" in text]


def check_public(town: Town, public: Page, plan: Plan, script: list[Step]) -> None:
    """The page that stayed open all evening and the archive at its address, and both keep the secrets."""
    live = public.locator("#main, main").first.inner_text().splitlines()
    public.reload()
    assert public.locator(".archive").count() == 1
    fresh = public.locator("#main, main").first.inner_text().splitlines()
    # The signature of the close is made in the press itself, and said where the page is asked for anew.
    signed = [each for each in fresh if each.startswith("Signed on ")]
    assert len(signed) == 1
    assert not [
        each for each in (*live, *fresh) if CANARY in each or "Tanner" in each or "Ann Officer" in each
    ]
    for name in ("json", "csv", "html"):
        answer = public.request.get(f"{town.url}/m/{plan.slug}/record.{name}")
        assert answer.ok
        assert (
            CANARY not in answer.text()
            and "Tanner" not in answer.text()
            and "Ann Officer" not in answer.text()
        )
    told = json.loads(public.request.get(f"{town.url}/m/{plan.slug}/record.json").text())
    shown = {step.public for step in script if not step.private}
    assert {line["sentence"] for line in told["lines"]} == shown
