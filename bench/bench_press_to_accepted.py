"""From the press to *accepted* by the network, hold 0, while another network is dead: p95 must stay under a second.

    python bench/bench_press_to_accepted.py [PRESSES [ROUNDS]]

In each of three rounds the same presses are made twice: with three healthy networks, and with one that takes
connections and never answers.
Exits with 1 where the p95 of a healthy network is a second or more, or a press itself waits for the dead one.
"""

from __future__ import annotations

import logging
import socket
import sys
import tempfile
import threading
import time
from pathlib import Path
from statistics import median

sys.path.insert(0, str(Path(__file__).parent.parent))

from bench.outbox_of_many import ANN, found, open_house
from livemeeting.actions.house import now
from livemeeting.actions.look import see
from livemeeting.actions.poster import Poster
from livemeeting.actions.press import Press, press
from livemeeting.domain.channel import Account
from tests.evening import form
from tests.fakes.fake_bluesky import FakeBluesky
from tests.fakes.fake_mastodon import FakeMastodon
from tests.fakes.fake_x import FakeX

MOST_SECONDS = 1.0
PAUSE_SECONDS = 0.25


def black_hole() -> socket.socket:
    """A server that takes connections and never says a word."""
    listener = socket.socket()
    listener.bind(("127.0.0.1", 0))
    listener.listen(512)
    return listener


def evening(presses: int, *, is_dead: bool) -> dict[str, list[float]]:
    """Seconds of each press, and from it to each healthy network."""
    hole = black_hole()
    with FakeX(is_verified=True) as x, FakeMastodon() as mastodon, FakeBluesky() as bluesky:
        dead = {**bluesky.facts, "server": f"http://127.0.0.1:{hole.getsockname()[1]}"}
        accounts = [
            Account("x", "c1", "x", "@x", x.credentials, x.facts),
            Account("mastodon", "c1", "mastodon", "@m", mastodon.credentials, mastodon.facts),
            Account(
                "bluesky", "c1", "bluesky", "@b", bluesky.credentials, dead if is_dead else bluesky.facts
            ),
        ]
        house = open_house(Path(tempfile.mkdtemp()) / "bench.db", x.base_url, now)
        found(house, accounts)
        poster = Poster(house)
        threading.Thread(target=poster.run, daemon=True).start()
        took: dict[str, list[float]] = {"press": [], "x": [], "mastodon": []}
        pressed_at: dict[str, float] = {}
        for number in range(presses):
            seq, text = see(house, ANN, "m1").meeting.seq, f"Message number {number}"
            began = time.time()
            press(house, ANN, Press("m1", "publish_message", seq, f"m{number}", form(text=text)))
            took["press"].append(time.time() - began)
            pressed_at[text] = began
            time.sleep(PAUSE_SECONDS)
        deadline = time.time() + 20
        while time.time() < deadline and min(len(x.posts), len(mastodon.posts)) <= presses:
            time.sleep(0.05)
        poster.stop()
        for name, posts in (("x", x.posts), ("mastodon", mastodon.posts)):
            for post in posts:
                began = next((at for text, at in pressed_at.items() if post.text.startswith(text + " ")), 0.0)
                if began:
                    took[name].append(post.at.timestamp() - began)
    hole.close()
    assert len(took["x"]) == len(took["mastodon"]) == presses, {k: len(v) for k, v in took.items()}
    return took


def p95(values: list[float]) -> float:
    return sorted(values)[int(len(values) * 0.95)]


def main(presses: int, rounds: int) -> int:
    logging.disable(logging.ERROR)
    each = [(evening(presses, is_dead=False), evening(presses, is_dead=True)) for _ in range(rounds)]
    print(
        f"p95 in ms of {presses} presses, hold 0   three healthy   one dead   ratio   (medians of {rounds})"
    )
    late = False
    for name in each[0][0]:
        alone, beside = (median(p95(evenings[at][name]) for evenings in each) for at in range(2))
        late |= beside >= MOST_SECONDS
        label = "the press itself" if name == "press" else f"press to accepted by {name}"
        print(f"{label:36} {alone * 1000:13.0f} {beside * 1000:10.0f} {beside / alone:7.2f}")
    return 1 if late else 0


if __name__ == "__main__":
    asked = [int(each) for each in sys.argv[1:3]]
    sys.exit(main(asked[0] if asked else 60, asked[1] if len(asked) > 1 else 3))
