"""A council's settings and wordings, and the one council of a small installation."""

from __future__ import annotations

from dataclasses import replace

from livemeeting.store import councils
from livemeeting.store.councils import Council
from livemeeting.store.database import Database
from tests.store.samples import AT


def test_the_default_council_is_made_once(database: Database) -> None:
    made = database.write(lambda c: councils.get_or_create_default(c, name="Elmton", at=AT))
    again = database.write(lambda c: councils.get_or_create_default(c, name="Other", at=AT))
    assert made == again == Council(id="council", name="Elmton", created_at=AT, colour="#1d4f5f", hashtag="")


def test_public_settings_are_changed(database: Database) -> None:
    council = database.read(lambda c: councils.by_id(c, "ash"))
    assert council
    changed = replace(council, name="Ashford Borough", colour="#aa0000", hashtag="ashford")
    assert database.write(lambda c: councils.change(c, changed))
    assert database.read(lambda c: councils.by_id(c, "ash")) == changed
    assert not database.write(lambda c: councils.change(c, replace(changed, id="nowhere")))
    assert database.read(lambda c: councils.by_id(c, "nowhere")) is None
