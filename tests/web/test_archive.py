"""The page of a meeting that has closed: decisions first, by item, by time, and nothing that was not public."""

from __future__ import annotations

import re
from functools import partial
from pathlib import Path

from livemeeting.domain.agenda import AgendaItem
from livemeeting.domain.posts import Post, PostState
from livemeeting.exporters import EXPORTERS
from livemeeting.exporters.uses import use_of
from livemeeting.store import outbox
from tests.live.hall import Hall, new_hall
from tests.records import post
from tests.web import pages
from tests.web.pages import page

words = partial(pages.words, closing=".,:")

VOTES = ["for:Cllr Ada Byron", "against:Cllr Siân Rhys"]


def section(shown: str, name: str) -> str:
    """One section of the page by its id, without its markup."""
    found = re.search(rf'<section [^>]*id="{name}".*?</section>', shown, re.DOTALL)
    assert found is not None, name
    return words(found[0])


def an_evening(hall: Hall) -> None:
    """Motion, amendment, a vote by name that is corrected, a removed note, a break, a private part."""
    hall.press("Start meeting", chair="Cllr Ada Byron")
    hall.press("anchor_webcast", wall_time="18:00:30", offset="4:10")
    hall.go_to("12.4")
    item = hall.item("12.4")
    hall.press("move_motion", item=item, mover="Cllr Ada Byron", seconder="Cllr Siân Rhys")
    hall.press("move_amendment", item=item, mover="Cllr Tom Okafor", label="A")
    hall.press("record_decision", item=item, outcome="carried", votes=VOTES)
    hall.press("correct_entry", entry=str(hall.seq), outcome="lost", votes=VOTES, reason="misheard")
    hall.press("take_note", text="Jane Doe spoke.", audience="public")
    hall.press("redact_entry", entry=str(hall.seq), reason="Names a resident")
    hall.press("Adjourn", until="20:25")
    hall.press("Resume")
    hall.go_to("18")
    hall.press("Exclude press and public", paragraphs="3")
    hall.go_to("19")
    hall.press("take_note", text="The price is four million.", audience="public")
    hall.press("Readmit press and public")
    hall.press("Close meeting")


def test_the_archive_stands_at_the_address_of_the_meeting_once_it_has_closed(hall: Hall) -> None:
    hall.press("Start meeting")
    assert 'id="decisions"' not in page(hall)
    hall.press("Close meeting")
    shown = page(hall)
    assert 'id="decisions"' in shown and "follow.js" not in shown
    hall.press("undo")
    assert 'id="decisions"' not in page(hall)


def test_decisions_come_first_then_items_then_everything_by_time(hall: Hall) -> None:
    an_evening(hall)
    shown = page(hall)
    ids = re.findall(r'<section [^>]*id="(\w+)"', shown)
    assert ids.index("decisions") < ids.index("items") < ids.index("times")
    for name in ("decisions", "items", "times"):
        assert f'<a href="#{name}">' in shown


def test_a_decision_is_told_by_item_outcome_and_vote_with_its_correction_beside_it(hall: Hall) -> None:
    an_evening(hall)
    told = section(page(hall), "decisions")
    assert "12.4 Library hours Lost. For 1, against 1, abstained 0." in told
    assert "Corrected at 18:03. Before: Item 12.4: carried. For 1, against 1" in told
    assert "Reason: misheard" in told
    assert "Cllr Ada Byron For Cllr Siân Rhys Against" in told


def test_an_item_has_its_visits_motions_outcome_papers_and_places_in_the_video(hall: Hall) -> None:
    an_evening(hall)
    shown = page(hall)
    told = section(shown, "items")
    assert "12.4 Library hours # Notice of motion Taken, 18:01 to 18:06 (4 minutes)" in told
    assert (
        "Motion, moved by Cllr Ada Byron, seconded by Cllr Siân Rhys: lost "
        "Amendment A, moved by Cllr Tom Okafor: not decided"
    ) in told
    assert "Report for item 12.4" in told
    assert 'href="https://www.youtube.com/watch?v=abcdefghijk&amp;t=310s"' in shown
    assert "18 Exclusion of the press and public # Taken, from 18:06 (1 minute)" in told


