"""A process that appends to a log until it is killed, and prints the number of each entry once it is safe."""

from __future__ import annotations

import sys
from functools import partial

from livemeeting.store import log
from livemeeting.store.database import Database
from tests.store.samples import append


def main(url: str) -> None:
    database = Database(url)
    seen = database.read(lambda connection: log.newest_seq(connection, "m1"))
    while True:
        (entry,) = database.write(partial(append, after_seq=seen))
        seen = entry.seq
        print(seen, flush=True)


main(sys.argv[1])
