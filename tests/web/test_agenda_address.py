"""An agenda fetched by its address, from the sites the council has listed."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from werkzeug.test import TestResponse

from tests.fakes.fake_site import FakeSite, fake_site
from tests.houses import Visitor, new_app, new_house, sign_in
from tests.importers.test_addressed import MODERNGOV_PAGE, RULES
from tests.web.forms import form_of
from tests.web.test_agenda import titles


@pytest.fixture
def site() -> Iterator[FakeSite]:
    with fake_site() as found:
        yield found


@pytest.fixture
def officer(tmp_path: Path, site: FakeSite) -> Iterator[Visitor]:
    """An officer of a council that has listed the site."""
    house, _ = new_house(tmp_path, fetch_rules=RULES)
    client = new_app(house).test_client()
    assert isinstance(client, Visitor)
    sign_in(client)
    yield client
    house.database.close()


def fetched(officer: Visitor, address: str) -> TestResponse:
    return officer.post(
        "/panel/meetings/new", data={"csrf": officer.csrf, "act": "address", "address": address}
    )


def test_an_agenda_is_fetched_into_the_preview_with_its_own_address(officer: Visitor, site: FakeSite) -> None:
    site.says("/ieListDocuments.aspx", MODERNGOV_PAGE)
    address = f"{site.url}/ieListDocuments.aspx?CId=1&MId=7"
    answer = fetched(officer, address)
    form = form_of(answer.text)
    assert titles(form)[:2] == ["Apologies", "Roads"]
    assert form.one("agenda_url") == address
    assert "so its page was read: check what is private" in answer.text


def test_an_address_elsewhere_is_refused_beside_its_box_and_kept(officer: Visitor) -> None:
    answer = fetched(officer, "https://evil.example/agenda")
    assert (answer.status_code, "address-fault" in answer.text) == (409, True)
    assert 'value="https://evil.example/agenda"' in answer.text
    empty = fetched(officer, "")
    assert "Give the address of the meeting" in empty.text


def test_without_a_listed_site_the_page_says_who_lists_them(as_officer: Visitor) -> None:
    page = as_officer.get("/panel/meetings/new").text
    assert "An administrator lists the sites" in page and 'name="address"' not in page
