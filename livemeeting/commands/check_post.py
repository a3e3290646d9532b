"""The command that says of texts how a network would count them, and what to look at before they leave."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import IO

import click

from livemeeting.commands.group import commands
from livemeeting.domain.channel import Channel, Measure

#: A line this long is no text for any network; reading it whole would take memory for nothing.
_LONGEST_LINE = 1_000_000
_NAMES = ("x", "bluesky", "mastodon")


@commands.command("check-post")
@click.option("--channel", "name", type=click.Choice(_NAMES), required=True, help="The network that counts.")
@click.option("--json", "as_json", is_flag=True, help="Answer one JSON object a line.")
@click.argument("texts", type=click.File("rb"), default="-")
def check_post(name: str, as_json: bool, texts: IO[bytes]) -> None:
    """Count the texts in TEXTS (by default standard input): one JSON string a line."""
    from livemeeting.channels import all_channels  # late: other commands need no network's library

    channel = all_channels()[name]
    for line in _lines(texts):
        told = _told(channel, line)
        click.echo(json.dumps(told, ensure_ascii=False) if as_json else _in_words(told))


def _lines(file: IO[bytes]) -> Iterator[bytes | None]:
    """The lines without their ends; None for one that is too long, whatever it holds."""
    while line := file.readline(_LONGEST_LINE + 1):
        if len(line) <= _LONGEST_LINE:
            yield line.rstrip(b"\r\n")
            continue
        while line and not line.endswith(b"\n"):
            line = file.readline(_LONGEST_LINE + 1)
        yield None


def _told(channel: Channel, line: bytes | None) -> dict[str, object]:
    if line is None:
        return {"error": f"This line is longer than {_LONGEST_LINE:,} bytes. No network takes such a text."}
    try:
        text = json.loads(line)
    except (ValueError, RecursionError):
        return {
            "error": 'This line is not JSON. Write one JSON string a line, such as "Item 6: Library hours".'
        }
    if not isinstance(text, str):
        return {"error": "This line is JSON but no string. Write the text between quotation marks."}
    return _measured(channel.measure(text, {}))


def _measured(measure: Measure) -> dict[str, object]:
    told: dict[str, object] = {
        "count": measure.count, "limit": measure.limit, "fits": measure.fits, "links": list(measure.links),
        "problems": [
            {"kind": each.kind, "words": each.words, **({"fix": each.fix} if each.fix else {})}
            for each in measure.problems
        ],
        "cost": str(measure.cost),
    }  # fmt: skip
    if measure.byte_limit:
        told |= {"bytes": measure.bytes, "byte_limit": measure.byte_limit}
    return told


def _in_words(told: dict[str, object]) -> str:
    if "error" in told:
        return str(told["error"])
    problems = told["problems"]
    assert isinstance(problems, list)
    words = " ".join(str(each["words"]) for each in problems)
    return f"{told['count']} of {told['limit']}, ${told['cost']}. {words or 'Nothing to look at.'}"
