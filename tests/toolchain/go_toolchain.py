"""The real compiler, for tests: the pinned Go with its export data, kept between runs in the ignored build folder."""

from __future__ import annotations

from functools import cache

from grader.config import PROJECT, Settings
from grader.escape.values import SourceFile
from grader.toolchain.compiler import Compiler, Trust, make_compile
from grader.toolchain.export_data import ExportData, prepare_export_data
from grader.toolchain.installed import Installed, find_installed
from grader.toolchain.packages import IMPORTABLE

SETTINGS = Settings(data_folder=PROJECT / "build" / "test-data", go_root=None)


@cache
def pinned_go() -> Installed:
    return find_installed(SETTINGS)


@cache
def export_data() -> ExportData:
    return prepare_export_data(pinned_go(), IMPORTABLE, SETTINGS.data_folder)


def compiler(trust: Trust = Trust.UNTRUSTED, *, lang: str | None = None, flags: tuple[str, ...] = ()) -> Compiler:
    return make_compile(pinned_go(), trust=trust, exports=export_data(), lang=lang, flags=flags)


def program(body: str, name: str = "s.go") -> tuple[SourceFile, ...]:
    return (SourceFile(name, f"package p\n{body}".encode()),)
