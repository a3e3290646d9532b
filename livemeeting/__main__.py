"""The command line: python -m livemeeting COMMAND."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable

# Nothing else is imported up here: `serve` must patch the async library in before anything opens a socket.


def serve() -> int:
    """Serve the panel and the public pages (and post, unless LIVEMEETING_POSTER=separate)."""
    from livemeeting import serve as server

    return server.main(os.environ)


def demo() -> int:
    """Serve with a sample meeting in rehearsal, and print a sign-in link."""
    environ = dict(os.environ)
    from livemeeting import serve as server
    from livemeeting.demo import prepare_demo

    if not prepare_demo(environ, runtime=server.running()):
        return 2
    return server.main(environ)


def worker() -> int:
    """Send posts in a process of its own."""
    from livemeeting import worker as poster

    return poster.main(os.environ)


def clerk() -> int:
    """Everything else: migrate, add-officer, sign-in-link, outbox, import, export, verify."""
    from livemeeting.commands import commands

    commands(prog_name="python -m livemeeting")
    return 0


RUNNING: dict[str, Callable[[], int]] = {"serve": serve, "demo": demo, "worker": worker}


def main() -> int:
    """Run the command named first; returns the exit code."""
    asked = sys.argv[1] if len(sys.argv) > 1 else ""
    if asked in RUNNING and not {"-h", "--help"} & set(sys.argv):
        return RUNNING[asked]()
    return clerk()


if __name__ == "__main__":
    sys.exit(main())
