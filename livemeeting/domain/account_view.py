"""An account and its form as the administrator sees them. No secret is in either."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from livemeeting.domain.channel import Channel, Field

_SOFTWARE = {"mastodon": "Mastodon", "gotosocial": "GoToSocial"}


@dataclass(frozen=True)
class AccountView:
    """One row of the accounts page; `facts` are short phrases about it."""

    id: str
    name: str
    network: str
    is_enabled: bool
    since: datetime
    facts: tuple[str, ...]
    can_change: bool
    checked_at: str


@dataclass(frozen=True)
class FormField:
    """One question of the form. `part` is the words above it where a new part of the form begins."""

    field: Field
    value: str
    part: str
    is_needed: bool


def account_view(
    account_id: str, name: str, channel: Channel | None, channel_name: str, facts: Mapping[str, str], *,
    is_enabled: bool, since: datetime,
) -> AccountView:  # fmt: skip
    """A stored account for the page."""
    return AccountView(
        account_id, name, channel.title if channel else channel_name, is_enabled, since,
        tuple(_phrases(channel.fields if channel else (), facts)),
        can_change=account_id != "x-environment" and channel is not None,
        checked_at=facts.get("checked_at", ""),
    )  # fmt: skip


def form_view(
    fields: Sequence[Field], filled: Mapping[str, str], *, has_secrets: bool = False
) -> list[FormField]:
    """The questions with what was answered; secrets never come back."""
    found, part = [], ("", "")
    labels = {field.name: dict(field.choices) for field in fields}
    for field in fields:
        begins = field.only_if != part and bool(field.only_if[0])
        part = field.only_if
        words = labels[part[0]].get(part[1], part[1]) if begins else ""
        value = "" if field.is_secret else filled.get(field.name, "") or field.default
        is_needed = not (field.is_optional or field.only_if[0] or (field.is_secret and has_secrets))
        found.append(FormField(field, value, words, is_needed))
    return found


def _phrases(fields: Sequence[Field], facts: Mapping[str, str]) -> list[str]:
    found = [
        dict(field.choices).get(facts[field.name], facts[field.name])
        for field in fields
        if not field.is_secret and facts.get(field.name)
    ]
    if facts.get("software"):
        found.append(_SOFTWARE.get(facts["software"], facts["software"]))
    if facts.get("max_characters"):
        found.append(f"{facts['max_characters']} characters a post")
    if facts.get("is_verified"):
        found.append("Verified" if facts["is_verified"] == "yes" else "Not verified: 50 posts a day")
    return found
