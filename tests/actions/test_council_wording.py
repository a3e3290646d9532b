"""Tests of a council's own wording of its posts."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from livemeeting.actions import wording
from livemeeting.actions.house import House, NotAllowed, NotFound, Officer
from livemeeting.domain.refused import Refused
from livemeeting.domain.roles import Role
from livemeeting.domain.templates import KINDS
from tests.houses import new_house

ADAM = Officer("p1", "council", "Adam", Role.ADMINISTRATOR)


@pytest.fixture
def house(tmp_path: Path) -> Iterator[House]:
    house, _ = new_house(tmp_path)
    yield house
    house.database.close()


def test_every_kind_that_is_posted_has_an_example_without_gaps(house: House) -> None:
    listed = {each.kind: each for each in wording.list_wordings(house, ADAM)}
    assert set(listed) == set(KINDS)
    for kind in KINDS:
        assert listed[kind].examples, kind
        for example in listed[kind].examples:  # one a network
            assert "{" not in example.text, kind
            assert "  " not in example.text and " ." not in example.text, kind
            assert 0 < example.count <= example.limit, kind
            assert example.text.endswith("#council"), kind


def test_an_example_reads_as_a_person_would_write_it(house: House) -> None:
    adjourned = wording.wording_of(house, ADAM, "MeetingAdjourned")
    assert adjourned.title == "Meeting adjourned"
    assert adjourned.examples[0].text == "Full Council: adjourned at 19:10 until 20:25. #council"
    decided = wording.wording_of(house, ADAM, "DecisionRecorded")
    assert decided.examples[0].text == "Item 12.4: carried. For 31, against 28, abstained 2. #council"


def test_the_placeholders_offered_are_those_with_something_to_say(house: House) -> None:
    offered = dict(wording.wording_of(house, ADAM, "DecisionRecorded").placeholders)
    assert offered["outcome"] == "carried"
    assert offered["tally"] == "For 31, against 28, abstained 2."
    assert "until" not in offered


def test_a_councils_own_wording_stands_until_it_goes_back(house: House) -> None:
    wording.save_wording(house, ADAM, "MeetingResumed", "  {body} is back. {hashtag}\r\n")
    changed = wording.wording_of(house, ADAM, "MeetingResumed")
    assert (changed.text, changed.is_own) == ("{body} is back. {hashtag}", True)
    assert changed.examples[0].text == "Full Council is back. #council"
    wording.restore_wording(house, ADAM, "MeetingResumed")
    assert not wording.wording_of(house, ADAM, "MeetingResumed").is_own


def test_an_empty_wording_posts_nothing(house: House) -> None:
    wording.save_wording(house, ADAM, "AmendmentMoved", " ")
    silenced = wording.wording_of(house, ADAM, "AmendmentMoved")
    assert (silenced.text, silenced.examples, silenced.is_own) == ("", (), True)


@pytest.mark.parametrize(
    ("text", "why"),
    [("{nobody} is here", "{nobody} is not a placeholder"), ("x" * 501, "at most 500 characters")],
)
def test_a_wording_that_could_not_be_filled_is_refused(house: House, text: str, why: str) -> None:
    with pytest.raises(Refused, match=why):
        wording.save_wording(house, ADAM, "ItemStarted", text)
    with pytest.raises(Refused, match=why):
        wording.try_wording(house, ADAM, "ItemStarted", text)
    assert not wording.wording_of(house, ADAM, "ItemStarted").is_own


@pytest.mark.parametrize("text", ["{{7*7}}", "{%if 1%}x{%endif%}", "{a.__class__}", "{title!r}", "{0}"])
def test_a_wording_is_never_run(house: House, text: str) -> None:
    try:
        shown = wording.try_wording(house, ADAM, "ItemStarted", text)[0].text
    except Refused:
        return
    assert shown == text


def test_trying_saves_nothing(house: House) -> None:
    assert wording.try_wording(house, ADAM, "ItemStarted", "Now: {title}")[0].text == (
        "Now: Notice of motion: Library opening hours"
    )
    assert not wording.wording_of(house, ADAM, "ItemStarted").is_own


def test_there_is_no_wording_for_what_is_never_posted(house: House) -> None:
    for kind in ("NoteTaken", "nonsense", ""):
        with pytest.raises(NotFound):
            wording.wording_of(house, ADAM, kind)
        with pytest.raises(NotFound):
            wording.save_wording(house, ADAM, kind, "x")


@pytest.mark.parametrize("role", [Role.OFFICER, Role.CLERK, Role.WATCHER])
def test_only_administrators_keep_the_wording(house: House, role: Role) -> None:
    other = Officer("p2", "council", "Ola", role)
    with pytest.raises(NotAllowed):
        wording.list_wordings(house, other)
    with pytest.raises(NotAllowed):
        wording.save_wording(house, other, "ItemStarted", "x")
    with pytest.raises(NotAllowed):
        wording.restore_wording(house, other, "ItemStarted")
    with pytest.raises(NotAllowed):
        wording.try_wording(house, other, "ItemStarted", "x")
