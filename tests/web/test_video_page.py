"""Setting video times and checking links: who may, before and after the close, and what it changes for everybody."""

from __future__ import annotations

import re

import pytest

from livemeeting.actions.house import House
from livemeeting.domain import video
from tests.houses import Clock, Visitor, sign_in
from tests.web.control_room import ControlRoom, open_room, text_of

YOUTUBE = "https://www.youtube.com/watch?v=abcdefghijk"
RECORDING = "https://vimeo.com/987"


@pytest.fixture
def room(house: House, clock: Clock, as_officer: Visitor) -> ControlRoom:
    """A meeting held and closed: 84 at 18:01, 12.4 at 18:11, 84 again at 18:21, closed at 18:31."""
    room = open_room(house, as_officer)
    room.start()
    for item in ("1", "3", "1"):
        clock.move(minutes=1 if item == "1" and room.seq == 1 else 10)
        assert room.press("go_to_item", item=item).status_code == 303
    clock.move(minutes=10)
    assert room.press("close").status_code == 303
    clock.move(hours=15)
    sign_in(as_officer)
    return room


def press(room: ControlRoom, button: str, who: Visitor | None = None, **answers: object) -> str:
    """Press a button of the page and follow back to it; what it says."""
    visitor = who or room.visitor
    answer = visitor.send(f"{room.address}/video/{button}", **answers)
    if answer.status_code == 303:
        answer = visitor.get(answer.location)
    return text_of(answer.text)


def public(room: ControlRoom, client: Visitor) -> str:
    return client.get(f"/m/{room.seen.meeting.plan.slug}").text


def links(room: ControlRoom) -> dict[int, str]:
    meeting = room.seen.meeting
    found = {each.seq: video.link(meeting, each.steady) for each in meeting.timeline}
    return {seq: each.url for seq, each in found.items() if each is not None}


def test_a_clerk_sets_the_video_time_the_next_day_by_naming_an_entry(
    room: ControlRoom, as_clerk: Visitor, client: Visitor
) -> None:
    page = press(room, "anchor_webcast", as_clerk, segment="1", entry="3", offset="4:10")
    assert "The video time is set. Every link into that video has moved." in page
    assert "“Item 12.4: Library hours.” is 0:04:10 into the video." in page
    assert f"{YOUTUBE}&t=250s" in public(room, client).replace("&amp;", "&")


def test_an_item_taken_twice_has_a_link_for_each_visit(room: ControlRoom, client: Visitor) -> None:
    press(room, "anchor_webcast", segment="1", entry="2", offset="1:00")
    page = client.get(f"/m/{room.seen.meeting.plan.slug}/item-1").text.replace("&amp;", "&")
    assert re.findall(r"watch\?v=abcdefghijk&t=(\d+)s", page) == ["60", "1260"]


def test_a_second_anchor_moves_every_link_and_the_first_stays_in_the_history(room: ControlRoom) -> None:
    press(room, "anchor_webcast", segment="1", entry="2", offset="1:00")
    page = press(room, "anchor_webcast", segment="1", entry="3", offset="10:30")
    assert {seq: url.rpartition("=")[2] for seq, url in links(room).items() if seq < 5} == {
        2: "30s", 3: "630s", 4: "1230s",
    }  # fmt: skip
    assert "Every time that was set for video 1 (2)" in page
    assert "Friday 27 November 2026, 09:31:00 Officer Ash “Item 12.4: Library hours.” 0:10:30 0:11:00" in page
    assert "Officer Ash “Item 84: Declarations of interest.” 0:01:00 –" in page


def test_three_links_are_checked_and_the_answers_say_what_to_do(room: ControlRoom) -> None:
    press(room, "anchor_webcast", segment="1", entry="1", offset="0:30")
    page = room.visitor.get(f"{room.address}/video").text
    offered = re.findall(r'name="entry" value="(\d+)">\s*<button', page)
    assert offered == ["1", "3", "5"]
    for entry in offered[:2]:
        assert "Your answer is kept." in press(room, "check_place", segment="1", entry=entry, answer="right")
    sent = room.visitor.send(f"{room.address}/video/check_place", segment="1", entry="5", answer="wrong")
    assert sent.location.endswith("/video?said=place-checked&entry=5#video-1")
    page = room.visitor.get(sent.location).text
    assert re.search(r'name="entry" value="5" required checked', page)
    assert "something was cut out of this video" in page
    page = press(room, "check_place", segment="1", entry="5", answer="right")
    assert "All of them are right." in page
    assert "All of them are right." not in press(
        room, "anchor_webcast", segment="1", entry="1", offset="0:40"
    )


def test_what_was_checked_is_nobody_else_s_business(room: ControlRoom, client: Visitor) -> None:
    press(room, "anchor_webcast", segment="1", entry="1", offset="0:30")
    before = public(room, client)
    press(room, "check_place", segment="1", entry="3", answer="wrong")
    assert public(room, client) == before


