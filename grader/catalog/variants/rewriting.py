"""What changes from an exercise to its variant, done to Go source, to code in texts, and to words."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from tree_sitter import Node

from grader.catalog.texts import Language
from grader.escape.syntax.tree import parse_go, text_of

NAMES = frozenset({"identifier", "type_identifier", "field_identifier", "package_identifier", "label_name"})
LITERALS = frozenset(
    {"int_literal", "float_literal", "imaginary_literal", "rune_literal", "interpreted_string_literal"}
    | {"raw_string_literal"}
)

_TOKEN = re.compile(r"""\"(?:[^"\\\n]|\\.)*\"|'(?:[^'\\\n]|\\.)+'|[^\W\d]\w*|\d[\w.]*""")
_NAME = re.compile(r"[^\W\d]\w*")
_CODE = r"```.*?```|`[^`]*`"


@dataclass(frozen=True, slots=True, kw_only=True)
class Changes:
    """All that a variant does otherwise than its exercise."""

    names: Mapping[str, str] = field(default_factory=dict)
    values: Mapping[str, str] = field(default_factory=dict)
    """Literals as they stand in the source, a string with its quotes."""
    lines: Mapping[int, int] = field(default_factory=dict)
    """Number of a line that moves -> its number afterwards."""
    words: Mapping[Language, Mapping[str, str]] = field(default_factory=dict)


def rewrite_source(source: bytes, changes: Changes) -> bytes:
    """The program with its names and literals changed, token by token, and its lines in the other order.

    Strings are changed as a whole or not at all; comments as texts are, see `rewrite_comment`.
    """
    parts, end = [], 0
    for node in tokens(source):
        parts += [source[end : node.start_byte], _rewritten(node, changes).encode()]
        end = node.end_byte
    lines = b"".join((*parts, source[end:])).splitlines(keepends=True)
    before = {after: before for before, after in changes.lines.items()}
    return b"".join(lines[before.get(number, number) - 1] for number in range(1, len(lines) + 1))


def package_of(source: bytes) -> str:
    """The name of the program's package; empty where it has none."""
    clauses = (node for node in parse_go(source).root_node.named_children if node.type == "package_clause")
    return next((text_of(clause.named_children[0]) for clause in clauses), "")


def tokens(source: bytes) -> Iterator[Node]:
    """Names, literals and comments of a program, in order."""
    waiting = [parse_go(source).root_node]
    while waiting:
        node = waiting.pop()
        if node.type in NAMES or node.type in LITERALS or node.type == "comment":
            yield node
        else:
            waiting.extend(reversed(node.children))


def _rewritten(node: Node, changes: Changes) -> str:
    text = text_of(node)
    if node.type == "comment":
        return rewrite_comment(text, changes)
    return (changes.names if node.type in NAMES else changes.values).get(text, text)


def rewrite_comment(comment: str, changes: Changes) -> str:
    """A comment: its English words, and names that can be nothing else.

    That is a name with a capital, and the first word, by which Go's comments name what they explain.
    """
    words = _in_both_cases(changes.words.get("en", {}))
    first = _NAME.search(comment)

    def changed(match: re.Match[str]) -> str:
        text = " ".join(match[0].split())
        is_name = (first is not None and match.start() == first.start()) or text != text.lower()
        return words.get(text) or (changes.names.get(text, match[0]) if is_name else match[0])

    return re.compile("|".join([*map(_pattern, _longest_first(words)), _NAME.pattern])).sub(changed, comment)


def rewrite_code(code: str, changes: Changes) -> str:
    """Code that is no whole program: an expression, a call, the name of a function as the compiler writes it."""
    return _TOKEN.sub(lambda match: changes.names.get(match[0]) or changes.values.get(match[0], match[0]), code)


def rewrite_text(text: str, language: Language, changes: Changes) -> str:
    """Markdown: code in backticks follows the program, the rest has its words changed."""
    words = _in_both_cases(changes.words.get(language, {}))

    def changed(match: re.Match[str]) -> str:
        found = words.get(" ".join(match[0].split()))
        return rewrite_code(match[0], changes) if found is None else found

    return re.compile("|".join([*map(_pattern, _longest_first(words)), _CODE]), re.DOTALL).sub(changed, text)


def mentions(text: str, phrase: str) -> bool:
    """True where a phrase stands in a text as words of its own: in either case, outside of code unless it begins there.

    Code in backticks is not looked into, since it follows by itself.
    """
    wanted = _in_both_cases({phrase: phrase})
    found = re.finditer("|".join([*map(_pattern, wanted), _CODE]), text, re.DOTALL)
    return any(" ".join(match[0].split()) in wanted for match in found)


def _in_both_cases(words: Mapping[str, str]) -> dict[str, str]:
    """With each phrase also as it begins a sentence."""
    return {**{_capital(old): _capital(new) for old, new in words.items()}, **words}


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def _longest_first(words: Mapping[str, str]) -> list[str]:
    return sorted(words, key=len, reverse=True)


def _pattern(phrase: str) -> str:
    """A phrase as it stands in a text: as words of its own, whatever the space between them."""
    inner = r"\s+".join(map(re.escape, phrase.split()))
    before = r"(?<![0-9A-Za-z_])" if _is_ascii_word(phrase[0]) else ""
    after = r"(?![0-9A-Za-z_])" if _is_ascii_word(phrase[-1]) else ""
    return f"{before}{inner}{after}"


def _is_ascii_word(character: str) -> bool:
    return character.isascii() and (character.isalnum() or character == "_")
