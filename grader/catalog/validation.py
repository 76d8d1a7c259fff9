"""From what a file holds to content, with every error of the schema at its line and column."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any, TypeVar, get_args

from pydantic import ValidationError
from pydantic.fields import FieldInfo
from pydantic_core import ErrorDetails

from grader.catalog.problems import Problem, did_you_mean
from grader.catalog.texts import Content
from grader.catalog.yaml import YamlDocument, YamlPath

Validated = TypeVar("Validated", bound=Content)

_TYPES: Mapping[str, str] = {
    "string_type": "Write text",
    "int_type": "Write a whole number",
    "tuple_type": "Write a list: `[one, two]`, or a line with `- ` for each",
    "model_type": "Write fields, `name: value`",
    "model_attributes_type": "Write fields, `name: value`",
}


def validate(document: YamlDocument, model: type[Validated]) -> tuple[Validated | None, tuple[Problem, ...]]:
    """The content, or None, and every problem that the schema finds in this document."""
    if document.data is None and document.problems:
        return None, ()
    try:
        return model.model_validate(document.data), ()
    except ValidationError as error:
        return None, tuple(_problems(document, model, error))


def _problems(document: YamlDocument, model: type[Content], error: ValidationError) -> Iterator[Problem]:
    for details in error.errors(include_url=False):
        path = _path(document, details["loc"])
        if _is_echo(document, details) or any(path[: len(refused)] == refused for refused in document.refused):
            continue
        is_about_key = details["type"] == "extra_forbidden"
        spot = document.spot_of_key(path) if is_about_key else document.spot_of_value(path)
        what, instead = _words(details, path, _model_at(model, details["loc"][:-1]))
        yield document.problem_at(spot, what, instead)


def _is_echo(document: YamlDocument, details: ErrorDetails) -> bool:
    """True for what only follows from another problem: a list short of its refused items, a file read in part."""
    if details["type"] == "too_short":
        is_long_enough = len(details["input"]) >= details.get("ctx", {})["min_length"]
        return is_long_enough or not document.is_whole
    return details["type"] == "missing" and not document.is_whole


def _path(document: YamlDocument, loc: tuple[str | int, ...]) -> YamlPath:
    """The place in the document; the schema's names for members of a union are not part of it."""
    path: YamlPath = ()
    for part in loc:
        if (*path, part) in document.values or part not in _models():
            path = (*path, part)
    return path


def _models() -> dict[str | int, type[Content]]:
    return {model.__name__: model for model in _subclasses(Content)}


def _subclasses(model: type[Content]) -> Iterator[type[Content]]:
    for child in model.__subclasses__():
        yield child
        yield from _subclasses(child)


def _model_at(model: type[Content], loc: tuple[str | int, ...]) -> type[Content] | None:
    """The part of the schema that describes the value at this place."""
    here: type[Content] | None = model
    for part in loc:
        if part in _models():
            here = _models()[part]
        elif isinstance(part, str) and here is not None and part in here.model_fields:
            here = _content_in(here.model_fields[part].annotation)
    return here


def _content_in(annotation: Any) -> type[Content] | None:
    if isinstance(annotation, type) and issubclass(annotation, Content):
        return annotation
    return next((found for found in map(_content_in, get_args(annotation)) if found), None)


def _words(details: ErrorDetails, path: YamlPath, model: type[Content] | None) -> tuple[str, str]:
    """What is wrong with one value, and what to write instead."""
    name = str(path[-1]) if path else "the file"
    fields = model.model_fields if model else {}
    meaning = _described(fields.get(name))
    given, context = details["input"], details.get("ctx", {})
    match details["type"]:
        case "missing":
            words = f"`{name}` is missing here", meaning or f"Write `{name}:`"
        case "extra_forbidden":
            words = f"There is no field `{name}` here", did_you_mean(name, fields)
        case "content":
            words = str(context["what"]), str(context["instead"])
        case "literal_error" | "enum":
            words = f"`{_short(given)}` cannot stand here", _choice(given, str(context["expected"]))
        case "too_short" | "too_long":
            words = f"`{name}` has {len(given)} entries", details["msg"].split(" after ")[0].replace("Tuple", "It")
        case "string_pattern_mismatch":
            words = f"`{_short(given)}` cannot be `{name}`", meaning or "Use letters, digits and `-`"
        case kind if kind in _TYPES:
            words = _wrong_type(name, given), _quoted(given) or _TYPES[kind]
        case _:
            words = f"`{_short(given)}` cannot be `{name}`: {_lowered(details['msg'])}", meaning or "Change it"
    return words


def _described(field: FieldInfo | None) -> str:
    """What a field means, as its description says."""
    description = field.description if field else None
    return f"It is: {_lowered(description).rstrip('.')}" if description else ""


def _choice(given: object, expected: str) -> str:
    known = re.findall(r"'([^']*)'", expected)
    if isinstance(given, float) and str(given) in known:
        return f'Put it in quotes: "{given}"'
    return did_you_mean(str(given), known)


def _wrong_type(name: str, given: object) -> str:
    match given:
        case None:
            return f"`{name}` is empty"
        case dict():
            return f"`{name}` holds fields"
        case list():
            return f"`{name}` is a list"
        case _:
            return f"`{name}` is `{_short(given)}`"


def _quoted(given: object) -> str:
    """Quotes are what is missing where YAML took a text for a number or a truth value."""
    return f'Write text, in quotes: "{given}"' if isinstance(given, int | float) else ""


def _short(given: object) -> str:
    text = str(given)
    return text if len(text) <= 40 else text[:39] + "…"


def _lowered(text: str) -> str:
    return text[:1].lower() + text[1:] if text[1:2].islower() else text
