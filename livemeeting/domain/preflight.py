"""What to check before a meeting goes live: each thing found, and what to do about it."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from livemeeting.domain.agenda import AgendaItem, Plan
from livemeeting.domain.sentences import joined
from livemeeting.domain.webcast import webcast

MOST_NAMED = 12


class Light(StrEnum):
    """Ready; worth a look, though the meeting can go ahead; or to be put right first."""

    READY = "ready"
    LOOK = "look"
    FIX = "fix"


@dataclass(frozen=True)
class Check:
    """One line of the preflight list. `where` names the page that puts it right:
    "agenda", "head", "accounts", "wording" or ""."""

    light: Light
    title: str
    sentence: str
    where: str = ""


@dataclass(frozen=True)
class TooLong:
    """An item whose post would be shortened on a network, called as people call it."""

    item: AgendaItem
    network: str


@dataclass(frozen=True)
class CutWording:
    """A wording that would be shortened on a network with the longest title of the agenda, that of `item`."""

    title: str
    network: str
    item: AgendaItem


def preflight(
    plan: Plan,
    *,
    at: datetime,
    accounts: Sequence[str],
    too_long: Sequence[TooLong],
    cut: Sequence[CutWording] = (),
    profile: str = "",
    embed_hosts: Collection[str] = (),
) -> tuple[Check, ...]:
    """Every check, in the order an officer would make them. `accounts` are the accounts as "X: Calderbeck"."""
    return (
        _items(plan),
        _restricted(plan),
        _start(plan, at),
        _accounts(accounts),
        *_profile(profile),
        _lengths(too_long, accounts),
        *_wordings(cut),
        _hold(plan, accounts),
        _webcast(plan, embed_hosts),
        _members(plan),
    )


def _items(plan: Plan) -> Check:
    to_take = [item for item in plan.items if not item.is_heading and not item.withdrawn]
    if not to_take:
        return Check(Light.FIX, "Agenda", "There are no items yet. Load the agenda or add rows.", "agenda")
    withdrawn = sum(1 for item in plan.items if item.withdrawn)
    more = f", {withdrawn} withdrawn" if withdrawn else ""
    return Check(Light.READY, "Agenda", f"{_count(len(to_take), 'item')} to take{more}.")


def _restricted(plan: Plan) -> Check:
    found = [item for item in plan.items if item.restricted]
    if not found:
        return Check(Light.READY, "Restricted items", "None. Every row is public from the start.")
    sentence = (
        f"{_count(len(found), 'row')} restricted: {named(found)}. Nothing about them leaves the server."
    )
    return Check(Light.READY, "Restricted items", sentence)


def _start(plan: Plan, at: datetime) -> Check:
    if plan.starts_at < at - timedelta(hours=12):
        return Check(Light.LOOK, "Date and time", "The meeting's date is in the past. Check it.", "head")
    return Check(Light.READY, "Date and time", "Still to come.")


def _accounts(accounts: Sequence[str]) -> Check:
    if not accounts:
        return Check(
            Light.READY, "Accounts", "No account is connected: the page works without, and nothing is posted."
        )
    return Check(Light.READY, "Accounts", f"Posts go to {joined(list(accounts))}.")


def _lengths(too_long: Sequence[TooLong], accounts: Sequence[str]) -> Check:
    if not too_long:
        fits = "Every public item's post fits." if accounts else "Every public item's post would fit on X."
        return Check(Light.READY, "Length of posts", fits)
    networks = list(dict.fromkeys(each.network for each in too_long))
    items = list(dict.fromkeys(each.item for each in too_long))
    shortened = f"Shortened with “…” on {joined(networks)}: {named(items)}."
    sentence = f"{shortened} Write a plain-English title to say it in fewer words."
    return Check(Light.LOOK, "Length of posts", sentence, "agenda")


def _profile(words: str) -> tuple[Check, ...]:
    if not words:
        return ()
    return (
        Check(Light.READY, "Posting profile", f"{words}. The panel says before each press what it means."),
    )


def _wordings(cut: Sequence[CutWording]) -> tuple[Check, ...]:
    if not cut:
        return ()
    found = joined([f"“{each.title}” on {each.network}" for each in cut[:MOST_NAMED]])
    sentence = f"Shortened with the longest title, {named([cut[0].item])}: {found}. Word it in fewer words."
    return (Check(Light.LOOK, "Wording", sentence, "wording"),)


def _hold(plan: Plan, accounts: Sequence[str]) -> Check:
    if plan.waits_for_send:
        return Check(Light.READY, "Time to undo", "Each post is held until an officer sends it.")
    if plan.hold_seconds:
        return Check(
            Light.READY, "Time to undo", f"Each post waits {_count(plan.hold_seconds, 'second')} for an undo."
        )
    light = Light.LOOK if accounts else Light.READY
    return Check(
        light, "Time to undo", "Posts leave at once and cannot be undone. 10 seconds are usual.", "head"
    )


def _webcast(plan: Plan, embed_hosts: Collection[str]) -> Check:
    title = "Webcast"
    if not plan.webcast_url:
        return Check(
            Light.READY,
            title,
            "No address: the page works without, and you can give it when it starts.",
            "head",
        )
    found = webcast(plan.webcast_url, embed_hosts)
    if found.kind == "none":
        return Check(Light.FIX, title, "The webcast address is not a web address.", "head")
    if found.kind == "link" and found.provider != "Public-i":
        sentence = f"{found.provider} cannot be played on the page, so the page links to it."
        return Check(Light.LOOK, title, sentence, "head")
    how = "linked from the page" if found.kind == "link" else "played on the page after a click"
    return Check(Light.READY, title, f"{found.provider}, {how}.")


def _members(plan: Plan) -> Check:
    if not plan.members:
        sentence = "No names yet: a recorded vote needs them. Add them one a line, in calling order."
        return Check(Light.LOOK, "Members", sentence, "head")
    return Check(Light.READY, "Members", f"{_count(len(plan.members), 'name')} for recorded votes.")


def named(items: Sequence[AgendaItem]) -> str:
    """The items by number, by their title where they have none, and how many more."""
    words = [item.number or f"“{item.short_title[:40]}”" for item in items[:MOST_NAMED]]
    more = len(items) - MOST_NAMED
    return joined([*words, f"{more} more"] if more > 0 else words)


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"
