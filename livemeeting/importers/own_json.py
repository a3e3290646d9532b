"""Our own JSON: the same shape as our YAML."""

from __future__ import annotations

import json
import re

from livemeeting.domain.agenda import Draft
from livemeeting.domain.refused import Refused
from livemeeting.importers.own_shape import DEEPEST, TOO_DEEP, joined, read_shape
from livemeeting.importers.source import text_of

# Possessive, and an open string runs to the end: the time stays proportional to the size of the file.
_STRINGS_AND_BRACKETS = re.compile(r'"(?:[^"\\]|\\.?)*+"?|[\[\]{}]', re.DOTALL)


def read(content: bytes) -> Draft:
    """A draft from JSON. Raises Refused with the line at which the file stops making sense."""
    source = text_of(content)
    refuse_deep(source.text)
    repeated: list[str] = []
    try:
        # Numbers stay as they are written: 12.10 is an agenda number, not twelve and a tenth.
        document = json.loads(
            source.text,
            object_pairs_hook=lambda pairs: joined(pairs, repeated),
            parse_int=str,
            parse_float=str,
            parse_constant=str,
        )
    except json.JSONDecodeError as fault:
        raise Refused(
            f"The JSON stops making sense at line {fault.lineno}: it may be cut off or mistyped."
        ) from fault
    return read_shape(document, repeated=repeated, doubts=source.doubts)


def recognises(content: bytes) -> bool:
    """Whether this opens like a JSON object or a list of them."""
    return bool(re.match(rb"(?:\xef\xbb\xbf)?\s{0,50}(?:\{\s{0,50}\"|\[\s{0,50}\{)", content))


def refuse_deep(text: str) -> None:
    """Raise Refused for JSON nested deeper than its parser should be sent."""
    depth = 0
    for match in _STRINGS_AND_BRACKETS.finditer(text):
        depth += {"[": 1, "{": 1, "]": -1, "}": -1}.get(match.group(), 0)
        if depth > DEEPEST:
            raise Refused(TOO_DEEP)
