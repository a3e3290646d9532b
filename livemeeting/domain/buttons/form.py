"""What an officer filled in beside a button, read with clear refusals."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from livemeeting.domain import events as e
from livemeeting.domain.agenda import Paper
from livemeeting.domain.meeting import ItemTonight, Meeting
from livemeeting.domain.refused import Refused

#: C0 and C1 controls but tab and line feed: not text, and refused by XML and PostgreSQL.
CONTROLS = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
MOST_NUMBER = 10_000


def clean(text: str) -> str:
    """Text as it is kept: NFC, line feeds only, no control characters, no blank ends."""
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    return unicodedata.normalize("NFC", CONTROLS.sub("", text)).strip()


@dataclass(frozen=True)
class Field:
    """A question beside a button. `kind` tells the panel how to draw it:

    text, long_text, item, items, open_item, choice, number, member, members, motion, amendment, votes,
    papers, seconds, entry, yes.
    """

    name: str
    label: str
    kind: str = "text"
    choices: tuple[str, ...] = ()
    needed: bool = False
    hint: str = ""


@dataclass(frozen=True)
class Form:
    """Answers by field name; several answers to one question are a tuple."""

    answers: Mapping[str, Sequence[str]] = field(default_factory=dict)

    def text(self, name: str, *, most: int = 600, needed: str = "") -> str:
        """A text of at most `most` characters; `needed` is the sentence said when it is empty."""
        given = clean(next(iter(self.answers.get(name, ())), ""))
        if needed and not given:
            raise Refused(needed)
        if len(given) > most:
            raise Refused(
                f"That text has {len(given)} characters; the most is {most}. Shorten it and press again."
            )
        return given

    def texts(self, name: str) -> tuple[str, ...]:
        """Every answer given, also those on lines of their own in one box."""
        lines = [line for given in self.answers.get(name, ()) for line in clean(given).split("\n")]
        return tuple(line.strip() for line in lines if line.strip())

    def yes(self, name: str) -> bool:
        return self.text(name) in ("yes", "on", "true", "1")

    def number(self, name: str) -> int | None:
        """A whole number from 0, None when left empty."""
        given = self.text(name, most=20)
        if not given:
            return None
        if not given.isdecimal() or int(given) > MOST_NUMBER:
            raise Refused(f"“{given}” is not a count. Use whole numbers, such as 31.")
        return int(given)

    def choice(self, name: str, choices: Sequence[str], *, needed: str) -> str:
        given = self.text(name, needed=needed)
        if given not in choices:
            raise Refused(f"“{given}” is not one of the choices. Choose from the list and press again.")
        return given

    def item(
        self, meeting: Meeting, name: str = "item", *, needed: str = "Choose the item first."
    ) -> ItemTonight:
        given = self.text(name, needed=needed)
        found = meeting.item(given)
        if found is None or found.item.is_heading:
            raise Refused("That item is not on this agenda any more. Choose it again.")
        return found

    def item_or_current(self, meeting: Meeting) -> str:
        """The id of the item named, else of the current one, else ''."""
        if self.text("item"):
            return self.item(meeting).item.id
        return meeting.current.item.id if meeting.current else ""

    def tally(self) -> e.Tally | None:
        """The tally as announced: nothing at all, or at least a count for and against."""
        votes_for, against, abstained = (
            self.number("votes_for"),
            self.number("against"),
            self.number("abstained"),
        )
        if votes_for is None and against is None and abstained is None:
            return None
        if votes_for is None or against is None:
            raise Refused("Give the count for and the count against, or leave all three empty.")
        return e.Tally(votes_for, against, abstained or 0)

    def votes(self) -> tuple[e.NamedVote, ...]:
        """A recorded vote: answers 'votes' of the form 'vote:member', in calling order."""
        found = []
        for given in self.answers.get("votes", ()):
            vote, _, member = clean(given).partition(":")
            if vote in e.VOTES and member.strip():
                found.append(e.NamedVote(member.strip()[:200], vote))
        return tuple(found)

    def papers(self, name: str = "papers") -> tuple[Paper, ...]:
        """One paper a line: an address, or 'Title | address'."""
        found = []
        for line in self.texts(name):
            title, _, url = line.rpartition("|")
            found.append(Paper(title.strip(), web_address(url.strip())))
        return tuple(found)


def web_address(text: str) -> str:
    """An http(s) address, or '' for none."""
    if not text:
        return ""
    if not re.fullmatch(r"https?://[^\s<>\"\\^`{|}]+", text) or len(text) > 2000:
        raise Refused(f"“{text[:60]}” is not a web address. It starts with https:// and has no spaces.")
    return text


def counted(votes: Sequence[e.NamedVote]) -> e.Tally | None:
    """The tally of a recorded vote, None where no name was called."""
    if not votes:
        return None
    count = {each: sum(1 for vote in votes if vote.vote == each) for each in e.VOTES}
    return e.Tally(count["for"], count["against"], count["abstained"])
