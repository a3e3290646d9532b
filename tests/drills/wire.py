"""Two networks of our own and a wire between them that can be cut: by its link, or silently one way."""

from __future__ import annotations

import ctypes
import os
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

CLONE_NEWNET = 0x40000000
SERVER, VIEWER = "10.213.7.1", "10.213.7.2"


def ip(*words: str) -> None:
    """The command of that name, in the network of the calling thread."""
    subprocess.run(["ip", *words], check=True, capture_output=True)


@dataclass(frozen=True)
class Wire:
    """The caller's thread, and every process and thread it starts, is at the server's end."""

    viewers: str

    def cut(self) -> None:
        """Pull the plug: both ends see it."""
        ip("link", "set", "server-end", "down")

    def mend(self) -> None:
        """Plug it in again."""
        ip("link", "set", "server-end", "up")

    def go_deaf(self) -> None:
        """Nothing the server says arrives any more, and nobody is told."""
        ip("route", "add", "blackhole", f"{VIEWER}/32")

    def hear_again(self) -> None:
        """It arrives again."""
        ip("route", "del", "blackhole", f"{VIEWER}/32")

    def program(self, folder: Path, command: str) -> Path:
        """A program that runs the command at the viewers' end."""
        path = folder / "at-the-viewers"
        path.write_text(f'#!/bin/sh\nexec ip netns exec {self.viewers} {command} "$@"\n')
        path.chmod(0o755)
        return path

    def sit_there(self) -> None:
        """Move the calling thread to the viewers' end."""
        _move(Path("/run/netns") / self.viewers)


@contextmanager
def wire() -> Iterator[Wire]:
    """Needs root. The thread is back in its own network afterwards."""
    viewers = f"livemeeting-{os.getpid()}"
    home = os.open("/proc/thread-self/ns/net", os.O_RDONLY)
    ip("netns", "add", viewers)
    try:
        _call("unshare", CLONE_NEWNET)
        ip("link", "set", "lo", "up")
        ip("link", "add", "server-end", "type", "veth", "peer", "name", "viewer-end", "netns", viewers)
        ip("addr", "add", f"{SERVER}/24", "dev", "server-end")
        ip("link", "set", "server-end", "up")
        for words in (("addr", "add", f"{VIEWER}/24", "dev", "viewer-end"), ("link", "set", "viewer-end", "up"),
                      ("link", "set", "lo", "up")):  # fmt: skip
            ip("-n", viewers, *words)
        yield Wire(viewers)
    finally:
        _call("setns", home, CLONE_NEWNET)
        os.close(home)
        ip("netns", "del", viewers)


def _move(network: Path) -> None:
    opened = os.open(network, os.O_RDONLY)
    _call("setns", opened, CLONE_NEWNET)
    os.close(opened)


def _call(name: str, *values: int) -> None:
    libc = ctypes.CDLL(None, use_errno=True)
    if getattr(libc, name)(*values) != 0:
        raise OSError(ctypes.get_errno(), f"{name}: this drill needs root")
