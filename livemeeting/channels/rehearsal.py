"""The rehearsal channel: posts nowhere and shows exactly what would have been said."""

from __future__ import annotations

from livemeeting.domain.posts import Account, Channel, Post, Retracted, Sent


class Rehearsal:
    """Stands in for another channel: its limit and its count, and no network at all."""

    name = "rehearsal"

    def __init__(self, as_channel: Channel) -> None:
        self._as_channel = as_channel
        self.title = f"{as_channel.title} (rehearsal)"
        self.limit = as_channel.limit

    def count(self, text: str) -> int:
        """As the channel rehearsed counts."""
        return self._as_channel.count(text)

    def send(self, post: Post, account: Account) -> Sent:
        """Accepts everything."""
        return Sent(remote_id=f"rehearsal-{post.id}", remote_url="")

    def retract(self, post: Post, account: Account) -> Retracted:
        """Nothing was ever there."""
        return Retracted()
