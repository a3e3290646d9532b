"""The words of a post: a template per kind of event, filled in one pass and shortened on a word."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from livemeeting.domain import events as e
from livemeeting.domain.agenda import AgendaItem, Plan
from livemeeting.domain.meeting import Meeting
from livemeeting.domain.refused import Refused
from livemeeting.domain.sentences import PRIVATE_ITEM, told
from livemeeting.domain.tongues import ENGLISH, TONGUES, Tongue
from livemeeting.domain.views import clock_time

Count = Callable[[str], int]
PLACEHOLDER = re.compile(r"\{([a-z_]+)\}")
#: What a template may name. Nothing is looked up in anything else, and nothing is evaluated.
PLACEHOLDERS = (
    "body", "number", "title", "item", "outcome", "tally", "time", "until", "to", "reason", "mover", "seconder",
    "label", "amendment", "items", "text", "chair", "before", "was", "day", "start", "venue", "link", "hashtag",
)  # fmt: skip
#: Those that name a person: they say nothing while members are not to be named.
NAMES = ("mover", "seconder", "chair")
#: The longest value worth carrying: no network takes more, and counting longer texts is slow.
MOST = 280
UNLIMITED = 1_000_000

#: Neutral: the question by number and title, never an argument; no adjectives, no names of the public.
#: A link only in the opening and the closing post, for a link on X costs thirteen times more.
DEFAULTS: dict[str, str] = {
    "MeetingOpened": "{body} is now in session. Follow each item: {link} {hashtag}",
    "MeetingAdjourned": "{body}: adjourned at {time}{until}. {hashtag}",
    "MeetingResumed": "{body}: resumed at {time}. {hashtag}",
    "MeetingClosed": "{body} closed at {time}. Decisions by item: {link} {hashtag}",
    "MeetingPostponed": "{body} is postponed{to}. {hashtag}",
    "MeetingCancelled": "{body} is cancelled. {hashtag}",
    "PublicExcluded": "{body}: the meeting is now considering a private item. "
    "The live page will resume after it. {time} {hashtag}",
    "PublicReadmitted": "{body}: the meeting is open to the public again. {time} {hashtag}",
    "ItemStarted": "{item} {hashtag}",
    "ItemReturned": "Back to {item} {time} {hashtag}",
    "ItemWithdrawn": "{item} – withdrawn. {hashtag}",
    "ItemDeferred": "{item} – deferred{to}. {hashtag}",
    "ItemAdded": "The chair has accepted an urgent item: {title} {hashtag}",
    "RunningOrderChanged": "{item} – will be taken {before}. {hashtag}",
    "ItemsAgreedTogether": "{items}: {outcome} without discussion. {hashtag}",
    "AmendmentMoved": "{amendment} to {number} has been moved. {time} {hashtag}",
    "AmendmentWithdrawn": "{amendment} to {number}: withdrawn. {hashtag}",
    "AmendmentDecided": "{amendment} to {number}: {outcome}. {tally} {hashtag}",
    "DecisionRecorded": "{number}: {outcome}. {tally} {hashtag}",
    "MessagePublished": "{text} {hashtag}",
    "WebcastFailed": "{time}: the webcast has stopped; the meeting continues. Updates: {link} {hashtag}",
    "WebcastRestored": "{time}: the webcast is back. {hashtag}",
    "EntryCorrected": "Correction to our {was} update: {text} {hashtag}",
}
#: Posts that say one fixed sentence and so may leave while the meeting is private.
QUIET = frozenset({"PublicExcluded", "MeetingClosed"})


@dataclass(frozen=True)
class Surroundings:
    """What a post needs beside the event: the moment in local words, the public link, the language it speaks.

    `correction` is the template of the kind that is corrected, for a language whose sentences we do not have.
    """

    link: str
    time: str
    language: str = "en"
    correction: str = ""

    @property
    def tongue(self) -> Tongue:
        """The small words of the language; English for one that is not known."""
        return TONGUES.get(self.language, ENGLISH)


def check_template(template: str) -> str:
    """The template as it will be kept, or Refused naming the placeholder that does not exist."""
    for name in PLACEHOLDER.findall(template):
        if name not in PLACEHOLDERS:
            raise Refused(f"{{{name}}} is not a placeholder. Use one of: {', '.join(PLACEHOLDERS)}.")
    if len(template) > 500:
        raise Refused("A template has at most 500 characters.")
    return template.strip()


def words(meeting: Meeting, event: e.Event, around: Surroundings) -> dict[str, str]:
    """The values for a template. `meeting` is the public's own, so that nothing else can be said."""
    plan, tongue = meeting.plan, around.tongue
    item = meeting.item(e.item_of(event))
    values = {
        **plan_words(plan, around), "chair": meeting.chair,
        "title": item.item.short_title if item else "",
        "number": _number(meeting, item.item.id, tongue) if item else plan.body,
        "item": _label(item.item, tongue) if item else "",
        "tally": tongue.tally_words(getattr(event, "tally", None), getattr(event, "casting_vote", "")),
    }  # fmt: skip
    for name in ("reason", "mover", "seconder", "label", "text"):
        values[name] = str(getattr(event, name, ""))
    values["outcome"] = tongue.outcome(str(getattr(event, "outcome", "")))
    until = event.until if isinstance(event, e.MeetingAdjourned) else ""
    values["until"] = tongue.until.format(until) if until else ""
    to = getattr(event, "to", "")
    values["to"] = tongue.to.format(to) if to else ""
    values.update(_special(meeting, event, around))
    return values


