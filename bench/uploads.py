"""A real server with an officer signed in, who uploads while somebody else keeps asking for the public page."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import requests

from bench.written_pdf import pdf_of_text

ROOT = Path(__file__).parents[1]
READY_SECONDS = 60.0


@dataclass
class Officer:
    """A browser that is signed in, and the process it talks to."""

    url: str
    process: subprocess.Popen[bytes]
    browser: requests.Session = field(default_factory=requests.Session)
    csrf: str = ""

    def upload(self, name: str, content: bytes) -> tuple[requests.Response, float]:
        """Upload a file as a new meeting's agenda; the answer and the seconds it took."""
        started = time.monotonic()
        answer = self.browser.post(
            f"{self.url}/panel/meetings/new",
            data={"csrf": self.csrf, "act": "upload"}, files={"file": (name, content)}, timeout=60,
        )  # fmt: skip
        return answer, time.monotonic() - started

    def memory(self) -> int:
        """Bytes the server has had in memory at most, its children not counted."""
        status = Path(f"/proc/{self.process.pid}/status").read_text()
        found = re.search(r"VmHWM:\s+(\d+) kB", status)
        assert found is not None
        return int(found[1]) * 1024


@contextmanager
def served(library: str, port: int) -> Iterator[Officer]:
    """A fresh installation, served with this async library."""
    with tempfile.TemporaryDirectory() as folder:
        kept = {name: value for name, value in os.environ.items() if not name.startswith("LIVEMEETING_")}
        environ = {
            **kept, "PYTHONPATH": str(ROOT), "PORT": str(port), "LIVEMEETING_DATA": folder,
            "LIVEMEETING_ASYNC": library, "LIVEMEETING_LOG_LEVEL": "error",
        }  # fmt: skip
        typed = [
            sys.executable,
            "-m",
            "livemeeting",
            "add-officer",
            "ann@example.gov.uk",
            "--name",
            "Ann Ash",
        ]
        said = subprocess.run(typed, env=environ, capture_output=True, text=True, check=True).stdout
        process = subprocess.Popen([sys.executable, "-m", "livemeeting", "serve"], env=environ)
        try:
            officer = Officer(f"http://localhost:{port}", process)
            _wait(officer.url)
            _sign_in(officer, said.split()[-1])
            yield officer
        finally:
            process.terminate()
            process.wait()


def _wait(url: str) -> None:
    end = time.monotonic() + READY_SECONDS
    while True:
        try:
            requests.get(f"{url}/healthz", timeout=5)
            return
        except requests.ConnectionError:
            if time.monotonic() > end:
                raise
            time.sleep(0.1)


def _sign_in(officer: Officer, link: str) -> None:
    page = officer.browser.get(link, timeout=30).text
    fields = dict(re.findall(r'<input[^>]*name="(\w+)"[^>]*value="([^"]*)"', page))
    officer.browser.post(link, data=fields, timeout=30)
    form = officer.browser.get(f"{officer.url}/panel/meetings/new", timeout=30).text
    found = re.search(r'name="csrf" value="([^"]+)"', form)
    assert found is not None, "the officer is not signed in"
    officer.csrf = found[1]


def waits_beside(url: str, work: Callable[[], object], *, pause: float = 0.01) -> list[float]:
    """The seconds each visitor waited who asked for the public page while `work` was done."""
    waits: list[float] = []
    is_done = threading.Event()

    def visit() -> None:
        with requests.Session() as visitor:
            while not is_done.is_set():
                started = time.monotonic()
                visitor.get(url, timeout=30)
                waits.append(time.monotonic() - started)
                time.sleep(pause)

    thread = threading.Thread(target=visit)
    thread.start()
    try:
        work()
    finally:
        is_done.set()
        thread.join()
    return waits


def share(waits: list[float], part: float) -> float:
    """The wait that this part of the visitors did not exceed."""
    return sorted(waits)[min(len(waits) - 1, int(len(waits) * part))]


def front_sheet(pages: int) -> bytes:
    """A PDF front sheet of this many pages, with an item in each six lines."""
    text = [
        "Calderbeck Council",
        "Full Council",
        "Wednesday 25 November 2026 at 6.00 pm, Town Hall",
        "",
        "AGENDA",
        "",
    ]
    item = 0
    for _ in range(pages):
        for _ in range(8):
            item += 1
            text += [
                f"{item}.  Report of the service director on matter {item}",
                "    To consider the report and to agree what it recommends for the wards that it",
                "    names, and to note that the committee has looked at it before.", "    Pages 1 - 2", "",
            ]  # fmt: skip
        text.append("\f")
    return pdf_of_text("\n".join(text).replace("\n\f\n", "\f").strip("\f"))
