"""Drill D12: one address opens panels and streams without end; a full council building comes from another."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from tests.drills.night import Night, Probe, descriptors, night, resident_mb, say, until
from tests.drills.strangers import Crowd, asking, panel_asking
from tests.live.listener import Listener

FLOOD, BUILDING = 5_000, 300
STRANGER, COUNCIL = "203.0.113.9", "198.51.100.4"
MOST_GROWTH_MB = 50


def seconds_to_come_in(night: Night) -> float:
    """For a viewer at the council's own address."""
    started = time.monotonic()
    with Listener(night.page, forwarded_for=COUNCIL) as viewer:
        viewer.first_beat()
    return time.monotonic() - started


@pytest.mark.parametrize("library", ["eventlet", "gevent"])
def test_a_flood_of_handshakes_is_turned_away_and_leaves_nothing_behind(tmp_path: Path, library: str) -> None:
    with night(tmp_path, library=library, LIVEMEETING_TRUSTED_PROXIES="1") as running:
        running.must_press("Before")
        url = running.town.url
        stream = f"/m/{running.plan.slug}/stream"
        floods = {
            "panels": panel_asking(url, address=STRANGER),
            "guessed panels": panel_asking(url, "Cookie: livemeeting=guessed", address=STRANGER),
            "polling panels": asking(url, "/socket.io/?EIO=4&transport=polling", address=STRANGER),
            "streams": asking(url, stream, address=STRANGER),
            "streams of nothing": asking(url, "/m/nothing/stream", address=STRANGER),
        }
        held, memory = descriptors(running.town), resident_mb(running.town)
        with Probe(running.page) as probe:
            for name, request in floods.items():
                with Crowd(url, request) as crowd:
                    took = crowd.come(FLOOD)
                    others, pressed = seconds_to_come_in(running), running.must_press(name)
                    say("D12", library=library, flood=name, answers=crowd.answers, took=took,
                        grown=resident_mb(running.town) - memory, others=others, press=pressed)  # fmt: skip
                    assert set(crowd.answers) <= {"200", "403", "404", "429"}
                    assert crowd.answers["429"] and b"\r\nRetry-After: " in crowd.heads["429"]
                    assert others < 1 and pressed < 1
        assert not probe.refused and probe.middle < 0.2
        assert resident_mb(running.town) - memory < MOST_GROWTH_MB
        until(lambda: descriptors(running.town) < held + 20, "their connections are gone")

        def is_let_in_again() -> bool:
            with Listener(running.page, forwarded_for=STRANGER) as viewer:
                return viewer.status == "200 OK"

        until(is_let_in_again, "the address itself comes in again", 30)
        assert "HANDSHAKES_PER_ADDRESS" in running.town.log and STRANGER not in running.town.log


@pytest.mark.parametrize("library", ["eventlet", "gevent"])
def test_a_council_building_behind_one_address_meets_no_limit(tmp_path: Path, library: str) -> None:
    """Three hundred come at once, reload their pages at once, and come back at once after a restart."""
    with night(tmp_path, library=library, LIVEMEETING_TRUSTED_PROXIES="1") as running:
        request = asking(running.town.url, f"/m/{running.plan.slug}/stream", address=COUNCIL)
        for occasion in ("come", "reload", "restart"):
            if occasion == "restart":
                running.town.kill()
                running.town.start()
            with Crowd(running.town.url, request) as building:
                took = building.come(BUILDING)
                assert building.answers == {"200": BUILDING}
                assert running.metric("livemeeting_viewers") >= BUILDING
                say("D12 building", library=library, occasion=occasion, took=took)
