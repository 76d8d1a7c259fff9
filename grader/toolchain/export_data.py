"""Export data of standard packages: what the compiler needs to know of a package that a program imports.

Since Go 1.20 a distribution ships none. `go list -export` compiles the packages once; their archives are kept under
`<data folder>/toolchains/<version>/archives`, and a kept archive is never built again.
"""

from __future__ import annotations

import contextlib
import os
import stat
import subprocess
import tempfile
from collections import deque
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from grader.errors import ToolchainError
from grader.toolchain.deadline import killed_after
from grader.toolchain.environment import clean_environment
from grader.toolchain.installed import Installed, write_atomically

OnProgress = Callable[[int, int, str], None]
"""Called with packages done, packages in all, and the name of the package just compiled."""

VENDORED = "vendor/"
"""Start of the paths of the packages that the release has a copy of for its own use: `vendor/golang.org/x/net/idna`."""

_BUILD_SECONDS = 900
"""A slow machine compiles the default list in well under two minutes; this ends a go command that hangs."""


@dataclass(frozen=True, slots=True)
class ExportData:
    """What may be imported: an importcfg for the compiler, and the packages that it lists."""

    importcfg: str
    """`packagefile PATH=ARCHIVE` lines, and `importmap NAME=PATH` for what files call otherwise.

    What is not listed can not be imported.
    """
    packages: tuple[str, ...]

    @property
    def folders(self) -> tuple[Path, ...]:
        """The folder that holds all the archives; none when nothing may be imported."""
        return _folders_of(self.importcfg)


@lru_cache(maxsize=16)
def _folders_of(importcfg: str) -> tuple[Path, ...]:
    """Look at every archive once, and not for each program that is compiled."""
    listed = [line for line in importcfg.splitlines() if line.startswith("packagefile ")]
    archives = [line.partition("=")[2] for line in listed]
    return (Path(os.path.commonpath(map(os.path.dirname, archives))),) if archives else ()


def prepare_export_data(
    installed: Installed, packages: Iterable[str], folder: Path, on_progress: OnProgress | None = None
) -> ExportData:
    """Return the export data of those of `packages` that this Go release has, building what is not kept yet.

    A package that has no code for this system, such as `internal/syscall/windows`, can not be imported: it is left
    out. `folder` is the data folder. Several processes may prepare at once: archives appear complete or not at all.
    Raises ToolchainError when the go command fails or an archive cannot be written.
    """
    present = tuple(sorted({package for package in packages if has_package(installed, package)}))
    home = folder.resolve() / "toolchains" / installed.version
    missing = [package for package in present if not _archive(home, package).is_file()]
    if missing:
        try:
            _build(installed, missing, home, on_progress)
        except OSError as error:
            raise ToolchainError(
                f"The standard packages of {installed.version} could not be kept in {home}: {error}. "
                "Make room there, or let this account write there, and try again."
            ) from error
    built = tuple(package for package in present if _archive(home, package).is_file())
    for package in built:
        _let_anybody_read(_archive(home, package))
    return _list(home, built)


def find_export_data(installed: Installed, packages: Iterable[str], folder: Path) -> ExportData:
    """Return the export data of those of `packages` that are built already."""
    home = folder.resolve() / "toolchains" / installed.version
    return _list(home, tuple(sorted(package for package in packages if _archive(home, package).is_file())))


def _list(home: Path, packages: tuple[str, ...]) -> ExportData:
    archives = [f"packagefile {package}={_archive(home, package)}\n" for package in packages]
    vendored = [package for package in packages if package.startswith(VENDORED)]
    names = [f"importmap {package.removeprefix(VENDORED)}={package}\n" for package in vendored]
    return ExportData(importcfg="".join(archives + names), packages=packages)


def find_missing_packages(installed: Installed, packages: Iterable[str], folder: Path) -> tuple[str, ...]:
    """Return those of `packages` that this Go release has and that are not built yet."""
    home = folder.resolve() / "toolchains" / installed.version
    present = sorted({package for package in packages if has_package(installed, package)})
    return tuple(package for package in present if not _archive(home, package).is_file())


def has_package(installed: Installed, package: str) -> bool:
    """Return whether `package` is a standard package of this release."""
    folder = installed.root / "src" / package
    return ".." not in Path(package).parts and not Path(package).is_absolute() and any(folder.glob("*.go"))


def _archive(home: Path, package: str) -> Path:
    return home / "archives" / f"{package}.a"


def _let_anybody_read(archive: Path) -> None:
    """Open the archive, in which nothing is secret, to the account that the compiler runs under."""
    with contextlib.suppress(OSError):  # another account's file: then that one has seen to it
        mode = archive.stat().st_mode
        if not mode & stat.S_IROTH:
            archive.chmod(mode | stat.S_IRGRP | stat.S_IROTH)


def _build(installed: Installed, packages: list[str], home: Path, on_progress: OnProgress | None) -> None:
    """Compile the packages and keep a copy of each archive: the go command trims its own cache when it likes."""
    home.mkdir(parents=True, exist_ok=True)
    with_code = _select_with_code(installed, packages, home)
    if not with_code:
        return
    total = len(_run_go(installed, home, ["list", "-deps", *with_code]).splitlines())
    done = 0

    def count(line: str) -> None:
        nonlocal done
        done = min(done + 1, total)
        if on_progress:
            on_progress(done, total, line)

    listing = ["list", "-export", "-v", "-f", "{{.ImportPath}}\t{{.Export}}", *with_code]
    for line in _run_go(installed, home, listing, count).splitlines():
        package, _, built = line.partition("\t")
        if built:
            write_atomically(_archive(home, package), Path(built).read_bytes())
    if on_progress:
        on_progress(total, total, with_code[-1])


def _select_with_code(installed: Installed, packages: list[str], home: Path) -> list[str]:
    """Select the packages that have Go files for this system; the go command fails on the others.

    `unsafe` is built into the compiler: there is nothing to build.
    """
    listing = ["list", "-e", "-find", "-f", "{{if .GoFiles}}{{.ImportPath}}{{end}}", *packages]
    return [package for package in _run_go(installed, home, listing).split() if package != "unsafe"]


def _run_go(
    installed: Installed, home: Path, arguments: list[str], on_line: Callable[[str], None] | None = None
) -> str:
    """Run the go command; hand each line of its standard error (with -v: each package compiled) to `on_line`."""
    said: deque[str] = deque(maxlen=5)
    with tempfile.TemporaryDirectory(prefix="grader-") as empty, tempfile.TemporaryFile("w+") as answer:
        process = subprocess.Popen(  # noqa: S603 - the operator's Go, arguments from this module, no shell
            [installed.go, *arguments],
            env=clean_environment(home),
            cwd=empty,
            stdin=subprocess.DEVNULL,
            stdout=answer,
            stderr=subprocess.PIPE,
            text=True,
        )
        with killed_after(process, _BUILD_SECONDS):
            for line in process.stderr or ():
                said.append(line)
                if on_line:
                    on_line(line.strip())
        if process.returncode != 0:
            raise ToolchainError(f"Go could not build its standard packages: {''.join(said).strip()[-600:]}")
        answer.seek(0)
        return answer.read()