def test_a_recording_put_up_later_takes_the_links_over_once_it_is_anchored(
    room: ControlRoom, as_clerk: Visitor
) -> None:
    press(room, "anchor_webcast", segment="1", entry="2", offset="1:00")
    live = links(room)
    page = press(room, "add_recording", as_clerk, url=RECORDING)
    assert "The recording is added." in page
    assert "Video 2: Vimeo, 18:00:00 to 18:31:00" in page
    assert links(room) == live
    press(room, "anchor_webcast", as_clerk, segment="2", entry="3", offset="5:00")
    assert {seq: url for seq, url in links(room).items() if seq < 6} == {
        3: f"{RECORDING}#t=300s", 4: f"{RECORDING}#t=900s", 5: f"{RECORDING}#t=1500s",
    }  # fmt: skip


def test_a_recording_of_a_part_leaves_the_rest_to_the_webcast(room: ControlRoom) -> None:
    press(room, "anchor_webcast", segment="1", entry="2", offset="1:00")
    press(room, "add_recording", url=RECORDING, first="3", last="4")
    press(room, "anchor_webcast", segment="2", entry="3", offset="0:00")
    assert links(room)[2] == f"{YOUTUBE}&t=60s"
    assert links(room)[3] == f"{RECORDING}#t=0s"
    press(room, "video_expired", segment="2")
    assert links(room)[3] == f"{YOUTUBE}&t=660s"


def test_after_a_cut_the_same_video_has_another_anchor(room: ControlRoom) -> None:
    press(room, "anchor_webcast", segment="1", entry="2", offset="1:00")
    press(room, "add_recording", url=YOUTUBE, first="4")
    press(room, "anchor_webcast", segment="2", entry="4", offset="15:00")
    assert [links(room)[seq].rpartition("=")[2] for seq in (2, 3, 4)] == ["60s", "660s", "900s"]


def test_a_video_that_is_gone_says_so_and_comes_back_with_a_new_address(
    room: ControlRoom, client: Visitor
) -> None:
    press(room, "anchor_webcast", segment="1", entry="2", offset="1:00")
    assert "Nothing links into the video any more." in press(room, "video_expired", segment="1")
    assert "no longer available" in public(room, client)
    assert YOUTUBE not in public(room, client)
    press(room, "anchor_webcast", segment="1", entry="2", offset="2:00", url=RECORDING)
    assert f"{RECORDING}#t=120s" in public(room, client)


@pytest.mark.parametrize(
    ("button", "answers", "said"),
    [
        ("anchor_webcast", {"segment": "1", "entry": "3", "offset": "soon"}, "is not a place in a video"),
        ("anchor_webcast", {"segment": "9", "entry": "3", "offset": "1:00"}, "No video was running"),
        ("add_recording", {"url": YOUTUBE}, "That video is here already"),
        ("add_recording", {"url": RECORDING, "first": "4", "last": "3"}, "from an earlier to a later entry"),
        ("check_place", {"segment": "1", "entry": "3", "answer": "right"}, "That link is not there any more"),
    ],
)
def test_a_refusal_says_why_and_keeps_what_was_typed(
    room: ControlRoom, button: str, answers: dict[str, str], said: str
) -> None:
    answer = room.visitor.send(f"{room.address}/video/{button}", **answers)
    assert answer.status_code == 409
    assert said in text_of(answer.text)
    if answers.get("offset") == "soon":
        assert 'value="soon"' in answer.text


def test_the_same_form_sent_twice_counts_once(room: ControlRoom) -> None:
    for _ in range(2):
        press(room, "add_recording", url=RECORDING, command="once")
    assert len(room.seen.meeting.segments) == 2


def test_setting_a_time_does_not_mind_that_the_meeting_moved_on(house: House, as_officer: Visitor) -> None:
    room = open_room(house, as_officer)
    room.start()
    room.visitor.get(f"{room.address}/video")
    room.press("next_item")
    assert "The video time is set." in press(room, "anchor_webcast", segment="1", entry="1", offset="0:30")
    page = press(room, "add_recording", url=RECORDING)
    assert "Close the meeting before adding its recording." in page


def test_while_the_public_is_excluded_nothing_is_set(house: House, as_officer: Visitor) -> None:
    room = open_room(house, as_officer)
    room.start()
    room.press("exclude")
    page = text_of(room.visitor.get(f"{room.address}/video").text)
    assert "Readmit the press and public before setting video times." in page


def test_a_watcher_may_not_and_a_clerk_still_does_not_drive(
    room: ControlRoom, as_watcher: Visitor, as_clerk: Visitor
) -> None:
    assert as_watcher.get(f"{room.address}/video").status_code == 403
    assert as_clerk.get(f"{room.address}/video").status_code == 200
    assert as_clerk.send(f"{room.address}/video/undo").status_code == 404
    assert as_clerk.send(f"{room.address}/press/anchor_webcast", seq=room.seq).status_code == 403


def test_only_this_page_of_the_panel_lets_a_player_in(room: ControlRoom) -> None:
    policy = room.visitor.get(f"{room.address}/video").headers["Content-Security-Policy"]
    assert "frame-src https://www.youtube-nocookie.com https://player.vimeo.com;" in f"{policy};"
    assert "frame-ancestors 'none'" in policy
    assert "frame-src" not in room.visitor.get(room.address).headers["Content-Security-Policy"]
    page = room.visitor.get(f"{room.address}/video").text
    assert 'data-embed="https://www.youtube-nocookie.com/embed/abcdefghijk?rel=0&amp;enablejsapi=1"' in page
