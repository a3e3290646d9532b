"""The record as one HTML page for reading and printing: no script, and nothing it has to fetch."""

from __future__ import annotations

from functools import cache

from jinja2 import Environment, PackageLoader, StrictUndefined, Template

from livemeeting.domain.record_shape import Record


def write(record: Record) -> bytes:
    """The whole page, UTF-8."""
    return _template().render(record=record, head=record.head).encode()


@cache
def _template() -> Template:
    environment = Environment(
        loader=PackageLoader("livemeeting", "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.tests["web_address"] = _is_web_address
    return environment.get_template("record/record.html")


def _is_web_address(text: str) -> bool:
    """Whether text may become a link; no other scheme ever does."""
    return text.startswith(("https://", "http://"))
