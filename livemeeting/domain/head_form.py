"""The head of a meeting as an officer fills it in, and back."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, time
from zoneinfo import ZoneInfo

from livemeeting.domain.agenda import Draft, Plan
from livemeeting.domain.buttons.form import clean, web_address
from livemeeting.domain.form_fault import Faults, one_line
from livemeeting.domain.local_time import moment, read_date, read_time

MOST_MEMBERS = 300
LONGEST_HOLD = 60
DEFAULT_TIMEZONE = "Europe/London"
#: The questions, in the order they are asked.
HEAD_FIELDS = (
    "body", "title", "date", "time", "venue", "webcast_url", "agenda_url", "hashtag", "hold_seconds",
    "waits_for_send", "members",
)  # fmt: skip


@dataclass(frozen=True)
class Head:
    """What is said of a meeting as a whole. `starts_at` is aware, UTC; `members` are in calling order."""

    body: str
    title: str
    starts_at: datetime
    venue: str = ""
    webcast_url: str = ""
    hashtag: str = ""
    agenda_url: str = ""
    members: tuple[str, ...] = ()
    hold_seconds: int = 10
    waits_for_send: bool = False
    timezone: str = DEFAULT_TIMEZONE

    def of(self, plan: Plan) -> Plan:
        """The plan with this head; its address, epoch, kind and items stay."""
        return replace(
            plan, body=self.body, title=self.title, starts_at=self.starts_at, venue=self.venue,
            webcast_url=self.webcast_url, hashtag=self.hashtag, agenda_url=self.agenda_url,
            members=self.members, hold_seconds=self.hold_seconds, waits_for_send=self.waits_for_send,
            timezone=self.timezone,
        )  # fmt: skip


def read_head(answers: Mapping[str, str], timezone: str = DEFAULT_TIMEZONE) -> Head:
    """The head from the answers by field name. Raises Faulty with every fault."""
    faults = Faults()
    said = {name: answers.get(name, "") for name in HEAD_FIELDS}
    body = faults.line("body", said["body"], most=120, called="The body", needed="Say which body meets.")
    title = faults.line("title", said["title"], most=200, called="The title")
    starts_at = _starts_at(faults, one_line(said["date"]), one_line(said["time"]), timezone)
    venue = faults.line("venue", said["venue"], most=200, called="The venue")
    webcast_url = faults.trying("webcast_url", web_address, one_line(said["webcast_url"]), otherwise="")
    agenda_url = faults.trying("agenda_url", web_address, one_line(said["agenda_url"]), otherwise="")
    hashtag, hold = _hashtag(faults, said["hashtag"]), _hold(faults, said["hold_seconds"])
    members = _members(faults, said["members"])
    faults.refuse()
    assert starts_at is not None
    return Head(
        body=body, title=title or body, starts_at=starts_at, venue=venue, webcast_url=webcast_url, hashtag=hashtag,
        agenda_url=agenda_url, members=members, hold_seconds=hold,
        waits_for_send=said["waits_for_send"] == "yes", timezone=timezone,
    )  # fmt: skip


def _starts_at(faults: Faults, day: str, clock: str, timezone: str) -> datetime | None:
    if not day:
        faults.add("date", "Give the date of the meeting.")
    if not clock:
        faults.add("time", "Give the time the meeting starts.")
    on: date | None = faults.trying("date", read_date, day, otherwise=None) if day else None
    at: time | None = faults.trying("time", read_time, clock, otherwise=None) if clock else None
    if on is None or at is None:
        return None
    found: datetime | None = faults.trying("time", lambda _: moment(on, at, timezone), "", otherwise=None)
    return found


def _hashtag(faults: Faults, text: str) -> str:
    tag = one_line(text).removeprefix("#")
    if tag and (not re.fullmatch(r"\w{1,50}", tag) or tag.isdecimal()):
        faults.add("hashtag", f"“{tag[:40]}” cannot be a hashtag: use letters and digits, without spaces.")
    return tag


def _hold(faults: Faults, text: str) -> int:
    given = one_line(text)
    if not given:
        return 10
    if not (given.isascii() and given.isdecimal()) or len(given) > 4 or int(given) > LONGEST_HOLD:
        faults.add("hold_seconds", f"Give a whole number of seconds from 0 to {LONGEST_HOLD}.")
        return 10
    return int(given)


def _members(faults: Faults, text: str) -> tuple[str, ...]:
    names = [name for line in clean(text).split("\n") if (name := one_line(line))]
    twice = next((name for place, name in enumerate(names) if name in names[:place]), "")
    long = next((name for name in names if len(name) > 120), "")
    if twice:
        faults.add("members", f"{twice} is in the list twice. Add the ward to tell two people apart.")
    if long:
        faults.add("members", f"“{long[:40]}…” is too long for a name. Write one name on each line.")
    if len(names) > MOST_MEMBERS:
        faults.add(
            "members",
            f"There are {len(names)} names; the most is {MOST_MEMBERS}. Write one name on each line.",
        )
    return tuple(names)


def answers_of_plan(plan: Plan) -> dict[str, str]:
    """The form as it shows a saved head."""
    local = plan.starts_at.astimezone(ZoneInfo(plan.timezone))
    return {
        "body": plan.body, "title": plan.title, "date": local.strftime("%Y-%m-%d"), "time": local.strftime("%H:%M"),
        "venue": plan.venue, "webcast_url": plan.webcast_url, "agenda_url": plan.agenda_url, "hashtag": plan.hashtag,
        "hold_seconds": str(plan.hold_seconds),
        "waits_for_send": "yes" if plan.waits_for_send else "", "members": "\n".join(plan.members),
    }  # fmt: skip


def answers_of_draft(draft: Draft, before: Plan | None = None) -> dict[str, str]:
    """The form filled from an importer's draft; what it does not say is taken over from a meeting `before`."""
    answers = {
        "body": draft.body, "title": draft.title,
        "date": draft.date.isoformat() if draft.date else "",
        "time": draft.start_time.strftime("%H:%M") if draft.start_time else "",
        "venue": draft.venue, "webcast_url": draft.webcast_url, "agenda_url": draft.agenda_url,
        "hashtag": draft.hashtag,
        "hold_seconds": "10", "waits_for_send": "", "members": "\n".join(draft.members),
    }  # fmt: skip
    if before is None:
        return answers
    earlier = answers_of_plan(before)
    for name in ("venue", "hashtag", "members"):
        answers[name] = answers[name] or earlier[name]
    return answers | {name: earlier[name] for name in ("hold_seconds", "waits_for_send")}
