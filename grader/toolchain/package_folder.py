"""The package in a folder: its files, chosen as the go command chooses them for the system that is judged for.

`go list -find` decides by file names and `//go:build` lines, follows no import, and runs nothing of the folder's. With
CGO_ENABLED=0, as everywhere here, files that import "C" are left out, and so are tests.
"""

from __future__ import annotations

import json
import subprocess
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from grader.errors import ProgramRefused, SourceMessage, ToolchainError
from grader.escape.values import SourceFile
from grader.toolchain.environment import clean_environment
from grader.toolchain.export_data import VENDORED, has_package
from grader.toolchain.installed import Installed
from grader.toolchain.packages import find_imports
from grader.toolchain.workspace import clean_file_name

_LISTING_SECONDS = 60
_WHAT = "-json=Name,GoFiles,IgnoredGoFiles,Standard,Error"


@dataclass(frozen=True, slots=True, kw_only=True)
class Package:
    """The files of one package, and the packages that they import by the paths that export data is kept under."""

    files: tuple[SourceFile, ...]
    imports: tuple[str, ...]


def package_of(files: tuple[SourceFile, ...]) -> Package:
    """Return the package that files given one by one make up."""
    return Package(files=files, imports=find_imports(files))


def load_package(installed: Installed, folder: Path) -> Package:
    """Return the package in `folder`, for the language release of `installed`; files go by their base names.

    Raises ProgramRefused when there is not exactly one package, ToolchainError when the go command fails.
    """
    listed = _list(installed, folder)
    if trouble := _find_trouble(listed, folder):
        raise ProgramRefused((trouble,))
    names: list[str] = listed["GoFiles"]
    files = tuple(SourceFile(clean_file_name(name), (folder / name).read_bytes()) for name in names)
    imports = find_imports(files)
    if listed.get("Standard"):  # only the library itself sees the copies that it has of other packages
        imports = tuple(_find_vendored(installed, path) or path for path in imports)
    return Package(files=files, imports=imports)


def _list(installed: Installed, folder: Path) -> Mapping[str, Any]:
    command = [str(installed.go), "list", "-e", "-find", "-buildvcs=false", _WHAT, "."]
    try:
        answer = subprocess.run(  # noqa: S603 - the operator's Go, fixed arguments, no shell
            command,
            cwd=folder,
            env={**clean_environment(folder.resolve()), "GOCACHE": "off"},
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            timeout=_LISTING_SECONDS,
            check=True,
        )
        listed: Mapping[str, Any] = json.loads(answer.stdout)
    except (OSError, ValueError, subprocess.SubprocessError) as error:
        said = getattr(error, "stderr", "") or error
        raise ToolchainError(f"Go could not say which files of {folder} are a package: {said}") from error
    return listed


def _find_trouble(listed: Mapping[str, Any], folder: Path) -> SourceMessage | None:
    """Find why the folder is not one package."""
    where, error = str(folder), listed.get("Error")
    if not listed.get("GoFiles"):
        return SourceMessage(where, 0, 0, _why_nothing(listed.get("IgnoredGoFiles") or []))
    if error is None:
        return None
    place, _, column = str(error["Pos"]).rpartition(":")
    file, _, line = place.rpartition(":")
    if file and line.isdigit() and column.isdigit():
        return SourceMessage(Path(file).name, int(line), int(column), f"{error['Err']}. Mend it and ask again.")
    what = str(error["Err"]).removesuffix(f" in {folder.resolve()}").removesuffix(f" in {folder}")
    return SourceMessage(where, 0, 0, f"{what}. Give the files of one package by their names.")


def _why_nothing(ignored: list[str]) -> str:
    if not ignored:
        return "no Go file here that is not a test. Give the folder of a package."
    some = ", ".join(ignored[:5]) + (", …" if len(ignored) > 5 else "")
    return (
        f"no file is for linux/amd64 without cgo: build constraints, or an import of C, leave out {some}. "
        "Give the files by their names to ask about them nevertheless."
    )


def _find_vendored(installed: Installed, path: str) -> str | None:
    """Find the path under which the library keeps its own copy of a package."""
    vendored = f"{VENDORED}{path}"
    return vendored if not has_package(installed, path) and has_package(installed, vendored) else None
