"""Whole packages of Go's own source, as real code to hold verdicts against."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from grader.escape.values import SourceFile
from grader.toolchain.export_data import ExportData
from tests.escape.independent_reading import Declared, read_declared

if TYPE_CHECKING:
    from tests.escape.conftest import Go

PACKAGES = (
    *("archive/tar", "archive/zip", "bufio", "bytes", "compress/bzip2", "compress/flate", "compress/gzip"),
    *("compress/lzw", "container/heap", "container/list", "container/ring", "context", "crypto/ecdh"),
    *("crypto/internal/fips140/edwards25519", "crypto/internal/fips140/mldsa", "crypto/internal/fips140/mlkem"),
    *("database/sql", "debug/elf", "debug/gosym", "encoding/asn1", "encoding/base64"),
    *("encoding/csv", "encoding/gob", "encoding/json", "encoding/json/jsontext", "encoding/pem", "encoding/xml"),
    *("errors", "flag", "fmt", "go/ast", "go/constant", "go/doc/comment", "go/parser", "go/scanner", "go/token"),
    *("hash/fnv", "html", "image/color", "image/png", "io", "io/fs", "iter", "log", "log/slog", "maps"),
    *("math/rand/v2", "mime", "mime/multipart", "net/mail", "net/textproto", "net/url", "os", "path/filepath"),
    *("regexp", "regexp/syntax", "slices", "sort", "strconv", "strings", "sync", "text/tabwriter", "text/template"),
    *("text/template/parse", "time", "unicode/utf8", "vendor/golang.org/x/net/dns/dnsmessage"),
)
"""Generics, loops over functions, reflection, cryptography, networks, parsers: what Go's library has of everything."""

OLDER = {
    "1.21": (
        "bufio",
        "container/list",
        "context",
        "encoding/csv",
        "errors",
        "go/scanner",
        "log/slog",
        "text/tabwriter",
    ),
    "1.23": ("iter", "maps", "net/mail", "slices", "sort", "strings", "sync"),
    "1.25": ("container/ring", "encoding/base64", "html", "net/textproto"),
}
"""Language versions -> packages that are judged in them, too. Up to 1.21 a loop has one variable for all its rounds."""

NOT_OLDER = {
    ("1.21", "strings"): "requires go1.22 or later",
    ("1.21", "slices"): "requires go1.23 or later",
    ("1.21", "maps"): "requires go1.23 or later",
    ("1.23", "net/url"): "requires go1.26 or later",
    ("1.25", "math/rand/v2"): "requires go1.27 or later",
}
"""Packages that are not judged in an older language version, not being written in it -> the compiler's word."""

ONLY_IN_ITS_PLACE = {
    "runtime": "only allowed in runtime",
    "syscall": "only allowed in the standard library",
    "reflect": "expects an ABI0 function",
    "internal/trace/traceviewer": "go:embed",
    "encoding/json/internal/jsontest": "go:embed",
}
"""Packages that compile only as themselves, or with the files and assembly beside them -> the compiler's word."""


@dataclass(frozen=True)
class Standard:
    """One standard package: its files and what Go's type checker finds in them."""

    name: str
    files: tuple[SourceFile, ...]
    declared: list[Declared]
    exports: ExportData


class Library:
    """Go's own source, listed once for all packages."""

    def __init__(self, go: Go, packages: Iterable[str]) -> None:
        self._go = go
        self._packages = tuple(packages)
        self._loaded: dict[str, Standard] = {}

    @cached_property
    def _listed(self) -> Mapping[str, Mapping[str, Any]]:
        listing = self._go.run("list", "-json=ImportPath,Dir,GoFiles,Deps", *self._packages)
        return {each["ImportPath"]: each for each in _json_values(listing)}

    def paths(self, package: str) -> list[Path]:
        """List the files that the go command compiles."""
        listed = self._listed[package]
        return [Path(listed["Dir"]) / name for name in listed["GoFiles"]]

    @cached_property
    def exports(self) -> ExportData:
        """The export data of all that these packages import."""
        dependencies = {each for listed in self._listed.values() for each in listed.get("Deps", ())}
        return self._go.export_data(dependencies - {"unsafe"})

    @cached_property
    def _lister(self) -> Path:
        return self._go.build(Path(__file__).parent / "list_variables.go")

    def load(self, package: str, folder: Path) -> Standard:
        """Read a package and what it declares; `folder` is for a file of our own."""
        if package not in self._loaded:
            self._loaded[package] = self.read(package, self.paths(package), folder)
        return self._loaded[package]

    def read(self, name: str, paths: list[Path], folder: Path) -> Standard:
        """Read files as one package."""
        config = folder / "importcfg"
        config.write_text(self.exports.importcfg)
        command = [str(self._lister), str(config), *map(str, paths)]
        printed = subprocess.run(command, capture_output=True, text=True, check=True).stdout
        files = tuple(SourceFile(path.name, path.read_bytes()) for path in paths)
        return Standard(name=name, files=files, declared=read_declared(printed), exports=self.exports)


def find_all_packages(go: Go) -> tuple[str, ...]:
    """List all packages with code for this system, but for those that compile in their place only."""
    listed = go.run("list", "-f", "{{if .GoFiles}}{{.ImportPath}}{{end}}", "std").split()
    return tuple(package for package in listed if package not in (*ONLY_IN_ITS_PLACE, "unsafe"))


def _json_values(text: str) -> list[dict[str, Any]]:
    decoder, values, position = json.JSONDecoder(), [], 0
    while position < len(text.rstrip()):
        value, end = decoder.raw_decode(text, position)
        values.append(value)
        position = end + 1
    return values
