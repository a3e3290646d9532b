"""The public page without script: complete, in words, and nothing on it that does nothing."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from livemeeting.domain.agenda import AgendaItem
from tests.live.hall import Hall, new_hall
from tests.web.pages import page, words


def test_a_scheduled_meeting_says_when_it_starts_and_shows_its_agenda(hall: Hall) -> None:
    shown = words(page(hall))
    assert "Not started Starts at 18:00." in shown
    assert "Thursday 26 November 2026 at 18:00" in shown
    assert "First item 84 Declarations of interest" in shown
    assert "12.4 Library hours" in shown
    assert "This is a live record, not the minutes." in shown


def test_an_unknown_meeting_is_not_found_in_a_sentence(hall: Hall) -> None:
    for address in ("/m/nowhere", "/m/%00", "/rehearsal/nowhere", "/m/nowhere/updates?after=0"):
        answer = hall.app.test_client().get(address)
        assert answer.status_code == 404, address
        assert "There is no such page" in answer.get_data(as_text=True)


def test_the_page_follows_the_meeting(hall: Hall) -> None:
    hall.press("Start meeting", chair="Cllr Ada Byron")
    hall.go_to("12.5")
    shown = words(page(hall))
    assert "Live Live now." in shown
    assert "Now 12.5 Bus fares Since 18:01" in shown
    assert "Next 18 Exclusion of the press and public" in shown
    assert "Later (order changed) 84 Declarations of interest 12.4 Library hours" in shown
    assert "Last updated at 18:01." in shown


def test_every_state_has_its_sentence(hall: Hall) -> None:
    hall.press("Start meeting")
    hall.press("Adjourn", until="20:25")
    assert "Adjourned until 20:25." in words(page(hall))
    hall.press("Resume")
    hall.press("Exclude press and public", paragraphs="3")
    assert "Private session The meeting is considering private business" in words(page(hall))
    hall.press("Readmit press and public")
    hall.press("Close meeting")
    assert "Ended The meeting has closed." in words(page(hall))


def test_a_restricted_item_is_a_private_item_and_nothing_else(hall: Hall) -> None:
    hall.press("Start meeting")
    shown = page(hall)
    assert "Private item" in shown
    assert "old baths" not in shown


def test_an_item_begun_in_private_is_shown_without_a_beginning_once_the_public_is_back(hall: Hall) -> None:
    hall.press("Start meeting")
    hall.press("Exclude press and public", paragraphs="3")
    hall.press("next_item")
    hall.press("Readmit press and public")
    assert "Now 84 Declarations of interest Link to this item" in words(page(hall))


def test_items_and_entries_have_anchors_and_times_have_zones(hall: Hall) -> None:
    hall.press("Start meeting")
    hall.go_to("12.4")
    shown = page(hall)
    for anchor in ("item-1", "item-3", "entry-1", "entry-2"):
        assert f'id="{anchor}"' in shown
    assert '<time datetime="2026-11-26T18:01:00+00:00">18:01</time>' in shown
    assert len(re.findall(r"<h1\b", shown)) == 1
    assert '<html lang="en-GB">' in shown


def test_a_correction_stands_beside_what_it_corrects(hall: Hall) -> None:
    hall.press("Start meeting")
    hall.go_to("12.4")
    item = hall.item("12.4")
    hall.press("record_decision", item=item, outcome="carried", votes_for="28", against="13")
    wrong = str(hall.seq)
    hall.press(
        "correct_entry", entry=wrong, outcome="carried", votes_for="28", against="31", reason="misheard"
    )
    entry = re.search(rf'<li id="entry-{wrong}".*?</li>', page(hall), re.DOTALL)
    assert entry is not None
    told = words(entry[0])
    assert "For 28, against 31, abstained 0." in told
    assert (
        "Corrected at 18:02. Before: Item 12.4: carried. For 28, against 13, abstained 0. Reason: misheard"
        in told
    )


def test_recorded_votes_are_a_table_by_name(hall: Hall) -> None:
    hall.press("Start meeting")
    hall.go_to("12.4")
    votes = ["for:Cllr Ada Byron", "against:Cllr Siân Rhys"]
    hall.press("record_decision", item=hall.item("12.4"), outcome="carried", votes=votes)
    shown = words(page(hall))
    assert "How each member voted" in shown
    assert "Cllr Ada Byron For Cllr Siân Rhys Against" in shown


def test_video_times_link_to_that_moment_once_they_are_set(hall: Hall) -> None:
    hall.press("Start meeting")
    assert "&amp;t=" not in page(hall)
    hall.press("anchor_webcast", wall_time="18:00:30", offset="4:10")
    hall.go_to("12.4")
    assert 'href="https://www.youtube.com/watch?v=abcdefghijk&amp;t=310s"' in page(hall)


@pytest.mark.parametrize(
    ("press", "sentence"),
    [
        (["webcast_failed"], "The webcast has stopped; the meeting continues and so do these updates."),
        (["adjourn"], "The webcast is paused."),
        (["exclude"], "The webcast is paused during private business."),
    ],
)
def test_the_player_is_held_back_with_a_sentence(hall: Hall, press: list[str], sentence: str) -> None:
    hall.press("Start meeting")
    assert "data-embed" in page(hall)
    for button in press:
        hall.press(button)
    shown = page(hall)
    assert "data-embed" not in shown
    assert sentence in shown
    assert 'href="https://www.youtube.com/watch?v=abcdefghijk"' in shown


def test_a_rehearsal_is_loudly_marked_and_found_by_nobody(tmp_path: Path) -> None:
    hall = new_hall(tmp_path, is_rehearsal=True)
    answer = hall.app.test_client().get("/rehearsal/council-2026-11-22")
    shown = answer.get_data(as_text=True)
    assert "<title>REHEARSAL: Full Council" in shown
    assert "This is practice." in words(shown)
    assert '<meta name="robots" content="noindex, nofollow">' in shown
    assert answer.headers["X-Robots-Tag"] == "noindex, nofollow"
    assert hall.app.test_client().get("/m/council-2026-11-22").status_code == 404


def test_the_page_is_kept_a_second_and_asked_for_again_by_its_etag(hall: Hall) -> None:
    client = hall.app.test_client()
    first = client.get(hall.address)
    assert first.headers["Cache-Control"] == "public, max-age=1"
    assert "Set-Cookie" not in first.headers
    again = client.get(hall.address, headers={"If-None-Match": first.headers["ETag"]})
    assert again.status_code == 304
    hall.press("Start meeting")
    changed = client.get(hall.address, headers={"If-None-Match": first.headers["ETag"]})
    assert changed.status_code == 200


def test_v11_the_page_and_all_it_loads_are_under_100_kilobytes(hall: Hall) -> None:
    hall.press("Start meeting")
    for number in range(60):
        hall.press("publish_message", text=f"Message {number} of a long evening, with some words in it.")
    client = hall.app.test_client()
    packed = {"Accept-Encoding": "gzip"}
    first = client.get(hall.address, headers=packed)
    loaded = set(re.findall(r'(?:href|src)="(/(?:static/|council\.css)[^"]+)"', page(hall)))
    assert len(loaded) == 8
    sizes = [len(client.get(each, headers=packed).data) for each in loaded]
    assert len(first.data) + sum(sizes) < 100_000


def test_the_page_can_be_shared_and_has_one_address(hall: Hall) -> None:
    shown = page(hall)
    assert '<link rel="canonical" href="http://localhost/m/council-2026-11-22">' in shown
    assert '<meta property="og:title" content="Full Council, Thursday 26 November 2026">' in shown
    assert '<meta property="og:description" content="Not started. Starts at 18:00.">' in shown


def test_addresses_that_are_not_web_addresses_are_no_links(tmp_path: Path) -> None:
    hall = new_hall(tmp_path, agenda_url="javascript:alert(1)", webcast_url="javascript:alert(1)")
    assert "javascript:" not in page(hall)


def test_the_front_page_lists_what_is_on_now_to_come_and_past(hall: Hall) -> None:
    hall.press("Start meeting")
    week = {"starts_at": hall.clock().replace(day=30)}
    hall.add_meeting(meeting_id="m2", slug="planning", title="Planning Committee", **week)
    hall.add_meeting(meeting_id="m3", slug="practice", title="Practice", is_rehearsal=True, **week)
    hall.add_meeting(meeting_id="m4", slug="empty", title="Not prepared", items=(), **week)
    shown = words(hall.app.test_client().get("/").get_data(as_text=True))
    assert "On now Full Council Thursday 26 November 2026 at 18:00, Town Hall Live" in shown
    assert "To come Planning Committee Monday 30 November 2026" in shown
    assert "Practice" not in shown and "Not prepared" not in shown
    hall.press("Close meeting")
    shown = words(hall.app.test_client().get("/").get_data(as_text=True))
    assert "Past meetings Full Council" in shown


def test_the_councils_colour_is_a_style_sheet_of_its_own(hall: Hall) -> None:
    answer = hall.app.test_client().get("/council.css")
    assert answer.get_data(as_text=True) == ":root { --council: #1d4f5f; }\n"
    assert "nonce" not in page(hall)


def test_untitled_numbers_and_headings_are_shown_as_they_are(tmp_path: Path) -> None:
    heading = AgendaItem("2", "", "Questions", is_heading=True)
    items = (AgendaItem("1", "17(6)", "Review"), heading, AgendaItem("3", "6A", "Fees"))
    hall = new_hall(tmp_path, items=items)
    assert "17(6) Review # Questions 6A Fees #" in words(page(hall))
