"""How wide a text will be, estimated: a server has no fonts, and the browser's are not known."""

from __future__ import annotations

import unicodedata

ELLIPSIS = "…"
WIDE_CLASSES = frozenset("WF")


def count_columns(text: str) -> int:
    """Count the columns that `text` takes: 2 for a wide (Chinese) character, 0 for a combining mark."""
    return sum(columns_of(character) for character in text)


def columns_of(character: str) -> int:
    """Return 0, 1 or 2."""
    if unicodedata.combining(character):
        return 0
    return 2 if unicodedata.east_asian_width(character) in WIDE_CLASSES else 1


def fit(text: str, width: float, column: float) -> str:
    """Cut `text` so that it takes at most `width` units at `column` units a column; a cut text ends in `…`."""
    room = int(width / column)
    if count_columns(text) <= room:
        return text
    kept, used = "", 0
    for character in text:
        used += columns_of(character)
        if used > room - 1:
            break
        kept += character
    return kept + ELLIPSIS if room > 0 else ""
