"""The private folder of one judgement: what the compiler may read and write, and nothing else."""

from __future__ import annotations

import contextlib
import os
import re
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

from grader.errors import LimitExceeded, ProgramRefused, SourceMessage
from grader.escape.syntax.line_directives import without_line_directives
from grader.escape.values import SourceFile

PACKAGE = "p"
"""The package path of every program here; its real one is nobody's business."""

_FILE_NAME = re.compile(r"\w[\w.-]{0,96}\.go")


@dataclass(frozen=True, slots=True)
class Workspace:
    """The paths of one private folder. `source` holds the program and nothing beside it."""

    folder: Path

    @property
    def source(self) -> Path:
        """Where the program's files are; the compiler runs here."""
        return self.folder / "source"

    @property
    def importcfg(self) -> Path:
        """The list of what may be imported."""
        return self.folder / "importcfg"

    @property
    def object_file(self) -> Path:
        """Where the compiled package goes. On an error the compiler deletes what -o names, were it /dev/null."""
        return self.folder / "p.o"

    @property
    def log(self) -> Path:
        """Where the optimisation log goes."""
        return self.folder / "json"

    def read_log(self, name: str, most_bytes: int) -> str:
        """Return the log of one of our own files; inlined standard packages write logs, too, which nobody asked for.

        Raises LimitExceeded when it is longer than `most_bytes`.
        """
        path = self.log / PACKAGE / f"{quote(name.removesuffix('.go'), safe='')}.json"
        if not path.is_file() or path.resolve() != path:  # what the compiler linked to is none of its log
            return ""
        if path.stat().st_size > most_bytes:
            raise LimitExceeded(
                "This program could not be judged: the compiler's log of it is too long. Make the program smaller."
            )
        return path.read_text(encoding="utf-8", errors="replace")


@contextlib.contextmanager
def open_workspace(files: tuple[SourceFile, ...], importcfg: str) -> Iterator[Workspace]:
    """Make a fresh folder that only we may enter, with the program in it, and remove it afterwards.

    Line directives are put out of effect: all that the compiler says has true places.
    """
    with tempfile.TemporaryDirectory(prefix="grader-", ignore_cleanup_errors=True) as name:
        workspace = Workspace(Path(name).resolve())
        workspace.source.mkdir(mode=0o700)
        for file in files:
            _write_new(workspace.source / file.name, without_line_directives(file.text))
        _write_new(workspace.importcfg, importcfg.encode())
        yield workspace


def check_file_names(files: tuple[SourceFile, ...]) -> None:
    """Raise ProgramRefused for names that would be a flag or a path, or that two files share."""
    names = [file.name for file in files]
    for name in names:
        if not _FILE_NAME.fullmatch(name) or names.count(name) > 1:
            what = "file names must differ, have only letters, digits, `_`, `-` and dots, and end in `.go`."
            raise ProgramRefused((SourceMessage(name[:100], 0, 0, what),))


def clean_file_name(name: str) -> str:
    """Return `name` as the nearest file name that is accepted: `my file.go` becomes `my_file.go`."""
    stem = re.sub(r"[^\w.-]", "_", name.removesuffix(".go"))[:90]
    return f"{stem}.go" if re.match(r"\w", stem) else f"x{stem}.go"


def _write_new(path: Path, content: bytes) -> None:
    """Write a file that must not exist yet, through no link."""
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_BINARY", 0)
    with os.fdopen(os.open(path, flags, 0o600), "wb") as file:
        file.write(content)
