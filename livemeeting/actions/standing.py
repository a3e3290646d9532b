"""Standing agendas: what every meeting of a body begins with, and copying the last meeting's."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import Connection

from livemeeting.actions.agenda_sources import Loaded
from livemeeting.actions.house import House, NotFound, Officer
from livemeeting.domain.agenda import AgendaItem, Plan
from livemeeting.domain.agenda_form import Row, items_of_rows
from livemeeting.domain.form_fault import Faults
from livemeeting.domain.refused import Refused
from livemeeting.domain.roles import Right
from livemeeting.domain.standing import USUAL, draft_of_last, draft_of_standing, standing_items
from livemeeting.store import meetings, standing
from livemeeting.store.standing import Standing

NO_LAST = "There is no earlier meeting of “{body}” with an agenda to copy. Start from its standing agenda."
SAY_BODY = "Say which body meets."


@dataclass(frozen=True)
class StandingAgenda:
    """What every meeting of `body` begins with; `is_usual` while the body has none of its own."""

    body: str
    items: tuple[AgendaItem, ...]
    is_usual: bool


def standing_of(house: House, officer: Officer, body: str) -> StandingAgenda:
    """The standing agenda of a body, else what most meetings begin with."""
    officer.must(Right.PREPARE)
    found = house.database.read(lambda c: standing.of_body(c, officer.council_id, body))
    return StandingAgenda(found.body, found.items, False) if found else StandingAgenda(body, USUAL, True)


def list_standing(house: House, officer: Officer) -> list[StandingAgenda]:
    """Every body that has met or has a standing agenda, by name, each with what its meetings begin with."""
    officer.must(Right.PREPARE)
    own = house.database.read(lambda c: standing.list_for_council(c, officer.council_id))
    met = house.database.read(lambda c: meetings.list_for_council(c, officer.council_id))
    bodies = {each.body.casefold(): StandingAgenda(each.body, each.items, False) for each in own}
    for each in met:
        bodies.setdefault(each.plan.body.casefold(), StandingAgenda(each.plan.body, USUAL, True))
    return [bodies[key] for key in sorted(bodies)]


def save_standing(house: House, officer: Officer, body: str, rows: Sequence[Row]) -> None:
    """Keep the rows as what every meeting of the body begins with; no rows: as most meetings begin.

    Raises Faulty naming the rows.
    """
    officer.must(Right.PREPARE)
    faults = Faults()
    name = faults.line("body", body, most=120, called="The body", needed=SAY_BODY)
    items = standing_items(items_of_rows(rows))
    faults.refuse()
    kept = Standing(officer.council_id, name, items, house.clock())
    house.database.write(lambda c: standing.put(c, kept))


def keep_as_standing(house: House, officer: Officer, meeting_id: str) -> str:
    """Keep a meeting's agenda as the standing one of its body, without its papers. The body's name."""
    officer.must(Right.PREPARE)
    stored = house.database.read(lambda c: meetings.by_id(c, officer.council_id, meeting_id))
    if stored is None:
        raise NotFound
    plan = stored.plan
    kept = Standing(officer.council_id, plan.body, standing_items(plan.items), house.clock())
    if not kept.items:
        raise Refused("This agenda has no rows yet to begin every meeting with.")
    house.database.write(lambda c: standing.put(c, kept))
    return plan.body


def load_standing(house: House, officer: Officer, body: str) -> Loaded:
    """The standing agenda of a body as a draft. Raises Refused without a body."""
    if not body.strip():
        raise Refused(SAY_BODY)
    found = standing_of(house, officer, body.strip())
    return Loaded(draft_of_standing(found.body, found.items), "")


def load_last(house: House, officer: Officer, body: str, *, but: str = "") -> Loaded:
    """The agenda of the body's last meeting (`but` for the one with this id) as a draft. Raises Refused."""
    officer.must(Right.PREPARE)
    if not body.strip():
        raise Refused(SAY_BODY)
    last = _last(house, officer, body, but)
    if last is None:
        raise Refused(NO_LAST.format(body=body.strip()[:120]))
    return Loaded(draft_of_last(last), "")


def _last(house: House, officer: Officer, body: str, but: str) -> Plan | None:
    """The newest by its date that has an agenda: put away or not, never a rehearsal."""
    key = " ".join(body.split()).casefold()

    def work(connection: Connection) -> Plan | None:
        listed = meetings.list_for_council(connection, officer.council_id)
        away = meetings.list_for_council(connection, officer.council_id, is_archived=True)
        mine = [
            each.plan
            for each in (*listed, *away)
            if each.plan.items and not each.plan.is_rehearsal and each.plan.body.casefold() == key
        ]
        others = [plan for plan in mine if plan.meeting_id != but]
        return max(others, key=lambda plan: plan.starts_at, default=None)

    return house.database.read(work)
