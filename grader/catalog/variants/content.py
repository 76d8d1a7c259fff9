"""The author's content as a variant has it: every field follows the program by what it is.

No kind of question is named here. A field that says something of the program says so by its type: `Line`, `Identifier`,
`Code` and `Printed` of `grader.catalog.fields`; texts are texts.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import Any, TypeVar, assert_never, get_args

from grader.catalog.fields import Follows
from grader.catalog.texts import Content, Text
from grader.catalog.variants.rewriting import Changes, rewrite_code, rewrite_text
from grader.escape.printed_lines import PrintedLine, parse_printed_line

C = TypeVar("C", bound=Content)


def rewrite_content(content: C, changes: Changes) -> C:
    """The content about the variant's program."""
    fields = {
        name: _rewritten(getattr(content, name), _follows(type(content), name), changes)
        for name in type(content).model_fields
    }
    return content.model_copy(update=fields)


def find_texts(content: Content) -> Iterator[Text]:
    """Every text of the content, in the order of its fields."""
    for name in type(content).model_fields:
        yield from _texts_in(getattr(content, name))


def _texts_in(value: object) -> Iterator[Text]:
    match value:
        case Text():
            yield value
        case Content():
            yield from find_texts(value)
        case tuple():
            for each in value:
                yield from _texts_in(each)
        case _:
            return


def _rewritten(value: object, follows: frozenset[Follows], changes: Changes) -> object:
    match value:
        case Text():
            texts = {"en": rewrite_text(value.en, "en", changes), "zh": rewrite_text(value.zh, "zh", changes)}
            return value.model_copy(update=texts)
        case Content():
            return rewrite_content(value, changes)
        case tuple():
            return tuple(_rewritten(each, follows, changes) for each in value)
        case int() | str():
            for each in follows:
                return _followed(value, each, changes)
    return value


def _followed(value: int | str, follows: Follows, changes: Changes) -> int | str:
    match follows:
        case Follows.LINE:
            return changes.lines.get(int(value), value)
        case Follows.CODE:
            return rewrite_code(str(value), changes)
        case Follows.PRINTED:
            line = parse_printed_line(str(value))
            return str(PrintedLine(says=line.says, name=rewrite_code(line.name, changes))) if line else value
        case _:
            assert_never(follows)


@cache
def _follows(model: type[Content], name: str) -> frozenset[Follows]:
    """What a field follows, as its type says; of content within, its own fields say it."""
    field = model.model_fields[name]
    return frozenset((*_marks(field.annotation), *(each for each in field.metadata if isinstance(each, Follows))))


def _marks(annotation: Any) -> Iterator[Follows]:
    yield from (each for each in getattr(annotation, "__metadata__", ()) if isinstance(each, Follows))
    for part in get_args(annotation):
        if not isinstance(part, Follows):
            yield from _marks(part)
