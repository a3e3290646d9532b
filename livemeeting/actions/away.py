"""Long work on plain data in a process of its own, so that the web process goes on answering meanwhile."""

from __future__ import annotations

import os
import pickle
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import IO, TypeVar, cast

import livemeeting
from livemeeting.domain.refused import Refused
from livemeeting.runtime import Runtime

Answer = TypeVar("Answer")

MOST_SECONDS = 120
TOO_LONG = (
    "It took longer than two minutes and was stopped. Try again after the meeting, or at the command line."
)
#: What the child may know of our surroundings: no setting, and no secret.
PASSED_ON = ("PATH", "LANG", "LC_ALL", "TMPDIR")


def away(runtime: Runtime, call: Callable[..., Answer], *args: object) -> Answer:
    """What `call` returns or raises, worked out in a child process where a thread would hold others up.

    `call` is a function at the top of a module; it, `args` and what it returns are plain data. On ordinary
    threads nobody is held up, and it runs here. Raises Refused when it takes too long.
    """
    if not runtime.has_hub:
        return call(*args)
    runtime.sleep(0)  # what was read for this took a while; others go first
    # Files, not pipes: nobody has to stand there and pass the bytes on.
    with tempfile.TemporaryFile() as asked, tempfile.TemporaryFile() as answered:
        pickle.dump((call, args), asked)
        asked.seek(0)
        code = _run(asked, answered)
        if code != 0:
            raise RuntimeError(f"the child process ended with {code}")
        answered.seek(0)
        answer, refusal = pickle.load(answered)
    if refusal is not None:
        raise refusal
    return cast(Answer, answer)


def _run(asked: IO[bytes], answered: IO[bytes]) -> int:
    """The exit code of the child; waiting for it stops nobody else on the hub. Raises Refused."""
    environment = {name: os.environ[name] for name in PASSED_ON if name in os.environ}
    environment["PYTHONPATH"] = str(Path(livemeeting.__file__).parents[1])
    child = subprocess.Popen(
        [sys.executable, "-P", "-m", __name__],
        stdin=asked,
        stdout=answered,
        env=environment,
        start_new_session=True,
    )
    try:
        return child.wait(timeout=MOST_SECONDS)
    except subprocess.TimeoutExpired:
        raise Refused(TOO_LONG) from None
    finally:
        if child.poll() is None:
            child.kill()
            child.wait()


def main() -> None:
    """The child: one call from standard input, what came of it to standard output."""
    os.nice(10)
    call, args = pickle.load(sys.stdin.buffer)
    answer, refusal = None, None
    try:
        answer = call(*args)
    except Refused as problem:
        refusal = problem
    sys.stdout.buffer.write(pickle.dumps((answer, refusal)))


if __name__ == "__main__":
    main()
