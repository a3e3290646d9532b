"""The settings form of an account: what was filled in, judged by the fields its channel declares."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from livemeeting.domain.channel import Field
from livemeeting.domain.refused import Refused

_SECRET = re.compile(r"[\x21-\x7e]{1,2000}")
_SETTING = re.compile(r"[\x21-\x7e]{1,300}")


@dataclass(frozen=True)
class Filled:
    """What goes into an account: sealed, and not sealed."""

    credentials: Mapping[str, str]
    facts: Mapping[str, str]


def fill_in(
    fields: Sequence[Field], answers: Mapping[str, str], *, before: Mapping[str, str] | None = None
) -> Filled:
    """The answers as an account keeps them; raises Refused with what is missing or wrong.

    `before` are the credentials it has: they stay where no secret is given. Some new secrets beside some old ones
    would be a mistake in copying, so with any given all that are needed must be.
    """
    facts = {field.name: _setting(field, answers) for field in fields if not field.is_secret}
    optional = {field.name for field in fields if field.is_optional}
    facts = {name: value for name, value in facts.items() if value or name in optional}  # '' takes one back
    asked = [field for field in fields if field.is_asked(facts)]
    secrets = [field for field in asked if field.is_secret]
    given = {field.name: answers.get(field.name, "").strip() for field in secrets}
    given = {name: value for name, value in given.items() if value}
    needed = [field for field in secrets if not field.is_optional]
    if not given and before and all(before.get(field.name) for field in needed):
        return Filled(before, facts)
    missing = [field.label for field in needed if field.name not in given]
    if missing:
        raise Refused(f"Every key is needed, each copied whole. Missing: {', '.join(missing)}.")
    for field in secrets:
        if field.name in given and not _SECRET.fullmatch(given[field.name]):
            raise Refused(f"{field.label}: copy it whole and without spaces.")
    return Filled(given, facts)


def _setting(field: Field, answers: Mapping[str, str]) -> str:
    value = answers.get(field.name, "").strip() or field.default
    if field.choices:
        if value not in dict(field.choices):
            raise Refused(f"{field.label}: choose one of those offered.")
        return value
    if not value and (field.is_optional or field.only_if[0]):
        return ""
    if not _SETTING.fullmatch(value):
        raise Refused(f"{field.label}: fill it in, without spaces.")
    return value.removesuffix("/")
