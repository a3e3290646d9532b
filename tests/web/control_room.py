"""A meeting and its panel over HTTP: what the tests of the control panel press and read."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import Any

from werkzeug.test import TestResponse

from livemeeting.actions.house import House, new_id
from livemeeting.actions.look import Seen, see
from livemeeting.store import meetings
from livemeeting.store.meetings import StoredMeeting
from tests.evening import PLAN
from tests.houses import STARTED, Visitor

JSON = {"Accept": "application/json"}


@dataclass
class ControlRoom:
    """One meeting, seen through one visitor's browser."""

    house: House
    visitor: Visitor
    meeting_id: str

    @property
    def address(self) -> str:
        return f"/panel/meetings/{self.meeting_id}"

    @property
    def seen(self) -> Seen:
        assert self.visitor.officer is not None
        return see(self.house, self.visitor.officer, self.meeting_id)

    @property
    def seq(self) -> int:
        return self.seen.meeting.seq

    def page(self) -> str:
        return self.visitor.get(self.address).get_data(as_text=True)

    def press(
        self, button: str, *, seq: int | str | None = None, script: bool = False, **answers: Any
    ) -> TestResponse:
        """Press a button as the page would; with `script` as the page's script would."""
        fields = {"seq": self.seq if seq is None else seq, "command": new_id(), **answers}
        headers = JSON if script else {}
        return self.visitor.post(
            f"{self.address}/press/{button}", data={"csrf": self.visitor.csrf, **fields}, headers=headers
        )

    def start(self) -> None:
        assert self.press("start_meeting", confirm="LIVE").status_code == 303


def open_room(house: House, visitor: Visitor, **changes: Any) -> ControlRoom:
    """A new meeting of the visitor's council."""
    assert visitor.officer is not None
    meeting_id = new_id()
    plan = replace(
        PLAN, meeting_id=meeting_id, slug=meeting_id, council_id=visitor.officer.council_id, **changes
    )
    stored = StoredMeeting(plan=plan, created_at=STARTED, created_by=visitor.officer.id)
    house.database.write(lambda c: meetings.add(c, stored))
    return ControlRoom(house, visitor, meeting_id)


def text_of(page: str) -> str:
    """The words of a page, without its markup."""
    return " ".join(re.sub(r"<[^>]+>", " ", page).split())
