"""What the benchmarks share: C programs, servers and viewers pinned to a core each, their CPU and memory."""

from __future__ import annotations

import json
import os
import resource
import subprocess
import sys
import tempfile
import time
import urllib.request
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from statistics import median
from typing import Any

HERE = Path(__file__).parent
SERVER_CORE, VIEWER_CORE = 0, min(1, (os.cpu_count() or 1) - 1)
PATIENCE_SECONDS = 120.0


@cache
def compiled(name: str) -> str:
    """The path of bench/NAME.c as a program."""
    program = str(Path(tempfile.mkdtemp()) / name)
    subprocess.run(["gcc", "-O2", "-Wall", "-o", program, str(HERE / f"{name}.c")], check=True)
    return program


class Running:
    """A program with lines in and out, on one core."""

    def __init__(self, *command: str, core: int, **environ: str) -> None:
        hard = resource.getrlimit(resource.RLIMIT_NOFILE)[1]

        def prepare() -> None:
            os.sched_setaffinity(0, {core})
            resource.setrlimit(resource.RLIMIT_NOFILE, (hard, hard))

        self.process = subprocess.Popen(
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, preexec_fn=prepare,
            env={**os.environ, "PYTHONPATH": str(HERE.parent), "PYTHONUNBUFFERED": "1", **environ},
        )  # fmt: skip

    def __enter__(self) -> Running:
        return self

    def __exit__(self, *_: object) -> None:
        self.process.kill()
        self.process.communicate()

    def line(self) -> str:
        """The next line it says."""
        assert self.process.stdout is not None
        found = self.process.stdout.readline()
        if not found:
            raise RuntimeError(f"{self.process.args} ended with {self.process.wait()}")
        return found.strip()

    def say(self, line: str) -> None:
        """A line to it."""
        assert self.process.stdin is not None
        self.process.stdin.write(line + "\n")
        self.process.stdin.flush()

    @property
    def cpu(self) -> float:
        """Seconds of processor time so far, to the nanosecond, of all its threads."""
        tasks = Path(f"/proc/{self.process.pid}/task").glob("*/schedstat")
        return sum(int(each.read_text().split()[0]) for each in tasks) / 1e9

    @property
    def memory(self) -> int:
        """Resident bytes now."""
        return self._status("VmRSS")

    @property
    def peak_memory(self) -> int:
        """The most resident bytes it ever had."""
        return self._status("VmHWM")

    def _status(self, name: str) -> int:
        text = Path(f"/proc/{self.process.pid}/status").read_text()
        return int(text.partition(f"{name}:")[2].split()[0]) * 1024


class Viewers(Running):
    """A crowd in front of a server; see load.c."""

    def __init__(self, port: int, path: str, count: int, *options: str) -> None:
        super().__init__(compiled("load"), str(port), path, str(count), *options, core=VIEWER_CORE)
        self.count = count

    def wait(self) -> float:
        """Until all are connected: the seconds it took."""
        return float(self.line().split()[2]) / 1000

    def report(self) -> dict[str, Any]:
        """What they received since the last report; latencies in milliseconds."""
        self.say("report")
        found: dict[str, Any] = json.loads(self.line())
        return found

    def at(self, place: str) -> tuple[int, int]:
        """How many are connected, and how many of them stand at this place."""
        self.say(f"at {place}")
        found = json.loads(self.line())
        return found["up"], found["there"]


@dataclass(frozen=True)
class Server:
    """A server under test, and how to make it tell everybody once."""

    running: Running
    port: int
    path: str
    protocol: str = "sse"
    place: str = ""

    def tell(self, size: int) -> None:
        """One update to everybody; returns when the server says it is done."""
        if self.protocol == "floor":
            self.running.say("tell")
            self.running.line()
        else:
            get(f"http://127.0.0.1:{self.port}/bench/tell?size={size}")


def floor(size: int = 400) -> Server:
    """The loop of send() in C."""
    running = Running(compiled("floor"), str(size), core=SERVER_CORE)
    return Server(running, int(running.line()), "/", "floor")


def product(library: str, *options: str) -> Server:
    """The product's web process under one async library; `options` as server_product.py takes them."""
    return _python("server_product.py", "sse", *options, LIVEMEETING_ASYNC=library)


def stock() -> Server:
    """Flask-SocketIO as it comes, on eventlet."""
    return _python("server_stock.py", "socketio")


def _python(name: str, protocol: str, *options: str, **environ: str) -> Server:
    running = Running(sys.executable, "-W", "ignore", str(HERE / name), *options, core=SERVER_CORE, **environ)
    port, path, place = running.line().split()
    return Server(running, int(port), path, protocol, place)


def get(url: str) -> bytes:
    """What an address answers."""
    with urllib.request.urlopen(url, timeout=PATIENCE_SECONDS) as answer:
        found: bytes = answer.read()
        return found


def middle(values: list[float]) -> float:
    """The median."""
    return median(values)


def settle(seconds: float = 1.0) -> None:
    """Let the machine come to rest."""
    time.sleep(seconds)


def verdict(what: str, value: float, most: float, unit: str = "") -> bool:
    """Print a figure beside its target; whether it was met."""
    is_met = value <= most
    print(f"  {'ok  ' if is_met else 'MISS'} {what}: {value:.3g}{unit} (target: at most {most:g}{unit})")
    return is_met
