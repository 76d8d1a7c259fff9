"""Cutting Go source into tokens, as the language's lexical rules say (go.dev/ref/spec#Lexical_elements).

The pre-filter decides on tokens and not on a syntax tree: a parser that reads a hostile file otherwise than the
compiler does would let things through, and the lexical rules leave no room for that. The time is linear in the size
of any file.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

_TOKEN = re.compile(
    r"""(?P<comment>//[^\n]*|/\*.*?(?:\*/|\Z))
      |(?P<string>`[^`]*(?:`|\Z)|"(?:[^"\\\n]|\\.)*(?:"|(?=\n)|\Z))
      |(?P<rune>'(?:[^'\\\n]|\\.)*(?:'|(?=\n)|\Z))
      |(?P<word>\w+)
      |(?P<operator>[^\s\w])""",
    re.DOTALL | re.VERBOSE,
)


class Token(NamedTuple):
    """One token of a Go file. Operators of several characters come as one token per character."""

    kind: str
    """`comment`, `string`, `rune`, `word` (identifier, keyword or number) or `operator`."""
    text: str
    start: int
    """Offset in characters."""


def find_tokens(text: str) -> Iterator[Token]:
    """Yield the tokens of a Go file in order. An unterminated one ends with its line or the file."""
    for match in _TOKEN.finditer(text):
        yield Token(match.lastgroup or "", match[0], match.start())


def place_of(text: str, start: int) -> tuple[int, int]:
    """Return line and column, from 1, of an offset in characters; the column counts UTF-8 bytes."""
    line_start = text.rfind("\n", 0, start) + 1
    return text.count("\n", 0, start) + 1, len(text[line_start:start].encode()) + 1


def find_import_paths(text: str) -> Iterator[Token]:
    """Yield the string token of every import, quotes included. `import` is a keyword: nothing else can be meant."""
    awaited = in_parentheses = False
    for token in find_tokens(text):
        if token.kind == "word" and token.text == "import":
            awaited, in_parentheses = True, False
        elif awaited and token.kind == "string":
            yield token
            awaited = in_parentheses
        elif awaited and token.text == "(":
            in_parentheses = True
        elif awaited and token.text == ")":
            awaited = False
