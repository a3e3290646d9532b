"""A hundred hostile strings as titles, names and notes: text on every page, export and post, in a real browser."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

from playwright.sync_api import Browser, Page

from livemeeting.actions.house import Officer, new_id
from livemeeting.actions.look import see
from livemeeting.actions.sign_in import one_time_link
from livemeeting.domain.agenda import AgendaItem
from livemeeting.domain.buttons.form import clean
from livemeeting.domain.roles import Role
from livemeeting.store import meetings, people
from livemeeting.store.meetings import StoredMeeting
from tests.evening import PLAN
from tests.fakes.fake_x import FakeX
from tests.story.driver import Driver, new_command
from tests.story.hostile import HOSTILE
from tests.story.town import Town, found
from tests.story.watch import watched

CLERK = Officer("clerk", "council", "Clerk", Role.ADMINISTRATOR)
STRINGS = [clean(each) or "." for each in HOSTILE]


def flat(text: str) -> str:
    """Text as a page shows it: white space folded."""
    return " ".join(text.split())


def test_a_hundred_hostile_strings_come_out_as_text(tmp_path: Path, browser: Browser) -> None:
    assert len(HOSTILE) >= 100
    with FakeX() as x, Town(tmp_path, x) as town:
        _, link = found(town)
        meeting_id, slug = hostile_meeting(town)
        town.start()
        driver = Driver(town.url, meeting_id)
        driver.sign_in(link)
        drive(driver)
        troubles: list[str] = []
        window = browser.new_context()
        page = watched(window.new_page(), troubles)
        check_public_page(page, f"{town.url}/rehearsal/{slug}")
        check_panel(town, page, meeting_id)
        check_record(town, driver, meeting_id)
        check_posts(town, meeting_id)
        window.close()
        assert troubles == []
        assert town.stop() == 0


def hostile_meeting(town: Town) -> tuple[str, str]:
    """A rehearsal whose every title, plain title and member is hostile."""
    house = town.house()
    items = tuple(AgendaItem(str(n), str(n), text) for n, text in enumerate(STRINGS, start=1))
    plan = replace(
        PLAN, meeting_id=new_id(), council_id="council", slug="hostile", epoch=new_id(), body="<i>Body</i>",
        title="<b>Title</b> {{7*7}}", venue="'\"><script>alert(1)</script>", is_rehearsal=True, items=items,
        members=tuple(STRINGS[:40]), hold_seconds=0,
    )  # fmt: skip
    house.database.write(lambda c: meetings.add(c, StoredMeeting(plan, house.clock(), CLERK.id)))
    house.database.close()
    return plan.meeting_id, "hostile"


def drive(driver: Driver) -> None:
    """Each string once as the item, as a speaker's name, as a note and as a reason."""
    driver.press("start_meeting", chair=STRINGS[0])
    for number, text in enumerate(STRINGS, start=1):
        driver.press("go_to_item", item=str(number)) if number > 1 else driver.press("next_item")
        driver.press("take_note", text=f"note {number}: {text}", audience="public")
        driver.press("call_speaker", role="Member", name=text[:120])
    too_long = driver.send("take_note", seq=driver.seq, command=new_command(), answers={"text": "x" * 10_000})
    assert too_long.status_code == 409
    assert "10000 characters; the most is 4000" in too_long.json()["refused"]


def check_public_page(page: Page, address: str) -> None:
    page.goto(address)
    shown = flat(page.locator("body").evaluate("e => e.textContent"))
    for number, text in enumerate(STRINGS, start=1):
        assert flat(f"note {number}: {text}") in shown, text
    assert page.locator("main script, main iframe, main form[action*=evil], main svg[onload]").count() == 0
    page.set_viewport_size({"width": 320, "height": 800})
    assert page.evaluate("document.documentElement.scrollWidth") <= 320


def check_panel(town: Town, page: Page, meeting_id: str) -> None:
    """The officer's own pages, signed in with a link of their own."""
    house = town.house()
    person = house.database.read(lambda c: people.list_for_council(c, "council")[0].id)
    link = one_time_link(house, person)
    house.database.close()
    page.set_viewport_size({"width": 1280, "height": 800})
    page.goto(link)
    page.locator("main button").first.click()
    for address in (
        "",
        "/agenda",
        "/record",
        "/head",
        "/button/record_decision",
        "/button/correct_entry?entry=3",
    ):
        page.goto(f"{town.url}/panel/meetings/{meeting_id}{address}")
        page.wait_for_timeout(300)
        assert page.locator("main").count() == 1, address
    page.goto(f"{town.url}/panel/meetings/{meeting_id}")
    shown = flat(page.locator("body").evaluate("e => e.textContent"))
    for text in STRINGS:
        assert flat(text) in shown, text


def check_record(town: Town, driver: Driver, meeting_id: str) -> None:
    base = f"{town.url}/panel/meetings/{meeting_id}/record/internal"
    told = driver.session.get(f"{base}.json", timeout=30).content
    sentences = {flat(line["sentence"]) for line in json.loads(told)["lines"]}
    for number, text in enumerate(STRINGS, start=1):
        assert flat(f"note {number}: {text}") in sentences
    page = driver.session.get(f"{base}.html", timeout=30).text
    assert "<script" not in page and "onerror=alert" not in page.replace("&lt;img src=x onerror=alert", "")
    sheet = driver.session.get(f"{base}.csv", timeout=30).content.decode("utf-8-sig")
    assert not [line for line in sheet.splitlines() if line.startswith(("=", "+", "@"))]


def check_posts(town: Town, meeting_id: str) -> None:
    """Rehearsed posts say the title as it is, cut where it is long, and no template was run."""
    house = town.house()
    posts = {
        post.item_id: post for post in see(house, CLERK, meeting_id).posts if post.event_kind == "ItemStarted"
    }
    limit, count = house.channels["x"].limit, house.channels["x"].count
    house.database.close()
    for number, text in enumerate(STRINGS, start=1):
        post = posts[str(number)]
        assert count(post.text) <= limit
        if count(flat(text)) < 200:
            assert flat(text) in post.text, (text, post.text)
        assert "49" not in post.text.replace("Item 49", "")
