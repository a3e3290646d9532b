"""Several items printed on one line, taken apart at their numbers."""

from __future__ import annotations

import re
from itertools import pairwise

from livemeeting.importers.dates import MONTHS

_QUOTES = "\"'“‘(["
_DOTTED = re.compile(rf"(?<!\S)(\d{{1,3}})[.)]\s{{0,5}}(?=[A-Z{re.escape(_QUOTES)}])")
_BARE = re.compile(
    rf"(?<!\S)(\d{{1,3}})\s{{1,5}}(?=[A-Z{re.escape(_QUOTES)}])(?!(?:{MONTHS})\b)", re.IGNORECASE
)
_STARTS_A_TITLE = re.compile(rf"[A-Z{re.escape(_QUOTES)}]")
# "Update on Phase 6. Members to note": a number that belongs to the word before it.
_OWNS_A_NUMBER = re.compile(
    r"\b(?:phase|part|section|item|no\.?|paragraph|schedule|appendix|stage|level|page|number|policy"
    r"|article|rule|order"
    r"|class|grade|tier|unit|plot|lot|site|version|volume|year|tm|zone|road|and|to|of|on|at|the|for"
    r"|by|minute)\s+\Z",
    re.IGNORECASE,
)


def split_items(text: str) -> list[str]:
    """The parts of the line, each but perhaps the first opening with its number; often just one."""
    starts = _chain(text, _DOTTED, shortest=2) or _chain(text, _BARE, shortest=4)
    if not starts:
        return [text]
    edges = [*([0] if starts[0] else []), *starts, len(text)]
    return [part for begin, end in pairwise(edges) if (part := text[begin:end].strip())]


def _chain(text: str, form: re.Pattern[str], *, shortest: int) -> list[int]:
    """Where numbers n, n+1, n+2 … stand in the line; nothing when the run is too short to be believed."""
    starts: list[int] = []
    wanted = None
    for match in form.finditer(text):
        number, at = int(match[1]), match.start()
        if not _STARTS_A_TITLE.match(text, match.end()) or _OWNS_A_NUMBER.search(text[max(0, at - 20) : at]):
            continue
        if wanted is None and at and number != 1:
            continue
        if wanted is None or number == wanted:
            starts.append(at)
            wanted = number + 1
    enough = shortest if starts and starts[0] == 0 else max(3, shortest)
    return starts if len(starts) >= enough else []