def test_everything_is_told_by_time_with_its_anchor_and_the_removed_entry_as_a_tombstone(hall: Hall) -> None:
    an_evening(hall)
    shown = page(hall)
    told = section(shown, "times")
    assert "This entry was removed. Reason: Names a resident" in told
    anchors = re.findall(r'<li id="(entry-\d+)"', shown)
    assert anchors == [each.anchor for each in reversed(hall.view.timeline)]
    for item in hall.view.agenda:
        assert f'id="{item.anchor}"' in shown


def test_nothing_private_is_in_the_archive(hall: Hall) -> None:
    an_evening(hall)
    shown = page(hall)
    for secret in ("four million", "Jane Doe", "old baths", "Ann Ash", "Paragraph 3"):
        assert secret not in shown
    assert "Private item" in section(shown, "items")


def test_an_item_restricted_after_the_close_leaves_the_page_at_once(hall: Hall) -> None:
    an_evening(hall)
    assert "Library hours" in page(hall)
    item = hall.item("12.4")
    hall.press("undo")
    hall.press("restrict_item", item=item)
    hall.press("Close meeting")
    shown = page(hall)
    assert "Library hours" not in shown
    assert "Private item" in section(shown, "items").split("12.5")[0]


def test_what_is_corrected_or_removed_after_the_close_shows_at_once(hall: Hall) -> None:
    an_evening(hall)
    page(hall)
    decided = next(each.seq for each in hall.view.timeline if each.kind == "DecisionRecorded")
    hall.press("correct_entry", entry=str(decided), outcome="deferred", votes=VOTES, reason="again")
    assert "Deferred. For 1, against 1" in section(page(hall), "decisions")
    hall.press("take_note", text="Ask Jane Doe.", audience="public")
    assert "Ask Jane Doe." in page(hall)
    hall.press("redact_entry", entry=str(hall.seq), reason="Names a resident")
    assert "Ask Jane Doe." not in page(hall)


def test_hostile_words_are_text_in_the_archive(tmp_path: Path) -> None:
    hostile = "<script>alert(1)</script>"
    items = (AgendaItem("1", hostile, hostile), AgendaItem("2", "", hostile, is_heading=True))
    hall = new_hall(tmp_path, items=items, title=hostile)
    hall.press("Start meeting", chair=hostile)
    hall.press("next_item")
    hall.press("take_note", text=hostile, audience="public")
    hall.press("Close meeting")
    assert hostile not in page(hall)


def test_a_rehearsal_has_its_archive_too_and_says_what_it_is(tmp_path: Path) -> None:
    hall = new_hall(tmp_path, is_rehearsal=True)
    hall.press("Start meeting")
    hall.press("Close meeting")
    shown = page(hall)
    assert 'id="decisions"' in shown and "This is practice." in shown
    assert '<meta name="robots" content="noindex, nofollow">' in shown
    assert "No decision was recorded." in shown


def test_a_page_asked_for_again_is_the_same_and_costs_an_etag(hall: Hall) -> None:
    an_evening(hall)
    visitor = hall.app.test_client()
    first = visitor.get(hall.address)
    again = visitor.get(hall.address, headers={"If-None-Match": first.headers["ETag"]})
    assert again.status_code == 304
    assert first.headers["Cache-Control"] == "public, max-age=1"


def test_the_chart_draws_a_bar_for_each_stay_with_the_same_figures_in_a_table(hall: Hall) -> None:
    an_evening(hall)
    shown = page(hall)
    drawing = re.search(r"<svg.*?</svg>", shown, re.DOTALL)
    assert drawing is not None
    assert 'role="img" aria-labelledby="chart-title chart-desc"' in drawing[0]
    assert "The longest time was spent on item 12.4, Library hours: 4 minutes." in drawing[0]
    assert "style=" not in drawing[0]
    # 12.4 before and after the adjournment, 18 until the public went out.
    assert drawing[0].count('class="chart__bar chart__bar--item"') == 3
    assert drawing[0].count("chart__bar--adjourned") == drawing[0].count("chart__bar--private") == 1
    told = section(shown, "spent")
    assert "12.4 Library hours 18:01 to 18:05 18:05 to 18:06 4 min" in told
    assert "Adjourned 18:05 to 18:05 1 min" in told
    assert "Private session 18:06 to 18:08 2 min" in told
    assert "The whole meeting 8 min" in told


