"""A number as a word processor prints it: 4, 04, D, d, IV or iv."""

from __future__ import annotations

_ROMAN = ((1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl"),
          (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))  # fmt: skip
_ENDINGS = {1: "st", 2: "nd", 3: "rd"}


def counted(number: int, style: str) -> str:
    """The number in a style named as Word names them; "" for a bullet or nothing, digits for a style unknown here."""
    if style in ("bullet", "none"):
        return ""
    if style in ("lowerLetter", "upperLetter") and number > 0:
        # After z Word doubles the letter: aa, bb, cc.
        letters = chr(97 + (number - 1) % 26) * min(5, 1 + (number - 1) // 26)
        return letters.upper() if style == "upperLetter" else letters
    if style in ("lowerRoman", "upperRoman") and 0 < number < 4000:
        numeral = _roman(number)
        return numeral.upper() if style == "upperRoman" else numeral
    if style == "decimalZero":
        return f"{number:02d}"
    if style == "ordinal":
        ending = "th" if number % 100 in (11, 12, 13) else _ENDINGS.get(number % 10, "th")
        return f"{number}{ending}"
    return str(number)


def _roman(number: int) -> str:
    numeral = ""
    for value, letters in _ROMAN:
        numeral += letters * (number // value)
        number %= value
    return numeral
