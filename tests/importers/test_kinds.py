"""The kind of business a title names."""

from __future__ import annotations

import pytest

from livemeeting.domain.agenda import DraftItem
from livemeeting.importers.kinds import kind_of


@pytest.mark.parametrize(
    ("title", "kind"),
    [
        ("Exclusion of the press and public", "exclusion_resolution"),
        ("26/00712/FUL 4 Weir Lane", "application"),
        ("Apologies for absence", "procedural"),
        ("Roll call", "procedural"),
        ("Questions from the public", "question"),
        ("Motion on notice", "motion"),
        ("Comfort break", "break"),
        ("Adjournment", "adjournment"),
        ("Budget monitoring", "item"),
    ],
)
def test_a_title_tells_its_kind(title: str, kind: str) -> None:
    assert kind_of(DraftItem("1", title)) == kind


def test_a_heading_is_a_section_whatever_it_says() -> None:
    assert kind_of(DraftItem("", "Motions", is_heading=True)) == "section"
