"""Which standard packages a program may import, and which ones it does."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from grader.errors import ProgramRefused, SourceMessage
from grader.escape.values import SourceFile
from grader.toolchain.complaints import clean_text
from grader.toolchain.export_data import VENDORED, ExportData
from grader.toolchain.tokens import find_import_paths, place_of

IMPORTABLE = (
    "bufio",
    "bytes",
    "cmp",
    "container/heap",
    "container/list",
    "container/ring",
    "context",
    "encoding/base64",
    "encoding/binary",
    "encoding/hex",
    "encoding/json",
    "errors",
    "fmt",
    "hash/crc32",
    "hash/fnv",
    "io",
    "iter",
    "log",
    "maps",
    "math",
    "math/bits",
    "math/rand",
    "math/rand/v2",
    "regexp",
    "slices",
    "sort",
    "strconv",
    "strings",
    "sync",
    "sync/atomic",
    "text/tabwriter",
    "time",
    "unicode",
    "unicode/utf8",
)
"""What the bank and untrusted sources may import: the packages that examples about values, pointers and lifetimes use.

Left out on purpose: os, net, net/http, os/exec, syscall, embed, runtime, reflect, plugin. Nothing is ever run, so
they would be harmless, but no exercise needs them, and net/http alone doubles the time of set-up. This list is the
allow-list of imports: the compiler can not import what its importcfg does not name. (`unsafe` is built in; the
pre-filter refuses it.) A release that lacks a package (math/rand/v2 came with 1.22, iter with 1.23) goes without it.
"""

_PLAIN_PATH = re.compile(r"\w+(?:[./-]\w+)*", re.ASCII)


def find_imports(files: Iterable[SourceFile]) -> tuple[str, ...]:
    """Return the import paths of the files, sorted, each once; without `unsafe` and `C`, which have no export data."""
    paths = {
        token.text.strip('"`') for file in files for token in find_import_paths(file.text.decode(errors="replace"))
    }
    return tuple(sorted(path for path in paths - {"unsafe", "C"} if _PLAIN_PATH.fullmatch(path)))


def find_imports_of_authors(file: SourceFile) -> tuple[str, ...]:
    """Return what a program imports that programs from the web may not: `unsafe`, `net/http`."""
    paths = (token.text.strip('"`') for token in find_import_paths(file.text.decode(errors="replace")))
    return tuple(path for path in paths if path not in IMPORTABLE)


def check_imports(files: Iterable[SourceFile], exports: ExportData) -> None:
    """Raise ProgramRefused, with the place of every one, for imports that have no export data."""
    names = {"unsafe", *(path.removeprefix(VENDORED) for path in exports.packages)}
    messages = tuple(message for file in files for message in _find_foreign(file, names))
    if messages:
        raise ProgramRefused(messages)


def _find_foreign(file: SourceFile, names: set[str]) -> Iterator[SourceMessage]:
    text = file.text.decode(errors="replace")
    for token in find_import_paths(text):
        path = token.text.strip('"`')
        if path not in names:
            yield SourceMessage(file.name, *place_of(text, token.start), _why_not(path))


def _why_not(path: str) -> str:
    if path == "C":
        return "the compiler never sees a file with cgo as it stands. Ask about the package without this file."
    what = f"could not import {clean_text(path)}: this Go release has no such standard package"
    return f"{what}. Put what you need of it into the files that you ask about."
