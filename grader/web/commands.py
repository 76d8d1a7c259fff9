"""The command that makes any stock Go print the same lines."""

from __future__ import annotations

from collections.abc import Sequence


def repeat_command(file_name: str, *, go: str | None = None, lang: str | None = None, flags: Sequence[str] = ()) -> str:
    """The command, e.g. `go build -gcflags=-m=2 FILE.go`.

    `go`: a version that the go command is to fetch and use, e.g. `1.24.11`; `lang`: a language version, e.g. `1.21`.
    """
    said = " ".join(("-m=2", *([f"-lang=go{lang}"] if lang else []), *flags))
    option = f'-gcflags="{said}"' if " " in said else f"-gcflags={said}"
    version = f"GOTOOLCHAIN=go{go} " if go else ""
    return f"{version}go build {option} {file_name}"
