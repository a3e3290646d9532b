"""The Flask application: its blueprints, its guard, its headers and its templates."""

from __future__ import annotations

from importlib import import_module

from flask import Flask
from jinja2 import ChoiceLoader, PackageLoader, PrefixLoader
from werkzeug.middleware.proxy_fix import ProxyFix

from livemeeting.web import errors, guard, headers, page
from livemeeting.web.parts import KEY, Parts

#: Every file with routes; each exposes `blueprint`.
MODULES = (
    "livemeeting.web.health",
    "livemeeting.web.static_files",
    "livemeeting.web.status",
    "livemeeting.web.sign_in",
    "livemeeting.web.public",
    "livemeeting.web.item",
    "livemeeting.web.panel.meetings",
    "livemeeting.web.panel.agenda",
    "livemeeting.web.panel.agenda_templates",
    "livemeeting.web.panel.addendum",
    "livemeeting.web.panel.standing",
    "livemeeting.web.panel.calendar",
    "livemeeting.web.panel.control",
    "livemeeting.web.panel.posts",
    "livemeeting.web.panel.delivery",
    "livemeeting.web.panel.record",
    "livemeeting.web.panel.signed_minutes",
    "livemeeting.web.panel.removal",
    "livemeeting.web.panel.video",
    "livemeeting.web.panel.people",
    "livemeeting.web.panel.accounts",
    "livemeeting.web.panel.wording",
    "livemeeting.web.panel.profiles",
    "livemeeting.web.panel.notices",
    "livemeeting.web.panel.preflight",
    "livemeeting.web.panel.council",
    "livemeeting.web.panel.account",
)

#: An agenda with all its details is a few hundred kilobytes; nothing we take is larger.
MOST_BYTES = 2 * 1024 * 1024
#: A preview of 300 rows sends some ten fields for each.
MOST_FIELDS = 5_000


def create_app(parts: Parts) -> Flask:
    """The application around the running parts; raises RuntimeError for a route nobody guards."""
    app = Flask("livemeeting", static_folder=None)
    app.extensions[KEY] = parts
    app.config.update(
        MAX_CONTENT_LENGTH=MOST_BYTES,
        MAX_FORM_MEMORY_SIZE=MOST_BYTES,
        MAX_FORM_PARTS=MOST_FIELDS,
        PROPAGATE_EXCEPTIONS=False,
    )
    _templates(app)
    for each in (guard, headers, errors, page):
        each.install(app)
    for name in MODULES:
        app.register_blueprint(import_module(name).blueprint)
    guard.refuse_unguarded(app)
    if parts.trusted_proxies:
        proxies = parts.trusted_proxies
        # X-Forwarded-Host stays unbelieved: nothing here needs it, and a visitor can send it too.
        app.wsgi_app = ProxyFix(app.wsgi_app, x_for=proxies, x_proto=proxies, x_host=0)  # type: ignore[method-assign]
    return app


def _templates(app: Flask) -> None:
    app.jinja_options = {"trim_blocks": True, "lstrip_blocks": True}
    ours = PackageLoader("livemeeting", "templates")
    patterns = PrefixLoader({"govuk_frontend_jinja": PackageLoader("govuk_frontend_jinja")})
    app.jinja_loader = ChoiceLoader([ours, patterns])
