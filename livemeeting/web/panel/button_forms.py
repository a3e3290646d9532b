"""What came with a press, read into a form, and the form of one button for a page of its own."""

from __future__ import annotations

from collections.abc import Iterable

from werkzeug.datastructures import MultiDict

from livemeeting.actions.house import NotFound, new_id
from livemeeting.actions.press import Press
from livemeeting.domain.buttons import BUTTONS, Form
from livemeeting.domain.meeting import Meeting
from livemeeting.domain.panel_correction import correction_view
from livemeeting.domain.panel_forms import FormView, form_view, is_vote_field
from livemeeting.domain.panel_tried import Answers

#: Fields of every form that are not answers of the officer.
CARRIED = frozenset({"seq", "command", "csrf"})
#: Longer than any command a browser of ours makes up.
MOST_COMMAND = 64


def read_answers(sent: MultiDict[str, str]) -> dict[str, tuple[str, ...]]:
    """Answers by question; a roll call's rows become the answers 'votes', in calling order."""
    answers = {
        name: tuple(sent.getlist(name)) for name in sent if name not in CARRIED and not is_vote_field(name)
    }
    called = sorted(
        (name for name in sent if is_vote_field(name)), key=lambda name: int(name.partition("-")[2])
    )
    if called:
        answers["votes"] = (*answers.get("votes", ()), *(sent[name] for name in called))
    return answers


def read_press(meeting_id: str, button: str, sent: MultiDict[str, str]) -> Press:
    """A press as it was sent; one without a number of the entry looked at can only be out of date."""
    command = sent.get("command", "")
    return Press(
        meeting_id=meeting_id,
        button=button,
        seq=entry_number(sent.get("seq", "")),
        command_id=command if 0 < len(command) <= MOST_COMMAND else new_id(),
        form=Form(read_answers(sent)),
    )


def entry_number(text: str) -> int:
    """The number of an entry as a form sent it; -1, which no entry has, for anything else."""
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 10 else -1


def button_form(meeting: Meeting, button: str, answers: Answers) -> FormView:
    """The form of a button, with what was typed or asked for; raises NotFound for a button there is none of."""
    if button not in BUTTONS:
        raise NotFound
    entry = entry_number(_first(answers.get("entry", ())))
    if button == "correct_entry" and entry > 0:
        typed = {name: given for name, given in answers.items() if name != "entry"}
        return correction_view(meeting, entry, typed or None)
    return form_view(meeting, button, answers)


def _first(given: Iterable[str]) -> str:
    return next(iter(given), "")
