"""A paper as one HTML page for reading and printing: no script, and nothing it has to fetch."""

from __future__ import annotations

from functools import cache

from jinja2 import Environment, PackageLoader, StrictUndefined, Template

from livemeeting.exporters.paper import Bullet, Bullets, Paper, is_link


def write(paper: Paper) -> bytes:
    """The whole page, UTF-8."""
    return _template().render(paper=paper).encode()


@cache
def _template() -> Template:
    environment = Environment(
        loader=PackageLoader("livemeeting", "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.tests["may_link"] = is_link
    environment.filters["kind"] = lambda block: type(block).__name__
    environment.filters["nested"] = _nested
    return environment.get_template("record/paper.html")


def _nested(block: Bullets) -> list[tuple[Bullet, list[Bullet]]]:
    """Each point with the deeper ones below it."""
    found: list[tuple[Bullet, list[Bullet]]] = []
    for point in block.points:
        if point.depth and found:
            found[-1][1].append(point)
        else:
            found.append((point, []))
    return found
