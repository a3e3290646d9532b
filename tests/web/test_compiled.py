"""Templates are ready before the first visitor, and what was compiled once is there at the next start."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from livemeeting.actions.house import House
from livemeeting.web.compiled import load_templates
from tests.houses import new_app

MANY = 30


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "templates"


def test_the_second_start_compiles_nothing(house: House, folder: Path) -> None:
    assert load_templates(new_app(house), folder) > MANY
    assert load_templates(new_app(house), folder) == 0


def test_a_page_from_the_kept_templates_is_the_same_page(house: House, folder: Path) -> None:
    compiled, kept = new_app(house), new_app(house)
    load_templates(compiled, folder)
    load_templates(kept, folder)
    shown = [re.sub(r'nonce="[^"]*"', "", app.test_client().get("/").text) for app in (compiled, kept)]
    assert shown[0] == shown[1]


@pytest.mark.parametrize("damage", [b"", b"j2\x05\x00", b"\x00" * 4_000])
def test_a_damaged_file_is_compiled_again(house: House, folder: Path, damage: bytes) -> None:
    load_templates(new_app(house), folder)
    for each in list(folder.iterdir())[:3]:
        each.write_bytes(damage)
    assert load_templates(new_app(house), folder) == 3


def test_a_file_cut_short_is_compiled_again(house: House, folder: Path) -> None:
    load_templates(new_app(house), folder)
    for each, size in zip(folder.iterdir(), (10, 30, 60, 200), strict=False):
        each.write_bytes(each.read_bytes()[:size])
    assert load_templates(new_app(house), folder) == 4


def test_where_nothing_can_be_kept_the_start_goes_on(house: House, tmp_path: Path) -> None:
    in_the_way = tmp_path / "templates"
    in_the_way.write_text("not a folder")
    app = new_app(house)
    assert load_templates(app, in_the_way) > MANY
    assert app.test_client().get("/").status_code == 200


def test_what_another_version_left_is_removed(house: House, folder: Path) -> None:
    folder.mkdir()
    (folder / "0123456789abcdef-old").write_bytes(b"old")
    load_templates(new_app(house), folder)
    assert not (folder / "0123456789abcdef-old").exists()
