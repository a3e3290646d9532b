"""A council's settings and wordings, and the one council of a small installation."""

from __future__ import annotations

from dataclasses import replace
from functools import partial

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


def test_a_wording_replaces_the_earlier_one_until_it_is_dropped(database: Database) -> None:
    database.write(lambda c: councils.add(c, Council("oak", "Oakham", AT)))
    for text in ("Now: {number}", "Nawr: {number} {{7*7}}"):
        database.write(partial(councils.set_template, council_id="ash", kind="ItemStarted", text=text))
    database.write(lambda c: councils.set_template(c, "ash", "MeetingClosed", "The end."))
    assert database.read(lambda c: councils.get_templates(c, "ash")) == {
        "ItemStarted": "Nawr: {number} {{7*7}}",
        "MeetingClosed": "The end.",
    }
    assert database.read(lambda c: councils.get_templates(c, "oak")) == {}
    database.write(lambda c: councils.drop_template(c, "ash", "ItemStarted"))
    assert database.read(lambda c: councils.get_templates(c, "ash")) == {"MeetingClosed": "The end."}
