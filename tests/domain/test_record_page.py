"""What docs/record.md says of each kind of entry: its button, its public sentence and its fields."""

from __future__ import annotations

import re
from dataclasses import fields
from pathlib import Path

import pytest

from livemeeting.domain.buttons import BUTTONS
from livemeeting.domain.events import KINDS

PAGE = (Path(__file__).parents[2] / "docs" / "record.md").read_text("utf-8")
ROWS = {
    cells[0].strip("` "): [cell.strip() for cell in cells[1:]]
    for cells in (line.strip("|").split(" | ") for line in PAGE.splitlines() if line.startswith("| `"))
    if len(cells) == 4
}


def test_every_kind_has_a_row_and_every_row_a_kind() -> None:
    assert list(ROWS) == list(KINDS)


@pytest.mark.parametrize("kind", KINDS)
def test_a_row_names_the_buttons_and_the_fields(kind: str) -> None:
    button, _, described = ROWS[kind]
    assert button == ", ".join(each.label for each in BUTTONS.values() if each.makes is KINDS[kind])
    named = set(re.findall(r"`([a-z_]+)`", described)) - {"kind", "fields"}
    assert named == {each.name for each in fields(KINDS[kind])}
