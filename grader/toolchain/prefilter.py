"""What is refused from the web before the compiler sees it."""

from __future__ import annotations

from grader.escape.values import SourceFile


def check_source(file: SourceFile) -> None:
    """Raise ProgramRefused for a program that is not accepted from the web."""
