"""Text of one line as people see it."""

from __future__ import annotations

from unicodedata import category


def visible_line(text: str) -> str:
    """The text without what cannot be seen: control and format characters, line breaks, doubled spaces.

    Such characters hide or turn what stands beside them, steer terminals and begin lines of logs; a NUL is nothing that
    PostgreSQL can store.
    """
    spaced = "".join(" " if character.isspace() else character for character in text)
    return " ".join("".join(character for character in spaced if category(character)[0] != "C").split())
