"""`check-post` on the command line: one object a line, whatever came in."""

from __future__ import annotations

import json

import pytest
from click.testing import CliRunner

from livemeeting.commands import commands
from tests.patience import allowed, seconds_of


def checked(channel: str, *lines: str | bytes) -> list[dict[str, object]]:
    """What the command says of each line."""
    typed = b"\n".join(line.encode() if isinstance(line, str) else line for line in lines)
    result = CliRunner().invoke(commands, ["check-post", "--channel", channel, "--json"], input=typed)
    assert (result.exit_code, result.exception) == (0, None), result.output
    return [json.loads(line) for line in result.stdout.splitlines()]


def test_each_text_is_told_with_its_count_limit_links_problems_and_cost() -> None:
    (told,) = checked("x", json.dumps("Motion agreed.In favour 12. @mayor $ABC $DEF"))
    assert (told["count"], told["limit"], told["links"]) == (58, 280, ["agreed.In"])
    assert told["cost"] == "0.200"
    problems = told["problems"]
    assert isinstance(problems, list)
    assert {each["kind"] for each in problems} == {"accidental_link", "mention", "second_cashtag"}
    fixes = {each["kind"]: each["fix"] for each in problems}
    assert fixes["accidental_link"] == "Motion agreed. In favour 12. @mayor $ABC $DEF"
    assert fixes["mention"] == "Motion agreed.In favour 12. mayor $ABC $DEF"
    assert fixes["second_cashtag"] == "Motion agreed.In favour 12. @mayor $ABC DEF"


def test_a_text_too_long_says_by_how_much() -> None:
    (told,) = checked("bluesky", json.dumps("x" * 303))
    assert (told["count"], told["limit"], told["byte_limit"], told["fits"]) == (303, 300, 3000, False)
    assert "3 over the 300 Bluesky takes" in json.dumps(told["problems"])


@pytest.mark.parametrize(
    "line", ["", "Item 6", "{", "[1]", "12", "null", b"\xff\xfe", "[" * 100_000, '"\\ud800"']
)
def test_a_bad_line_gets_a_sentence_and_the_next_is_read(line: str | bytes) -> None:
    first, second = checked("mastodon", line, json.dumps("Item 6"))
    assert second["count"] == 6
    assert "count" in first or str(first["error"]).endswith(".") or '"' in str(first["error"])


@pytest.mark.parametrize("channel", ["x", "bluesky", "mastodon"])
def test_no_length_of_text_holds_it(channel: str) -> None:
    texts = ["x" * 900_000, "a." * 400_000, "👨‍👩‍👧‍👦" * 20_000, "x" * 3_000_000, "ok"]
    lines = [json.dumps(text) for text in texts]
    said: list[dict[str, object]] = []
    # Reading megabytes of JSON, and nothing near a parser's square.
    assert seconds_of(lambda: said.extend(checked(channel, *lines))) < allowed(5)
    *long, last = said
    assert last["count"] == 2
    assert all(each.get("fits") is False or "error" in each for each in long)
