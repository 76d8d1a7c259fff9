"""Which standard packages a program may import, and which ones it does."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

import tree_sitter
import tree_sitter_go

from grader.escape.values import SourceFile

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

Left out on purpose: os, net, net/http, os/exec, syscall, embed, runtime, reflect, plugin. Nothing is ever run, so they would be
harmless, but no exercise needs them, and each costs seconds at set-up or answers a question about the operating system. This
list is the allow-list of imports: the compiler can not import what its importcfg does not name. (`unsafe` is built in; the
pre-filter refuses it.) A release that lacks a package (maps, slices, cmp: from 1.21; math/rand/v2: 1.22; iter: 1.23) goes without.
"""

_GO = tree_sitter.Language(tree_sitter_go.language())
_IMPORTS = tree_sitter.Query(_GO, "(import_spec path: (_) @path)")
_PLAIN_PATH = re.compile(r"[A-Za-z0-9_]+(?:[./-][A-Za-z0-9_]+)*")


def find_import_literals(text: bytes) -> Iterator[tree_sitter.Node]:
    """Yield the string literal of every import of a Go file, in order."""
    tree = tree_sitter.Parser(_GO).parse(text)
    nodes = tree_sitter.QueryCursor(_IMPORTS).captures(tree.root_node).get("path", [])
    yield from sorted(nodes, key=lambda node: node.start_byte)


def find_imports(files: Iterable[SourceFile]) -> tuple[str, ...]:
    """Return the import paths of the files, sorted, each once; without `unsafe` and `C`, which have no export data."""
    paths = {
        (node.text or b"")[1:-1].decode(errors="replace") for file in files for node in find_import_literals(file.text)
    }
    return tuple(sorted(path for path in paths - {"unsafe", "C"} if _PLAIN_PATH.fullmatch(path)))
