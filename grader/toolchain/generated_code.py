"""The generated code of a program, which tells what it really allocates. Only the compiler runs, never the program."""

from __future__ import annotations

from grader.escape.values import SourceFile
from grader.toolchain.compiler import Compiler


def read_generated_code(compiler: Compiler, files: tuple[SourceFile, ...]) -> str:
    """Compile `files` with the compiler's toolchain, limits and containment, and return the text of the code.

    `grader.escape.runtime_calls` reads it. Raises as a verdict does: LimitExceeded, too, for code that is too long.
    """
    return compiler.print_code(files)
