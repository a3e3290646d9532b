"""How the product is doing: a page in the panel, and the same numbers for Prometheus."""

from __future__ import annotations

import hmac
from collections.abc import Iterator

from flask import Blueprint, Response, current_app, render_template, request
from flask.typing import ResponseReturnValue
from prometheus_client import CollectorRegistry, generate_latest
from prometheus_client.core import CounterMetricFamily, GaugeMetricFamily, Metric
from prometheus_client.process_collector import ProcessCollector
from prometheus_client.registry import Collector

from livemeeting.actions.house import NotFound
from livemeeting.actions.vitals import Vitals, vitals
from livemeeting.domain.posts import PostState
from livemeeting.domain.roles import Right
from livemeeting.web.parts import needs, open_to_all, parts
from livemeeting.web.sockets import gallery_of

blueprint = Blueprint("status", __name__)

TEXT = "text/plain; version=0.0.4; charset=utf-8"


@blueprint.get("/panel/status")
@needs(Right.WATCH)
def status() -> ResponseReturnValue:
    """The numbers in words."""
    return render_template("panel/status.html", found=_now())


@blueprint.get("/metrics")
@open_to_all
def metrics() -> ResponseReturnValue:
    """The numbers for a machine that brings the token; without one set there is no such page."""
    wanted = parts().metrics_token
    given = request.headers.get("Authorization", "").removeprefix("Bearer ")
    if not wanted or not hmac.compare_digest(given.encode(), wanted.encode()):
        raise NotFound
    registry = CollectorRegistry()
    ProcessCollector(registry=registry)
    registry.register(_Numbers(_now()))
    answer = Response(generate_latest(registry), content_type=TEXT)
    answer.headers["Cache-Control"] = "no-store"
    return answer


def _now() -> Vitals:
    return vitals(parts().house, gallery_of(current_app), parts().stalls(), parts().bell())


class _Numbers(Collector):
    """The vitals as Prometheus has them; names end in their unit (https://prometheus.io/docs/practices/naming)."""

    def __init__(self, found: Vitals) -> None:
        self._found = found

    def collect(self) -> Iterator[Metric]:
        found, waited = self._found, self._found.ready.oldest_due_post_seconds
        for name, words, value in (
            ("viewers", "Open streams of public pages on this process.", found.viewers),
            ("told_seconds_median", "From a commit to the last viewer, median of 200.", found.told_median),
            ("told_seconds_worst", "The same, the slowest of them.", found.told_worst),
            ("behind_seconds", "How long the log has not been looked at beyond the usual second.", found.behind),
            ("hub_longest_stall_seconds", "The longest time the hub stood still.", found.stalls.longest),
            ("redis_away", "1 while Redis does not answer.", int(found.bell == "away")),
            ("ready", "1 when visitors may be sent here.", int(found.ready.is_ready)),
            ("outbox_oldest_due_seconds", "How long the oldest due post has waited.", waited),
        ):  # fmt: skip
            yield GaugeMetricFamily(f"livemeeting_{name}", words, value=value)
        yield CounterMetricFamily("livemeeting_updates", "Updates told to viewers.", value=found.updates)
        yield CounterMetricFamily(
            "livemeeting_hub_stalls", "How often the hub stood still.", value=found.stalls.count
        )
        posts = GaugeMetricFamily("livemeeting_posts", "Posts by state.", labels=["state"])
        for state in PostState:
            posts.add_metric([state.value], found.posts.get(state, 0))
        yield posts
