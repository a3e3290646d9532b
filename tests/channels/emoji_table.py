"""The browser's table of emoji, written from the server's: `scripts/build-counts` stores it, a test compares."""

from __future__ import annotations

from itertools import product

from livemeeting.channels.x_length import EMOJI

_TONES = "\U0001f3fb\U0001f3fc\U0001f3fd\U0001f3fe\U0001f3ff"


def emoji_js() -> str:
    """The module the page loads: every emoji that does not weigh 2 by its signs alone."""
    lines, line = [], ""
    for each in sorted(_patterns()):
        if len(line) + len(each) > 70:
            lines.append(line)
            line = ""
        line += f"{each} "
    lines.append(line)
    table = "\n".join(f'  "{each}" +' for each in lines).removesuffix(" +")
    return f"""// Written by scripts/build-counts from the server's table: emoji of several signs, and two light ones.
// An asterisk stands for each of the five tones of skin.

const PATTERNS = (
{table}
)
  .trim()
  .split(" ");
const TONES = [..."{_TONES}"];

/** The emoji by their first sign, the longest first. */
export const EMOJI = new Map();
for (const each of PATTERNS.flatMap(toned)) {{
  const first = String.fromCodePoint(each.codePointAt(0));
  EMOJI.set(first, [...(EMOJI.get(first) ?? []), each]);
}}
for (const all of EMOJI.values()) all.sort((one, other) => other.length - one.length);

function toned(pattern) {{
  if (!pattern.includes("*") || pattern.startsWith("*")) return [pattern];
  return TONES.flatMap((tone) => toned(pattern.replace("*", tone)));
}}
"""


def _patterns() -> set[str]:
    """All of them, and where every tone of skin has its emoji, one for the five or twenty-five."""
    left = {each for group in EMOJI.values() for each in group if len(each) > 1 or each in "\u00a9\u00ae"}
    patterns = set()
    for each in sorted(left):
        signs = ["*" if sign in _TONES else sign for sign in each]
        if "*" in signs:
            toned = {
                "".join(next(chosen) if sign == "*" else sign for sign in signs)
                for tones in product(_TONES, repeat=signs.count("*"))
                for chosen in [iter(tones)]
            }
            if toned <= left:
                left -= toned
                patterns.add("".join(signs))
    return patterns | left
