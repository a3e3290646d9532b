"""Reads sources in processes of their own, so that no file can slow down or bring down the server."""

from __future__ import annotations

import logging
import os
import signal
import subprocess
import sys
import tempfile
import threading
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO

import livemeeting
from livemeeting.domain.calendar_draft import CalendarDraft
from livemeeting.domain.refused import Refused
from livemeeting.importers import LARGEST_UPLOAD, Read
from livemeeting.importers.carried import packed, unpacked
from livemeeting.importers.child import MOST_ANSWER, TOO_MUCH
from livemeeting.importers.fetch_rules import FetchRules
from livemeeting.importers.job import Answer, Job

log = logging.getLogger(__name__)

SEATS = 2
_BUSY = "Other agendas are being read at this moment. Try again in half a minute."
_BROKEN = "This could not be read: it broke off in the middle. Copy the agenda and paste it as text."
#: What a child needs of our environment; keys and addresses of databases are none of its business.
_PASSED_ON = ("PATH", "LANG", "LC_ALL", "TMPDIR", "SSL_CERT_FILE", "SSL_CERT_DIR")


@dataclass(frozen=True)
class ReadingRoom:
    """A few seats for processes that read. To be used on the hub: waiting for them holds nobody up.

    `most_seconds` is by the clock on the wall: for a seat, and then for the reading.
    """

    seats: threading.BoundedSemaphore = field(default_factory=lambda: threading.BoundedSemaphore(SEATS))
    python: str = sys.executable
    most_seconds: float = 30.0

    def read(self, filename: str, content: bytes, *, format: str = "") -> Read:
        """The draft in a file, as read_source() finds it. Raises Refused."""
        _refuse_large(content)
        return _draft(self._answer(Job(filename, format), content))

    def read_pasted(self, text: str) -> Read:
        """The draft in pasted text. Raises Refused."""
        return self.read("", text.encode("utf-8", "replace"))

    def fetch(self, address: str, rules: FetchRules, *, meeting: str = "", format: str = "") -> Read:
        """The draft at an address, as read_address() finds it. Raises Refused."""
        return _draft(self._answer(Job(format=format, address=address, meeting=meeting, rules=rules), b""))

    def read_calendar(self, content: bytes, zone: str) -> CalendarDraft:
        """The meetings in a calendar file, as read_calendar() finds them. Raises Refused."""
        _refuse_large(content)
        found = self._answer(Job(calendar_zone=zone), content).calendar
        if found is None:
            raise Refused(_BROKEN)
        return found

    def _answer(self, job: Job, content: bytes) -> Answer:
        if not self.seats.acquire(timeout=self.most_seconds):
            raise Refused(_BUSY)
        try:
            answer = self._ask(job, content)
        finally:
            self.seats.release()
        if answer.fault:
            log.error("An agenda could not be read: %s", answer.fault)
            raise Refused(_BROKEN)
        if answer.refused:
            raise Refused(answer.refused)
        return answer

    def _ask(self, job: Job, content: bytes) -> Answer:
        # Files, not pipes: nobody has to stand there and pass the bytes on.
        with tempfile.TemporaryFile() as asked, tempfile.TemporaryFile() as answered:
            asked.write(packed(job).encode("ascii") + b"\n")
            asked.write(content)
            asked.seek(0)
            code = self._run(asked, answered)
            answered.seek(0)
            said = answered.read(MOST_ANSWER + 1)
        if code == 0:
            with suppress(ValueError):
                return unpacked(Answer, said.decode("ascii"))
        log.warning("Reading an agenda was stopped: the process ended with %d.", code)
        return Answer(refused=TOO_MUCH)

    def _run(self, asked: IO[bytes], answered: IO[bytes]) -> int:
        """The exit code of a child that has read `asked` and written to `answered`; negative for a signal."""
        environment = {name: os.environ[name] for name in _PASSED_ON if name in os.environ}
        environment["PYTHONPATH"] = str(Path(livemeeting.__file__).parents[1])
        child = subprocess.Popen(
            [self.python, "-P", "-m", "livemeeting.importers.child"],
            stdin=asked, stdout=answered, stderr=subprocess.DEVNULL, env=environment, start_new_session=True,
        )  # fmt: skip
        try:
            return child.wait(timeout=self.most_seconds)
        except subprocess.TimeoutExpired:
            return -signal.SIGKILL
        finally:
            if child.poll() is None:
                with suppress(ProcessLookupError):
                    os.killpg(child.pid, signal.SIGKILL)
                child.wait()


def _draft(answer: Answer) -> Read:
    if answer.read is None:
        raise Refused(_BROKEN)
    return answer.read


def _refuse_large(content: bytes) -> None:
    if len(content) > LARGEST_UPLOAD:
        raise Refused("This is larger than 20 MB. Load the agenda itself, without its reports.")