def plan_words(plan: Plan, around: Surroundings) -> dict[str, str]:
    """The values that are known of a meeting before it begins: all a notice can name."""
    tag = plan.hashtag.strip().lstrip("#")
    return {
        "body": plan.body, "link": around.link, "time": around.time, "hashtag": f"#{tag}" if tag else "",
        "day": around.tongue.day(plan.starts_at, plan.timezone), "start": clock_time(plan, plan.starts_at),
        "venue": plan.venue,
    }  # fmt: skip


def _number(meeting: Meeting, item_id: str, tongue: Tongue) -> str:
    """'Item 12.4' where the item has a number, else its title."""
    tonight = meeting.item(item_id)
    if tonight is None or not tonight.item.title:
        return PRIVATE_ITEM
    return f"{tongue.item} {tonight.item.number}" if tonight.item.number else tonight.item.short_title


def _label(item: AgendaItem, tongue: Tongue) -> str:
    return f"{tongue.item} {item.number}: {item.short_title}" if item.number else item.short_title


def _inside(meeting: Meeting, item_id: str, tongue: Tongue) -> str:
    """A number inside a sentence: 'item 12.4', but a title as it is written."""
    words = _number(meeting, item_id, tongue)
    return words[:1].lower() + words[1:] if words.startswith(f"{tongue.item} ") else words


def _special(meeting: Meeting, event: e.Event, around: Surroundings) -> Mapping[str, str]:
    tongue = around.tongue
    if isinstance(event, e.ItemAdded):
        return {"title": event.added.short_title, "item": _label(event.added, tongue)}
    if isinstance(event, e.RunningOrderChanged):
        inside = _inside(meeting, event.before, tongue) if event.before else ""
        return {"before": tongue.before.format(inside) if inside else tongue.last}
    if isinstance(event, e.ItemsAgreedTogether):
        numbers = [_number(meeting, each, tongue).removeprefix(f"{tongue.item} ") for each in event.items]
        return {"items": f"{tongue.items} {tongue.joined(numbers)}"}
    if isinstance(event, e.AmendmentMoved):
        name = tongue.amendment.format(event.label) if event.label else tongue.an_amendment
        return {"amendment": name, "number": _inside(meeting, event.item, tongue)}
    if isinstance(event, e.AmendmentDecided | e.AmendmentWithdrawn):
        found = meeting.amendment(event.amendment)
        named = tongue.amendment.format(found.label) if found and found.label else tongue.the_amendment
        outcome = getattr(event, "outcome", "")
        return {
            "amendment": named, "number": _inside(meeting, event.item, tongue),
            "outcome": tongue.not_carried if outcome == "lost" else tongue.outcome(outcome),
        }  # fmt: skip
    if isinstance(event, e.EntryCorrected):
        corrected = meeting.told(event.entry)
        was = clock_time(meeting.plan, corrected.at) if corrected else ""
        return {"was": was, "text": _corrected(meeting, event.replacement, around)}
    return {}


