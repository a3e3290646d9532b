"""The table of channels: a social network is one file of this folder and one line here."""

from __future__ import annotations

from livemeeting.channels.rehearsal import Rehearsal
from livemeeting.channels.x import X
from livemeeting.domain.channel import Channel


def all_channels(*, x_base_url: str = "https://api.twitter.com") -> dict[str, Channel]:
    """Every channel by its name. Makes no connection and needs no keys."""
    x = X(x_base_url)
    return {channel.name: channel for channel in (x, Rehearsal(as_channel=x))}
