"""Telling N viewers one thing: the product's hub against a loop of send() in C, and against stock Flask-SocketIO.

All in one run, servers pinned to one core and viewers to another; medians of rounds, each with new servers.
    python bench/bench_fanout.py [--viewers 500 5000 10000] [--rounds 3] [--updates 10] [--only eventlet]
"""

from __future__ import annotations

import argparse
import sys
from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass

import tools

SIZE = 400


@dataclass(frozen=True)
class Measured:
    """One server with one crowd: microseconds of its CPU, milliseconds to the viewers, bytes of memory."""

    per_delivery: float
    per_connect: float
    p99: float
    memory: float
    wrong: int


def measure(make: Callable[[], tools.Server], viewers: int, updates: int) -> Measured:
    """Connect everybody, tell them some times, count everything."""
    server = make()
    with server.running as running:
        # A first visitor opens the room and warms what is made only once.
        with tools.Viewers(server.port, server.path, 1, server.protocol) as first:
            first.wait()
            server.tell(SIZE)
            first.report()
        tools.settle()
        empty, before = running.memory, running.cpu
        with tools.Viewers(server.port, server.path, viewers, server.protocol) as crowd:
            crowd.wait()
            connected = running.cpu - before
            server.tell(SIZE)
            tools.settle()
            crowd.report()
            memory = (running.memory - empty) / viewers
            idle_from = running.cpu
            tools.settle(5.0)  # one heartbeat
            idle_rate = (running.cpu - idle_from) / 5.0
            per_delivery, p99s = [], []
            for _ in range(updates):
                before = running.cpu
                server.tell(SIZE)
                tools.settle(0.3 + viewers / 8_000)
                pause = 0.3 + viewers / 8_000
                per_delivery.append((running.cpu - before - idle_rate * pause) / viewers)
                got = crowd.report()
                p99s.append(got["p99"])
                wrong = abs(got["received"] - viewers) + got["missing"] + got["twice"] + got["closed"]
                if wrong:
                    print("    !", got, file=sys.stderr)
            return Measured(
                tools.middle(per_delivery) * 1e6,
                connected / viewers * 1e6,
                tools.middle(p99s),
                memory,
                wrong,
            )


SERVERS: dict[str, Callable[[], tools.Server]] = {
    "loop of send() in C": tools.floor,
    "eventlet": lambda: tools.product("eventlet"),
    "gevent": lambda: tools.product("gevent"),
    "stock Flask-SocketIO": tools.stock,
}


def main() -> int:
    """Measure and print; 1 when a target was missed."""
    options = argparse.ArgumentParser()
    options.add_argument("--viewers", type=int, nargs="+", default=[500, 5_000, 10_000])
    options.add_argument("--rounds", type=int, default=3)
    options.add_argument("--updates", type=int, default=10)
    options.add_argument("--only", nargs="+", default=list(SERVERS))
    chosen = options.parse_args()
    is_met = True
    for viewers in chosen.viewers:
        found: dict[str, list[Measured]] = defaultdict(list)
        for _ in range(chosen.rounds):
            for name in SERVERS:
                if name in chosen.only or name == "loop of send() in C":
                    found[name].append(measure(SERVERS[name], viewers, chosen.updates))
        is_met &= show(viewers, {name: medians(rounds) for name, rounds in found.items()})
    return 0 if is_met else 1


def medians(rounds: list[Measured]) -> Measured:
    """The median of each figure; whatever was wrong once stays wrong."""
    return Measured(
        *(
            tools.middle([getattr(each, name) for each in rounds])
            for name in ("per_delivery", "per_connect", "p99", "memory")
        ),
        wrong=sum(each.wrong for each in rounds),
    )


def show(viewers: int, found: dict[str, Measured]) -> bool:
    """Print the figures and hold them against the targets."""
    print(f"{viewers} viewers, one update of {SIZE} bytes")
    print(f"  {'':24}{'µs/delivery':>12}{'p99 ms':>9}{'KB/viewer':>11}{'µs/connect':>12}{'wrong':>7}")
    for name, one in found.items():
        print(
            f"  {name:24}{one.per_delivery:12.1f}{one.p99:9.1f}{one.memory / 1024:11.1f}"
            f"{one.per_connect:12.0f}{one.wrong:7d}"
        )
    base, stock = found["loop of send() in C"], found.get("stock Flask-SocketIO")
    is_met = True
    for name in ("eventlet", "gevent"):
        if name not in found:
            continue
        one = found[name]
        is_met &= tools.verdict(
            f"{name}: CPU per delivery against C", one.per_delivery / base.per_delivery, 1.25
        )
        is_met &= tools.verdict(f"{name}: p99 against C", one.p99 / base.p99, 1.3)
        is_met &= tools.verdict(f"{name}: memory per viewer", one.memory / 1024, 6, " KB")
        is_met &= tools.verdict(f"{name}: CPU per connection", one.per_connect, 350, " µs")
        is_met &= tools.verdict(f"{name}: missing, twice or lost", one.wrong, 0)
        if stock is not None:
            is_met &= tools.verdict(
                f"{name}: share of stock's CPU", one.per_delivery / stock.per_delivery, 1 / 6
            )
    return is_met


if __name__ == "__main__":
    sys.exit(main())
