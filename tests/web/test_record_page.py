"""The record over HTTP: the page in the panel, the files, and who gets which."""

from __future__ import annotations

import json
import re
from collections.abc import Callable

import pytest

from livemeeting.actions.house import House
from livemeeting.actions.verify import verify_file
from livemeeting.domain.agenda import Plan
from livemeeting.domain.roles import Role
from livemeeting.exporters import EXPORTERS
from tests.houses import Visitor
from tests.records import CANARY, hold

FORMATS = {"csv": "text/csv; charset=utf-8", "json": "application/json", "html": "text/html; charset=utf-8"}


@pytest.fixture
def plan(house: House, as_officer: Visitor) -> Plan:
    """A meeting that was held."""
    assert as_officer.officer is not None
    return hold(house, as_officer.officer)


def test_the_page_offers_every_format_in_both_languages_and_every_link_on_it_works(
    plan: Plan, as_clerk: Visitor
) -> None:
    page = as_clerk.get(f"/panel/meetings/{plan.meeting_id}/record").text
    links = re.findall(rf'href="(/panel/meetings/{plan.meeting_id}/record/[^"]+)"', page)
    names = {link.rpartition("/")[2].partition("?")[0].partition(".")[2] for link in links}
    assert set(EXPORTERS) - names == {"youtube.txt", "vtt2", "vtt3"}
    assert "There are fewer than three stretches of ten seconds" in page
    assert len(links) == 4 * len(names)
    for link in links:
        if "pdf" not in link or "record/public.pdf" in link:  # the others differ in nothing but the paper
            assert as_clerk.get(link).status_code == 200, link


def test_a_format_there_can_be_none_of_is_refused_with_the_reason(plan: Plan, client: Visitor) -> None:
    answer = client.get(f"/m/{plan.slug}/record.youtube.txt")
    assert answer.status_code == 409
    assert "There are fewer than three stretches of ten seconds" in answer.text


def test_the_labels_may_be_welsh_and_no_other_language_exists(plan: Plan, client: Visitor) -> None:
    answer = client.get(f"/m/{plan.slug}/record.note.html?language=cy")
    assert "Nodyn o&#39;r cyfarfod, Dydd Sul 22 Tachwedd 2026" in answer.text
    assert 'lang="cy"' in answer.text
    assert answer.headers["Content-Disposition"] == f'attachment; filename="{plan.slug}-note-public-cy.html"'
    assert client.get(f"/m/{plan.slug}/record.note.html?language=fr").status_code == 404


def test_the_page_offers_every_file_and_every_link_on_it_works(plan: Plan, as_clerk: Visitor) -> None:
    page = as_clerk.get(f"/panel/meetings/{plan.meeting_id}/record")
    assert page.status_code == 200
    assert "The log is whole: 6 entries." in page.text
    for audience in ("public", "internal"):
        for format in FORMATS:
            address = f"/panel/meetings/{plan.meeting_id}/record/{audience}.{format}"
            assert f'href="{address}"' in page.text
            assert as_clerk.get(address).status_code == 200


@pytest.mark.parametrize("format", FORMATS)
def test_a_file_is_handed_over_and_never_shown_or_kept(plan: Plan, as_officer: Visitor, format: str) -> None:
    answer = as_officer.get(f"/panel/meetings/{plan.meeting_id}/record/internal.{format}")
    assert answer.content_type == FORMATS[format]
    name = f"{plan.slug}-record-internal.{format}"
    assert answer.headers["Content-Disposition"] == f'attachment; filename="{name}"'
    assert (answer.headers["Cache-Control"], answer.headers["X-Content-Type-Options"]) == (
        "no-store",
        "nosniff",
    )


@pytest.mark.parametrize("format", FORMATS)
def test_anybody_may_fetch_the_public_record_and_nothing_private_is_in_it(
    plan: Plan, client: Visitor, format: str
) -> None:
    answer = client.get(f"/m/{plan.slug}/record.{format}")
    assert answer.status_code == 200
    assert b"Library hours" in answer.data
    assert not [word for word in (CANARY, "Ann Oak", plan.meeting_id) if word.encode() in answer.data]
    assert answer.headers["Content-Disposition"].startswith("attachment;")
    assert (answer.headers["Cache-Control"], answer.headers["X-Robots-Tag"]) == ("no-store", "noindex")
    assert "Set-Cookie" not in answer.headers


def test_the_officer_s_json_verifies_against_the_public_s(
    plan: Plan, as_officer: Visitor, client: Visitor
) -> None:
    inside = as_officer.get(f"/panel/meetings/{plan.meeting_id}/record/internal.json").data
    outside = client.get(f"/m/{plan.slug}/record.json").data
    assert verify_file(inside, against=outside).ok
    assert CANARY in json.dumps(json.loads(inside))


def test_a_rehearsal_s_record_is_only_at_its_own_address(
    house: House, as_officer: Visitor, client: Visitor
) -> None:
    assert as_officer.officer is not None
    hold(house, as_officer.officer, slug="hidden", is_rehearsal=True, meeting_id="m2")
    assert client.get("/m/hidden/record.html").status_code == 404
    answer = client.get("/rehearsal/hidden/record.html")
    assert "Rehearsal: none of this happened" in answer.text
    assert "hidden" not in answer.headers["Content-Disposition"]


def test_the_files_of_a_stranger_a_watcher_and_nobody(
    plan: Plan, as_watcher: Visitor, client: Visitor, signed_in: Callable[[Role], Visitor]
) -> None:
    address = f"/panel/meetings/{plan.meeting_id}/record"
    for wanted in (address, f"{address}/public.csv", f"{address}/internal.json"):
        assert as_watcher.get(wanted).status_code == 403
        assert client.get(wanted).status_code == 303
        assert CANARY not in as_watcher.get(wanted).text


@pytest.mark.parametrize(
    "address", ["nothing/record/public.csv", "m1/record/public.exe", "m1/record/secret.csv"]
)
def test_what_does_not_exist_is_not_found(plan: Plan, as_officer: Visitor, address: str) -> None:
    assert as_officer.get(f"/panel/meetings/{address}").status_code == 404


@pytest.mark.parametrize("address", ["/m/nothing/record.csv", "/m/council-2026-11-22/record.exe"])
def test_the_public_finds_no_other_file(plan: Plan, client: Visitor, address: str) -> None:
    assert client.get(address).status_code == 404


def test_the_page_says_when_the_log_was_changed(plan: Plan, house: House, as_officer: Visitor) -> None:
    change = "UPDATE entries SET actor = 'Bob' WHERE seq = 3"
    house.database.write(lambda connection: connection.exec_driver_sql(change))
    page = as_officer.get(f"/panel/meetings/{plan.meeting_id}/record").text
    assert "The log was changed behind our back" in page
    assert "entry 3" in page
