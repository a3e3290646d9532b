"""Every label that a record may show has a Welsh word."""

from __future__ import annotations

import ast
from pathlib import Path

from livemeeting.domain.events import AMENDMENT_OUTCOMES, OUTCOMES, VOTES
from livemeeting.domain.record_words import WELSH, day_in, say
from livemeeting.domain.views import STATUS_WORDS
from tests.evening import SIX_PM
from tests.house.plan import ours, tree
from tests.records import busy_evening


def told_from(path: Path) -> bool:
    """Whether records are told there."""
    return path.name.startswith("record") or path.parts[1] == "exporters"


def said() -> set[str]:
    """Every label that our code asks for in words."""
    found: set[str] = set()
    for path in [each for each in ours(".py", under=("livemeeting",)) if told_from(each)]:
        for node in ast.walk(tree(path)):
            if (
                isinstance(node, ast.Call)
                and (getattr(node.func, "attr", "") or getattr(node.func, "id", "")) == "say"
            ):
                found |= {
                    part.value
                    for part in ast.walk(node)
                    if isinstance(part, ast.Constant) and isinstance(part.value, str)
                }
    return found - {"cy", "en", ""}


def test_every_label_has_a_welsh_word() -> None:
    assert "Recorded vote" in said()
    assert not said() - set(WELSH)


def test_every_outcome_vote_and_state_has_a_welsh_word() -> None:
    assert not {*OUTCOMES, *AMENDMENT_OUTCOMES, *VOTES, *STATUS_WORDS.values()} - set(WELSH)


def test_a_welsh_record_has_a_welsh_day_and_says_that_sentences_are_as_they_were_written() -> None:
    assert day_in("cy", SIX_PM, "Europe/London") == "Dydd Sul 22 Tachwedd 2026"
    found = busy_evening().record("public", language="cy")
    assert (found.head.status_word, found.head.notice) == ("Daeth i ben", "Cofnod drafft, nid y cofnodion.")
    assert "Item 12.4: carried. For 31, against 27, abstained 2." in [line.sentence for line in found.lines]
    assert "Cariwyd. O blaid 31, yn erbyn 27, ymatal 2." in [
        word for item in found.as_happened for word in item.outcomes
    ]
    assert say("en", "Decisions") == "Decisions"
