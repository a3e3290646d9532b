"""The words a post needs beside its template, in each language a council posts in."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from zoneinfo import ZoneInfo

from livemeeting.domain import events as e

#: Every language there are words for, as a council's officers call it.
LANGUAGES: dict[str, str] = {"en": "English", "cy": "Welsh"}


@dataclass(frozen=True)
class Tongue:
    """The small words of one language. `until` and `to` bring their own space and take the officer's words."""

    item: str
    items: str
    and_: str
    until: str
    to: str
    before: str
    last: str
    amendment: str
    an_amendment: str
    the_amendment: str
    not_carried: str
    tally: str
    casting: str
    days: tuple[str, ...]
    months: tuple[str, ...]
    outcomes: Mapping[str, str] = field(default_factory=dict)

    def outcome(self, word: str) -> str:
        """An outcome of the closed vocabulary in this language; any other word as it is."""
        return self.outcomes.get(word, word)

    def joined(self, words: Sequence[str]) -> str:
        """'1, 2 and 3'."""
        return f"{', '.join(words[:-1])} {self.and_} {words[-1]}" if len(words) > 1 else "".join(words)

    def tally_words(self, tally: e.Tally | None, casting_vote: str = "") -> str:
        """'For 28, against 31, abstained 2.' or ''."""
        if tally is None:
            return ""
        words = self.tally.format(tally.votes_for, tally.against, tally.abstained)
        return f"{words} {self.casting.format(self.outcome(casting_vote))}" if casting_vote else words

    def day(self, at: datetime, timezone: str) -> str:
        """'Thursday 26 November', in the meeting's own time zone."""
        local = at.astimezone(ZoneInfo(timezone))
        return f"{self.days[local.weekday()]} {local.day} {self.months[local.month - 1]}"


ENGLISH = Tongue(
    item="Item", items="Items", and_="and", until=" until {}", to=" to {}", before="before {}", last="last",
    amendment="Amendment {}", an_amendment="An amendment", the_amendment="The amendment", not_carried="not carried",
    tally="For {}, against {}, abstained {}.", casting="Chair's casting vote: {}.",
    days=("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"),
    months=("January", "February", "March", "April", "May", "June", "July", "August", "September", "October",
            "November", "December"),
)  # fmt: skip
WELSH = Tongue(
    item="Eitem", items="Eitemau", and_="a", until=" tan {}", to=" i {}", before="cyn {}", last="yn olaf",
    amendment="Gwelliant {}", an_amendment="Gwelliant", the_amendment="Y gwelliant", not_carried="ni dderbyniwyd",
    tally="O blaid {}, yn erbyn {}, ymatal {}.", casting="Pleidlais fwrw'r cadeirydd: {}.",
    days=("dydd Llun", "dydd Mawrth", "dydd Mercher", "dydd Iau", "dydd Gwener", "dydd Sadwrn", "dydd Sul"),
    months=("Ionawr", "Chwefror", "Mawrth", "Ebrill", "Mai", "Mehefin", "Gorffennaf", "Awst", "Medi", "Hydref",
            "Tachwedd", "Rhagfyr"),
    outcomes={
        "agreed": "cytunwyd", "carried": "derbyniwyd", "lost": "gwrthodwyd", "noted": "nodwyd",
        "received": "derbyniwyd", "approved": "cymeradwywyd", "refused": "gwrthodwyd", "granted": "caniatawyd",
        "recommended": "argymhellwyd", "deferred": "gohiriwyd", "referred back": "cyfeiriwyd yn ôl",
        "delegated": "dirprwywyd", "withdrawn": "tynnwyd yn ôl", "not moved": "ni chynigiwyd", "fell": "methodd",
        "lapsed": "daeth i ben", "not taken": "ni thrafodwyd",
        "accepted without a vote": "derbyniwyd heb bleidlais", "for": "o blaid", "against": "yn erbyn",
    },
)  # fmt: skip
TONGUES: dict[str, Tongue] = {"en": ENGLISH, "cy": WELSH}
