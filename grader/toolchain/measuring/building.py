"""Building a program that measures: compile the program, compile what calls it, link both."""

from __future__ import annotations

import contextlib
import os
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from grader.errors import NotMeasured
from grader.escape.values import SourceFile, Toolchain
from grader.toolchain.complaints import clean_text, error_of_stop, failure_of, find_crash
from grader.toolchain.containment.hold import Hold
from grader.toolchain.containment.start import Reach, Starter
from grader.toolchain.environment import clean_environment
from grader.toolchain.export_data import ExportData
from grader.toolchain.installed import Installed
from grader.toolchain.limits import TRUSTED_LIMITS
from grader.toolchain.process import Finished, run_limited
from grader.toolchain.workspace import PACKAGE, Workspace, open_workspace

_GO_FILES = Path(__file__).parent / "go"
_GUARD, _MAIN = "guard", "main"
_OLDEST_LANG = "-lang=go1.21"
"""Language of our own files, which every release speaks."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Build:
    """What is built, with which tools, and what they are held by."""

    installed: Installed
    toolchain: Toolchain
    """The language version and flags that the verdict was given for."""
    archives: ExportData
    hold: Hold


@contextlib.contextmanager
def open_program(build: Build, files: tuple[SourceFile, ...], *, is_guarded: bool) -> Iterator[Path]:
    """Build the program in a fresh folder, which is removed afterwards. Only we, or the account it runs as, may enter.

    `is_guarded`: it bounds how many processes it may have, which works in a namespace of its own.
    Raises CompileFailed for the program's own mistakes, LimitExceeded, CompilerCrashed, NotMeasured.
    """
    with open_workspace(files, build.archives.importcfg) as workspace:
        _write_own_files(workspace, build.archives.importcfg, is_guarded=is_guarded)
        tools = (build.installed.compile, _linker(build.installed))
        reach = Reach(programs=tools, readable=build.archives.folders, private=workspace.folder)
        run = _Tools(workspace=workspace, starter=build.hold.enter(reach))
        _compile_program(run, build, files)
        for name in (_GUARD, _MAIN):
            run.tool(_compile_own(build.installed, workspace, name))
        program = workspace.folder / "program"
        own = ("-s", "-w", "-importcfg", str(_importcfg(workspace)), "-o", str(program))
        run.tool([str(_linker(build.installed)), *own, str(_archive(workspace, _MAIN))])
        yield program


def _write_own_files(workspace: Workspace, importcfg: str, *, is_guarded: bool) -> None:
    """Write what calls the program; without the guard a package of that name does nothing."""
    for name in (_GUARD, _MAIN):
        text = (_GO_FILES / f"{name}.go").read_bytes() if name == _MAIN or is_guarded else b"package guard\n"
        (workspace.folder / f"{name}.go").write_bytes(text)
    own = [f"packagefile {name}={_archive(workspace, name)}" for name in (PACKAGE, _GUARD)]
    standard = [line for line in importcfg.splitlines() if line.startswith("packagefile ")]  # all that the linker knows
    _importcfg(workspace).write_text("\n".join([*standard, *own, ""]), encoding="utf-8")


def _compile_program(run: _Tools, build: Build, files: tuple[SourceFile, ...]) -> None:
    """Compile it as it was judged, the channels left out: they change nothing that is built."""
    names = [file.name for file in files]
    finished = run.run(
        [
            *(str(build.installed.compile), "-p", PACKAGE, "-pack", f"-lang={build.toolchain.lang}"),
            *build.toolchain.flags,
            *("-trimpath", f"{run.workspace.source}=>", "-importcfg", str(run.workspace.importcfg)),
            *("-o", str(_archive(run.workspace, PACKAGE)), *names),
        ]
    )
    if finished.status != 0:
        raise failure_of(finished.output.decode(errors="replace"), names)


def _compile_own(installed: Installed, workspace: Workspace, name: str) -> list[str]:
    paths = ("-importcfg", str(_importcfg(workspace)), "-o", str(_archive(workspace, name)))
    return [str(installed.compile), "-p", name, "-pack", _OLDEST_LANG, *paths, str(workspace.folder / f"{name}.go")]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Tools:
    """The compiler and the linker, held as they must be."""

    workspace: Workspace
    starter: Starter

    def run(self, command: list[str]) -> Finished:
        """Run one of them to its end. Raises LimitExceeded and CompilerCrashed."""
        finished = run_limited(
            command,
            folder=self.workspace.source,
            environment={**clean_environment(self.workspace.folder), "PWD": str(self.workspace.source)},
            limits=TRUSTED_LIMITS,
            deadline=time.monotonic() + TRUSTED_LIMITS.wall_seconds,
            starter=self.starter,
        )
        if finished.stopped:
            raise error_of_stop(finished.stopped, f"{TRUSTED_LIMITS.wall_seconds:g} seconds")
        if crash := find_crash(finished):
            raise crash
        return finished

    def tool(self, command: list[str]) -> None:
        """Run a tool on what is ours: if it fails, the program can not be linked."""
        finished = self.run(command)
        if finished.status != 0:
            said = clean_text(finished.output.decode(errors="replace"))
            raise NotMeasured(f"the program cannot be linked ({said})")


def _linker(installed: Installed) -> Path:
    return installed.compile.with_name("link.exe" if os.name == "nt" else "link")


def _importcfg(workspace: Workspace) -> Path:
    return workspace.folder / "link.cfg"


def _archive(workspace: Workspace, name: str) -> Path:
    return workspace.folder / f"{name}.a"
