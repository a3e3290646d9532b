"""The rehearsal channel: posts nowhere and shows exactly what would have been said."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import datetime

from livemeeting.domain.channel import Account, Channel, Checked, Field, Found, Measure, Retracted, Sent
from livemeeting.domain.posts import Post


class Rehearsal:
    """Stands in for another channel: its limit and its count, and no network at all."""

    name = "rehearsal"
    fields: tuple[Field, ...] = ()
    repeats_safely = True
    threads = True
    threads_by_default = True
    can_retract = True

    def __init__(self, as_channel: Channel) -> None:
        self._as_channel = as_channel
        self.title = f"{as_channel.title} (rehearsal)"
        self.limit = as_channel.limit

    def count(self, text: str) -> int:
        """As the channel rehearsed counts."""
        return self._as_channel.count(text)

    def measure(self, text: str, facts: Mapping[str, str]) -> Measure:
        """As the channel rehearsed measures."""
        return self._as_channel.measure(text, facts)

    def prepare(self, post: Post, facts: Mapping[str, str], *, at: datetime) -> str:
        """Nothing needs to be repeated."""
        return ""

    def as_parent(self, post: Post, facts: Mapping[str, str]) -> str:
        """Known from the start."""
        return _number(post)

    def send(self, post: Post, account: Account) -> Sent:
        """Accepts everything."""
        return Sent(remote_id=_number(post), remote_url="")

    def find(self, post: Post, account: Account, since: str, *, taken: Collection[str] = ()) -> Found:
        """Nothing is ever in doubt."""
        return Found(self.send(post, account))

    def check(self, account: Account) -> Checked:
        """Always signed in, as nobody."""
        return Checked(account.name)

    def retract(self, post: Post, account: Account) -> Retracted:
        """Nothing was ever there."""
        return Retracted()


def _number(post: Post) -> str:
    return f"rehearsal-{post.id}"
