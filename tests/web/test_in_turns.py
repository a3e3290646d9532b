"""A long page is made in turns: everybody else on the process is served between its rows."""

from __future__ import annotations

from dataclasses import replace

import pytest

from livemeeting.actions.house import House
from livemeeting.domain.roles import Role
from tests.houses import Visitor, new_app, sign_in

ROWS = 120


@pytest.fixture
def pauses() -> list[float]:
    return []


def test_a_preview_of_many_rows_lets_others_go_first(house: House, pauses: list[float]) -> None:
    app = new_app(replace(house, runtime=replace(house.runtime, sleep=pauses.append)))
    officer = Visitor(app)
    sign_in(officer, Role.OFFICER)
    agenda = "\n".join(f"{number}. Report {number}" for number in range(1, ROWS + 1))
    page = officer.send("/panel/meetings/new", act="paste", pasted=agenda).text
    assert f"Report {ROWS}" in page
    assert pauses == [0] * (ROWS // 25)
