"""The words of a post: a template per kind of event, filled in one pass and shortened on a word."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from livemeeting.domain import events as e
from livemeeting.domain.meeting import Meeting
from livemeeting.domain.refused import Refused
from livemeeting.domain.sentences import amendment_name, joined, short_label, tally_words, told, within
from livemeeting.domain.views import clock_time

Count = Callable[[str], int]
PLACEHOLDER = re.compile(r"\{([a-z_]+)\}")
#: What a template may name. Nothing is looked up in anything else, and nothing is evaluated.
PLACEHOLDERS = (
    "body", "number", "title", "item", "outcome", "tally", "time", "until", "to", "reason", "mover", "seconder",
    "label", "amendment", "items", "text", "chair", "before", "was", "link", "hashtag",
)  # fmt: skip
#: The longest value worth carrying: no network takes more, and counting longer texts is slow.
MOST = 280

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
    """What a post needs beside the event: the moment in local words, the public link."""

    link: str
    time: str


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
    item = meeting.item(e.item_of(event))
    plan = meeting.plan
    tag = plan.hashtag.strip().lstrip("#")
    values = {
        "body": plan.body, "link": around.link, "time": around.time, "chair": meeting.chair,
        "hashtag": f"#{tag}" if tag else "",
        "title": item.item.short_title if item else "",
        "number": short_label(meeting, item.item.id) if item else plan.body,
        "item": item.item.label if item else "",
        "tally": tally_words(getattr(event, "tally", None), getattr(event, "casting_vote", "")),
    }  # fmt: skip
    for name in ("outcome", "reason", "mover", "seconder", "label", "text"):
        values[name] = str(getattr(event, name, ""))
    values["until"] = f" until {event.until}" if isinstance(event, e.MeetingAdjourned) and event.until else ""
    to = getattr(event, "to", "")
    values["to"] = f" to {to}" if to else ""
    values.update(_special(meeting, event))
    return values


def _special(meeting: Meeting, event: e.Event) -> Mapping[str, str]:
    if isinstance(event, e.ItemAdded):
        return {"title": event.added.short_title, "item": event.added.label}
    if isinstance(event, e.RunningOrderChanged):
        return {"before": f"before {within(short_label(meeting, event.before))}" if event.before else "last"}
    if isinstance(event, e.ItemsAgreedTogether):
        numbers = [short_label(meeting, each).removeprefix("Item ") for each in event.items]
        return {"items": f"Items {joined(numbers)}"}
    if isinstance(event, e.AmendmentMoved):
        name = f"Amendment {event.label}" if event.label else "An amendment"
        return {"amendment": name, "number": within(short_label(meeting, event.item))}
    if isinstance(event, e.AmendmentDecided | e.AmendmentWithdrawn):
        outcome = getattr(event, "outcome", "")
        return {
            "amendment": amendment_name(meeting, event.amendment),
            "number": within(short_label(meeting, event.item)),
            "outcome": "not carried" if outcome == "lost" else outcome,
        }
    if isinstance(event, e.EntryCorrected):
        corrected = meeting.told(event.entry)
        was = clock_time(meeting.plan, corrected.at) if corrected else ""
        return {"was": was, "text": told(meeting, event.replacement)}
    return {}


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
