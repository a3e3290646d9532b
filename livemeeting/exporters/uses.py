"""What each file of a record is for, in a sentence for whoever wonders which one to take."""

from __future__ import annotations

import re

_NUMBERED = re.compile(r" of video \d+$")

USES: dict[str, str] = {
    "Record": "The whole meeting: who was there, each item with its outcome, the votes, and everything by time.",
    "By time": "A table with a row for each entry, in the order in which things happened.",
    "By item": "A table with a row for each item of the agenda and what became of it.",
    "Decisions": "What was decided, item by item, and nothing else.",
    "Recorded votes": "How each member voted, where names were taken.",
    "Note within seven working days (Wales)": "What a council in Wales publishes within seven working days.",
    "Attendance": "Who was present, who sent apologies, who left and came back, and what interests were declared.",
    "YouTube chapters": "To paste into the description of the video, so that viewers can jump to an item.",
    "WebVTT chapters": "For a video player on a web site, so that viewers can jump to an item.",
    "Index points": "Where each item begins in the video, for the index of a webcast.",
    "Open Civic Data": "The agenda and the votes for programs that compare many councils.",
    "Calendar": "The meeting as an entry for a calendar.",
    "Akoma Ntoso debate": "The debate in the XML that parliaments keep, for programs and archives.",
}


def use_of(tells: str) -> str:
    """For what `Exporter.tells` names; raises KeyError for a format that nobody has described."""
    return USES[_NUMBERED.sub("", tells)]
