"""A token given to every account is found nowhere: no file, no backup, no log at DEBUG, no page, no export."""

from __future__ import annotations

import io
import logging
from collections.abc import Iterator
from contextlib import ExitStack, suppress
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from flask import Flask

from livemeeting.actions import accounts, deliver
from livemeeting.actions.backup import backup
from livemeeting.actions.export import export
from livemeeting.actions.house import House, Officer
from livemeeting.channels import all_channels
from livemeeting.domain.refused import Refused
from livemeeting.domain.roles import Role
from livemeeting.exporters import EXPORTERS
from livemeeting.store import outbox
from tests.fakes.fake_bluesky import HANDLE, FakeBluesky
from tests.fakes.fake_mastodon import FakeMastodon
from tests.fakes.fake_webhook import FakeWebhook
from tests.fakes.fake_x import FakeX
from tests.fakes.fake_x_keys import Keys, Tokens
from tests.fakes.http_fake import HttpFake
from tests.houses import Clock, Visitor, new_app, new_house, sign_in
from tests.records import hold

CANARY = "canary4711"
ADAM = Officer("p1", "council", "Adam", Role.ADMINISTRATOR)
#: The first post is well received, the next ones are not.
MOODS = ("", "500", "503-html", "429", "accept-then-drop", "broken-body", "redirect")


@pytest.fixture
def town(tmp_path: Path) -> Iterator[tuple[House, Clock, list[HttpFake]]]:
    """A house with an account on every network, each of whose secrets has the canary in it."""
    x = FakeX(keys=Keys(*(f"2244994945-{CANARY}-x{number}" for number in range(4))))
    x.oauth2 = Tokens(f"{CANARY}-client", f"{CANARY}-client-secret", f"{CANARY}-refresh")
    bluesky, mastodon = FakeBluesky(password=f"{CANARY}-app"), FakeMastodon(token=f"{CANARY}-token")
    webhook = FakeWebhook(secret=f"{CANARY}-signing", path=f"{CANARY}-path")
    fakes: list[HttpFake] = [x, bluesky, mastodon, webhook]
    with ExitStack() as stack:
        for fake in fakes:
            stack.enter_context(fake)
        house, clock = new_house(tmp_path, channels=all_channels(x_base_url=x.base_url, plain_http=True))
        clock.now = datetime.now(UTC)  # as the fakes' clock
        for channel, answers in {
            "x": {"sign_in": "keys", **x.credentials},
            "bluesky": {"server": bluesky.base_url, "handle": HANDLE, **bluesky.credentials},
            "mastodon": {"server": mastodon.base_url, **mastodon.credentials},
            "webhook": {"kind": "json", **webhook.credentials},
        }.items():
            accounts.connect_account(house, ADAM, channel, name=f"Our {channel}", answers=answers)
        oauth2 = {"sign_in": "oauth2", **x.oauth2.credentials}
        accounts.connect_account(house, ADAM, "x", name="Our other x", answers=oauth2)
        yield house, clock, fakes
        house.database.close()


def deliver_all(house: House, clock: Clock) -> None:
    """Let every lane do what it can for ten minutes."""
    for _ in range(40):
        for name in deliver.lanes_at_work(house):
            deliver.step(house, name)
        clock.now += timedelta(seconds=15)


def test_no_secret_of_an_account_is_found_anywhere(
    town: tuple[House, Clock, list[HttpFake]], tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    house, clock, fakes = town
    for fake in fakes:
        fake.write_moods.extend(MOODS)
    plan = hold(house, ADAM)
    deliver_all(house, clock)
    posts = house.database.read(lambda c: outbox.of_meeting(c, plan.meeting_id))
    assert {post.channel for post in posts} == {"x", "bluesky", "mastodon", "webhook"}
    assert all(fake.texts for fake in fakes)  # type: ignore[attr-defined]

    found: dict[str, bytes] = {"the log": caplog.text.encode(), "the posts": repr(posts).encode()}
    copy = io.BytesIO()
    backup(house, ADAM, copy)
    found["the backup"] = copy.getvalue()
    for name in EXPORTERS:
        for audience in ("public", "internal"):
            with suppress(Refused):  # some formats need more of an evening than this one
                exported = export(house, replace(ADAM, role=Role.OFFICER), plan.meeting_id, name, audience)
                found[f"the {audience} {name}"] = exported.content
    assert "the internal json" in found
    found |= {
        f"page {address}": page for address, page in pages(new_app(house), house, plan.meeting_id, plan.slug)
    }
    found |= {path.name: path.read_bytes() for path in tmp_path.iterdir() if path.is_file()}
    assert b"Our webhook" in found["house.db"] + found.get("house.db-wal", b"")
    assert not [where for where, what in found.items() if CANARY.encode() in what]


def pages(app: Flask, house: House, meeting_id: str, slug: str) -> Iterator[tuple[str, bytes]]:
    """Every page that can be read, in the panel and outside."""
    visitor = app.test_client()
    assert isinstance(visitor, Visitor)
    sign_in(visitor, Role.ADMINISTRATOR)
    listed = accounts.list_accounts(house, ADAM)
    values = {
        "meeting_id": [meeting_id], "slug": [slug], "format": ["csv", "json", "html"],
        "account_id": [each.id for each in listed], "channel": ["x", "bluesky", "mastodon", "webhook"],
    }  # fmt: skip
    for rule in app.url_map.iter_rules():
        names = rule.arguments
        if "GET" not in (rule.methods or ()) or not names <= set(values) or rule.endpoint == "static":
            continue
        name = next(iter(names), "")
        for value in values.get(name, [""]) if len(names) < 2 else [""]:
            address = rule.rule
            for each in names:
                before, _, after = address.partition(f"{each}>")
                address = f"{before.rpartition('<')[0]}{value if len(names) == 1 else values[each][0]}{after}"
            if "stream" in address or "metrics" in address:
                continue
            yield address, visitor.get(address).data
