"""Programs judged by the real compiler, for tests of the picture."""

from __future__ import annotations

import textwrap
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from grader.config import PROJECT, Settings
from grader.escape.judge import judge
from grader.escape.values import Compile, Position, SourceFile, Verdict
from grader.picture.memory import Scene
from grader.picture.phrases import ENGLISH
from grader.picture.scene import build_scene
from grader.picture.words import owner_names, row_names
from grader.toolchain.compiler import Trust, make_compile
from grader.toolchain.export_data import prepare_export_data
from grader.toolchain.installed import Installed, find_installed
from grader.toolchain.packages import IMPORTABLE, find_imports

SETTINGS = Settings(data_folder=PROJECT / "build" / "test-data", go_root=None)
BANK = sorted((PROJECT / "exercises").glob("**/*.go"))


@dataclass(frozen=True)
class Judged:
    """A program with its verdict."""

    file: SourceFile
    verdict: Verdict

    def scene(self, asked: str = "") -> Scene:
        """The picture, asking for a variable by name."""
        return build_scene([self.file], self.verdict, self.position_of(asked) if asked else None)

    def position_of(self, name: str) -> Position:
        """Where a variable is declared."""
        return next(each.at for each in self.verdict.variables if each.name == name)


@cache
def pinned_go() -> Installed:
    return find_installed(SETTINGS)


@cache
def real_compile() -> Compile:
    imports = find_imports(SourceFile(path.name, path.read_bytes()) for path in BANK)
    exports = prepare_export_data(pinned_go(), {*IMPORTABLE, *imports}, SETTINGS.data_folder)
    return make_compile(pinned_go(), trust=Trust.TRUSTED, exports=exports)


@cache
def judged(source: str) -> Judged:
    """Judge the text of a program; `package p` is put before it."""
    file = SourceFile("a.go", ("package p\n" + textwrap.dedent(source)).encode())
    return Judged(file, judge((file,), real_compile()))


@cache
def judged_file(path: Path) -> Judged:
    file = SourceFile(path.name, path.read_bytes())
    return Judged(file, judge((file,), real_compile()))


def pointers_in(scene: Scene) -> set[str]:
    """The wires of a scene, by the names of both ends: `p -> x`."""
    sources, targets = row_names(scene, ENGLISH), owner_names(scene, ENGLISH)
    return {f"{sources[wire.source]} -> {targets[wire.target]}" for wire in scene.wires}
