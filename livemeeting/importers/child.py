"""The process that reads one source: it limits itself, reads, and prints one answer."""

from __future__ import annotations

import os
import resource
import sys
import traceback
from contextlib import suppress

from livemeeting.domain.calendar_draft import CalendarDraft
from livemeeting.domain.refused import Refused
from livemeeting.importers import Read, read_source
from livemeeting.importers.carried import packed, unpacked
from livemeeting.importers.job import Answer, Job

MOST_MEMORY = 512 * 1024 * 1024
MOST_CPU_SECONDS = 10
MOST_ANSWER = 16 * 1024 * 1024
TOO_MUCH = (
    "Reading this took more memory or time than an agenda ever does, and was stopped. "
    "Load the agenda itself, without its reports, or copy it and paste it."
)


def main() -> None:
    """Read the job and its source from standard input and print the answer."""
    _limit()
    head, _, content = sys.stdin.buffer.read().partition(b"\n")
    sys.stdout.write(packed(answer_to(unpacked(Job, head.decode("ascii")), content)))


def answer_to(job: Job, content: bytes) -> Answer:
    """The answer to one job; raises nothing that comes from the source."""
    try:
        if job.calendar_zone:
            return Answer(calendar=_calendar(job, content))
        return Answer(read=_read(job, content))
    except Refused as refused:
        return Answer(refused=refused.sentence)
    except (MemoryError, RecursionError):
        return Answer(refused=TOO_MUCH)
    except Exception as fault:  # whatever a hostile file finds in a library must end in a sentence
        return Answer(fault=_place(fault))


def _calendar(job: Job, content: bytes) -> CalendarDraft:
    from livemeeting.importers.calendar_file import read_calendar  # late: an agenda needs no calendar

    return read_calendar(content, job.calendar_zone)


def _read(job: Job, content: bytes) -> Read:
    if job.rules is None:
        return read_source(job.filename, content, format=job.format or None)
    from livemeeting.importers.addressed import read_address  # late: a file needs no network

    return read_address(job.address, job.rules, meeting=job.meeting, format=job.format)


def _place(fault: Exception) -> str:
    """The kind of fault and where it came up, without its words: these may repeat what is in the source."""
    lines = [f"{frame.filename}:{frame.lineno}" for frame in traceback.extract_tb(fault.__traceback__)]
    return f"{type(fault).__name__} at {' < '.join(reversed(lines[-4:]))}"


def _limit() -> None:
    # Linux spares the server and takes this process first when memory runs out.
    with suppress(OSError), open("/proc/self/oom_score_adj", "w") as file:
        file.write("1000")
    os.nice(10)
    for what, most in (
        (resource.RLIMIT_AS, MOST_MEMORY),
        (resource.RLIMIT_CPU, MOST_CPU_SECONDS),
        (resource.RLIMIT_FSIZE, MOST_ANSWER),
        (resource.RLIMIT_CORE, 0),
    ):
        _, hard = resource.getrlimit(what)
        allowed = most if hard == resource.RLIM_INFINITY else min(most, hard)
        resource.setrlimit(what, (allowed, allowed))


if __name__ == "__main__":
    main()
