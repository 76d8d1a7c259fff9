"""Which standard packages a program may import, and which ones it does."""

from __future__ import annotations

import re
from collections.abc import Iterable

from grader.escape.values import SourceFile
from grader.toolchain.tokens import find_import_paths

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