def test_a_meeting_closed_as_soon_as_it_was_opened_has_no_chart(hall: Hall) -> None:
    hall.press("Start meeting")
    hall.press("Close meeting")
    assert "<svg" not in page(hall)


def add_posts(hall: Hall, *posts: Post) -> None:
    hall.house.database.write(lambda c: outbox.add(c, list(posts)))


def entry_of(hall: Hall, kind: str) -> int:
    """The newest public entry of this kind."""
    return next(each.seq for each in hall.view.timeline if each.kind == kind)


def test_posts_that_went_out_stand_with_their_links_under_their_item(hall: Hall) -> None:
    an_evening(hall)
    decided, opened = entry_of(hall, "DecisionRecorded"), entry_of(hall, "MeetingOpened")
    held = post(decided, PostState.FAILED, text="Never sent.")
    add_posts(hall, post(decided, text="Item 12.4: lost."), held, post(opened, text="We are live."))
    shown = page(hall)
    assert "What was posted on item 12.4" in section(shown, "items")
    assert "Item 12.4: lost. X" in section(shown, "items")
    assert f'<a href="https://x.com/calderbeck/status/{decided}">' in shown
    assert f'<a href="https://x.com/calderbeck/status/{opened}">' in shown
    assert "Never sent." not in shown


def test_a_post_that_was_taken_down_is_not_in_the_archive_any_more(hall: Hall) -> None:
    an_evening(hall)
    decided = entry_of(hall, "DecisionRecorded")
    one = post(decided, text="Item 12.4: lost.")
    add_posts(hall, one)
    assert "status/" in page(hall)
    hall.house.database.write(
        lambda c: outbox.finish(
            c, one.id, from_states=[PostState.SENT], to_state=PostState.RETRACTED, reason="Wrong"
        )
    )
    assert "status/" not in page(hall)


def test_a_post_of_an_entry_that_is_private_or_removed_is_not_in_the_archive(hall: Hall) -> None:
    an_evening(hall)
    note = next(each for each in hall.view.timeline if each.is_removed)
    private = entry_of(hall, "PublicExcluded") + 2
    add_posts(hall, post(note.seq, text="Jane Doe spoke."), post(private, text="Four million."))
    shown = page(hall)
    assert "status/" not in shown and "Jane Doe" not in shown and "Four million" not in shown


def test_a_hostile_address_of_a_post_is_no_link(hall: Hall) -> None:
    an_evening(hall)
    add_posts(hall, post(entry_of(hall, "DecisionRecorded"), remote_url="javascript:alert(1)"))
    assert "javascript:" not in page(hall)


def test_every_public_file_is_offered_with_what_it_is_for_and_can_be_fetched(hall: Hall) -> None:
    an_evening(hall)
    shown = page(hall)
    offered = re.findall(rf'<a href="({hall.address}/record\.[\w.]+)" download>', shown)
    # There is one video: no format is refused but the chapters of further ones.
    assert len(offered) == len(set(offered))
    assert {each.partition("record.")[2] for each in offered} == set(EXPORTERS) - {"vtt2", "vtt3"}
    for each in offered:
        if not EXPORTERS[each.partition("record.")[2]].is_slow:
            assert hall.app.test_client().get(each).status_code == 200, each
    for exporter in EXPORTERS.values():
        assert use_of(exporter.tells)
    assert use_of("Decisions") in words(shown)


def test_a_file_there_can_be_none_of_is_not_offered_to_the_public(hall: Hall) -> None:
    hall.press("Start meeting")
    hall.press("Close meeting")
    shown = page(hall)
    assert "record.pdf" in shown and "record.youtube.txt" not in shown
