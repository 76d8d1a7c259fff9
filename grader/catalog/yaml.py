"""YAML as authors may write it, read together with the place of every key and value.

The events of ruamel.yaml's parser are turned into plain dictionaries, lists and scalars in one pass that needs no
recursion. What makes YAML surprising is refused with its place: anchors and aliases (and so the "billion laughs"),
tags, repeated keys, several documents, keys that are not words, deep nesting. Only `true`, `false`, `null` and
decimal numbers are anything else than text, so `no`, `1:30` and dates stay what they look like.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from typing import NoReturn

from ruamel.yaml import YAML
from ruamel.yaml.error import MarkedYAMLError, YAMLError
from ruamel.yaml.events import (
    AliasEvent,
    DocumentStartEvent,
    Event,
    MappingEndEvent,
    MappingStartEvent,
    NodeEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
)

from grader.catalog.problems import Problem

MAXIMUM_BYTES = 64 * 1024
MAXIMUM_DEPTH = 12

YamlPath = tuple[str | int, ...]
"""The keys and indexes that lead from the top of a document to a value."""

_NUMBER = re.compile(r"[-+]?[0-9]{1,15}(\.[0-9]{1,15})?\Z")
_WORDS: Mapping[str, bool | None] = {"": None, "~": None, "null": None, "true": True, "false": False}
_AGAIN = "\0"
"""Ends the name of a key that stands there before; no text that YAML allows has this character."""
_UNREADABLE = re.compile("[^\t\n\r -~\x85\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


@dataclass(frozen=True, slots=True)
class Spot:
    """A 1-based line and column, in characters."""

    line: int
    column: int


TOP = Spot(1, 1)


@dataclass(slots=True)
class YamlDocument:
    """The plain data of one YAML file, with the place of everything in it."""

    file: str
    data: object = None
    keys: dict[YamlPath, Spot] = field(default_factory=dict)
    values: dict[YamlPath, Spot] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    refused: set[YamlPath] = field(default_factory=set)
    """Values that were refused: what is below them need not be judged again."""
    is_whole: bool = True
    """False when reading ended early, so that what is absent may only not have been read."""

    def spot_of_key(self, path: YamlPath) -> Spot:
        """Where this key stands; for what has no key of its own, where the value does."""
        return self.keys.get(path) or self.spot_of_value(path)

    def spot_of_value(self, path: YamlPath) -> Spot:
        """Where this value begins; for an absent one, the key of the nearest thing around it that is there."""
        if path in self.values:
            return self.values[path]
        return self.spot_of_key(path[:-1]) if path else TOP

    def problem_at(self, spot: Spot, what: str, instead: str, *, is_warning: bool = False) -> Problem:
        """A problem of this file."""
        return Problem(
            file=self.file, line=spot.line, column=spot.column, what=what, instead=instead, is_warning=is_warning
        )


@dataclass(slots=True)
class _Open:
    """A mapping or list whose end has not come yet."""

    container: dict[str, object] | list[object]
    path: YamlPath
    key: str | None = None


class _Unreadable(Exception):
    """Nothing after this can be read with sense; the problem is already noted."""


def read_yaml(raw: bytes, file: str) -> YamlDocument:
    """Reads one document. Never raises: what is wrong stands in `problems`, and `data` holds what could be read."""
    document = YamlDocument(file)
    with suppress(_Unreadable):
        text = _decoded(document, raw)
        _build(document, _events(document, text))
    return document


def _decoded(document: YamlDocument, raw: bytes) -> str:
    if len(raw) > MAXIMUM_BYTES:
        what = f"The file has {len(raw)} bytes, {MAXIMUM_BYTES} are allowed"
        _give_up(document, Problem(file=document.file, what=what, instead="Split it, or write shorter texts"))
    try:
        text = raw.decode()
    except UnicodeDecodeError as error:
        before = raw[: error.start].decode()
        spot = _spot_in(before, len(before))
        _give_up(document, document.problem_at(spot, "This is not UTF-8", "Save the file in the encoding UTF-8"))
    if bad := _UNREADABLE.search(text):
        what = f"The character U+{ord(bad[0]):04X} cannot stand here"
        _give_up(document, document.problem_at(_spot_in(text, bad.start()), what, "Remove it"))
    return text


def _give_up(document: YamlDocument, problem: Problem) -> NoReturn:
    document.problems.append(problem)
    document.is_whole = False
    raise _Unreadable


def _spot_in(text: str, index: int) -> Spot:
    before = text[:index]
    return Spot(before.count("\n") + 1, len(before) - (before.rfind("\n") + 1) + 1)


def _events(document: YamlDocument, text: str) -> Iterator[Event]:
    """The parser's events, up to the first thing that is not YAML at all."""
    try:
        yield from YAML(typ="safe", pure=True).parse(text)
    except MarkedYAMLError as error:
        _give_up(document, _not_yaml(document, text, error))
    except (YAMLError, ValueError, AssertionError):  # the last two: what the parser does with some escapes and comments
        _give_up(document, document.problem_at(TOP, "This is not YAML", "Look for a strange escape or directive"))


