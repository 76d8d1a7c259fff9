"""What the compiler says of a variable or an allocation, as people see it with `-m`."""

from __future__ import annotations

from grader.catalog.asking import Subject


def said_of(subject: Subject) -> str:
    """The compiler's line without its position; empty where it prints none, since silence means the stack.

    (What shows that such a variable is on the stack is a row of its dump of storage, which `-m` does not print.)
    """
    position = f"{subject.at}: "
    return subject.line.removeprefix(position) if subject.line.startswith(position) else ""
