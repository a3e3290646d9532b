"""The commands for whoever runs the server; each file adds its own to the group."""

from __future__ import annotations

from livemeeting.commands import agenda, backup, check_post, people, posts, record, server
from livemeeting.commands.group import commands

__all__ = ["agenda", "backup", "check_post", "commands", "people", "posts", "record", "server"]
