"""The compiler's own words, and the command that makes any stock Go say them again."""

from __future__ import annotations

from functools import lru_cache

from grader.catalog.catalog import Exercise
from grader.errors import GraderError
from grader.escape.values import SourceFile
from grader.operations.tasks import Task
from grader.toolchain.compiler import Compiler
from grader.web.site import current_site


def repeat_command(exercise: Exercise) -> str:
    """The command that prints the same lines with a stock Go: `go build -gcflags=-m=2 FILE.go`."""
    lang = [f"-lang=go{exercise.content.go}"] if exercise.content.go else []
    flags = " ".join(("-m=2", *lang, *exercise.flags))
    option = f"-gcflags={flags}" if flags == "-m=2" else f'-gcflags="{flags}"'
    return f"go build {option} {exercise.source.name}"


def find_printed(task: Task) -> str:
    """Every line that the compiler prints about what is asked; empty where it can not be asked now."""
    exercise = task.exercise
    compiler = current_site().verdicts.find_compiler((exercise.source,), lang=exercise.content.go, flags=exercise.flags)
    if compiler is None or compiler.toolchain != task.verdict.toolchain:
        return ""
    try:
        text = _printed_text(compiler, exercise.source)
    except GraderError:
        return ""  # the verdict stands without it
    return "\n".join(line for line in text.splitlines() if line.startswith(f"{task.asked.at}: "))


@lru_cache(maxsize=512)
def _printed_text(compiler: Compiler, source: SourceFile) -> str:
    return compiler((source,)).text
