"""The table of channels: a social network is one file of this folder and one line here."""

from __future__ import annotations

from livemeeting.channels.bluesky import Bluesky
from livemeeting.channels.mastodon import Mastodon
from livemeeting.channels.rehearsal import Rehearsal
from livemeeting.channels.webhook import Webhook
from livemeeting.channels.x import X
from livemeeting.domain.channel import Channel


def all_channels(
    *, x_base_url: str = "https://api.twitter.com", plain_http: bool = False
) -> dict[str, Channel]:
    """Every channel by its name. Makes no connection and needs no keys. `plain_http` is for tests."""
    x = X(x_base_url)
    table: tuple[Channel, ...] = (
        x,
        Bluesky(plain_http=plain_http),
        Mastodon(plain_http=plain_http),
        Webhook(plain_http=plain_http),
        Rehearsal(as_channel=x),
    )
    return {channel.name: channel for channel in table}
