"""Events as the log keeps them: read back as they were written, by every later version."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from livemeeting.domain import events as e
from livemeeting.domain.agenda import AgendaItem, Paper
from livemeeting.domain.payloads import decode, encode

EVENTS = [
    e.MeetingOpened(
        (AgendaItem("1", "17(6)", "Teitl Ŵ", papers=(Paper("", "https://x.example"),)),), "Cllr A"
    ),
    e.DecisionRecorded("1", "carried", tally=e.Tally(1, 2, 3), votes=(e.NamedVote("Cllr A", "for"),)),
    e.WebcastAnchored(1, datetime(2026, 11, 22, 18, tzinfo=UTC), 250),
    e.EntryCorrected(3, e.DecisionRecorded("1", "lost"), "Typing"),
    e.ItemReleased("7", AgendaItem("7", "19", "Released")),
    e.PublicExcluded(("3",)),
    e.MeetingClosed(),
]


@pytest.mark.parametrize("event", EVENTS, ids=lambda event: type(event).__name__)
def test_an_event_is_read_back_as_it_was_written(event: e.Event) -> None:
    assert decode(*encode(event)) == event


def test_a_field_of_a_newer_version_is_left_out() -> None:
    assert decode("ItemStarted", '{"item":"1","how":"next","mood":"tense"}') == e.ItemStarted("1")


def test_a_field_an_older_version_did_not_have_takes_its_default() -> None:
    assert decode("ItemStarted", '{"item":"1"}') == e.ItemStarted("1", "next")


@pytest.mark.parametrize("payload", ["{}", "[]", "null", "not json", '{"item":1}', '{"item":["1"]}'])
def test_what_cannot_be_read_is_unreadable_and_so_private(payload: str) -> None:
    assert decode("ItemStarted", payload) == e.Unreadable("ItemStarted")


def test_an_unknown_kind_is_unreadable() -> None:
    assert decode("MayorDanced", "{}") == e.Unreadable("MayorDanced")


def test_an_event_that_could_not_be_read_back_is_never_written() -> None:
    wrong = replace(AgendaItem("1", "1", "Title"), is_heading=0)  # type: ignore[arg-type]
    with pytest.raises(TypeError, match="would not be read back"):
        encode(e.MeetingOpened((wrong,)))
