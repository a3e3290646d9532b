"""Posting profiles: what a body may post by itself, what it asks first, and what it never posts.

A profile only ever takes away. What is private is decided elsewhere (domain/privacy.py), before a profile is asked.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from livemeeting.domain.templates import KINDS


class Say(StrEnum):
    """Post it; hold it until an officer sends it; never word it at all."""

    POST = "post"
    ASK = "ask"
    NEVER = "never"


class Profile(StrEnum):
    """How loudly a body posts."""

    NORMAL = "normal"
    DECISIONS = "decisions"
    PRE_ELECTION = "pre-election"
    QUIET = "quiet"


TITLES: dict[Profile, str] = {
    Profile.NORMAL: "Normal",
    Profile.DECISIONS: "Decisions only",
    Profile.PRE_ELECTION: "Pre-election",
    Profile.QUIET: "Quiet",
}
ABOUT: dict[Profile, str] = {
    Profile.NORMAL: "Every step is posted.",
    Profile.DECISIONS: "For planning and licensing: an item is posted when it is decided, after the vote.",
    Profile.PRE_ELECTION: "No member's name and no party: a post that names one is held until an officer has looked.",
    Profile.QUIET: "Nothing is posted by itself. Each post waits until an officer sends it.",
}
#: What tells the course of a debate, and so is not said of a planning or licensing application.
COURSE = frozenset({
    "ItemStarted", "ItemReturned", "AmendmentMoved", "AmendmentWithdrawn", "AmendmentDecided", "RunningOrderChanged",
})  # fmt: skip
#: The results, which a council may keep to its own page before an election.
RESULTS = frozenset({"DecisionRecorded", "AmendmentDecided", "ItemsAgreedTogether"})

Choices = Mapping[tuple[Profile, str, str], Say]  # by profile, kind and channel ("" for every network)
_STRICTNESS = (Say.POST, Say.ASK, Say.NEVER)


def usual(profile: Profile, kind: str) -> Say:
    """What a profile says of a kind until the council chooses otherwise."""
    if profile is Profile.QUIET:
        return Say.ASK
    if profile is Profile.DECISIONS:
        return Say.NEVER if kind in COURSE else Say.ASK if kind == "MessagePublished" else Say.POST
    if profile is Profile.PRE_ELECTION:
        return Say.ASK if kind in ("MessagePublished", "ItemAdded") else Say.POST
    return Say.POST


def chosen(choices: Choices, profile: Profile, kind: str, channel: str) -> Say:
    """What a profile says of a kind on a network; the choice for the network beats that for all."""
    for where in (channel, ""):
        if (profile, kind, where) in choices:
            return choices[profile, kind, where]
    return usual(profile, kind)


def as_profile(text: str) -> Profile:
    """A profile by its stored name; an unknown one is the quiet one, which posts nothing by itself."""
    return Profile(text) if text in set(Profile) else Profile.QUIET


@dataclass(frozen=True)
class Period:
    """Days on which a profile is in force beside a body's own; `body_id` '' is for every body. Both days count."""

    id: str
    profile: Profile
    first: date
    last: date
    body_id: str = ""


@dataclass(frozen=True)
class Ruling:
    """What becomes of one post, and why when it is not simply posted."""

    say: Say
    why: str = ""


POSTED = Ruling(Say.POST)


@dataclass(frozen=True)
class Rule:
    """Everything in force for a meeting on a day. Where several profiles speak, the strictest is followed."""

    profiles: tuple[Profile, ...] = (Profile.NORMAL,)
    choices: Choices = field(default_factory=dict)

    @property
    def is_nameless(self) -> bool:
        """Whether members and parties may not be named."""
        return Profile.PRE_ELECTION in self.profiles

    @property
    def words(self) -> str:
        """'Pre-election and decisions only', '' when everything is normal."""
        named = [TITLES[each] for each in self.profiles if each is not Profile.NORMAL]
        return " and ".join([named[0], *(each.lower() for each in named[1:])]) if named else ""

    def ruling(self, kinds: Collection[str], channel: str) -> Ruling:
        """What becomes of a post of these kinds (a correction has two) on a network."""
        found = POSTED
        for profile in self.profiles:
            for kind in kinds:
                say = chosen(self.choices, profile, kind, channel)
                if _STRICTNESS.index(say) > _STRICTNESS.index(found.say):
                    found = Ruling(
                        say, f"Profile {TITLES[profile].lower()}: asks first." if say is Say.ASK else ""
                    )
        return found

    def of_text(self, ruling: Ruling, text: str, names: Sequence[str]) -> Ruling:
        """The ruling once the words are known: a text with a name in it is not posted by itself."""
        if not self.is_nameless or ruling.say is Say.NEVER:
            return ruling
        found = named_in(text, names)
        if not found:
            return ruling
        return Ruling(
            Say.ASK, f"Profile pre-election: it names {found}. Take the name out, or do not send it."
        )


#: Parties with seats in councils of the United Kingdom, as they are written in a post.
PARTIES = (
    "Labour", "Conservative", "Conservatives", "Tory", "Tories", "Liberal Democrat", "Liberal Democrats", "Lib Dem",
    "Lib Dems", "Green Party", "Greens", "Reform UK", "Plaid Cymru", "SNP", "Scottish National Party", "UKIP",
    "Co-operative Party", "Sinn Féin", "DUP", "UUP", "SDLP", "Alliance Party", "TUV", "Llafur", "Ceidwadwyr",
    "Democratiaid Rhyddfrydol", "Y Blaid Werdd",
)  # fmt: skip
_STYLES = re.compile(r"^(?:(?:The Right Worshipful|The Worshipful|Rt Hon|Cllr|Councillor|Y Cynghorydd|Cyng|Ald|Alderman"
                     r"|Lord|Lady|Sir|Dame|Dr|Mr|Mrs|Ms|Miss|Mx|Prof|Rev)\.? )+", re.IGNORECASE)  # fmt: skip
#: A roll may hold "Cllr Ada Byron (Mill Lane)" or "Byron, Ada": only the words of the name are looked for.
_AFTER_NAME = re.compile(r"\s*[(,–-].*$")


def named_in(text: str, names: Sequence[str]) -> str:
    """The first member or party a text names, '' for none. A surname counts where a style stands before it."""
    for name in names:
        bare = _AFTER_NAME.sub("", _STYLES.sub("", name.strip())).strip()
        surname = bare.split()[-1] if bare else ""
        if bare and (" " in bare and _has(text, bare)):
            return name
        styled = (
            rf"(?:Cllrs?|Councillors?|Cyng|Y Cynghorydd|Mr|Mrs|Ms|Miss|Dr|Sir|Dame)\.? {re.escape(surname)}"
        )
        if surname and re.search(rf"(?<!\w){styled}(?!\w)", text, re.IGNORECASE):
            return name
    return next((party for party in PARTIES if _has(text, party, is_exact=True)), "")


def _has(text: str, words: str, *, is_exact: bool = False) -> bool:
    flags = 0 if is_exact else re.IGNORECASE
    return re.search(rf"(?<!\w){re.escape(words)}(?!\w)", text, flags) is not None


def check_choice(kind: str, say: str) -> Say:
    """A choice as a form sends it; raises ValueError for what nobody could choose."""
    if kind not in KINDS:
        raise ValueError(kind)
    return Say(say)
