"""Light or dark: the reader's own choice, else the system's."""

from __future__ import annotations

from typing import Literal

from grader.web.cookies import find_cookie

Theme = Literal["light", "dark"]
COOKIE = "theme"


def find_theme(value: str | None) -> Theme | None:
    """The theme of that name, or None."""
    match value:
        case "light" | "dark":
            return value
        case _:
            return None


def current_theme() -> Theme | None:
    """What the reader chose; None leaves it to the system (`prefers-color-scheme`)."""
    return find_theme(find_cookie(COOKIE))
