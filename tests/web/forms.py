"""Reading the form of a page as a browser would, to send it back with one thing changed."""

from __future__ import annotations

from dataclasses import dataclass, field
from html.parser import HTMLParser


@dataclass
class Sent:
    """What a form would send, in document order, and its buttons by value."""

    action: str = ""
    fields: list[tuple[str, str]] = field(default_factory=list)
    buttons: list[str] = field(default_factory=list)

    def all(self, name: str) -> list[str]:
        return [value for key, value in self.fields if key == name]

    def one(self, name: str) -> str:
        return self.all(name)[0]

    def put(self, name: str, *values: str) -> None:
        """Type into a field, tick a box (a value) or untick it (none)."""
        place = next((at for at, (key, _) in enumerate(self.fields) if key == name), len(self.fields))
        self.fields = [pair for pair in self.fields if pair[0] != name]
        self.fields[place:place] = [(name, value) for value in values]

    def data(self, **more: str) -> dict[str, list[str]]:
        """For the test client."""
        found: dict[str, list[str]] = {}
        for name, value in [*self.fields, *more.items()]:
            found.setdefault(name, []).append(value)
        return found


class _Reader(HTMLParser):
    def __init__(self, mark: str) -> None:
        super().__init__()
        self.mark, self.sent = mark, Sent()
        self.is_inside = False
        self.templates = 0
        self.typing: str | None = None
        self.typed = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if tag == "form" and self.mark in given:
            self.is_inside, self.sent.action = True, given.get("action", "")
        self.templates += tag == "template"
        if not self.is_inside or self.templates:
            return
        name, kind = given.get("name", ""), given.get("type", "text")
        if tag == "textarea" and name:
            self.typing, self.typed = name, ""
        elif tag == "button" and name:
            self.sent.buttons.append(given.get("value", ""))
        elif tag == "input" and name and (kind not in ("checkbox", "radio") or "checked" in given):
            self.sent.fields.append((name, given.get("value", "")))

    def handle_data(self, data: str) -> None:
        if self.typing is not None:
            self.typed += data

    def handle_endtag(self, tag: str) -> None:
        if tag == "textarea" and self.typing is not None:
            # The first line break after the tag is not part of the value.
            self.sent.fields.append((self.typing, self.typed.removeprefix("\n")))
            self.typing = None
        self.templates -= tag == "template"
        if tag == "form":
            self.is_inside = False


def form_of(page: str, mark: str = "data-agenda") -> Sent:
    """The form that carries the attribute `mark`."""
    reader = _Reader(mark)
    reader.feed(page)
    return reader.sent
