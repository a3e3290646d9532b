"""300 posts per network through a link that loses 20 % of requests and 30 % of answers, the poster killed at random.

    python bench/bench_lossy_link.py [POSTS]

The clock of the house runs faster than the wall's, so that looks at 2, 5 and 15 seconds do not take half an hour; an
officer who looks at the account decides what the poster leaves in doubt. Beside it, what blind retrying stores.
Exits with 1 unless every post is on every network exactly once, and in order.
"""

from __future__ import annotations

import logging
import multiprocessing
import os
import random
import signal
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent))

from bench.lossy_link import LossyLink
from bench.outbox_of_many import ANN, FastClock, found, open_house, post_until_killed, posts_of, queue
from livemeeting.actions import posts
from livemeeting.actions.house import House, now
from livemeeting.domain.channel import Account, Channel, Duplicate, Sent
from livemeeting.domain.posts import Post, PostState
from livemeeting.domain.refused import Refused
from tests.fakes.fake_bluesky import FakeBluesky
from tests.fakes.fake_mastodon import ACCOUNT_ID, FakeMastodon
from tests.fakes.fake_x import FakeX

PACE = 8.0
ALIVE_SECONDS = (2.0, 5.0)
LONGEST_SECONDS = 1500
SETTLED = {PostState.SENT, PostState.FAILED, PostState.EXPIRED}
Fake = FakeX | FakeBluesky | FakeMastodon


@dataclass
class Network:
    """One network behind its link, and the council's account there."""

    fake: Fake
    link: LossyLink
    account: Account

    @property
    def texts(self) -> list[str]:
        """What it shows, in its order: Bluesky's is that of its keys."""
        if isinstance(self.fake, FakeBluesky):
            return [str(self.fake.records[key]["text"]) for key in sorted(self.fake.records)]
        return self.fake.texts


def networks(seed: int) -> dict[str, Network]:
    """The three, each with its own link. Mastodon's is a server that ignores idempotency keys."""
    fakes: dict[str, Fake] = {
        "x": FakeX(is_verified=True),
        "bluesky": FakeBluesky(),
        "mastodon": FakeMastodon(software="gotosocial"),
    }
    built = {}
    for number, (name, fake) in enumerate(fakes.items()):
        fake.start()
        link = LossyLink(fake.base_url, seed=seed + number)
        facts = dict(fake.facts)
        if "server" in facts:
            facts["server"] = link.url
        if name == "mastodon":
            facts["account_id"] = ACCOUNT_ID  # known since the account was checked
            facts["thread"] = "no"  # in a thread the next post goes alone after 30 s, and order is not promised
        built[name] = Network(
            fake, link, Account(name, "c1", name, f"@{name}", dict(fake.credentials), facts)
        )
    return built


def run(count: int, folder: Path) -> tuple[dict[str, Network], int, int]:
    """The engine: the networks as they are in the end, how often it was killed, what the officer decided."""
    them, path, began = networks(seed=1), folder / "bench.db", time.time()
    house = open_house(path, them["x"].link.url, FastClock(began, PACE))
    found(house, [each.account for each in them.values()])
    for name in them:
        queue(house, name, name, count)
    arguments = (str(path), them["x"].link.url, began, PACE)
    kills, decided, chances = 0, 0, random.Random(7)
    spawn = multiprocessing.get_context("forkserver")
    multiprocessing.set_forkserver_preload(["bench.outbox_of_many"])
    while time.time() - began < LONGEST_SECONDS:
        poster = spawn.Process(target=post_until_killed, args=arguments, daemon=True)
        poster.start()
        until = time.time() + chances.uniform(*ALIVE_SECONDS)
        while time.time() < until:
            decided += decide(house, them)
            time.sleep(0.05)
        os.kill(poster.pid or 0, signal.SIGKILL)
        poster.join()
        kills += 1
        left = Counter(each.state for each in posts_of(house) if each.state not in SETTLED)
        print(f"\r{kills} kills, {sum(left.values())} posts to go   ", end="", file=sys.stderr)
        if not left:
            break
    print(file=sys.stderr)
    house.database.close()
    return them, kills, decided


def decide(house: House, them: dict[str, Network]) -> int:
    """The officer: looks at the account itself where the poster has left a post in doubt."""
    mine = [each for each in posts_of(house) if each.state is PostState.UNKNOWN and each.look_at is None]
    for post in mine:
        act = posts.it_is_there if post.text in them[post.channel].texts else posts.send_again
        try:
            act(house, ANN, "m1", post.id)
        except Refused:
            continue
    return len(mine)


def blind(network: Network, channel: Channel, texts: Sequence[str], like: Post) -> int:
    """What most tools do: send until told that it worked, or that it is there. How many requests that took."""
    attempts, session = 0, dict(network.account.credentials)
    account = replace(network.account, credentials=session, keep=session.update)
    for number, text in enumerate(texts):
        for again in range(50):
            attempts += 1
            # A new record each time, as `createRecord` makes one.
            post = replace(like, id=f"b{number:04d}{again:02d}", text=text, wire="")
            post = replace(post, wire=channel.prepare(post, network.account.facts, at=now()))
            if isinstance(channel.send(post, account), Sent | Duplicate):
                break
    return attempts


def row(name: str, network: Network, count: int, wanted: Sequence[str]) -> tuple[str, bool]:
    """A line of the table, and whether all is there exactly once."""
    shown = Counter(network.texts)
    missing = sum(1 for text in wanted if not shown[text])
    twice = sum(times - 1 for times in shown.values())
    places = {text: place for place, text in reversed(list(enumerate(network.texts)))}
    order = [places[text] for text in wanted if text in places]
    misplaced = sum(1 for one, other in pairwise(order) if one > other)
    link = network.link
    words = (
        f"{name:28} {len(network.texts):6} {missing:8} {twice:6} {misplaced:13} "
        f"{link.carried + link.lost:9} {link.lost:5} {link.unanswered:11}"
    )
    return words, not (missing or twice or misplaced) and len(network.texts) == count


def main(count: int) -> int:
    logging.disable(logging.WARNING)
    with tempfile.TemporaryDirectory() as folder:
        them, kills, decided = run(count, Path(folder))
        house = open_house(Path(folder) / "bench.db", them["x"].link.url, FastClock(time.time(), 1))
        like = posts_of(house)[0]
        states = Counter(each.state.value for each in posts_of(house))
        wanted = [each.text for each in posts_of(house) if each.channel == "x"]
        house.database.close()
    plain = networks(seed=1)
    house = open_house(Path(tempfile.mkdtemp()) / "unused.db", plain["x"].link.url, FastClock(time.time(), 1))
    for name, network in plain.items():
        blind(network, house.channels[name], wanted, like)
    print(
        f"{count} posts per network; 20 % of requests and 30 % of answers lost; {kills} kills of the poster;"
    )
    print(f"the officer decided about {decided} posts left in doubt; the outbox says {dict(states)}")
    print(f"{'':28} stored  missing  twice  out of order  requests  lost  unanswered")
    rows = [row(f"livemeeting, {name}", network, count, wanted) for name, network in them.items()]
    blinds = [row(f"blind retry, {name}", network, count, wanted) for name, network in plain.items()]
    print("\n".join(words for words, _ in (*rows, *blinds)))
    for network in (*them.values(), *plain.values()):
        network.link.close()
        network.fake.close()
    return 0 if all(is_right for _, is_right in rows) and set(states) == {"sent"} else 1


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]) if len(sys.argv) > 1 else 300))
