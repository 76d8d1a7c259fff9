"""What is refused from the web before the compiler sees it.

Its value is a clear message, and closing what no limit closes: imports that hide escapes from the compiler, and
comments that change its verdicts or the places it reports. It does not protect from exhaustion; the limits of the run
do.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import lru_cache

from grader.errors import ProgramRefused, SourceMessage
from grader.escape.values import SourceFile
from grader.toolchain.tokens import Token, find_import_paths, find_tokens, place_of

DEEPEST_NESTING = 40
LONGEST_OPERATOR_RUN = 24
LONGEST_WORD = 200
MOST_MESSAGES = 20

_ODD_CHARACTER = re.compile(
    "\r(?!\n)|[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]|[\u061c\u200b-\u200f\u2028-\u202e\u2060-\u2069]|(?<=.)\ufeff",
    re.DOTALL,
)
_LINE_DIRECTIVE = re.compile(r"(?://|/\*)line\b[ \t]")
_GO_DIRECTIVE = re.compile(r"//go:(\S*)")
_NOT_OF_A_NAME = re.compile(r"[^\w.:-]")
_PREFIX_OPERATORS = frozenset("*&!^+-<>~[]")

Finding = tuple[int, str]
"""Offset in characters, and what is wrong there."""


def check_source(file: SourceFile) -> None:
    """Raise ProgramRefused, with every finding and its place, for a program that is not accepted from the web."""
    text = _decode(file)
    found = [finding for find in _CHECKS for finding in find(text)]
    if found:
        messages = (_message(file.name, text, *finding) for finding in sorted(found)[:MOST_MESSAGES])
        raise ProgramRefused(tuple(messages))


def _decode(file: SourceFile) -> str:
    try:
        return file.text.decode()
    except UnicodeDecodeError as error:
        before = file.text[: error.start].decode()
        what = "this is not UTF-8 text. Save the file as UTF-8."
        raise ProgramRefused((_message(file.name, before, len(before), what),)) from None


@lru_cache(maxsize=1)
def _tokens_of(text: str) -> tuple[Token, ...]:
    """Cut the text once for all checks."""
    return tuple(find_tokens(text))


def _message(name: str, text: str, start: int, what: str) -> SourceMessage:
    return SourceMessage(name, *place_of(text, start), what)


def _find_odd_characters(text: str) -> Iterator[Finding]:
    """Refuse characters that no editor shows: they make a program read otherwise than it compiles."""
    for match in _ODD_CHARACTER.finditer(text):
        what = f"the invisible character U+{ord(match[0]):04X} is not accepted. Delete it"
        yield match.start(), f"{what}, or write it as an escape in a string."


def _find_directives(text: str) -> Iterator[Finding]:
    """Refuse comments that the compiler obeys: they fake places, change the language version or hide escapes."""
    for token in _tokens_of(text):
        if token.kind != "comment":
            continue
        directive = _GO_DIRECTIVE.match(token.text)
        if _LINE_DIRECTIVE.match(token.text):
            yield (
                token.start,
                "line directives are not accepted: they fake the places that the compiler reports. Leave it out.",
            )
        elif directive and directive[1] != "noinline":
            name = _NOT_OF_A_NAME.sub("", directive[1])[:40]
            yield token.start, f"//go:{name} is not accepted: of the //go: comments only //go:noinline is."


def _find_bad_imports(text: str) -> Iterator[Finding]:
    for token in find_import_paths(text):
        path = token.text.strip('"`')
        if "\\" in token.text:
            yield token.start, "an import path must not have a backslash. Write the path plainly."
        elif path == "unsafe":
            yield token.start, "unsafe can not be imported: it can hide an escape from the compiler. Leave it out."
        elif path == "C":
            yield token.start, "cgo is not accepted. Use Go only."


def _find_deep_nesting(text: str) -> Iterator[Finding]:
    """Refuse nesting that no person writes: the compiler's work on it grows much faster than the program."""
    depth = 0
    for token in _tokens_of(text):
        if token.kind != "operator":
            continue
        depth += (token.text in "([{") - (token.text in ")]}")
        if depth > DEEPEST_NESTING:
            yield token.start, f"brackets are nested more than {DEEPEST_NESTING} deep here. Make the program simpler."
            return


def _find_operator_run(text: str) -> Iterator[Finding]:
    """Refuse `****…int` and its kin: a few KB of them keep the compiler busy for minutes."""
    run = 0
    for token in _tokens_of(text):
        run = run + 1 if _is_prefix(token) else 0
        if run > LONGEST_OPERATOR_RUN:
            yield token.start, f"more than {LONGEST_OPERATOR_RUN} operators in a row. Make the program simpler."
            return


def _is_prefix(token: Token) -> bool:
    return token.text in _PREFIX_OPERATORS or token.text in ("chan", "func")


def _find_long_words(text: str) -> Iterator[Finding]:
    for token in _tokens_of(text):
        if token.kind == "word" and len(token.text) > LONGEST_WORD:
            yield token.start, f"this name or number has more than {LONGEST_WORD} characters. Use a shorter one."


_CHECKS: tuple[Callable[[str], Iterator[Finding]], ...] = (
    _find_odd_characters,
    _find_directives,
    _find_bad_imports,
    _find_deep_nesting,
    _find_operator_run,
    _find_long_words,
)
