"""The compiler's own words."""

from __future__ import annotations

from functools import lru_cache

from grader.errors import GraderError
from grader.escape.values import SourceFile
from grader.operations.tasks import Task
from grader.toolchain.compiler import Compiler
from grader.web.site import current_site


def find_printed(task: Task) -> str:
    """Every line that the compiler prints about what is asked, or about all that goes to the heap, if that is all.

    Empty where it can not be asked now.
    """
    exercise = task.exercise
    compiler = current_site().verdicts.find_compiler((exercise.source,), lang=exercise.content.go, flags=exercise.flags)
    if compiler is None or compiler.toolchain != task.verdict.toolchain:
        return ""
    try:
        text = _printed_text(compiler, exercise.source)
    except GraderError:
        return ""  # the verdict stands without it
    if task.asked is None:
        return "\n".join(dict.fromkeys(line for line in text.splitlines() if _is_heap(line)))
    position = f"{task.asked.at}: "
    return "\n".join(line for line in text.splitlines() if line.startswith(position))


def _is_heap(line: str) -> bool:
    return ": moved to heap: " in line or line.endswith(" escapes to heap")


@lru_cache(maxsize=512)
def _printed_text(compiler: Compiler, source: SourceFile) -> str:
    return compiler((source,)).text
