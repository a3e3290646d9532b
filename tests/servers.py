"""Real PostgreSQL and Redis servers for tests: each on a free loopback port, gone when the test is."""

from __future__ import annotations

import os
import pwd
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from random import SystemRandom
from uuid import uuid4

import psycopg2
import redis as redis_client
from sqlalchemy import make_url

from tests.patience import PATIENCE

#: Above the ports that browsers refuse, below Linux's ephemeral ones.
_PORTS = (11_000, 32_000)
_CHANCE = SystemRandom()
_CLAIMS: list[socket.socket] = []
_INITDB = ("-U", "test", "-A", "trust", "--encoding=UTF8", "--locale=C.UTF-8", "--no-sync")


@contextmanager
def postgresql() -> Iterator[str]:
    """A PostgreSQL server of its own; yields the URL of its first database."""
    with postgresql_process() as server:
        yield server.url


@dataclass
class PostgresProcess:
    """A PostgreSQL server that a test may kill and start again with what it holds."""

    folder: Path
    owner: str | None
    port: int = field(default_factory=lambda: free_port())
    running: ExitStack = field(default_factory=ExitStack)

    @property
    def url(self) -> str:
        """The URL of its first database."""
        return f"postgresql://test@127.0.0.1:{self.port}/postgres"

    def start(self) -> None:
        """Start it, and wait until it answers."""
        data, options = (
            self.folder / "data",
            ("listen_addresses=127.0.0.1", "fsync=off", "max_connections=100"),
        )
        command = [
            _postgresql_binary("postgres"),
            "-D",
            str(data),
            "-p",
            str(self.port),
            "-k",
            str(self.folder),
        ]
        command += [part for option in (*options, "logging_collector=off") for part in ("-c", option)]
        self.process = self.running.enter_context(_running(command, self.folder, self.owner))
        _wait(
            self.process, self.folder, lambda: psycopg2.connect(self.url).close(), psycopg2.OperationalError
        )

    def kill(self) -> None:
        """Power off, with every process of it."""
        os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()


@contextmanager
def postgresql_process() -> Iterator[PostgresProcess]:
    """The same with its process, for tests that kill it."""
    owner = _unprivileged_user()
    with _folder(owner) as folder, ExitStack() as running:
        subprocess.run(
            [_postgresql_binary("initdb"), "-D", str(folder / "data"), *_INITDB],
            check=True,
            stdout=subprocess.DEVNULL,
            user=owner,
            cwd=folder,
        )
        server = PostgresProcess(folder, owner, running=running)
        server.start()
        yield server


@contextmanager
def redis() -> Iterator[str]:
    """A Redis server of its own, keeping nothing on disk; yields its URL."""
    with redis_process() as (url, _):
        yield url


@contextmanager
def redis_process() -> Iterator[tuple[str, subprocess.Popen[bytes]]]:
    """The same with its process, for tests that kill it or make it hang."""
    with _folder(None) as folder:
        port = free_port()
        command = [
            "redis-server",
            "--port",
            str(port),
            "--bind",
            "127.0.0.1",
            "--save",
            "",
            "--appendonly",
            "no",
        ]
        url = f"redis://127.0.0.1:{port}/0"
        with _running([*command, "--dir", str(folder)], folder, None) as server:
            client = redis_client.Redis.from_url(url)
            _wait(server, folder, client.ping, redis_client.ConnectionError)
            client.close()
            yield url, server


@contextmanager
def new_database(server_url: str, *, like: str = "template1") -> Iterator[str]:
    """A database of its own on a running PostgreSQL, copied from the database `like`; yields its URL.

    Nobody may be connected to `like` meanwhile.
    """
    name = f"test_{uuid4().hex}"
    _administer(server_url, f"CREATE DATABASE {name} TEMPLATE {like}")
    try:
        yield make_url(server_url).set(database=name).render_as_string(hide_password=False)
    finally:
        _administer(server_url, f"DROP DATABASE {name} WITH (FORCE)")


def free_port() -> int:
    """A TCP port on the loopback that nobody else is given as long as this process lives.

    Below those the system gives to outgoing connections: of these any could be taken by a connection while the
    server that is to listen there starts, or while it is down.
    """
    while True:
        port = _CHANCE.randrange(*_PORTS)
        claim = socket.socket(socket.AF_UNIX)
        try:
            claim.bind(f"\0livemeeting-test-port-{port}")  # ends with us, and no file is left behind
            with socket.socket() as listener:
                listener.bind(("127.0.0.1", port))
        except OSError:
            claim.close()
            continue
        _CLAIMS.append(claim)
        return port


def _administer(server_url: str, statement: str) -> None:
    connection = psycopg2.connect(server_url)
    try:
        connection.autocommit = True  # CREATE and DROP DATABASE refuse to run in a transaction
        with connection.cursor() as cursor:
            cursor.execute(statement)
    finally:
        connection.close()


@contextmanager
def _running(command: Sequence[str], folder: Path, owner: str | None) -> Iterator[subprocess.Popen[bytes]]:
    with (folder / "log").open("wb") as log:
        server = subprocess.Popen(
            [*_ends_with_us(), *command],
            stdout=log,
            stderr=log,
            user=owner,
            cwd=folder,
            start_new_session=True,
        )
    try:
        yield server
    finally:
        server.terminate()
        try:
            server.wait(timeout=10)
        except subprocess.TimeoutExpired:  # PostgreSQL waits for clients that a failed test left behind
            server.kill()
            server.wait()


def _ends_with_us() -> list[str]:
    """A prefix that ends the server when the test run is killed without a chance to clean up."""
    setpriv = shutil.which("setpriv")
    return [setpriv, "--pdeathsig", "INT"] if setpriv else []


def _wait(
    server: subprocess.Popen[bytes], folder: Path, attempt: Callable[[], object], not_yet: type[Exception]
) -> None:
    end = time.monotonic() + PATIENCE
    while True:
        try:
            attempt()
        except not_yet:
            if server.poll() is not None or time.monotonic() > end:
                raise RuntimeError("The server did not start:\n" + (folder / "log").read_text()) from None
            time.sleep(0.05)
        else:
            return


@contextmanager
def _folder(owner: str | None) -> Iterator[Path]:
    """A short path, because a Unix socket's may not exceed 107 bytes."""
    folder = Path(tempfile.mkdtemp(prefix="livemeeting-"))
    try:
        if owner:
            shutil.chown(folder, owner)
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _unprivileged_user() -> str | None:
    """PostgreSQL refuses to run as root; anybody else may run it as themselves."""
    if os.geteuid() != 0:
        return None
    return next(name for name in ("postgres", "nobody") if _exists(name))


def _exists(user: str) -> bool:
    return any(entry.pw_name == user for entry in pwd.getpwall())


def _postgresql_binary(name: str) -> str:
    """Debian keeps the server's programs off the PATH, in a folder per version."""
    versions = sorted(
        Path("/usr/lib/postgresql").glob(f"*/bin/{name}"), key=lambda path: float(path.parts[4])
    )
    found = str(versions[-1]) if versions else shutil.which(name)
    if found is None:
        raise RuntimeError(f"These tests need PostgreSQL: the program {name} was not found.")
    return found