def _corrected(meeting: Meeting, right: e.Event, around: Surroundings) -> str:
    """What holds now: our own sentence in English, elsewhere what the post of that kind would have said."""
    if around.language == "en" or not around.correction:
        return told(meeting, right)
    values = {**words(meeting, right, around), "hashtag": "", "link": ""}
    return _filled(around.correction, values)


#: What gives way first when a post is too long; number, outcome, link and hashtag never do.
ELASTIC = ("title", "item", "text", "reason", "items", "before", "to", "until")


def fill(template: str, values: Mapping[str, str], *, limit: int, count: Count) -> str:
    """The post: placeholders replaced in one pass, at most `limit` by `count`, cut on a word with '…'.

    A value is never read for placeholders itself, so a title such as '{link}' stays what it is.
    """
    kept = {name: value if name == "link" else _capped(value) for name, value in values.items()}
    text = _filled(template, kept)
    for name in ELASTIC:
        if count(text) <= limit:
            return text
        if f"{{{name}}}" in template and kept.get(name):
            text, kept[name] = _shortest_cut(template, kept, name, limit=limit, count=count)
    return text if count(text) <= limit else _cut_whole(text, limit=limit, count=count)


def fits(template: str, values: Mapping[str, str], *, limit: int, count: Count) -> bool:
    """Whether the post is whole with these values: nothing of it would be cut."""
    if any(
        len(value) > MOST for name, value in values.items() if f"{{{name}}}" in template and name != "link"
    ):
        return False
    return count(fill(template, values, limit=UNLIMITED, count=len)) <= limit


def _filled(template: str, values: Mapping[str, str]) -> str:
    text = PLACEHOLDER.sub(lambda found: values.get(found[1], ""), template)
    return re.sub(r"[ \t]+", " ", text).replace(" .", ".").strip()


def _capped(value: str) -> str:
    flat = " ".join(value.split())
    if flat and value[0] == " ":
        flat = f" {flat}"  # ' until 20:25' brings its own space, which goes when it has nothing to say
    return flat if len(flat) <= MOST else _cut(flat, MOST - 1)


def _cut(text: str, length: int) -> str:
    """At most `length` characters and '…', ended on a word where there is one to end on."""
    part = text[:length].rstrip()
    if len(text) > length and not text[length].isspace():
        part = part[: part.rfind(" ")] if " " in part else part
    # A joiner or variation selector at the end would bind the ellipsis into an emoji.
    return part.rstrip(" ,;:–—-.\u200d\ufe0f") + "…"


def _shortest_cut(
    template: str, values: dict[str, str], name: str, *, limit: int, count: Count
) -> tuple[str, str]:
    """The longest cut of one value with which the post fits; the shortest cut when none does."""
    whole = values[name]
    low, high = 1, len(whole)
    best = _cut(whole, low)
    while low <= high:
        middle = (low + high) // 2
        candidate = _cut(whole, middle)
        if count(_filled(template, {**values, name: candidate})) <= limit:
            best, low = candidate, middle + 1
        else:
            high = middle - 1
    return _filled(template, {**values, name: best}), best


def _cut_whole(text: str, *, limit: int, count: Count) -> str:
    length = len(text)
    while length > 1 and count(_cut(text, length)) > limit:
        length = length * 9 // 10
    return _cut(text, length)
