"""Reading the bank's files: regular ones of a sane size inside the bank, and nothing else."""

from __future__ import annotations

import re
from pathlib import Path
from stat import S_ISREG

from grader.catalog.problems import Problem
from grader.catalog.yaml import MAXIMUM_BYTES
from grader.escape.values import SourceFile

MAXIMUM_SOURCE_BYTES = 16 * 1024
MAXIMUM_TEXT_BYTES = 64 * 1024
_SOURCE_NAME = re.compile(r"(?!.*_test\.go)[a-z0-9][a-z0-9_-]{0,60}\.go\Z")


class Reading:
    """One reading of a bank: what was found wrong, and files named as people name them."""

    def __init__(self, top: Path) -> None:
        self.top = top
        self.problems: list[Problem] = []

    def sorted_problems(self) -> tuple[Problem, ...]:
        """All problems so far, by file and place, each once."""
        return tuple(sorted(set(self.problems)))

    def name_of(self, path: Path) -> str:
        """The path as messages give it: from the folder one works in, where that is around it."""
        here = Path.cwd()
        named = path.relative_to(here) if path.is_relative_to(here) else path
        return named.as_posix().encode(errors="replace").decode()

    def refuse(self, path: Path, what: str, instead: str) -> None:
        """Note a problem of a file or folder as a whole."""
        what = what.encode(errors="replace").decode()
        self.problems.append(Problem(file=self.name_of(path), what=what, instead=instead))

    def folders_in(self, folder: Path) -> list[Path]:
        """The folders directly in a folder, by name; hidden ones and files beside them are nobody's concern."""
        try:
            return sorted(path for path in folder.iterdir() if path.is_dir() and not path.name.startswith("."))
        except OSError as error:
            self.refuse(folder, f"The folder cannot be read ({error.strerror})", "Name a folder that can be read")
            return []

    def files_in(self, folder: Path, suffix: str) -> list[Path]:
        """The files of this kind directly in a folder, by name."""
        try:
            return sorted(path for path in folder.iterdir() if path.suffix == suffix)
        except OSError as error:
            self.refuse(folder, f"The folder cannot be read ({error.strerror})", "Name a folder that can be read")
            return []

    def read_yaml_file(self, path: Path, instead: str) -> bytes | None:
        """The bytes of a YAML file, or None after noting why not."""
        if not path.is_symlink() and not path.exists():
            self.refuse(path.parent, f"There is no {path.name}", instead)
            return None
        return self.read_bytes(path, MAXIMUM_BYTES)

    def read_source(self, path: Path) -> SourceFile | None:
        """A Go file, or None after noting why not."""
        if not _SOURCE_NAME.match(path.name):
            instead = "Use small letters, digits, `-` and `_`, and no ending `_test.go`"
            self.refuse(path, "This name is not accepted for a Go file", instead)
            return None
        raw = self.read_bytes(path, MAXIMUM_SOURCE_BYTES)
        return SourceFile(path.name, raw) if raw is not None and self._is_utf8(path, raw) else None

    def read_markdown(self, path: Path) -> str | None:
        """A Markdown file, or None after noting why not."""
        raw = self.read_bytes(path, MAXIMUM_TEXT_BYTES)
        return raw.decode() if raw is not None and self._is_utf8(path, raw) else None

    def read_bytes(self, path: Path, limit: int) -> bytes | None:
        """What a file of at most `limit` bytes holds, or None after noting why not."""
        try:
            if not path.resolve(strict=True).is_relative_to(path.parent.resolve()):
                self.refuse(path, "This link leads out of its folder", "Put the file itself there")
                return None
            status = path.stat()
            if not S_ISREG(status.st_mode):
                self.refuse(path, "This is not a regular file", "Put a file there")
                return None
            if status.st_size > limit:
                self.refuse(path, f"The file has {status.st_size} bytes, {limit} are allowed", "Make it shorter")
                return None
            return path.read_bytes()[: limit + 1]
        except (OSError, RuntimeError) as error:  # RuntimeError: links that lead in a circle
            reason = getattr(error, "strerror", None) or "links in a circle"
            self.refuse(path, f"The file cannot be read ({reason})", "Put a readable file there")
            return None

    def _is_utf8(self, path: Path, raw: bytes) -> bool:
        try:
            raw.decode()
        except UnicodeDecodeError as error:
            before = raw[: error.start].decode()
            line, column = before.count("\n") + 1, len(before) - before.rfind("\n")
            what, instead = "This is not UTF-8", "Save the file in the encoding UTF-8"
            self.problems.append(Problem(file=self.name_of(path), line=line, column=column, what=what, instead=instead))
            return False
        return True
