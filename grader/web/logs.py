"""What the program writes to its log: one line per event, whatever visitors put into it."""

from __future__ import annotations

import logging
import re
from types import TracebackType
from typing import TypeAlias

from flask.logging import default_handler

ExceptionInfo: TypeAlias = "tuple[type[BaseException], BaseException, TracebackType | None] | tuple[None, None, None]"

CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069]")
"""Characters that begin a line, steer a terminal or turn the writing direction."""


class OneLineFormatter(logging.Formatter):
    """Writes control characters as escapes, and sets tracebacks off, so that nobody can forge a line of the log."""

    def formatMessage(self, record: logging.LogRecord) -> str:  # noqa: N802 - logging's name
        """One line."""
        return escape(super().formatMessage(record))

    def formatException(self, ei: ExceptionInfo) -> str:  # noqa: N802 - logging's name
        """The traceback, every line of it indented."""
        text = super().formatException(ei)
        return "\n".join(f"    {escape(line)}" for line in text.splitlines())


def escape(text: str) -> str:
    """Write control characters as Python would."""
    return CONTROL.sub(lambda found: found[0].encode("unicode_escape").decode("ascii"), text)


def install_logs() -> None:
    """Let Flask's log be written so."""
    default_handler.setFormatter(OneLineFormatter("[%(asctime)s] %(levelname)s in %(module)s: %(message)s"))
