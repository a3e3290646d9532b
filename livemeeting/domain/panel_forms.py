"""The forms beside the panel's buttons: each question with its choices and what it says so far."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from livemeeting.domain.buttons import BUTTONS, Field
from livemeeting.domain.meeting import Meeting
from livemeeting.domain.panel_agenda import row_label
from livemeeting.domain.panel_tried import Answers, panel_title, refusal_of_button
from livemeeting.domain.wording import DEFAULTS


@dataclass(frozen=True)
class Option:
    """A choice: what is sent, what is read, whether it is chosen. `words` spell out a label that is one letter."""

    value: str
    label: str
    is_chosen: bool = False
    words: str = ""


@dataclass(frozen=True)
class RollRow:
    """One member in a recorded vote, in calling order."""

    member: str
    name: str
    options: tuple[Option, ...]


@dataclass(frozen=True)
class FieldView:
    """One question. `draw` says how: text, number, long_text, select, radios, checks, yes, member, tally, roll."""

    name: str
    id: str
    label: str
    draw: str
    value: str = ""
    hint: str = ""
    is_needed: bool = False
    options: tuple[Option, ...] = ()
    parts: tuple[FieldView, ...] = ()
    roll: tuple[RollRow, ...] = ()


@dataclass(frozen=True)
class FormView:
    """A button with its questions. `key` tells one rendering of it from another about something else.

    `refusal` says why it is not for this moment; `is_posted` that a press causes a post.
    """

    button: str
    id: str
    key: str
    label: str
    press_label: str
    about: str
    hotkey: str
    help: str
    refusal: str
    is_posted: bool
    fields: tuple[FieldView, ...]
    hidden: tuple[tuple[str, str], ...] = ()


#: The verb of the chamber on the button that presses, where the button's own name is a noun.
PRESS_LABELS = {
    "record_decision": "Record the decision",
    "move_motion": "Record the motion",
    "move_amendment": "Record the amendment",
    "decide_amendment": "Record the result",
    "withdraw_amendment": "Record the withdrawal",
    "call_vote": "Call the vote",
    "call_speaker": "Call the speaker",
    "announce_chair": "Announce the chair",
    "take_note": "Keep the note",
    "publish_message": "Send the message",
    "add_urgent_item": "Add the item",
    "agree_together": "Record for all of them",
    "move_item": "Change the order",
    "change_item_details": "Save the details",
    "revise_item": "Record the new words",
    "release_item": "Release to the public",
    "record_attendance": "Record attendance",
    "declare_interest": "Record the declaration",
    "member_left": "Record that they left",
    "member_returned": "Record that they are back",
    "anchor_webcast": "Set the video time",
    "video_expired": "Take the links away",
    "add_recording": "Add the recording",
    "check_place": "Keep the answer",
    "correct_entry": "Record the correction",
    "redact_entry": "Remove the text for ever",
    "exclude": "Exclude now",
    "adjourn": "Adjourn now",
    "close": "Close the meeting now",
}
TALLY = ("votes_for", "against", "abstained")
VOTE_LETTERS = (("for", "F"), ("against", "A"), ("abstained", "X"), ("absent", "−"))
ON_AIR = Field("confirm", "Type LIVE to go on air", needed=True)
#: Fields that keep what an item says now, so that the officer changes it and does not type it anew.
ITEM_WORDS = frozenset({"change_item_details", "release_item", "revise_item"})


def form_view(meeting: Meeting, button: str, answers: Answers | None = None) -> FormView:
    """The form of a button as it stands now, filled with `answers` or with what is most likely meant."""
    made = BUTTONS[button]
    given = dict(answers or {})
    filled = {**_likely(meeting, button, given), **given}
    fields = _item_last(made.fields)
    if button == "start_meeting" and not meeting.plan.is_rehearsal:
        fields = (*fields, ON_AIR)
    item = filled.get("item", ("",))[0] if any(each.name == "item" for each in fields) else ""
    return FormView(
        button=button, id=f"form-{button}", key=f"{button}:{item}", label=made.label,
        press_label=PRESS_LABELS.get(button, made.label), about=_about(meeting, item), hotkey=made.key,
        help=made.help, refusal=refusal_of_button(meeting, button), is_posted=made.makes.__name__ in DEFAULTS,
        fields=field_views(meeting, fields, filled, prefix=button),
    )  # fmt: skip


def _item_last(fields: tuple[Field, ...]) -> tuple[Field, ...]:
    """The item is nearly always the current one: what has to be typed comes before it."""
    asked = tuple(replace(each, label="Item") if each.name == "item" else each for each in fields)
    first = tuple(each for each in asked if each.name != "item" or each.needed)
    return (*first, *(each for each in asked if each not in first))


def _about(meeting: Meeting, item: str) -> str:
    tonight = meeting.item(item)
    return panel_title(tonight) if tonight else ""


def _likely(meeting: Meeting, button: str, given: Answers) -> dict[str, Sequence[str]]:
    """What a form says before anybody has typed: the current item, the only open amendment."""
    open_amendments = [each.id for each in meeting.amendments if not each.outcome]
    likely: dict[str, Sequence[str]] = {}
    if meeting.current is not None and button not in ("declare_interest", "go_to_item"):
        likely["item"] = (meeting.current.item.id,)
    if button in ("decide_amendment", "withdraw_amendment") and len(open_amendments) == 1:
        likely["amendment"] = (open_amendments[0],)
    if button == "take_note":
        likely["audience"] = ("officers",)
    if button in ITEM_WORDS:
        tonight = meeting.item(next(iter(given.get("item", likely.get("item", ()))), ""))
        if tonight is not None:
            papers = (
                f"{each.title} | {each.url}" if each.title else each.url for each in tonight.item.papers
            )
            likely |= {"title": (tonight.item.title,), "plain_title": (tonight.item.plain_title,)}
            likely["number"] = (tonight.item.number,)
            likely["papers"] = ("\n".join(papers),)
    return likely


def field_views(
    meeting: Meeting, fields: Sequence[Field], answers: Answers, *, prefix: str
) -> tuple[FieldView, ...]:
    """How each question is drawn; the three counts of a tally stand together, empty choices are left out."""
    found = [_field(meeting, each, answers, prefix) for each in fields if each.name not in TALLY]
    parts = tuple(_field(meeting, each, answers, prefix) for each in fields if each.name in TALLY)
    if parts:
        place = next((n for n, each in enumerate(fields) if each.name in TALLY), 0)
        tally = FieldView("tally", f"{prefix}-tally", "Count as the chair announced it", "tally", parts=parts)
        found.insert(place, tally)
    return tuple(each for each in found if not _is_empty(each))


def _is_empty(view: FieldView) -> bool:
    if view.draw == "roll":
        return not view.roll
    return view.name in ("motion", "amendment") and not any(each.value for each in view.options)


def _field(meeting: Meeting, field: Field, answers: Answers, prefix: str) -> FieldView:
    given = tuple(answers.get(field.name, ()))
    value = given[0] if given else ""
    view = FieldView(
        field.name, f"{prefix}-{field.name}", field.label, DRAWN.get(field.kind, "text"),
        value="\n".join(given) if field.kind in ("members", "papers") else value,
        hint=field.hint, is_needed=field.needed,
    )  # fmt: skip
    if field.kind == "votes":
        return replace(view, roll=_roll(meeting, given))
    chosen = frozenset(given)
    options = tuple(
        replace(each, is_chosen=each.value in chosen) for each in _options(meeting, field, answers, chosen)
    )
    return replace(view, options=options)


DRAWN = {
    "long_text": "long_text", "papers": "long_text", "members": "long_text", "item": "select",
    "open_item": "select", "motion": "select", "amendment": "select", "items": "checks", "choices": "checks",
    "choice": "radios", "number": "number", "entry": "number", "seconds": "number", "member": "member",
    "votes": "roll", "yes": "yes",
}  # fmt: skip


def _options(meeting: Meeting, field: Field, answers: Answers, chosen: frozenset[str]) -> list[Option]:
    if field.kind in ("choice", "choices"):
        return [Option(each, each[:1].upper() + each[1:]) for each in field.choices]
    if field.kind in ("item", "open_item", "items"):
        return _item_options(meeting, field)
    item = next(iter(answers.get("item", ())), "")
    if field.kind == "motion":
        mine = [each for each in meeting.motions if each.item == item]
        return [
            Option("", "The item itself"),
            *(Option(each.id, _named("Motion", each.label, each.mover)) for each in mine),
        ]
    if field.kind == "amendment":
        undecided = [each for each in meeting.amendments if not each.outcome or each.id in chosen]
        return [
            Option("", "Choose" if field.needed else "None"),
            *(Option(each.id, _named("Amendment", each.label, each.mover)) for each in undecided),
        ]
    return []


def _item_options(meeting: Meeting, field: Field) -> list[Option]:
    items = [each for each in meeting.items if not each.item.is_heading]
    if field.kind in ("open_item", "items"):
        items = [
            each for each in items if each.can_be_taken or (field.kind == "items" and each is meeting.current)
        ]
    found = [Option(each.item.id, row_label(each)) for each in items]
    if field.kind == "items":
        return found
    empty = "Last" if field.kind == "open_item" else "Choose an item" if field.needed else "No item"
    return [Option("", empty), *found]


def _named(what: str, label: str, mover: str) -> str:
    name = f"{what} {label}".strip()
    return f"{name}, moved by {mover}" if mover else name


def _roll(meeting: Meeting, given: Sequence[str]) -> tuple[RollRow, ...]:
    said = {member: vote for vote, _, member in (each.partition(":") for each in given)}
    members = [*meeting.plan.members, *(each for each in said if each not in meeting.plan.members)]
    return tuple(
        RollRow(
            member, f"votes-{number}",
            tuple(Option(f"{vote}:{member}", letter, said.get(member) == vote, vote) for vote, letter in VOTE_LETTERS),
        )
        for number, member in enumerate(members, 1)
    )  # fmt: skip


def is_vote_field(name: str) -> bool:
    """Whether a field of a sent form is one member's row of the roll."""
    return name.startswith("votes-") and name.removeprefix("votes-").isdecimal()
