"""A short run of the drill: agendas spoilt on purpose end in items or in a sentence, and soon."""

from __future__ import annotations

from tests.importers.spoilt import Case, case, complaint, samples

CASES = 250


def test_every_sample_untouched_is_read_without_complaint() -> None:
    wrong = {name: complaint(Case(-1, name, content))[0] for name, content in samples()}
    assert not {name: said for name, said in wrong.items() if said}


def test_a_case_is_the_same_whenever_it_is_made() -> None:
    assert case(7) == case(7) != case(8)


def test_spoilt_agendas_end_in_items_or_in_a_sentence() -> None:
    wrong = {seed: said for seed in range(CASES) if (said := complaint(case(seed))[0])}
    assert not wrong
