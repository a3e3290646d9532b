"""The form that corrects an entry: its words as they stand now, ready to be changed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from livemeeting.domain import events as e
from livemeeting.domain.buttons import BUTTONS, Field
from livemeeting.domain.buttons.mending import WORDS, can_be_corrected
from livemeeting.domain.meeting import Meeting
from livemeeting.domain.panel_forms import FormView, field_views, form_view
from livemeeting.domain.panel_timeline import entry_sentence
from livemeeting.domain.panel_tried import Answers

#: Which words of an entry can be corrected, beside the plain texts that `mending` lists.
MORE_WORDS: dict[type[e.Event], tuple[str, ...]] = {
    e.DecisionRecorded: ("outcome", "votes_for", "against", "abstained", "casting_vote", "votes"),
    e.AmendmentDecided: ("outcome", "votes_for", "against", "abstained", "casting_vote", "votes"),
    e.ItemsAgreedTogether: ("outcome",),
    e.ItemAdded: ("number", "title", "plain_title", "reason"),
    e.AttendanceRecorded: ("present", "apologies", "substitutes"),
}
REASON = next(each for each in BUTTONS["correct_entry"].fields if each.name == "reason")
#: Where the entry has a reason of its own, the correction's goes by another name.
WHY = replace(REASON, name="why")
NOT_CORRECTED = "That entry cannot be corrected. Undo it, or add a note that says what is right."


def correction_view(meeting: Meeting, seq: int, answers: Answers | None = None) -> FormView:
    """The form for correcting entry `seq`, filled with `answers` or with what the entry says now."""
    target = meeting.told(seq)
    plain = form_view(meeting, "correct_entry", {"entry": (str(seq),)})
    if target is None:
        return replace(plain, refusal=plain.refusal or "There is no entry with that number.", fields=())
    if not can_be_corrected(target):
        return replace(plain, refusal=NOT_CORRECTED, fields=())
    names = (*WORDS.get(type(target.event), ()), *MORE_WORDS.get(type(target.event), ()))
    fields = [_field(type(target.event), each) for each in names]
    fields.append(WHY if "reason" in names else REASON)
    filled = answers or {name: _said(target.event, name) for name in names}
    return replace(
        plain, id=f"correct-{seq}", key=f"correct_entry:{seq}", about=f"Entry {seq}: {entry_sentence(meeting, target)}",
        fields=field_views(meeting, fields, filled, prefix=f"correct-{seq}"), hidden=(("entry", str(seq)),),
    )  # fmt: skip


def _field(kind: type[e.Event], name: str) -> Field:
    """The question as the button asked it that made the entry."""
    for button in BUTTONS.values():
        if button.makes is kind:
            for field in button.fields:
                if field.name == name:
                    return field
    return Field(name, name.replace("_", " ").capitalize())


def _said(event: e.Event, name: str) -> Sequence[str]:
    tally = getattr(event, "tally", None)
    if name in ("votes_for", "against", "abstained"):
        return (str(getattr(tally, name)),) if tally is not None else ()
    if name == "votes":
        return tuple(f"{each.vote}:{each.member}" for each in getattr(event, "votes", ()))
    if isinstance(event, e.ItemAdded) and name != "reason":
        return (str(getattr(event.added, name)),)
    value = getattr(event, name)
    return value if isinstance(value, tuple) else (str(value),)
