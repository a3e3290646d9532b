"""What machines ask: whether the process lives, whether it can work, and whom to tell about a weakness."""

from __future__ import annotations

from dataclasses import asdict
from datetime import UTC, timedelta

from flask import Blueprint, Response, current_app, jsonify
from flask.typing import ResponseReturnValue

from livemeeting.actions.readiness import readiness
from livemeeting.web.parts import open_to_all, parts
from livemeeting.web.sockets import gallery_of

#: RFC 9116 asks for a date less than a year ahead, after which the file is not to be trusted.
TRUSTED_FOR = timedelta(days=180)

#: A process whose public pages are this late is sent nobody until it has caught up.
MOST_BEHIND_SECONDS = 5.0

blueprint = Blueprint("health", __name__)


@blueprint.get("/healthz")
@open_to_all
def healthz() -> ResponseReturnValue:
    """The process answers. Nothing else is touched, so that a slow database restarts nobody."""
    return _unkept(jsonify(status="ok"))


@blueprint.get("/readyz")
@open_to_all
def readyz() -> ResponseReturnValue:
    """Whether visitors may be sent here: 503 while the database is away or not migrated, or this process lags."""
    found, gallery = readiness(parts().house), gallery_of(current_app)
    behind = gallery.behind if gallery is not None else 0.0
    is_ready = found.is_ready and behind < MOST_BEHIND_SECONDS
    answer = jsonify(
        status="ready" if is_ready else "not ready", **asdict(found), behind_seconds=round(behind, 1)
    )
    answer.status_code = 200 if is_ready else 503
    return _unkept(answer)


@blueprint.get("/.well-known/security.txt")
@open_to_all
def security_txt() -> ResponseReturnValue:
    """RFC 9116."""
    running = parts()
    until = (running.house.clock() + TRUSTED_FOR).astimezone(UTC).strftime("%Y-%m-%dT00:00:00Z")
    lines = [
        f"Contact: {running.house.public_url}/",
        f"Expires: {until}",
        "Preferred-Languages: en, cy",
        f"Canonical: {running.house.public_url}/.well-known/security.txt",
    ]
    return Response("\n".join(lines) + "\n", content_type="text/plain; charset=utf-8")


def _unkept(answer: Response) -> Response:
    answer.headers["Cache-Control"] = "no-store"
    return answer
