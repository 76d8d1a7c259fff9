"""What is wrong with the declaration of a variant, as far as the files alone can tell."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TypeAlias

from grader.catalog.catalog import Exercise
from grader.catalog.content.variants import Variant
from grader.catalog.problems import did_you_mean
from grader.catalog.texts import LANGUAGES, Language
from grader.catalog.variants.content import find_texts
from grader.catalog.variants.rewriting import LITERALS, NAMES, Changes, mentions, package_of, rewrite_text, tokens
from grader.catalog.variants.swaps import swap_complaints
from grader.catalog.yaml import YamlPath
from grader.escape.syntax.tree import text_of

Complaint: TypeAlias = tuple[YamlPath, str, str, bool]
"""Where in the declaration, what is wrong, what to write instead, and whether that is only a warning."""

_KEYWORDS = (
    "break case chan const continue default defer else fallthrough for func go goto if import interface map package "
    "range return select struct switch type var _"
)
_PREDECLARED = (
    "any bool byte comparable complex64 complex128 error float32 float64 int int8 int16 int32 int64 rune string uint "
    "uint8 uint16 uint32 uint64 uintptr true false iota nil append cap clear close complex copy delete imag len make "
    "max min new panic print println real recover init main"
)
TAKEN = frozenset(f"{_KEYWORDS} {_PREDECLARED}".split())
"""Keywords, and names that have a meaning already."""

_ARTICLE = re.compile(r"\b(?:a\s+`(?=[aeio])|an\s+`(?=[^aeiou`\W\d_])(?!h))(?P<name>\w+)", re.IGNORECASE)
"""An English article that is not the one before this name."""

_LINE = {"en": r"\blines?\s+(?P<number>\d+)", "zh": r"第\s*(?P<number>\d+)\s*行"}


def find_complaints(exercise: Exercise, variant: Variant, changes: Changes) -> Iterator[Complaint]:
    """Everything that can be said before the compiler is asked."""
    found = list(tokens(exercise.source.text))
    in_scopes = [node for node in found if node.type in NAMES and node.parent and node.parent.type != "package_clause"]
    yield from _names(variant, {text_of(node) for node in in_scopes}, package_of(exercise.source.text))
    yield from _values(variant, {text_of(node) for node in found if node.type in LITERALS})
    for index, what, instead in swap_complaints(variant.swap, exercise.source.text.count(b"\n")):
        yield ("swap", index), what, instead, False
    comments = [text_of(node) for node in found if node.type == "comment"]
    for language in LANGUAGES:
        texts = [text.of(language) for text in find_texts(exercise.content)]
        yield from _words(variant, language, [*texts, *(comments if language == "en" else ())])
        yield from _left_over(variant, language, texts)
        yield from _moved(changes, language, texts)
    yield from _articles(changes, [text.en for text in find_texts(exercise.content)])


def _names(variant: Variant, names: set[str], package: str) -> Iterator[Complaint]:
    """Names that are not there, and two of one name; that of the package is in no scope, and may be like another."""
    kept = names - variant.rename.keys()
    new_names = [new for old, new in variant.rename.items() if old in names]
    for old, new in variant.rename.items():
        path = ("rename", old)
        if old not in names | {package}:
            yield path, f"The program has no name `{old}`", did_you_mean(old, names), False
        elif new in TAKEN:
            yield path, f"`{new}` has a meaning of its own in Go", "Choose another name", False
        elif old in names and (new in kept or new_names.count(new) > 1):
            yield path, f"Two things would be called `{new}`", "Choose another name", False


def _values(variant: Variant, values: set[str]) -> Iterator[Complaint]:
    for old, new in variant.values.items():
        path = ("values", old)
        if old not in values:
            quoted = " (a string stands here with its quotes)" if f'"{old}"' in values else ""
            yield path, f"The program has no literal `{old}`{quoted}", did_you_mean(old, values), False
        elif [text_of(node) for node in tokens(new.encode()) if node.type in LITERALS] != [new]:
            yield path, f"`{new}` is no literal", "Write a number, or a string with its quotes", False


def _words(variant: Variant, language: Language, texts: list[str]) -> Iterator[Complaint]:
    """Words that stand nowhere."""
    for old in getattr(variant.words, language):
        if not any(mentions(text, old) for text in texts):
            yield ("words", language, old), f"`{old}` stands in no text outside of code", "Mend or remove it", True


def _left_over(variant: Variant, language: Language, texts: list[str]) -> Iterator[Complaint]:
    """Names and values that a text mentions outside of code, where nothing follows them."""
    told = " ".join(getattr(variant.words, language)).casefold()
    for old in (*variant.rename, *variant.values):
        is_telling = len(old) > 1 and old.casefold() not in told
        if is_telling and any(mentions(text, old) for text in texts):
            what = f"A text (`{language}`) says {old} outside of code, and would go on to say so"
            yield ("words",), what, f"Put it into backticks, or say under `words: {language}:` what follows it", True


def _moved(changes: Changes, language: Language, texts: list[str]) -> Iterator[Complaint]:
    for text in texts:
        for match in re.finditer(_LINE[language], text):
            if int(match["number"]) in changes.lines:
                what = f"A text (`{language}`) speaks of line {match['number']}, which moves"
                yield ("swap",), what, "Quote the line instead of its number", True


def _articles(changes: Changes, texts: list[str]) -> Iterator[Complaint]:
    """Articles that were right before the old name, and are not before the new one."""
    for text in texts:
        before = {match[0] for match in _ARTICLE.finditer(text)}
        for match in _ARTICLE.finditer(rewrite_text(text, "en", changes)):
            if match[0] not in before:
                what = f"A text (`en`) would say {match[0]}`"
                yield ("words",), what, "Say under `words: en:` what the old article and name become", True
