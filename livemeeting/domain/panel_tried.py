"""Trying a button without pressing it, so that the panel offers exactly what the buttons would accept."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from zoneinfo import ZoneInfo

from livemeeting.domain.agenda import Plan
from livemeeting.domain.buttons import BUTTONS, Form
from livemeeting.domain.meeting import ItemTonight, Meeting
from livemeeting.domain.refused import Refused

Answers = Mapping[str, Sequence[str]]


def refusal_of_press(meeting: Meeting, button: str, **answers: str) -> str:
    """What a press with these answers would be refused with, '' when it would be accepted."""
    try:
        BUTTONS[button].pressed(meeting, Form({name: (value,) for name, value in answers.items()}))
    except Refused as refused:
        return refused.sentence
    return ""


def refusal_of_button(meeting: Meeting, button: str) -> str:
    """Why the button is not for this moment, '' when it is."""
    try:
        BUTTONS[button].ready(meeting)
    except Refused as refused:
        return refused.sentence
    return ""


def is_accepted(meeting: Meeting, button: str, **answers: str) -> bool:
    """Whether a press with these answers would be accepted now."""
    return not refusal_of_press(meeting, button, **answers)


def panel_title(tonight: ItemTonight) -> str:
    """'12.4 Library hours': the number as the chair says it, then the short title."""
    return f"{tonight.item.number} {tonight.item.short_title}".strip()


def clock_seconds(plan: Plan, at: datetime) -> str:
    """20:14:05 in the meeting's own time zone: the officer's clock has seconds, the public's has none."""
    return at.astimezone(ZoneInfo(plan.timezone)).strftime("%H:%M:%S")
