"""Updates and page are one: every step, from any earlier state, makes the page that a fresh load shows."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from livemeeting.domain.buttons import BUTTONS
from livemeeting.domain.refused import Refused
from livemeeting.domain.views import PublicView
from livemeeting.web.updates import printer, step
from tests.live.hall import Hall, new_hall

Model = dict[str, Any]


def model(hall: Hall, view: PublicView) -> Model:
    """The page as somebody has it on screen."""
    with hall.app.app_context():
        pieces = printer(hall.app, hall.parts).pieces(view)
    return {
        "epoch": view.epoch,
        "seq": view.seq,
        "regions": dict(pieces.regions),
        "items": [(anchor, html) for anchor, html in pieces.items.items()],
        "entries": [(anchor, html) for anchor, html in pieces.entries.items()],
    }


def applied(page: Model, update: Any) -> Model:
    """What follow.js makes of a step."""
    assert update["from"] == page["seq"]
    items = dict(page["items"]) | update["items"]["put"]
    entries = {anchor: html for anchor, html in page["entries"] if anchor not in update["entries"]["remove"]}
    if "all" in update["entries"]:
        entries = {anchor: html for anchor, html in entries.items() if anchor in update["entries"]["all"]}
    entries |= {each["id"]: each["html"] for each in update["entries"]["put"]}
    newest_first = sorted(entries, key=lambda anchor: int(anchor.removeprefix("entry-")), reverse=True)
    return {
        "epoch": page["epoch"],
        "seq": update["seq"],
        "regions": page["regions"] | update["regions"],
        "items": [(anchor, items[anchor]) for anchor in update["items"]["order"]],
        "entries": [(anchor, entries[anchor]) for anchor in newest_first],
    }


def update(hall: Hall, after: int) -> Any:
    with hall.app.app_context():
        return step(hall.parts.views, printer(hall.app, hall.parts), hall.view, after)


def some_answers(draw: st.DrawFn, hall: Hall, button: str) -> dict[str, list[str]]:
    items = [each.id for each in hall.view.agenda]
    given: dict[str, list[str]] = {
        "reason": [""],
        "outcome": ["carried"],
        "text": [draw(st.sampled_from("abc"))],
    }
    for field in BUTTONS[button].fields:
        if field.kind in ("item", "open_item"):
            given[field.name] = [draw(st.sampled_from(items))]
        elif field.kind == "items":
            given[field.name] = draw(st.lists(st.sampled_from(items), min_size=2, max_size=3, unique=True))
        elif field.kind == "choice":
            given[field.name] = [draw(st.sampled_from(field.choices))]
        elif field.kind in ("number", "entry"):
            given[field.name] = [str(draw(st.integers(1, hall.seq + 1)))]
        elif field.kind in ("text", "member", "long_text"):
            given.setdefault(field.name, [draw(st.sampled_from(["", "x", "y"]))])
    if button == "redact_entry":
        given["reason"] = ["a name"]
    return given


@given(st.data())
@settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
def test_every_step_from_every_earlier_state_makes_the_fresh_page(data: st.DataObject) -> None:
    hall = new_hall(Path(tempfile.mkdtemp()))
    seen = {0: model(hall, hall.view)}
    hall.press("Start meeting")
    for button in data.draw(st.lists(st.sampled_from(sorted(BUTTONS)), min_size=1, max_size=14)):
        try:
            hall.press(button, **data.draw(st.composite(some_answers)(hall, button)))
        except Refused:
            continue
        view = hall.view
        fresh = model(hall, view)
        for after, page in seen.items():
            assert applied(page, update(hall, after)) == fresh, f"{button}, from {after} to {view.seq}"
        seen[view.seq] = fresh
    hall.house.database.close()


def test_what_is_pressed_in_private_gives_nothing_away_not_even_a_number(tmp_path: Path) -> None:
    hall = new_hall(tmp_path)
    hall.press("Start meeting")
    hall.press("Exclude press and public", paragraphs="3")
    before = model(hall, hall.view)
    hall.go_to("19")
    hall.press("take_note", text="secret", audience="public")
    hall.press("record_decision", item=hall.item("19"), outcome="agreed")
    assert model(hall, hall.view) == before
    client = hall.app.test_client()
    answers = [client.get(f"{hall.address}/updates?after={before['seq']}").get_json() for _ in range(2)]
    assert answers[0]["seq"] == before["seq"]
    assert answers[0]["entries"]["put"] == []


def test_a_restricted_item_withdrawn_in_public_moves_next_for_everybody(tmp_path: Path) -> None:
    hall = new_hall(tmp_path)
    hall.press("Start meeting")
    hall.go_to("18")
    page, told = model(hall, hall.view), hall.view
    assert told.next is not None and told.next.is_private
    hall.press("withdraw_item", item=hall.item("19"))
    assert hall.view.seq > told.seq
    after = applied(page, update(hall, told.seq))
    assert "Date of next meeting" in after["regions"]["now"]


def test_an_item_restricted_too_late_is_taken_off_the_page_at_once(tmp_path: Path) -> None:
    hall = new_hall(tmp_path)
    hall.press("Start meeting")
    hall.go_to("12.5")
    page = model(hall, hall.view)
    hall.press("restrict_item", item=hall.item("12.5"))
    found = update(hall, page["seq"])
    assert found["at_once"] is True
    assert "entry-2" in found["entries"]["remove"]
    assert "Bus fares" not in str(applied(page, found))


def test_an_ordinary_step_can_wait_for_the_reader(tmp_path: Path) -> None:
    hall = new_hall(tmp_path)
    hall.press("Start meeting")
    hall.go_to("12.4")
    found = update(hall, 1)
    assert found["at_once"] is False
    assert found["count"] == 1
    assert found["announce"] == "Item 12.4: Library hours."


def test_a_step_leaves_alone_what_did_not_change(tmp_path: Path) -> None:
    hall = new_hall(tmp_path)
    hall.press("Start meeting")
    hall.go_to("12.4")
    hall.press("publish_message", text="The bar is closed.")
    found = update(hall, 2)
    assert set(found["regions"]) == {"status"}
    assert [each["id"] for each in found["entries"]["put"]] == ["entry-3"]


def test_another_plan_is_another_edition(tmp_path: Path) -> None:
    hall = new_hall(tmp_path)
    one = hall.view.epoch
    hall.house.database.write(lambda c: _change_title(c, hall))
    assert hall.view.epoch != one
    assert hall.view.epoch.startswith("e1-")


def _change_title(connection: Any, hall: Hall) -> None:
    from dataclasses import replace

    from livemeeting.store import meetings

    meetings.change_head(connection, replace(hall.plan, title="Extraordinary Council"), body_id=None)


@pytest.mark.parametrize("after", ["", "x", "-1", "1.5", "9" * 40, "١"])
def test_a_wrong_number_is_answered_with_a_sentence(tmp_path: Path, after: str) -> None:
    hall = new_hall(tmp_path)
    answer = hall.app.test_client().get(f"{hall.address}/updates", query_string={"after": after})
    assert answer.status_code == 400
    assert "Say after which update" in answer.get_json()["refused"]


def test_updates_are_kept_a_second_and_asked_for_again_by_their_etag(tmp_path: Path) -> None:
    hall = new_hall(tmp_path)
    hall.press("Start meeting")
    client = hall.app.test_client()
    first = client.get(f"{hall.address}/updates?after=0")
    assert first.headers["Cache-Control"] == "public, max-age=1"
    again = client.get(f"{hall.address}/updates?after=0", headers={"If-None-Match": first.headers["ETag"]})
    assert again.status_code == 304
    assert "Set-Cookie" not in first.headers


def test_a_viewer_ahead_of_this_process_keeps_what_they_have(tmp_path: Path) -> None:
    hall = new_hall(tmp_path)
    hall.press("Start meeting")
    found = update(hall, 40)
    assert (found["from"], found["seq"], found["regions"], found["count"]) == (40, 1, {}, 0)
