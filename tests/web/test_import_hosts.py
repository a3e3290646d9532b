"""The sites agendas may be fetched from: an administrator lists them on the council page."""

from __future__ import annotations

import pytest

from livemeeting.actions.fetch_agenda import rules_of
from livemeeting.domain.roles import Role
from livemeeting.web.parts import KEY
from tests.houses import Visitor, sign_in


@pytest.fixture
def as_administrator(client: Visitor) -> Visitor:
    sign_in(client, Role.ADMINISTRATOR)
    return client


def test_an_administrator_lists_the_sites(as_administrator: Visitor) -> None:
    typed = "https://democracy.example.gov.uk/ieListMeetings.aspx\r\nwebapi.legistar.com\r\n"
    assert as_administrator.send("/panel/council/import-hosts", hosts=typed).status_code == 303
    page = as_administrator.get("/panel/council").text
    assert "democracy.example.gov.uk\nwebapi.legistar.com</textarea>" in page
    house = as_administrator.application.extensions[KEY].house
    assert rules_of(house).hosts == ("democracy.example.gov.uk", "webapi.legistar.com")
    as_administrator.send("/panel/council/import-hosts", hosts="")
    assert rules_of(house).hosts == ()


def test_a_wrong_site_is_told_beside_what_was_typed_and_nothing_is_saved(as_administrator: Visitor) -> None:
    answer = as_administrator.send("/panel/council/import-hosts", hosts="democracy.example.gov.uk\n10.0.0.1")
    assert answer.status_code == 409
    assert "&#39;10.0.0.1&#39; is not the name of a site" in answer.text
    assert "democracy.example.gov.uk\n10.0.0.1</textarea>" in answer.text
    assert "Calderbeck Council" in answer.text
    assert rules_of(as_administrator.application.extensions[KEY].house).hosts == ()


def test_an_officer_may_not_list_sites(as_officer: Visitor) -> None:
    assert as_officer.send("/panel/council/import-hosts", hosts="evil.example").status_code == 403
