"""Our own YAML: what is said of the meeting, then a list of items."""

from __future__ import annotations

import re
from collections.abc import Hashable

import yaml

from livemeeting.domain.agenda import Draft
from livemeeting.domain.refused import Refused
from livemeeting.importers.own_shape import DEEPEST, TOO_DEEP, joined, read_shape
from livemeeting.importers.source import text_of

LARGEST = 300_000


class _AsWritten(yaml.BaseLoader):
    """Reads every value as the text it is written as.

    The usual rules would turn the agenda number 12.10 into 12.1 and the time 18:30 into 1110. Nothing but
    text, lists and mappings can come out, and shared values (the road to alias bombs) are refused.
    """

    def __init__(self, stream: str) -> None:
        super().__init__(stream)
        self.depth = 0
        self.repeated: list[str] = []

    def compose_node(self, parent: yaml.Node | None, index: int) -> yaml.Node | None:
        if self.check_event(yaml.AliasEvent):
            raise Refused("This YAML uses references (&name and *name). Write each value out instead.")
        self.depth += 1
        if self.depth > DEEPEST:
            raise Refused(TOO_DEEP)
        node = super().compose_node(parent, index)
        self.depth -= 1
        return node

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Hashable, object]:
        pairs = [(str(self.construct_object(key)), self.construct_object(value)) for key, value in node.value]
        values: dict[Hashable, object] = {}
        values.update(joined(pairs, self.repeated))
        return values


def read(content: bytes) -> Draft:
    """A draft from YAML. Raises Refused with the line at which the file stops making sense."""
    source = text_of(content)
    if len(content) > LARGEST:
        raise Refused(
            f"A YAML agenda may be {LARGEST // 1000} KB at most. Save a large agenda as CSV or JSON."
        )
    try:
        loader = _AsWritten(source.text)
        document = loader.get_single_data()
    except yaml.MarkedYAMLError as fault:
        mark = fault.problem_mark
        place = f" at line {mark.line + 1}" if mark else ""
        raise Refused(
            f"The YAML stops making sense{place}: check its indents, colons and quotation marks."
        ) from fault
    except (yaml.YAMLError, ValueError, OverflowError) as fault:
        # Escapes such as "\UFFFFFFFF" reach chr() inside PyYAML.
        raise Refused(
            "The YAML holds characters that cannot be read. Write them out or leave them out."
        ) from fault
    return read_shape(document, repeated=loader.repeated, doubts=source.doubts)


def recognises(content: bytes) -> bool:
    """Whether a line of its own opens the list of items."""
    return bool(re.search(rb"^items:[ \t]*\r?$", content[:50_000], re.MULTILINE))
