"""Our JSON and Open Civic Data keep the rules that are written down for them."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from hypothesis import given, settings

from livemeeting.domain.record import record
from livemeeting.domain.record_shape import Audience
from livemeeting.exporters import EXPORTERS
from tests.domain.test_privacy import evenings
from tests.evening import SIX_PM, Evening
from tests.exporters.ocd_rules import EVENT, VOTE_EVENT
from tests.records import OPENED, RecordedEvening, busy_evening, full_evening, post

SCHEMA = json.loads((Path(__file__).parents[2] / "docs" / "record.schema.json").read_text("utf-8"))
CHECKED = jsonschema.Draft202012Validator.FORMAT_CHECKER


def valid(document: object, rules: dict[str, Any]) -> None:
    jsonschema.Draft202012Validator.check_schema(rules)
    jsonschema.Draft202012Validator(rules, format_checker=CHECKED).validate(document)


@pytest.mark.parametrize("audience", ["public", "internal"])
def test_the_json_record_is_as_its_schema_says(audience: Audience) -> None:
    for evening in (RecordedEvening(), full_evening(), busy_evening(is_rehearsal=True)):
        valid(json.loads(EXPORTERS["json"].write(evening.record(audience, [post(OPENED)]))), SCHEMA)


def test_the_schema_knows_every_key_and_a_public_file_with_an_internal_one_is_refused() -> None:
    document = json.loads(EXPORTERS["json"].write(busy_evening().record("public")))
    document["lines"][0]["actor"] = "Ann"
    with pytest.raises(jsonschema.ValidationError):
        valid(document, SCHEMA)


@settings(max_examples=20, deadline=None)
@given(evenings())
def test_open_civic_data_of_random_evenings_keeps_pupa_s_rules(evening: Evening) -> None:
    found = record(evening.plan, evening.entries, (), audience="public", exported_at=SIX_PM)
    document = json.loads(EXPORTERS["ocd.json"].write(found))
    valid(document["event"], EVENT)
    for each in document["vote_events"]:
        valid(each, VOTE_EVENT)


def test_open_civic_data_has_the_votes_and_where_items_are_in_the_video() -> None:
    document = json.loads(EXPORTERS["ocd.json"].write(busy_evening().record("public")))
    amendment, decision = document["vote_events"]
    assert (amendment["result"], decision["result"]) == ("fail", "pass")
    assert decision["counts"][0] == {"option": "yes", "value": 31}
    assert decision["votes"][1] == {"option": "no", "voter_name": "Cllr Tom Okafor", "note": ""}
    item = next(each for each in document["event"]["agenda"] if each["extras"]["number"] == "12.4")
    assert item["media"][0]["offset"] == 400
    assert item["media"][0]["links"][0]["url"].endswith("t=400s")
    valid(document["event"], EVENT)
