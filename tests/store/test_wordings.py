"""Tests of a council's own wordings as rows."""

from __future__ import annotations

from functools import partial

from livemeeting.store import councils, wordings
from livemeeting.store.councils import Council
from livemeeting.store.database import Database
from tests.store.samples import AT


def test_a_wording_replaces_the_earlier_one_until_it_is_dropped(database: Database) -> None:
    database.write(lambda c: councils.add(c, Council("oak", "Oakham", AT)))
    for text in ("Now: {number}", "Nawr: {number} {{7*7}}"):
        database.write(partial(wordings.set_wording, council_id="ash", kind="ItemStarted", text=text))
    database.write(lambda c: wordings.set_wording(c, "ash", "MeetingClosed", "The end."))
    assert database.read(lambda c: wordings.get_wordings(c, "ash")).own == {
        ("ItemStarted", "", "en"): "Nawr: {number} {{7*7}}",
        ("MeetingClosed", "", "en"): "The end.",
    }
    assert database.read(lambda c: wordings.get_wordings(c, "oak")).own == {}
    database.write(lambda c: wordings.drop_wording(c, "ash", "ItemStarted"))
    assert list(database.read(lambda c: wordings.get_wordings(c, "ash")).own.values()) == ["The end."]


def test_each_network_and_language_has_a_wording_of_its_own(database: Database) -> None:
    for channel, language, text in (("", "en", "All"), ("x", "en", "X"), ("x", "cy", "X yn Gymraeg")):
        database.write(
            partial(
                wordings.set_wording,
                council_id="ash",
                kind="ItemStarted",
                text=text,
                channel=channel,
                language=language,
            )
        )
    own = database.read(lambda c: wordings.get_wordings(c, "ash"))
    assert own.text("ItemStarted", "x", "en") == "X"
    assert own.text("ItemStarted", "bluesky", "en") == "All"
    assert own.text("ItemStarted", "x", "cy") == "X yn Gymraeg"
    database.write(lambda c: wordings.drop_wording(c, "ash", "ItemStarted", channel="x"))
    assert database.read(lambda c: wordings.get_wordings(c, "ash")).text("ItemStarted", "x", "en") == "All"