def _not_yaml(document: YamlDocument, text: str, error: MarkedYAMLError) -> Problem:
    mark = error.problem_mark or error.context_mark
    spot = Spot(mark.line + 1, mark.column + 1) if mark else TOP
    line = text.splitlines()[spot.line - 1] if spot.line <= len(text.splitlines()) else ""
    if "\t" in line[: spot.column]:
        return document.problem_at(spot, "A tab stands in the indentation", "Indent with spaces")
    said = " ".join(str(error.problem or error.context or "it cannot be read").split())
    instead = (
        "A text that begins with a backtick, or has `: ` or ` #` in it, needs quotes; look at the line before, too"
    )
    return document.problem_at(spot, f"This is not YAML: {said}", instead)


def _build(document: YamlDocument, events: Iterator[Event]) -> None:
    """Puts each value where it belongs, remembering where it stood."""
    is_begun = False
    stack: list[_Open] = []
    for event in events:
        match event:
            case DocumentStartEvent():
                _check_first(document, event, is_begun=is_begun)
                is_begun = True
            case NodeEvent():
                _add(document, stack, event)
            case MappingEndEvent() | SequenceEndEvent():
                stack.pop()
            case _:
                pass  # beginnings and ends of the stream and the document


def _check_first(document: YamlDocument, event: DocumentStartEvent, *, is_begun: bool) -> None:
    spot = _spot_of(event)
    if is_begun:
        _give_up(document, document.problem_at(spot, "A second document begins here", "Write one document in a file"))
    if event.version or event.tags:
        _give_up(document, document.problem_at(spot, "A directive (`%`) is not allowed", "Remove the line"))


def _spot_of(event: Event) -> Spot:
    mark = event.start_mark
    return Spot(mark.line + 1, mark.column + 1)


def _add(document: YamlDocument, stack: list[_Open], event: NodeEvent) -> None:
    parent = stack[-1] if stack else None
    if parent is not None and isinstance(parent.container, dict) and parent.key is None:
        _take_key(document, parent, event)
        return
    path = _next_path(parent)
    value = _value_of(document, path, event)
    document.values.setdefault(path, _spot_of(event))
    _put(document, parent, value)
    if isinstance(value, dict | list):
        _open(document, stack, _Open(value, path), event)


def _take_key(document: YamlDocument, parent: _Open, event: NodeEvent) -> None:
    spot = _spot_of(event)
    if not isinstance(event, ScalarEvent):
        _give_up(document, document.problem_at(spot, "A key must be a word", "Write `name: value`"))
    _refuse_extras(document, (*parent.path, event.value), event)
    path = (*parent.path, event.value)
    if path in document.keys:
        first = document.keys[path].line
        what = f"The key `{event.value}` stands twice (first in line {first})"
        document.problems.append(document.problem_at(spot, what, "Keep one of the two"))
        parent.key = event.value + _AGAIN
    else:
        document.keys[path] = spot
        parent.key = event.value


def _next_path(parent: _Open | None) -> YamlPath:
    if parent is None:
        return ()
    if isinstance(parent.container, list):
        return (*parent.path, len(parent.container))
    return (*parent.path, parent.key or "")


def _put(document: YamlDocument, parent: _Open | None, value: object) -> None:
    if parent is None:
        document.data = value
    elif isinstance(parent.container, list):
        parent.container.append(value)
    else:
        if parent.key is not None and not parent.key.endswith(_AGAIN):
            parent.container[parent.key] = value
        parent.key = None


def _open(document: YamlDocument, stack: list[_Open], opened: _Open, event: NodeEvent) -> None:
    if len(stack) >= MAXIMUM_DEPTH:
        what = f"More than {MAXIMUM_DEPTH} levels of nesting"
        _give_up(document, document.problem_at(_spot_of(event), what, "No field of this file is nested so deep"))
    stack.append(opened)


def _value_of(document: YamlDocument, path: YamlPath, event: NodeEvent) -> object:
    _refuse_extras(document, path, event)
    match event:
        case MappingStartEvent():
            return {}
        case SequenceStartEvent():
            return []
        case ScalarEvent():
            return _scalar(event)
        case _:
            return None  # an alias, which has been refused


def _refuse_extras(document: YamlDocument, path: YamlPath, event: NodeEvent) -> None:
    """Notes aliases, anchors and tags, none of which an author needs."""
    tag = getattr(event, "tag", None)
    if isinstance(event, AliasEvent):
        what, instead = f"An alias (`*{event.anchor}`) is not allowed", "Write the value out"
    elif event.anchor:
        what, instead = (
            f"An anchor (`&{event.anchor}`) is not allowed",
            "Remove it; a text that begins with & needs quotes",
        )
    elif tag is not None:
        what, instead = f"A tag (`{tag}`) is not allowed", "Remove it; a text that begins with ! needs quotes"
    else:
        return
    document.problems.append(document.problem_at(_spot_of(event), what, instead))
    document.refused.add(path)


def _scalar(event: ScalarEvent) -> str | int | float | bool | None:
    text: str = event.value
    if event.style is not None:
        return text
    if text in _WORDS:
        return _WORDS[text]
    if number := _NUMBER.match(text):
        return float(text) if number[1] else int(text)
    return text
