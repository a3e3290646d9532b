"""Nothing private leaves: random evenings with a canary in every restricted word, searched everywhere."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from livemeeting.domain import events as e
from livemeeting.domain.agenda import AgendaItem
from livemeeting.domain.buttons import BUTTONS
from livemeeting.domain.fold import fold
from livemeeting.domain.meeting import Entry, Meeting, MeetingState
from livemeeting.domain.refused import Refused
from livemeeting.domain.views import public_view
from livemeeting.domain.wording import DEFAULTS, PLACEHOLDERS, Surroundings, fill, words
from tests.evening import PLAN, Evening

CANARY = "CANARY"
ITEMS = tuple(
    replace(item, title=f"{CANARY} {item.title}", plain_title=CANARY, number=f"{CANARY}{item.number}",
            restricted_reason=CANARY)
    if item.restricted else item
    for item in PLAN.items
)  # fmt: skip
SECRET_PLAN = replace(PLAN, items=ITEMS)
EVERY_WORD = " ".join(f"{{{name}}}" for name in PLACEHOLDERS)


def answers_in(evening: Evening, draw: st.DrawFn, button: str) -> dict[str, list[str]]:
    """Plausible answers; every free text pressed in private, or about a restricted item, carries the canary."""
    meeting = evening.meeting
    answers: dict[str, list[str]] = {}
    items = [each.item.id for each in meeting.items]
    chosen = draw(st.sampled_from(items))
    tonight = meeting.item(chosen)
    names_item = any(field.name == "item" for field in BUTTONS[button].fields)
    about_secret = names_item and tonight is not None and tonight.item.restricted
    # The minutes of a meeting that closed in private are published all the same, but for restricted items.
    is_secret = (meeting.is_private and button != "number_minute") or about_secret
    is_secret = is_secret and button != "release_item"
    word = CANARY if is_secret else "plain"
    for field in BUTTONS[button].fields:
        if field.kind in ("item", "open_item"):
            answers[field.name] = [chosen] if field.name == "item" else [draw(st.sampled_from(["", *items]))]
        elif field.kind == "items":
            answers[field.name] = draw(st.lists(st.sampled_from(items), min_size=2, max_size=3, unique=True))
        elif field.kind in ("choice", "choices"):
            answers[field.name] = [draw(st.sampled_from(field.choices))]
        elif field.kind in ("number", "entry"):
            answers[field.name] = [draw(st.sampled_from(["", "1", "2", "3", str(len(evening.entries))]))]
        elif field.kind == "papers":
            answers[field.name] = [f"{word} | https://calderbeck.example/{word}"]
        elif field.kind == "votes":
            answers[field.name] = [f"for:{word}"]
        elif field.name == "wall_time":
            answers[field.name] = ["18:01:00"]
        elif field.name == "offset":
            answers[field.name] = ["1:00"]
        elif field.name == "url":
            answers[field.name] = [""]
        elif field.kind not in ("yes", "motion", "amendment"):
            answers[field.name] = [word]
    if button in ("undo", "correct_entry", "redact_entry"):
        answers.update(_mending(evening, draw, word))
    return answers


def _mending(evening: Evening, draw: st.DrawFn, word: str) -> dict[str, list[str]]:
    target = draw(st.integers(1, max(1, len(evening.entries))))
    told = evening.meeting.told(target)
    secret = CANARY if told is None or told.is_private else word
    names = (
        "text",
        "mover",
        "seconder",
        "label",
        "name",
        "member",
        "interest",
        "reason",
        "to",
        "until",
        "title",
    )
    return {**{name: [secret] for name in names}, "entry": [str(target)], "outcome": ["noted"]}


@st.composite
def evenings(draw: st.DrawFn) -> Evening:
    """A random evening; refused presses are simply not recorded, as in the chamber."""
    evening = Evening(SECRET_PLAN)
    buttons = sorted(set(BUTTONS) - {"start_meeting", "release_item"})
    often = ["next_item", "go_to_item", "take_note", "record_decision", "correct_entry", "move_amendment"]
    some = st.lists(st.sampled_from([*buttons, *often]), min_size=2, max_size=8)
    steps = [
        *draw(some),
        "exclude",
        *draw(some),
        draw(st.sampled_from(["readmit", "take_note"])),
        *draw(some),
    ]
    for button in ["start_meeting", *steps]:
        try:
            evening.press(button, **answers_in(evening, draw, button))
        except Refused:
            continue
        if isinstance(evening.entries[-1].event, e.EntryRedacted):
            _redact(evening, evening.entries[-1].event.entry)
    return evening


def _redact(evening: Evening, seq: int) -> None:
    entry = evening.entries[seq - 1]
    evening.entries[seq - 1] = replace(entry, event=e.Unreadable(entry.kind), is_redacted=True)


def posts_of(evening: Evening) -> list[str]:
    """Every post the evening could have caused, under templates that use every placeholder there is."""
    found = []
    for seq in range(1, len(evening.entries) + 1):
        entries = evening.entries[:seq]
        told = fold(evening.plan, entries).told(seq)
        if told is None or told.is_private:
            continue
        public = Evening(evening.plan)
        public.entries = entries
        values = words(public.public_meeting, told.event, Surroundings("https://x.example", "18:00"))
        found.append(fill(EVERY_WORD, values, limit=5000, count=len))
        found.append(fill(DEFAULTS.get(told.entry.kind, ""), values, limit=280, count=len))
    return found


@settings(max_examples=300, deadline=None)
@given(evenings())
def test_no_word_said_in_private_or_of_a_restricted_item_is_in_the_public_view(evening: Evening) -> None:
    for seq in range(len(evening.entries) + 1):
        assert CANARY not in repr(public_view(evening.plan, evening.entries[:seq]))


@settings(max_examples=150, deadline=None)
@given(evenings())
def test_no_post_carries_a_private_word(evening: Evening) -> None:
    assert CANARY not in " ".join(posts_of(evening))


def _of_the_minutes(meeting: Meeting) -> bool:
    """Whether the newest entry, made after the close, is about the minutes, or mends one that is."""
    newest = meeting.timeline[-1].original
    if isinstance(newest, e.EntryCorrected | e.EntryUndone):
        target = meeting.told(newest.entry)
        newest = target.original if target else newest
    return meeting.state is MeetingState.CLOSED and isinstance(newest, e.MinutesSigned | e.MinuteNumbered)


@settings(max_examples=150, deadline=None)
@given(evenings())
def test_while_private_the_public_view_stands_still(evening: Evening) -> None:
    before = None
    for seq in range(1, len(evening.entries) + 1):
        told = fold(evening.plan, evening.entries[:seq])
        view = public_view(evening.plan, evening.entries[:seq])
        hides = isinstance(evening.entries[seq - 1].event, e.ItemRestricted | e.MeetingClosed)
        if told.is_private and before is not None and not hides and not _of_the_minutes(told):
            assert view == before
        before = view if told.is_private else None


def test_the_canary_is_really_there_for_officers() -> None:
    evening = Evening(SECRET_PLAN).begin()
    evening.press("exclude")
    evening.press("take_note", text=CANARY)
    assert CANARY in repr(evening.meeting)


def test_an_entry_of_an_unknown_kind_makes_the_meeting_private() -> None:
    evening = Evening().at_item("84")
    seq = len(evening.entries) + 1
    evening.entries.append(Entry(seq, evening.at, "FutureKind", "Ann", e.Unreadable("FutureKind")))
    assert evening.meeting.is_private
    assert evening.public.seq == seq - 1
    evening.press("Readmit press and public")
    assert not evening.meeting.is_private


def test_a_restricted_item_is_a_blank_row_without_its_number() -> None:
    evening = Evening(SECRET_PLAN)
    row = next(each for each in evening.public.agenda if each.is_private)
    assert (row.number, row.title, row.papers, row.formal_title) == ("", "Private item", (), "")


def test_an_item_marked_restricted_on_the_night_takes_its_words_back() -> None:
    evening = Evening().at_item("12.4")
    evening.press("Decision", outcome="noted")
    evening.press("Mark item restricted", item="3", reason="Names a patient")
    assert "Library hours" not in repr(evening.public)
    assert "Names a patient" not in repr(evening.public)


def test_a_released_item_shows_the_words_the_officer_released() -> None:
    evening = Evening(SECRET_PLAN).at_item("18")
    evening.press("Release item to the public", item="7", title="Future of the old baths")
    evening.press("Next item")
    assert evening.public.now is not None
    assert evening.public.now.title == "Future of the old baths"
    assert CANARY not in evening.public.now.formal_title


def test_a_released_item_keeps_its_old_words_out_of_the_public_fold() -> None:
    evening = Evening(SECRET_PLAN).at_item("18")
    evening.press("Release item to the public", item="7", title="Future of the old baths")
    assert f"{CANARY} Sale" not in repr(evening.public_meeting)


def test_an_urgent_item_added_in_private_stays_private_until_released() -> None:
    evening = Evening().at_item("18")
    evening.press("Exclude press and public")
    evening.press("Urgent item", title=CANARY, number="99", reason=CANARY)
    added = evening.item_id("99")
    evening.press("Readmit press and public")
    assert CANARY not in repr(evening.public)
    evening.press("Release item to the public", item=added, title="Emergency repairs")
    evening.press("Go to item", item=added)
    assert evening.public.now is not None
    assert evening.public.now.title == "Emergency repairs"


def test_after_readmitting_the_public_learns_that_an_item_was_considered_in_private() -> None:
    evening = Evening().at_item("18")
    evening.press("Exclude press and public")
    evening.press("Go to item", item=evening.item_id("12.5"))
    evening.press("Decision", outcome="agreed")
    evening.press("Readmit press and public")
    evening.press("Go to item", item=evening.item_id("20"))
    row = next(each for each in evening.public.agenda if each.number == "12.5")
    assert (row.state_word, row.outcomes) == ("Considered in private", ())


def test_a_meeting_closed_in_private_is_closed_for_everybody_and_keeps_its_secrets() -> None:
    evening = Evening(SECRET_PLAN).at_item("18")
    evening.press("Exclude press and public")
    evening.press("Next item")
    evening.press("Close meeting")
    assert evening.public.status == "closed"
    evening.press("Note", text=CANARY, audience="public")
    assert CANARY not in repr(evening.public)


def test_a_correction_of_something_private_stays_private_after_readmitting() -> None:
    evening = Evening(SECRET_PLAN).at_item("18")
    evening.press("Exclude press and public")
    evening.press("Motion", mover=CANARY)
    evening.press("Readmit press and public")
    evening.press("Correct", entry="4", mover=f"{CANARY} corrected")
    assert CANARY not in repr(evening.public)
    assert evening.public.seq == 5


def test_what_moved_along_in_private_shows_only_afterwards() -> None:
    evening = Evening().at_item("18")
    evening.press("Exclude press and public")
    before = evening.public
    evening.press("Withdraw item", item=evening.item_id("12.5"))
    evening.press("Next item")
    assert evening.public == before


def test_the_parts_of_an_item_marked_restricted_are_private_too() -> None:
    whole = AgendaItem("1", "9", "Leases")
    part = AgendaItem("2", "(a)", "The old baths at Marsden", level=1)
    evening = Evening(items=(whole, part, AgendaItem("3", "10", "Bus fares"))).begin()
    evening.press("Go to item", item="2")
    assert "Marsden" in repr(evening.public)
    evening.press("Mark item restricted", item="1")
    assert "Marsden" not in repr(evening.public) and "Bus fares" in repr(evening.public)
    assert evening.meeting.is_restricted(("2",))
