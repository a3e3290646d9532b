"""A running product for tests: a house on a fresh database with a clock to set, its web application, visitors."""

from __future__ import annotations

import shutil
import tempfile
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path
from typing import Any

from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from livemeeting.actions.council import ensure_council
from livemeeting.actions.house import House, Officer
from livemeeting.actions.look import PublicViews
from livemeeting.actions.people import add_officer
from livemeeting.actions.sessions import begin_session, look_up
from livemeeting.channels import all_channels
from livemeeting.domain.roles import Role
from livemeeting.store.database import Database
from livemeeting.store.people import Person
from livemeeting.store.people import add as add_person
from livemeeting.store.secrets import Keyring, new_key
from livemeeting.web.app import create_app
from livemeeting.web.guard import cookie_name
from livemeeting.web.parts import KEY, Parts

COUNCIL = "Calderbeck Council"
STARTED = datetime(2026, 11, 26, 18, 0, tzinfo=UTC)


@dataclass
class Clock:
    """A clock that stands still until it is moved."""

    now: datetime = STARTED
    lived: timedelta = timedelta()

    def __call__(self) -> datetime:
        return self.now

    def move(self, *, seconds: float = 0, minutes: float = 0, hours: float = 0) -> None:
        """Let time pass."""
        passed = timedelta(seconds=seconds, minutes=minutes, hours=hours)
        self.now, self.lived = self.now + passed, self.lived + passed

    def lived_ms(self) -> int:
        """The steady clock beside it, which only moves as time passes."""
        return self.lived // timedelta(milliseconds=1)


@dataclass
class Announced:
    """The meetings that were announced as changed, in order."""

    meetings: list[str] = field(default_factory=list)

    def __call__(self, meeting_id: str) -> None:
        self.meetings.append(meeting_id)


def new_house(folder: Path, **changes: Any) -> tuple[House, Clock]:
    """A house on a fresh SQLite file in `folder` with its council founded; `changes` go into the House."""
    clock = Clock()
    path = folder / "house.db"
    shutil.copy(_migrated(), path)
    house = House(
        database=Database(f"sqlite:///{path}"),
        keyring=Keyring([new_key()]),
        # Nobody listens where X is: a test that posts brings its own fake.
        channels=all_channels(x_base_url="http://127.0.0.1:9", plain_http=True),
        public_url="http://localhost",
        clock=clock,
        lived_ms=clock.lived_ms,
    )
    house = replace(house, **changes)
    ensure_council(house, COUNCIL)
    return house, clock


def new_app(house: House, **changes: Any) -> Flask:
    """The web application around a house; `changes` go into the Parts."""
    running = replace(Parts(house=house, views=PublicViews(house), council_name=COUNCIL), **changes)
    app = create_app(running)
    app.test_client_class = Visitor
    return app


class Visitor(FlaskClient):
    """A browser without script. `officer` is who is signed in with it."""

    officer: Officer | None = None
    csrf: str = ""

    def send(self, address: str, **fields: Any) -> TestResponse:
        """Send a form as the page would, with its token."""
        return self.post(address, data={"csrf": self.csrf, **fields})


def sign_in(
    client: FlaskClient, role: Role | str = Role.OFFICER, *, council_id: str | None = None
) -> Officer:
    """Sign a new person of this role in on a client, without the cost of a password."""
    running: Parts = client.application.extensions[KEY]
    house, wanted = running.house, Role(role)
    if council_id is None:
        person_id = add_officer(house, f"{new_name()}@example.gov.uk", f"{wanted.title()} Ash", wanted).id
    else:
        person = Person(
            new_name(), council_id, f"{new_name()}@example.gov.uk", "Other Oak", wanted, house.clock()
        )
        person_id = house.database.write(lambda c: add_person(c, person)).id
    token = house.database.write(lambda c: begin_session(house, c, person_id))
    visit = look_up(house, token)
    assert visit is not None
    client.set_cookie(cookie_name(running), token, domain=client_host(running))
    if isinstance(client, Visitor):
        client.officer, client.csrf = visit.officer, visit.csrf
    return visit.officer


def client_host(running: Parts) -> str:
    """The host test clients ask."""
    return "localhost"


def new_name() -> str:
    """A name nobody has."""
    return next(_names)


_names = (f"person-{number}" for number in range(1, 1_000_000))


@cache
def _migrated() -> Path:
    path = Path(tempfile.mkdtemp(prefix="livemeeting-")) / "migrated.db"
    database = Database(f"sqlite:///{path}")
    database.migrate()
    database.close()
    return path
