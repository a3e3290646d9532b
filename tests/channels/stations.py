"""Every channel with a fake of its network and an account there: what the contract is checked on."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass, field, replace

from livemeeting.channels.bluesky import Bluesky
from livemeeting.channels.mastodon import Mastodon
from livemeeting.channels.rehearsal import Rehearsal
from livemeeting.channels.webhook import Webhook
from livemeeting.channels.x import X
from livemeeting.domain.channel import Account, Channel, Checked
from livemeeting.domain.posts import Post
from tests.fakes.fake_bluesky import FakeBluesky
from tests.fakes.fake_mastodon import FakeMastodon
from tests.fakes.fake_webhook import FakeWebhook
from tests.fakes.fake_x import FakeX
from tests.fakes.http_fake import HttpFake

#: Opens a station for the time of a test.
Opened = Callable[[], AbstractContextManager["Station"]]


@dataclass
class Station:
    """One channel at work. `kept` are the credentials it saved, oldest first; `ghost` gives no answer in time."""

    channel: Channel
    account: Account
    fake: HttpFake | None
    impatient: Callable[[], Channel]
    texts: Callable[[], list[str]]
    kept: list[dict[str, str]] = field(default_factory=list)

    def ready(self, post: Post, **changes: object) -> Post:
        """A post as the outbox has it at its first attempt."""
        mine = replace(post, channel=self.channel.name, **changes)  # type: ignore[arg-type]
        return replace(mine, wire=self.channel.prepare(mine, self.account.facts, at=post.created_at))

    def learn(self) -> None:
        """Check the account as the panel does, and keep what was learned."""
        checked = self.channel.check(self.account)
        assert isinstance(checked, Checked), checked
        self.account = replace(self.account, facts={**self.account.facts, **checked.facts})


def _station(fake: HttpFake, channel: Callable[..., Channel], credentials: Mapping[str, str]) -> Station:
    kept: list[dict[str, str]] = []
    facts: Mapping[str, str] = fake.facts  # type: ignore[attr-defined]
    station = Station(
        channel(), Account("account-1", "council-1", channel().name, "@fakecouncil", credentials, facts), fake,
        impatient=lambda: channel(answer_within=1.0), texts=lambda: fake.texts, kept=kept,  # type: ignore[attr-defined]
    )  # fmt: skip

    def keep(new: Mapping[str, str]) -> None:
        kept.append(dict(new))
        station.account = replace(station.account, credentials=dict(new))

    station.account = replace(station.account, keep=keep, again=lambda: station.account.credentials)
    return station


@contextmanager
def x() -> Iterator[Station]:
    with FakeX() as fake:
        yield _station(fake, lambda **more: X(fake.base_url, **more), fake.credentials)


@contextmanager
def x_oauth2() -> Iterator[Station]:
    with FakeX() as fake:
        station = _station(fake, lambda **more: X(fake.base_url, **more), fake.oauth2.credentials)
        station.account = replace(station.account, facts={"sign_in": "oauth2"})
        yield station


@contextmanager
def bluesky() -> Iterator[Station]:
    with FakeBluesky() as fake:
        yield _station(fake, lambda **more: Bluesky(plain_http=True, **more), fake.credentials)


@contextmanager
def mastodon() -> Iterator[Station]:
    with FakeMastodon() as fake:
        yield _station(fake, lambda **more: Mastodon(plain_http=True, **more), fake.credentials)


@contextmanager
def gotosocial() -> Iterator[Station]:
    with FakeMastodon(software="gotosocial") as fake:
        yield _station(fake, lambda **more: Mastodon(plain_http=True, **more), fake.credentials)


def _webhook(kind: str) -> Opened:
    @contextmanager
    def opened() -> Iterator[Station]:
        with FakeWebhook(kind=kind) as fake:
            yield _station(fake, lambda **more: Webhook(plain_http=True, **more), fake.credentials)

    return opened


@contextmanager
def rehearsal() -> Iterator[Station]:
    channel = Rehearsal(as_channel=X("http://127.0.0.1:9"))
    account = Account("account-1", "council-1", "rehearsal", "Rehearsal")
    yield Station(channel, account, None, impatient=lambda: channel, texts=lambda: [])


ALL: dict[str, Opened] = {
    "x": x, "x-oauth2": x_oauth2, "bluesky": bluesky, "mastodon": mastodon, "gotosocial": gotosocial,
    "teams": _webhook("teams"), "slack": _webhook("slack"), "json": _webhook("json"), "rehearsal": rehearsal,
}  # fmt: skip
NETWORKS = tuple(name for name in ALL if name != "rehearsal")
