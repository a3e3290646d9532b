"""The security headers of every answer, errors and static files included."""

from __future__ import annotations

import secrets
from urllib.parse import urlsplit

from flask import Flask, Response, current_app, g, request

from livemeeting.web.parts import Parts, parts

#: The players whose embeds we offer; LIVEMEETING_EMBED_HOSTS adds to them.
PLAYERS = ("https://www.youtube-nocookie.com", "https://player.vimeo.com")
#: What no page of ours ever uses.
UNUSED = (
    "accelerometer", "browsing-topics", "camera", "display-capture", "geolocation", "gyroscope",
    "magnetometer", "microphone", "midi", "payment", "serial", "usb",
)  # fmt: skip
PERMISSIONS = ", ".join(f"{name}=()" for name in UNUSED)
ONE_YEAR = 31_536_000


def install(app: Flask) -> None:
    """Make a nonce before each request and set the headers after it."""
    app.before_request_funcs.setdefault(None, []).insert(0, _new_nonce)
    app.after_request(protect)


def csp_nonce() -> str:
    """What an inline script or style of this answer must carry."""
    if "csp_nonce" not in g:
        _new_nonce()
    return str(g.csp_nonce)


def protect(answer: Response) -> Response:
    """Set every header that keeps a browser from being used against us."""
    running, is_public = parts(), is_public_page()
    rules = policy(running, csp_nonce(), is_public=is_public, has_players=is_public or is_player_page())
    answer.headers["Content-Security-Policy"] = rules
    answer.headers["X-Content-Type-Options"] = "nosniff"
    # A sign-in link stays here; "no-referrer" would make browsers send "Origin: null" with the form.
    # Elsewhere YouTube shows "error 153" when it is not told the origin of the page its player stands in.
    is_sign_in = request.path.startswith("/sign-in")
    answer.headers["Referrer-Policy"] = "same-origin" if is_sign_in else "strict-origin-when-cross-origin"
    answer.headers["Permissions-Policy"] = PERMISSIONS
    answer.headers["Cross-Origin-Opener-Policy"] = "same-origin"
    if running.is_secure:
        answer.headers["Strict-Transport-Security"] = f"max-age={ONE_YEAR}"
    if not is_public:
        answer.headers["X-Frame-Options"] = "DENY"
        answer.headers["Cache-Control"] = "no-store"
    return answer


def is_public_page() -> bool:
    """Whether this answer is for everyone: an open route that is not part of signing in."""
    if request.endpoint is None or request.blueprint == "sign_in":
        return False
    return getattr(current_app.view_functions.get(request.endpoint), "needs", "nobody") is None


def is_player_page() -> bool:
    """Whether this answer is the page of the panel in which videos are watched."""
    return hasattr(current_app.view_functions.get(request.endpoint or ""), "shows_players")


def policy(running: Parts, nonce: str, *, is_public: bool, has_players: bool = False) -> str:
    """The Content Security Policy: nothing but ourselves, and the webcast players where they are shown."""
    own = f"'self' 'nonce-{nonce}'"
    rules = {
        "default-src": "'none'",
        "script-src": own,
        "style-src": own,
        "img-src": "'self' data:",
        "font-src": "'self'",
        "connect-src": f"'self' {socket_address(running.house.public_url)}",
        "base-uri": "'none'",
        "form-action": "'self'",
        "frame-ancestors": "'none'",
    }
    if is_public or has_players:
        embeds = [f"https://{host}" for host in sorted(running.embed_hosts)]
        rules["frame-src"] = " ".join([*PLAYERS, *embeds])
        rules["media-src"] = " ".join(["'self'", *embeds])
    if is_public:
        rules["frame-ancestors"] = " ".join(["'self'", *running.frame_ancestors])
    return "; ".join(f"{name} {value}" for name, value in rules.items())


def socket_address(public_url: str) -> str:
    """The websocket origin of the public address: older Safari does not read 'self' as including it."""
    scheme, host = urlsplit(public_url)[:2]
    return f"{'wss' if scheme == 'https' else 'ws'}://{host}"


def _new_nonce() -> None:
    g.csp_nonce = secrets.token_urlsafe(16)
