"""The sample agendas that ship with the product are read as their authors meant them."""

from __future__ import annotations

from datetime import date, time
from pathlib import Path

import pytest

from livemeeting.domain.agenda import Draft, DraftItem
from livemeeting.importers import read_upload

AGENDAS = Path(__file__).parents[2] / "agendas"


def sample(name: str) -> Draft:
    return read_upload(name, (AGENDAS / name).read_bytes())


def numbers(draft: Draft, *, restricted: bool) -> list[str]:
    return [item.number for item in draft.items if item.restricted is restricted and not item.is_heading]


def at(draft: Draft, number: str) -> DraftItem:
    return next(item for item in draft.items if item.number == number)


@pytest.mark.parametrize("path", sorted(AGENDAS.iterdir()), ids=lambda path: path.name)
def test_every_sample_is_read_and_links_only_to_invented_sites(path: Path) -> None:
    draft = read_upload(path.name, path.read_bytes())
    urls = [paper.url for item in draft.items for paper in item.papers]
    assert len(draft.items) >= 5
    assert all("calderbeck.example/" in url for url in urls)


def test_the_full_council_is_read_without_a_doubt() -> None:
    draft = sample("full-council.yaml")
    assert (draft.doubts, draft.confidence) == ((), 1.0)
    assert (draft.body, draft.date, draft.start_time) == ("Full Council", date(2026, 11, 25), time(18, 0))
    assert draft.venue == "Council Chamber, Town Hall, Calderbeck"
    assert draft.hashtag == "#CalderbeckCouncil"
    assert draft.webcast_url.startswith("https://www.youtube.com/watch?v=")
    assert len(draft.members) == len(set(draft.members)) == 30


def test_the_full_council_keeps_its_opaque_numbers_in_the_order_printed() -> None:
    draft = sample("full-council.yaml")
    items = [item.number for item in draft.items if not item.is_heading]
    assert len(items) == 28
    assert items[:12] == ["84", "85", "86", "87", "88", "89", "12.4", "12.5", "12.6", "17(6)", "6A", "90"]
    assert [item.number for item in draft.items if item.is_heading] == [""] * 5


def test_the_full_council_has_its_restricted_withdrawn_and_repeated_items() -> None:
    draft = sample("full-council.yaml")
    assert numbers(draft, restricted=True) == ["104", "105"]
    assert all(item.restricted_reason for item in draft.items if item.restricted)
    assert [item.number for item in draft.items if item.withdrawn] == ["95"]
    assert [item.title for item in draft.items].count("Motion on notice") == 4
    assert at(draft, "12.5").plain_title == "New library opening hours"


def test_the_planning_committee_restricts_what_is_unclear_and_what_follows_the_exclusion() -> None:
    draft = sample("planning-committee.csv")
    assert numbers(draft, restricted=True) == ["9", "10"]
    assert [item.number for item in draft.items].count("4.10") == 2
    assert at(draft, "5").withdrawn
    assert [paper.title for paper in at(draft, "4.1").papers] == ["Officer's report", "Plans"]
    assert at(draft, "4.2").title.endswith('"granny annexe" and car port')
    assert [doubt.row for doubt in draft.doubts] == [None, 9, 12, 13]


def test_the_cabinet_restricts_everything_in_part_two() -> None:
    draft = sample("cabinet.json")
    assert numbers(draft, restricted=False) == ["1", "2", "12.10", "77/26"]
    assert numbers(draft, restricted=True) == ["78/26", "79/26"]
    assert (draft.date, draft.start_time, len(draft.members)) == (date(2026, 12, 8), time(14, 0), 4)


def test_the_parish_council_is_read_from_plain_text() -> None:
    draft = sample("parish-council.txt")
    assert (draft.body, draft.venue) == ("Nether Calderbeck Parish Council", "Reading Room, Chapel Brow")
    assert (draft.date, draft.start_time) == (date(2026, 12, 7), time(19, 15))
    assert [item.number for item in draft.items] == (
        ["1", "2", "3", "4", "5", "(a)", "(b)", "6", "6A", "7", "8", "9", "10", "11", "12", "13"]
    )
    assert numbers(draft, restricted=True) == ["12", "13"]
    assert [item.number for item in draft.items if item.withdrawn] == ["(b)"]
    assert at(draft, "9").title == at(draft, "10").title == "Dog bins"
