"""Real servers in processes of their own, one for each async library."""

import os
import select
import socket
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import IO

import pytest

from tests.patience import PATIENCE

ROOT = Path(__file__).parents[2]
LIBRARIES = ("eventlet", "gevent")


@dataclass(frozen=True)
class Served:
    """A server that listens, and the plainest ways to talk to it."""

    library: str
    process: subprocess.Popen[str]
    port: int

    def connect(self) -> socket.socket:
        """A connection that has said nothing yet."""
        return socket.create_connection(("127.0.0.1", self.port), timeout=PATIENCE)

    def say(self, request: bytes) -> bytes:
        """Everything the server answers before it closes the connection."""
        with self.connect() as connection:
            connection.sendall(request)
            return read_all(connection)

    def get(self, path: str) -> bytes:
        """The whole answer to a plain request."""
        return self.say(f"GET {path} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n".encode())

    def stop(self) -> int:
        """Ask it to stop and return its exit code."""
        self.process.terminate()
        return self.process.wait(timeout=PATIENCE)


def read_all(connection: socket.socket) -> bytes:
    """What comes until the other side closes, also when it closes rudely."""
    parts = []
    with suppress(ConnectionResetError):
        while part := connection.recv(65536):
            parts.append(part)
    return b"".join(parts)


def line_within(pipe: IO[str], seconds: float) -> str:
    """The next line a child says, if it says one in time; otherwise nothing."""
    return pipe.readline() if select.select([pipe], [], [], seconds)[0] else ""


def environment(library: str) -> dict[str, str]:
    """The environment of a child: ours, with nothing of livemeeting but the async library."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("LIVEMEETING_")}
    return {**kept, "PYTHONPATH": str(ROOT), "LIVEMEETING_ASYNC": library}


Start = Callable[..., Served]


def start_child(library: str, *options: str) -> Served:
    """Start tests/serve/child.py and wait until it listens."""
    process = subprocess.Popen(
        [sys.executable, str(Path(__file__).with_name("child.py")), *options],
        env=environment(library), stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
    )  # fmt: skip
    assert process.stdout is not None
    port = process.stdout.readline()
    if not port:
        raise AssertionError(process.communicate()[1])
    return Served(library, process, int(port))


@pytest.fixture(params=LIBRARIES)
def start(request: pytest.FixtureRequest) -> Iterator[Start]:
    """Starts servers with the async library of the test; all are stopped when it ends."""
    started: list[Served] = []

    def start_one(*options: str) -> Served:
        started.append(start_child(request.param, *options))
        return started[-1]

    yield start_one
    for served in started:
        served.process.kill()
        served.process.communicate()


@pytest.fixture(scope="session", params=LIBRARIES)
def served(request: pytest.FixtureRequest) -> Iterator[Served]:
    """One server for all tests that leave it as they found it."""
    child = start_child(request.param)
    yield child
    child.process.kill()
    child.process.communicate()
