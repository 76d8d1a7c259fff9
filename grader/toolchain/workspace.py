"""The private folder of one judgement: what the compiler may read and write, and nothing else."""

from __future__ import annotations

import contextlib
import os
import re
import shutil
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

from grader.errors import Bound, LimitExceeded, ProgramRefused, SourceMessage
from grader.escape.syntax.line_directives import without_line_directives
from grader.escape.values import SourceFile
from grader.toolchain.environment import clean_environment

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
    def arguments(self) -> Path:
        """Where the compiler reads its arguments when it was started before they were known."""
        return self.folder / "arguments"

    @property
    def environment(self) -> dict[str, str]:
        """The whole environment of what runs here."""
        return {**clean_environment(self.folder), "PWD": str(self.source)}

    @property
    def log(self) -> Path:
        """Where the optimisation log goes."""
        return self.folder / "json"

    def read_log(self, name: str, most_bytes: int) -> str:
        """Return the log of one of our own files; inlined standard packages write logs, too, which nobody asked for.

        Raises LimitExceeded when it is longer than `most_bytes`.
        """
        path = self.log / PACKAGE / f"{quote(name.removesuffix('.go'), safe='')}.json"
        if not path.is_file() or os.path.realpath(path) != str(path):  # what the compiler linked to is none of its log
            return ""
        if path.stat().st_size > most_bytes:
            raise LimitExceeded(
                "This program could not be judged: the compiler's log of it is too long. Make the program smaller.",
                Bound.OUTPUT,
            )
        return path.read_text(encoding="utf-8", errors="replace")


@contextlib.contextmanager
def open_workspace(files: tuple[SourceFile, ...], importcfg: str) -> Iterator[Workspace]:
    """Make a fresh folder that only we may enter, with the program in it, and remove it afterwards."""
    workspace = make_workspace()
    try:
        write_program(workspace, files, importcfg)
        yield workspace
    finally:
        remove_workspace(workspace)


def make_workspace() -> Workspace:
    """Make a fresh folder that only we may enter, without a program yet."""
    workspace = Workspace(Path(tempfile.mkdtemp(prefix="grader-")).resolve())
    workspace.source.mkdir(mode=0o700)
    return workspace


def write_program(workspace: Workspace, files: tuple[SourceFile, ...], importcfg: str) -> None:
    """Put the program into a fresh workspace, and the list of what it may import.

    Line directives are put out of effect: all that the compiler says has true places.
    """
    for file in files:
        write_new(workspace.source / file.name, without_line_directives(file.text))
    write_new(workspace.importcfg, importcfg.encode())


def remove_workspace(workspace: Workspace) -> None:
    """Remove the folder with all that is in it, as far as it lets itself be removed."""
    shutil.rmtree(workspace.folder, ignore_errors=True)


def check_file_names(files: tuple[SourceFile, ...]) -> None:
    """Raise ProgramRefused for names that would be a flag or a path, or that two files share."""
    names = [file.name for file in files]
    for name in names:
        if not _FILE_NAME.fullmatch(name) or names.count(name) > 1:
            what = "file names must differ, have only letters, digits, `_`, `-` and dots, and end in `.go`."
            raise ProgramRefused((SourceMessage(repr(name[:100])[1:-1], 0, 0, what),))


def clean_file_name(name: str) -> str:
    """Return `name` as the nearest file name that is accepted: `my file.go` becomes `my_file.go`."""
    stem = re.sub(r"[^\w.-]", "_", name.removesuffix(".go"))[:90]
    return f"{stem}.go" if re.match(r"\w", stem) else f"x{stem}.go"


def write_new(path: Path, content: bytes) -> None:
    """Write a file that must not exist yet, through no link."""
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_BINARY", 0)
    with os.fdopen(os.open(path, flags, 0o600), "wb") as file:
        file.write(content)
