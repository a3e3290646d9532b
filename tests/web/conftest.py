"""A house with a clock, its application, and a visitor signed in in each role."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from flask import Flask

from livemeeting.actions.house import House
from livemeeting.domain.roles import Role
from tests.houses import Clock, Visitor, new_app, new_house, sign_in
from tests.live.hall import Hall, new_hall


@pytest.fixture
def house_and_clock(tmp_path: Path) -> Iterator[tuple[House, Clock]]:
    """Both halves of a new house."""
    house, clock = new_house(tmp_path)
    yield house, clock
    house.database.close()


@pytest.fixture
def house(house_and_clock: tuple[House, Clock]) -> House:
    """A house on a fresh database."""
    return house_and_clock[0]


@pytest.fixture
def clock(house_and_clock: tuple[House, Clock]) -> Clock:
    """The clock of that house."""
    return house_and_clock[1]


@pytest.fixture
def app(house: House) -> Flask:
    """Its web application."""
    return new_app(house)


@pytest.fixture
def client(app: Flask) -> Visitor:
    """A visitor who is not signed in."""
    return _visitor(app)


@pytest.fixture
def hall(tmp_path: Path) -> Hall:
    """A chamber with the evening's agenda, and its public page."""
    return new_hall(tmp_path)


@pytest.fixture
def signed_in(app: Flask) -> Callable[[Role], Visitor]:
    """Makes a visitor signed in in a role."""

    def make(role: Role) -> Visitor:
        client = _visitor(app)
        sign_in(client, role)
        return client

    return make


@pytest.fixture
def as_administrator(signed_in: Callable[[Role], Visitor]) -> Visitor:
    """An administrator's browser."""
    return signed_in(Role.ADMINISTRATOR)


@pytest.fixture
def as_officer(signed_in: Callable[[Role], Visitor]) -> Visitor:
    """An officer's browser."""
    return signed_in(Role.OFFICER)


@pytest.fixture
def as_clerk(signed_in: Callable[[Role], Visitor]) -> Visitor:
    """A clerk's browser."""
    return signed_in(Role.CLERK)


@pytest.fixture
def as_watcher(signed_in: Callable[[Role], Visitor]) -> Visitor:
    """A watcher's browser."""
    return signed_in(Role.WATCHER)


def _visitor(app: Flask) -> Visitor:
    client = app.test_client()
    assert isinstance(client, Visitor)
    return client
