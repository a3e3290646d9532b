"""A council's posting profiles: what it chose for each kind, and the days on which one is in force."""

from __future__ import annotations

from datetime import date

from sqlalchemy import Connection, delete, insert, or_, select

from livemeeting.domain.profiles import Choices, Period, Profile, Say, as_profile
from livemeeting.store.posting_tables import posting_choices, posting_periods
from livemeeting.store.tables import bodies, meetings


def choices_of(connection: Connection, council_id: str) -> Choices:
    """What the council chose; what it left alone is absent."""
    rows = connection.execute(select(posting_choices).where(posting_choices.c.council_id == council_id))
    return {(Profile(row.profile), row.kind, row.channel): Say(row.say) for row in rows}


def set_choices(
    connection: Connection, council_id: str, profile: Profile, chosen: dict[tuple[str, str], Say]
) -> None:
    """Put these choices, by kind and channel, in place of every earlier one of the profile."""
    connection.execute(
        delete(posting_choices).where(
            posting_choices.c.council_id == council_id, posting_choices.c.profile == profile.value
        )
    )
    for (kind, channel), say in chosen.items():
        connection.execute(
            insert(posting_choices).values(
                council_id=council_id, profile=profile.value, kind=kind, channel=channel, say=say.value
            )
        )


def periods_of(connection: Connection, council_id: str) -> list[Period]:
    """The council's periods, the earliest first."""
    rows = connection.execute(
        select(posting_periods)
        .where(posting_periods.c.council_id == council_id)
        .order_by(posting_periods.c.first_day, posting_periods.c.id)
    )
    return [
        Period(
            row.id, Profile(row.profile), date.fromisoformat(row.first_day), date.fromisoformat(row.last_day),
            row.body_id or "",
        )
        for row in rows
    ]  # fmt: skip


def add_period(connection: Connection, council_id: str, period: Period) -> None:
    """Save a new period."""
    connection.execute(
        insert(posting_periods).values(
            id=period.id, council_id=council_id, body_id=period.body_id or None,
            profile=period.profile.value, first_day=period.first.isoformat(), last_day=period.last.isoformat(),
        )
    )  # fmt: skip


def drop_period(connection: Connection, council_id: str, period_id: str) -> bool:
    """End a period for good; False when the council has no such one."""
    gone = connection.execute(
        delete(posting_periods).where(
            posting_periods.c.id == period_id, posting_periods.c.council_id == council_id
        )
    )
    return gone.rowcount == 1


def profiles_on(connection: Connection, council_id: str, meeting_id: str, day: date) -> list[Profile]:
    """Every profile in force for a meeting on a day: its body's own, then those of periods; no twins."""
    body = connection.execute(
        select(bodies.c.id, bodies.c.profile)
        .join(meetings, meetings.c.body_id == bodies.c.id)
        .where(meetings.c.id == meeting_id, meetings.c.council_id == council_id)
    ).first()
    own = as_profile(body.profile) if body else Profile.NORMAL
    rows = connection.execute(
        select(posting_periods.c.profile)
        .where(
            posting_periods.c.council_id == council_id,
            posting_periods.c.first_day <= day.isoformat(),
            posting_periods.c.last_day >= day.isoformat(),
            or_(posting_periods.c.body_id.is_(None), posting_periods.c.body_id == (body.id if body else "")),
        )
        .order_by(posting_periods.c.first_day, posting_periods.c.id)
    )
    return list(dict.fromkeys([own, *(Profile(row.profile) for row in rows)]))
