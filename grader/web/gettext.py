"""Texts in the reader's language, with the types that Flask-Babel lacks."""

from __future__ import annotations

import flask_babel


def gettext(text: str, **values: object) -> str:
    """The text translated, with its `%(name)s` filled in."""
    return str(flask_babel.gettext(text, **values))


def ngettext(singular: str, plural: str, count: int, **values: object) -> str:
    """The form of the text that fits the number, which it may name as `%(num)s`."""
    return str(flask_babel.ngettext(singular, plural, count, **values))
