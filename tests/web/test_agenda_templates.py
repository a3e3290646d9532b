"""The templates of an agenda that the panel gives away."""

from __future__ import annotations

import io

import pytest

from tests.houses import Visitor


@pytest.mark.parametrize("kind", ["csv", "xlsx", "yaml", "json"])
def test_a_template_is_linked_downloaded_and_read_again(as_officer: Visitor, kind: str) -> None:
    assert f'href="/panel/agenda-template.{kind}"' in as_officer.get("/panel/meetings/new").text
    answer = as_officer.get(f"/panel/agenda-template.{kind}")
    assert answer.status_code == 200
    assert f'filename="agenda-template.{kind}"' in answer.headers["Content-Disposition"]
    upload = (io.BytesIO(answer.data), f"agenda-template.{kind}")
    read = as_officer.send("/panel/meetings/new", act="upload", file=upload)
    assert read.status_code == 200
    assert "Library Service Review" in read.text


def test_there_is_no_template_of_another_kind(as_officer: Visitor) -> None:
    assert as_officer.get("/panel/agenda-template.exe").status_code == 404
