"""Posting profiles: they only ever take away, and the strictest one is followed."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from livemeeting.domain.profiles import (
    PARTIES,
    Profile,
    Rule,
    Ruling,
    Say,
    as_profile,
    chosen,
    named_in,
    usual,
)
from livemeeting.domain.templates import KINDS

ROLL = ("Cllr Ada Byron", "Councillor Siân Rhys (Mill Lane)", "Cllr Tom O'Hara-Wyn")
STRICT = [Say.POST, Say.ASK, Say.NEVER]


def test_a_normal_body_posts_every_step() -> None:
    assert {usual(Profile.NORMAL, kind) for kind in KINDS} == {Say.POST}


def test_a_quiet_body_posts_nothing_by_itself() -> None:
    assert {usual(Profile.QUIET, kind) for kind in KINDS} == {Say.ASK}


def test_planning_is_posted_when_it_is_decided_not_while_it_is_debated() -> None:
    rule = Rule((Profile.DECISIONS,))
    assert rule.ruling(("DecisionRecorded",), "x").say is Say.POST
    for kind in ("ItemStarted", "AmendmentMoved", "AmendmentDecided"):
        assert rule.ruling((kind,), "x").say is Say.NEVER


def test_the_stricter_of_two_profiles_is_followed() -> None:
    rule = Rule((Profile.DECISIONS, Profile.PRE_ELECTION))
    assert rule.ruling(("ItemStarted",), "x").say is Say.NEVER
    assert rule.ruling(("ItemAdded",), "x").say is Say.ASK
    assert rule.words == "Decisions only and pre-election"


def test_a_correction_is_posted_only_where_what_it_corrects_is() -> None:
    rule = Rule((Profile.DECISIONS,))
    assert rule.ruling(("EntryCorrected", "AmendmentMoved"), "x").say is Say.NEVER
    assert rule.ruling(("EntryCorrected", "DecisionRecorded"), "x").say is Say.POST


def test_a_choice_for_one_network_beats_the_choice_for_all() -> None:
    choices = {
        (Profile.NORMAL, "ItemStarted", ""): Say.NEVER,
        (Profile.NORMAL, "ItemStarted", "bluesky"): Say.POST,
    }
    assert chosen(choices, Profile.NORMAL, "ItemStarted", "x") is Say.NEVER
    assert chosen(choices, Profile.NORMAL, "ItemStarted", "bluesky") is Say.POST


@given(st.lists(st.sampled_from(list(Profile)), min_size=1), st.sampled_from(sorted(KINDS)), st.data())
def test_another_profile_never_lets_more_through(
    profiles: list[Profile], kind: str, data: st.DataObject
) -> None:
    more = data.draw(st.sampled_from(list(Profile)))
    before = Rule(tuple(profiles)).ruling((kind,), "x").say
    after = Rule((*profiles, more)).ruling((kind,), "x").say
    assert STRICT.index(after) >= STRICT.index(before)


def test_a_profile_of_a_later_version_posts_nothing_by_itself() -> None:
    assert as_profile("half-loud") is Profile.QUIET


@pytest.mark.parametrize(
    ("text", "who"),
    [
        ("Ada Byron moved the motion", "Cllr Ada Byron"),
        ("moved by Cllr Byron.", "Cllr Ada Byron"),
        ("COUNCILLOR RHYS speaks", "Councillor Siân Rhys (Mill Lane)"),
        ("Y Cynghorydd Rhys", "Councillor Siân Rhys (Mill Lane)"),
        ("Tom O'Hara-Wyn", "Cllr Tom O'Hara-Wyn"),
        ("The Labour group", "Labour"),
        ("Cynnig Plaid Cymru", "Plaid Cymru"),
    ],
)
def test_a_member_or_a_party_is_noticed(text: str, who: str) -> None:
    assert named_in(text, ROLL) == who


@pytest.mark.parametrize(
    "text", ["Byron Street parking", "labour costs", "Item 4: Greenspace", "", "Tom's Lane"]
)
def test_a_street_is_not_a_member(text: str) -> None:
    assert named_in(text, ROLL) == ""


def test_before_an_election_a_post_with_a_name_asks_first_whatever_was_chosen() -> None:
    rule = Rule((Profile.PRE_ELECTION,))
    ruling = rule.of_text(Ruling(Say.POST), "Motion of Cllr Byron", ROLL)
    assert ruling.say is Say.ASK and "Cllr Ada Byron" in ruling.why
    assert rule.of_text(Ruling(Say.NEVER), "Motion of Cllr Byron", ROLL).say is Say.NEVER
    assert Rule().of_text(Ruling(Say.POST), "Motion of Cllr Byron", ROLL).say is Say.POST
    assert all(named_in(f"by the {party} group", ()) for party in PARTIES)
