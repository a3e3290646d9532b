"""What the drills share: a running evening, viewers who never give up, and probes of the server's process."""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import requests

from livemeeting.domain.agenda import Plan
from tests.fakes.fake_x import FakeX
from tests.live.listener import Listener, Told
from tests.story.driver import Driver, new_command
from tests.story.town import Town, found

METRICS_TOKEN = "a-token-for-the-drills"


@dataclass
class Night:
    """A meeting that is live, and the officer who presses. `acknowledged` has the seq of each command."""

    town: Town
    plan: Plan
    driver: Driver
    x: FakeX
    acknowledged: dict[str, int] = field(default_factory=dict)

    @property
    def page(self) -> str:
        """The public page's address."""
        return f"{self.town.url}/m/{self.plan.slug}"

    def press(self, text: str, command: str = "", timeout: float = 30) -> requests.Response:
        """Say something to the public without a post; whatever the server answered."""
        command = command or new_command()
        answers: dict[str, Any] = {"text": text, "audience": "public"}
        answer = self.driver.send(
            "take_note", seq=self.driver.seq, command=command, answers=answers, timeout=timeout
        )
        if answer.status_code == 200:
            self.acknowledged[command] = self.driver.seq = answer.json()["seq"]
        return answer

    def must_press(self, text: str) -> float:
        """Seconds until it was acknowledged."""
        started = time.monotonic()
        answer = self.press(text)
        assert answer.status_code == 200, answer.text[:400]
        return time.monotonic() - started

    def metric(self, name: str) -> float:
        """A number of /metrics."""
        headers = {"Authorization": f"Bearer {METRICS_TOKEN}"}
        lines = requests.get(f"{self.town.url}/metrics", headers=headers, timeout=10).text.splitlines()
        return float(next(line for line in lines if line.startswith(f"{name} ")).split()[1])

    def check_log(self) -> None:
        """Every acknowledged press is in the log once, and nothing else since the start of the meeting is."""
        assert self.driver.state()["seq"] == 1 + len(self.acknowledged)
        assert sorted(self.acknowledged.values()) == list(range(2, 2 + len(self.acknowledged)))


@contextmanager
def night(
    folder: Path, *, library: str = "eventlet", database_url: str = "", **environ: str
) -> Iterator[Night]:
    """A live meeting on a server of its own, which must end cleanly and without a traceback."""
    with FakeX() as x, Town(folder, x, library, database_url, hold_seconds=0) as town:
        town.environ |= {"LIVEMEETING_METRICS_TOKEN": METRICS_TOKEN, **environ}
        plan, link = found(town)
        town.start()
        driver = Driver(town.url, plan.meeting_id)
        driver.sign_in(link)
        driver.press("start_meeting", confirm="LIVE")
        yield Night(town, plan, driver, x)
        assert town.stop() == 0


class Follower(threading.Thread):
    """A viewer who comes back whenever the line breaks, asks for what was dropped, and writes down what they have.

    A step that does not begin where the page stands, or brings an entry a second time, is a fault.
    """

    def __init__(self, url: str) -> None:
        super().__init__(daemon=True)
        self.url = url
        self.entries: list[str] = []
        self.epoch, self.reached = "", 0
        self.returns = self.asked = self.beats = 0
        self.faults: list[str] = []
        self.leaves = threading.Event()
        self._line: Listener | None = None

    def run(self) -> None:
        while not self.leaves.is_set():
            with suppress(OSError, EOFError, requests.RequestException):
                if not self.epoch:
                    self._load()
                self._follow()
            self.returns += 1
            self.leaves.wait(0.3)

    def leave(self) -> None:
        """Hang up for good."""
        self.leaves.set()
        if self._line is not None:
            with suppress(OSError):
                self._line.line.shutdown(2)
        self.join(timeout=20)

    def _load(self) -> None:
        whole = requests.get(f"{self.url}/updates?after=0", timeout=10).json()
        self._take(whole)

    def _follow(self) -> None:
        with Listener(self.url, f"{self.epoch}.{self.reached}") as line:
            self._line = line
            if not line.status.startswith("200"):
                return
            while not self.leaves.is_set():
                self._hear(line.next())

    def _hear(self, told: Told) -> None:
        if told.name == "beat":
            self.beats += 1
        is_missing = told.data.get("seq", self.reached) > self.reached
        if told.name == "step" and told.data["from"] == self.reached:
            self._take(told.data)
        elif is_missing or told.name == "resync":
            self.asked += 1
            self._take(requests.get(f"{self.url}/updates?after={self.reached}", timeout=10).json())
        elif told.name == "step" and told.data["seq"] < self.reached:
            self.faults.append(f"an old step {told.data['from']} to {told.data['seq']} at {self.reached}")

    def _take(self, step: Any) -> None:
        self.epoch, self.reached = step["epoch"], step["seq"]
        for each in reversed(step["entries"]["put"]):
            if each["id"] in self.entries:
                self.faults.append(f"{each['id']} came twice")
            self.entries.append(each["id"])


@contextmanager
def followers(url: str, count: int) -> Iterator[list[Follower]]:
    """So many, all of whom stand at the newest entry when this begins."""
    crowd = [Follower(url) for _ in range(count)]
    for each in crowd:
        each.start()
    try:
        until(lambda: all(each.beats for each in crowd), "everybody is connected")
        yield crowd
    finally:
        for each in crowd:
            each.leave()


def check_all_have(crowd: list[Follower], last: int, seconds: float = 15) -> float:
    """Every one has every entry up to `last` once and in order; the seconds that took."""
    started = time.monotonic()
    until(lambda: all(each.reached >= last for each in crowd), f"everybody has entry {last}", seconds)
    wanted = [f"entry-{number}" for number in range(1, last + 1)]
    for each in crowd:
        assert not each.faults, each.faults[:5]
        assert each.entries == wanted
    return time.monotonic() - started


def until(is_so: Callable[[], bool], what: str, seconds: float = 15) -> float:
    """Wait until something is so; the seconds that took."""
    started = time.monotonic()
    while not is_so():
        assert time.monotonic() - started < seconds, f"not within {seconds} s: {what}"
        time.sleep(0.02)
    return time.monotonic() - started


class Probe(threading.Thread):
    """Somebody who asks for a page ten times a second; the seconds each answer took, and what was no answer."""

    def __init__(self, url: str) -> None:
        super().__init__(daemon=True)
        self.url, self.seconds, self.refused = url, [0.0], 0
        self._ends = threading.Event()

    def run(self) -> None:
        while not self._ends.wait(0.1):
            started = time.monotonic()
            try:
                self.refused += not requests.get(self.url, timeout=20).ok
            except requests.RequestException:
                self.refused += 1
            self.seconds.append(time.monotonic() - started)

    def __enter__(self) -> Probe:
        self.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._ends.set()
        self.join(timeout=30)

    @property
    def middle(self) -> float:
        """The median."""
        return sorted(self.seconds)[len(self.seconds) // 2]


def resident_mb(town: Town) -> float:
    """The server's resident memory."""
    assert town.process is not None
    status = Path(f"/proc/{town.process.pid}/status").read_text("ascii")
    return int(status.partition("VmRSS:")[2].split()[0]) / 1024


def descriptors(town: Town) -> int:
    """How many files and sockets the server has open."""
    assert town.process is not None
    return len(list(Path(f"/proc/{town.process.pid}/fd").iterdir()))


def say(what: str, **figures: object) -> None:
    """A line of figures for whoever runs the drills with -s."""
    print(f"{what}: {json.dumps(figures, default=str)}")
