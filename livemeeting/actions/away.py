"""Long work on plain data in a process of its own, so that the web process goes on answering meanwhile."""

from __future__ import annotations

import os
import pickle
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar, cast

from livemeeting.domain.refused import Refused
from livemeeting.runtime import Runtime

Answer = TypeVar("Answer")

HERE = Path(__file__).parents[2]
MOST_SECONDS = 120
TOO_LONG = (
    "It took longer than two minutes and was stopped. Try again after the meeting, or at the command line."
)
#: What the child may know of our surroundings: no setting, and no secret.
ENVIRONMENT = ("PATH", "LANG", "LC_ALL", "TMPDIR", "SYSTEMROOT", "FONTCONFIG_PATH")


def away(runtime: Runtime, call: Callable[..., Answer], *args: object) -> Answer:
    """What `call` returns or raises, worked out in a child process where a thread would hold others up.

    `call` is a function at the top of a module; it, `args` and what it returns are plain data. On ordinary
    threads nobody is held up, and it runs here. Raises Refused when it takes too long.
    """
    if not runtime.has_hub:
        return call(*args)
    # The async libraries have made this module wait without stopping others.
    child = subprocess.Popen(
        [sys.executable, "-m", __name__], cwd=HERE, stdin=subprocess.PIPE, stdout=subprocess.PIPE,
        env={name: os.environ[name] for name in ENVIRONMENT if name in os.environ},
    )  # fmt: skip
    try:
        written, _ = child.communicate(pickle.dumps((call, args)), timeout=MOST_SECONDS)
    except subprocess.TimeoutExpired:
        child.kill()
        child.wait()
        raise Refused(TOO_LONG) from None
    if child.returncode != 0:
        raise RuntimeError(f"the child process ended with {child.returncode}")
    answer, problem = pickle.loads(written)
    if problem is not None:
        raise problem
    return cast(Answer, answer)


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
