"""Every route is open by list or guarded; every form needs its token; every answer has its headers."""

from collections.abc import Iterator

import pytest
from flask import Flask
from werkzeug.routing import Rule

from livemeeting.domain.roles import Right, Role
from tests.houses import Visitor, new_app, new_house, sign_in

#: Whoever adds one says so here.
OPEN = {
    "GET /",
    "GET /council.css",
    "GET /m/<slug>",
    "GET /m/<slug>/<path:item>",
    "GET /m/<slug>/checkpoint.json",
    "GET /m/<slug>/record.<format>",
    "GET /m/<slug>/updates",
    "GET /rehearsal/<slug>",
    "GET /rehearsal/<slug>/<path:item>",
    "GET /rehearsal/<slug>/record.<format>",
    "GET /rehearsal/<slug>/updates",
    "GET /healthz",
    "GET /metrics",
    "GET /readyz",
    "GET /.well-known/security.txt",
    "GET /static/<path:name>",
    "GET /sign-in",
    "POST /sign-in",
    "GET /sign-in/link/<token>",
    "POST /sign-in/link/<token>",
}
HEADERS = (
    "Content-Security-Policy", "X-Content-Type-Options", "Referrer-Policy", "Permissions-Policy",
    "Cross-Origin-Opener-Policy",
)  # fmt: skip


@pytest.fixture(scope="module")
def app(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Flask]:
    """The whole application."""
    house, _ = new_house(tmp_path_factory.mktemp("routes"))
    yield new_app(house)
    house.database.close()


def routes(app: Flask) -> Iterator[tuple[str, str, Rule]]:
    """Every method and address that does something, with a made-up value for what is variable."""
    for rule in app.url_map.iter_rules():
        address = rule.rule
        for name in rule.arguments:
            address = _filled(address, name)
        for method in sorted((rule.methods or set()) - {"HEAD", "OPTIONS"}):
            yield method, address, rule


def _filled(address: str, name: str) -> str:
    before, _, after = address.partition(f"{name}>")
    return f"{before.rpartition('<')[0]}x1{after}"


def right_of(app: Flask, rule: Rule) -> Right | None:
    right: Right | None = app.view_functions[rule.endpoint].needs  # type: ignore[union-attr]
    return right


def visitor(app: Flask, role: Role | None = None) -> Visitor:
    client = app.test_client()
    assert isinstance(client, Visitor)
    if role is not None:
        sign_in(client, role)
    return client


def test_every_open_route_is_on_the_list(app: Flask) -> None:
    found = {f"{method} {rule.rule}" for method, _, rule in routes(app) if right_of(app, rule) is None}
    assert found == OPEN


def test_every_other_route_asks_a_stranger_to_sign_in(app: Flask) -> None:
    stranger = visitor(app)
    let_in = {
        f"{method} {address}": status
        for method, address, rule in routes(app)
        if right_of(app, rule) is not None
        and (status := stranger.open(address, method=method).status_code) != 303
    }
    assert not let_in


def test_every_route_refuses_the_roles_without_its_right(app: Flask) -> None:
    watcher = visitor(app, Role.WATCHER)
    let_in = {
        f"{method} {address}": status
        for method, address, rule in routes(app)
        if right_of(app, rule) not in (None, Right.WATCH)
        and (status := watcher.open(address, method=method, data={"csrf": watcher.csrf}).status_code) != 403
    }
    assert not let_in


def test_every_form_of_the_panel_needs_its_token(app: Flask) -> None:
    administrator = visitor(app, Role.ADMINISTRATOR)
    taken = {
        f"{method} {address}": status
        for method, address, rule in routes(app)
        if method != "GET" and right_of(app, rule) is not None
        for data in ({}, {"csrf": "x"})
        if (status := administrator.open(address, method=method, data=data).status_code) != 403
    }
    assert not taken


@pytest.mark.parametrize("headers", [{"Origin": "https://evil.example"}, {"Sec-Fetch-Site": "cross-site"}])
def test_every_form_refuses_what_another_site_sent(app: Flask, headers: dict[str, str]) -> None:
    administrator = visitor(app, Role.ADMINISTRATOR)
    taken = {
        f"{method} {address}": status
        for method, address, _ in routes(app)
        if method != "GET"
        and (
            status := administrator.open(
                address, method=method, data={"csrf": administrator.csrf}, headers=headers
            ).status_code
        )
        != 403
    }
    assert not taken


def test_every_answer_has_the_security_headers(app: Flask) -> None:
    administrator = visitor(app, Role.ADMINISTRATOR)
    extra = [
        ("GET", "/no-such-page"),
        ("DELETE", "/sign-in"),
        ("GET", "/static/house.css"),
        ("GET", "/panel"),
    ]
    asked = [
        (method, address) for method, address, rule in routes(app) if rule.endpoint != "sign_in.sign_out"
    ]
    for method, address in [*asked, *extra]:
        answer = administrator.open(address, method=method, data={"csrf": administrator.csrf})
        missing = [name for name in HEADERS if name not in answer.headers]
        assert not missing, f"{method} {address}: {missing}"
        assert "default-src 'none'" in answer.headers["Content-Security-Policy"]
        assert "Server" not in answer.headers and "X-Powered-By" not in answer.headers
    too_large = administrator.post("/sign-in", data={"email": "x" * 3_000_000})
    assert too_large.status_code == 413
    assert all(name in too_large.headers for name in HEADERS)


def test_no_public_page_sets_a_cookie_or_reads_one(app: Flask) -> None:
    signed_in = visitor(app, Role.ADMINISTRATOR)
    for method, address, rule in routes(app):
        if right_of(app, rule) is None and not address.startswith("/sign-in"):
            answer = signed_in.open(address, method=method)
            assert "Set-Cookie" not in answer.headers, address
            assert "Cookie" not in answer.headers.get("Vary", ""), address


def test_no_cache_keeps_an_answer_of_the_panel(app: Flask) -> None:
    administrator = visitor(app, Role.ADMINISTRATOR)
    for method, address, rule in routes(app):
        if right_of(app, rule) is not None and rule.endpoint != "sign_in.sign_out":
            answer = administrator.open(address, method=method, data={"csrf": administrator.csrf})
            assert answer.headers["Cache-Control"] == "no-store", address


def test_what_belongs_to_nobody_here_is_not_there(app: Flask) -> None:
    """Every address with a made-up id answers 404 or refuses: never with something, never with an error."""
    administrator = visitor(app, Role.ADMINISTRATOR)
    found = {
        f"{method} {address}": status
        for method, address, rule in routes(app)
        if rule.arguments and right_of(app, rule) is not None
        and (
            status := administrator.open(
                address, method=method, data={"csrf": administrator.csrf, "role": "watcher", "text": "x"}
            ).status_code
        )
        not in (404, 409)
    }  # fmt: skip
    assert not found
