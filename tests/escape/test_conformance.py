"""Whole packages of Go's own source: every variable is listed exactly once, and is where the compiler says."""

from __future__ import annotations

import json
import subprocess
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from grader.config import PROJECT
from grader.escape.places import judge_places
from grader.escape.values import CompilerOutput, Place, SourceFile, Verdict
from grader.toolchain.compiler import Trust, make_compile
from grader.toolchain.export_data import ExportData
from tests.escape.independent_reading import Declared, allowed_places, read_declared, read_raw

if TYPE_CHECKING:
    from tests.escape.conftest import Go

PACKAGES = (
    *("strconv", "sort", "container/heap", "container/list", "container/ring", "text/tabwriter", "unicode/utf8"),
    *("strings", "bytes", "bufio", "encoding/json", "encoding/csv", "encoding/xml", "go/scanner"),
    *("go/ast", "text/template/parse", "text/template", "regexp", "compress/flate", "html", "slices"),
    *("maps", "iter", "context", "errors", "fmt", "io", "math/rand/v2", "net/url", "path/filepath", "time"),
)
RARE_FORMS = PROJECT / "tests" / "data" / "rare_forms.go"
WAYS = {"inlining": (), "no inlining": ("-l",)}


@dataclass(frozen=True)
class Standard:
    """One standard package: its files and what Go's type checker finds in them."""

    files: tuple[SourceFile, ...]
    declared: list[Declared]
    exports: ExportData


class Library:
    """Go's own source, listed once for all packages."""

    def __init__(self, go: Go) -> None:
        self._loaded: dict[str, Standard] = {}
        listing = go.run("list", "-json=ImportPath,Dir,GoFiles,Deps", *PACKAGES)
        self._listed = {each["ImportPath"]: each for each in _json_values(listing)}
        dependencies = {each for listed in self._listed.values() for each in listed.get("Deps", ())} - {"unsafe"}
        self._exports = go.export_data(dependencies)
        self._lister = go.build(Path(__file__).parent / "list_variables.go")

    def load(self, package: str, folder: Path) -> Standard:
        if package not in self._loaded:
            self._loaded[package] = self._load(package, folder)
        return self._loaded[package]

    def _load(self, package: str, folder: Path) -> Standard:
        listed = self._listed[package]
        return self.read([Path(listed["Dir"]) / name for name in listed["GoFiles"]], folder)

    def read(self, paths: list[Path], folder: Path) -> Standard:
        config = folder / "importcfg"
        config.write_text(self._exports.importcfg)
        command = [str(self._lister), str(config), *map(str, paths)]
        printed = subprocess.run(command, capture_output=True, text=True, check=True).stdout
        files = tuple(SourceFile(path.name, path.read_bytes()) for path in paths)
        return Standard(files=files, declared=read_declared(printed), exports=self._exports)


def _json_values(text: str) -> list[dict[str, Any]]:
    decoder, values, position = json.JSONDecoder(), [], 0
    while position < len(text.rstrip()):
        value, end = decoder.raw_decode(text, position)
        values.append(value)
        position = end + 1
    return values


@pytest.fixture(scope="session")
def library(go: Go) -> Library:
    return Library(go)


@pytest.fixture
def standard(library: Library, package: str, tmp_path: Path) -> Standard:
    return library.load(package, tmp_path)


@pytest.mark.parametrize("flags", WAYS.values(), ids=WAYS.keys())
@pytest.mark.parametrize("package", PACKAGES)
def test_every_variable_is_listed_once_where_the_compiler_puts_it(
    go: Go, standard: Standard, flags: tuple[str, ...]
) -> None:
    check_agreement(go, standard, flags, lang=None)


@pytest.mark.parametrize("flags", WAYS.values(), ids=WAYS.keys())
@pytest.mark.parametrize("lang", ["1.22", "1.24", "1.27"])
def test_rare_forms_agree_in_every_language_version(
    go: Go, library: Library, tmp_path: Path, lang: str, flags: tuple[str, ...]
) -> None:
    check_agreement(go, library.read([RARE_FORMS], tmp_path), flags, lang)


def check_agreement(go: Go, standard: Standard, flags: tuple[str, ...], lang: str | None) -> None:
    compile_ = make_compile(go.installed, trust=Trust.TRUSTED, exports=standard.exports, flags=flags, lang=lang)
    output = compile_(standard.files)
    verdict = judge_places(standard.files, output)
    assert _listed(verdict) == Counter(each.at for each in standard.declared)
    assert _differences(verdict, output, standard.declared) == []
    assert [each for each in verdict.variables if each.causes] == [], "the dump and the messages disagree"
    assert all(bool(each.unknown_because) == (each.place is Place.UNKNOWN) for each in verdict.variables)


def _listed(verdict: Verdict) -> Counter[tuple[str, int, int, str]]:
    return Counter((each.at.file, each.at.line, each.at.column, each.name) for each in verdict.variables)


def _differences(verdict: Verdict, output: CompilerOutput, declared: list[Declared]) -> list[str]:
    raw = read_raw(output.text)
    places = {(each.at.file, each.at.line, each.at.column, each.name): each.place for each in verdict.variables}
    allowed = {each.at: allowed_places(each, raw) for each in declared}
    return [f"{at}: {places[at]}, not {allowed[at]}" for at in places if places[at] not in allowed[at]]
