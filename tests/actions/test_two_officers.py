"""Two officers, double clicks, resent commands: whatever comes in whatever order, each press advances once."""

from __future__ import annotations

import shutil
import tempfile
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from livemeeting.actions.house import Officer
from livemeeting.actions.press import Stale
from livemeeting.domain.agenda import AgendaItem
from livemeeting.domain.events import ItemStarted
from livemeeting.domain.refused import Refused
from livemeeting.domain.roles import Role
from livemeeting.store import councils
from livemeeting.store.councils import Council
from livemeeting.store.database import Database
from tests.actions.conftest import Chamber
from tests.evening import SIX_PM
from tests.fakes.network import Network

ITEMS = tuple(AgendaItem(str(n), str(n), f"Item {n}") for n in range(1, 40))
OFFICERS = (Officer("p1", "c1", "Ann", Role.OFFICER), Officer("p2", "c1", "Bob", Role.OFFICER))

#: What can happen at the two laptops: look at the panel, press, press twice, or a lost answer's press sent again.
DOINGS = st.lists(
    st.tuples(st.integers(0, 1), st.sampled_from(["look", "press", "double", "resend"])), max_size=30
)


@settings(max_examples=60, deadline=None)
@given(DOINGS)
def test_each_command_advances_once_and_no_item_is_skipped(
    migrated_sqlite: Path, doings: list[tuple[int, str]]
) -> None:
    with tempfile.TemporaryDirectory() as folder:
        shutil.copy(migrated_sqlite, f"{folder}/t.db")
        database = Database(f"sqlite:///{folder}/t.db")
        database.write(lambda c: councils.add(c, Council(id="c1", name="C", created_at=SIX_PM)))
        chamber = Chamber(database, Network())
        chamber.plan_meeting(items=ITEMS, is_rehearsal=True)
        chamber.press("Start meeting")
        accepted = _play(chamber, doings)
        _check(chamber, accepted)
        database.close()


def _play(chamber: Chamber, doings: list[tuple[int, str]]) -> set[str]:
    """The commands that were accepted."""
    view = [1, 1]
    last: list[tuple[str, int] | None] = [None, None]
    accepted: set[str] = set()
    for number, (who, doing) in enumerate(doings):
        if doing == "look":
            view[who] = chamber.seen().meeting.seq
            continue
        fresh = (f"step-{number}", view[who])
        sent = last[who] if doing == "resend" else fresh
        if sent is None:
            continue
        last[who] = sent
        for _ in range(2 if doing == "double" else 1):
            try:
                chamber.press("Next item", seq=sent[1], command=sent[0], by=OFFICERS[who])
                accepted.add(sent[0])
            except Stale:
                assert sent[0] not in accepted, "an accepted command was refused when it came again"
            except Refused as refusal:
                assert "no further item" in refusal.sentence
    return accepted


def _check(chamber: Chamber, accepted: set[str]) -> None:
    started = [each.event.item for each in chamber.seen().entries if isinstance(each.event, ItemStarted)]
    assert len(started) == len(accepted)
    assert started == [item.id for item in ITEMS[: len(started)]]
