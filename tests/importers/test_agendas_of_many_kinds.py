"""The agendas in bench/agendas, each written for a trap of real ones, are read as they should be."""

from __future__ import annotations

from functools import cache

import pytest

from bench.agenda_corpus import Agenda, agendas
from bench.agenda_score import Score, score
from bench.bench_importers import draft_of, items_of

AGENDAS = agendas()


@cache
def scored(name: str) -> Score:
    agenda = next(each for each in AGENDAS if each.name == name)
    return score(agenda.items, items_of(agenda), number_optional=agenda.number_optional)


def test_there_are_forty_agendas_and_each_names_its_trap() -> None:
    assert len(AGENDAS) >= 40
    assert all(agenda.trap for agenda in AGENDAS)


@pytest.mark.parametrize("agenda", AGENDAS, ids=lambda agenda: f"{agenda.name}-{agenda.kind}")
def test_every_item_is_read_in_order_and_nothing_restricted_is_missed(agenda: Agenda) -> None:
    found = scored(agenda.name)
    assert (found.f1, found.order) == (1.0, 1.0)
    assert found.restricted_found == found.restricted


def test_hardly_anything_public_is_marked_restricted() -> None:
    found = [scored(agenda.name) for agenda in AGENDAS]
    assert sum(each.false_alarms for each in found) <= 0.05 * sum(
        each.items - each.restricted for each in found
    )


@pytest.mark.parametrize("agenda", AGENDAS, ids=lambda agenda: f"{agenda.name}-{agenda.kind}")
def test_date_and_time_are_read_or_asked_and_never_another(agenda: Agenda) -> None:
    _, day, start, _ = agenda.meeting
    draft = draft_of(agenda)
    assert draft is not None
    assert str(draft.date) == day
    assert f"{draft.start_time:%H:%M}" == start


@pytest.mark.parametrize("agenda", AGENDAS, ids=lambda agenda: f"{agenda.name}-{agenda.kind}")
def test_the_headings_are_those_printed(agenda: Agenda) -> None:
    draft = draft_of(agenda)
    assert draft is not None
    assert [item.title for item in draft.items if item.is_heading] == agenda.headings
