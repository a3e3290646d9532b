"""The commands about posts: the outbox in words."""

from __future__ import annotations

import click

from livemeeting.actions.export import at_the_desk, record_of
from livemeeting.commands.group import OpenHouse, commands
from livemeeting.domain.record_shape import Record, RecordLine, RecordPost


@commands.command()
@click.argument("meeting")
@click.pass_obj
def outbox(open_house: OpenHouse, meeting: str) -> None:
    """Tell what was posted where for MEETING (its id or the last part of its address)."""
    house = open_house()
    record = record_of(house, *at_the_desk(house, meeting), "internal")
    told = [_told(line, post) for line in record.lines for post in line.posts]
    click.echo("\n".join([_heading(record), *(told or ["No posts."])]))


def _heading(record: Record) -> str:
    head = record.head
    return f"{'REHEARSAL: ' if head.is_rehearsal else ''}{head.title}, {head.day} ({head.status_word})"


def _told(line: RecordLine, post: RecordPost) -> str:
    where = " ".join(each for each in (post.channel, post.account) if each)
    when = f" at {post.sent.time}" if post.sent else ""
    told = [f"{line.made.time}  entry {line.seq}  {where}: {post.state_words}{when}"]
    text = post.text or "(the text was redacted)"
    return "\n          ".join(
        [*told, *text.splitlines(), *(each for each in (post.reason, post.url) if each)]
    )
