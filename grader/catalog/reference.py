"""What is made from the schema for authors: JSON Schemas for editors, tables for the authoring guide."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from inspect import getdoc
from pathlib import Path
from typing import Any

from pydantic.fields import FieldInfo
from pydantic.json_schema import models_json_schema

from grader.catalog.asked import AllocationAsked, VariableAsked
from grader.catalog.content.base import ExerciseBase
from grader.catalog.content.count import WrongCount
from grader.catalog.content.culprit import WrongLine
from grader.catalog.content.fix_it import Solution, WrongEdit
from grader.catalog.content.mark_all import WrongMark
from grader.catalog.content.order import Trap
from grader.catalog.content.place_and_reason import BeliefOffer, ReasonOffer
from grader.catalog.content.predict import LineFeedback
from grader.catalog.content.variants import Variant, VariantWords
from grader.catalog.content.versions import ExpectedChange, WrongCandidate
from grader.catalog.kinds import QuestionKind
from grader.catalog.lesson_schema import AllocationClaim, LessonContent, VariableClaim
from grader.catalog.misconceptions import MISCONCEPTIONS
from grader.catalog.schema import KINDS
from grader.catalog.sentences import WORDS
from grader.catalog.texts import Content
from grader.escape.values import Reason

SCHEMAS: Mapping[str, tuple[type[Content], ...]] = {
    "exercise.schema.json": tuple(KINDS.values()),
    "lesson.schema.json": (LessonContent,),
}
"""The files beside the exercises that editors read, and what each describes."""

_TABLES: Mapping[str, tuple[type[Content], ...]] = {
    "exercise": (ExerciseBase,),
    "ask": (VariableAsked, AllocationAsked),
    "variants": (Variant, VariantWords),
    "offer": (ReasonOffer, BeliefOffer),
    "mistakes": (LineFeedback, WrongLine, WrongMark, WrongCandidate, WrongCount),
    "traps": (Trap,),
    "change": (ExpectedChange,),
    "edits": (Solution, WrongEdit),
    "lesson": (LessonContent,),
    "claim": (VariableClaim, AllocationClaim),
}


_SHARED = frozenset(ExerciseBase.model_fields)


def json_schema(models: tuple[type[Content], ...]) -> str:
    """The JSON Schema of a file, as editors read it; of several models `kind` chooses, the first without it."""
    found = models[0].model_json_schema() if len(models) == 1 else _chosen_by_kind(models)
    schema: dict[str, Any] = {"$schema": "https://json-schema.org/draft/2020-12/schema", **found}
    return json.dumps(schema, indent=2, ensure_ascii=False) + "\n"


def _chosen_by_kind(models: tuple[type[Content], ...]) -> dict[str, Any]:
    """One condition after the other, so that an editor completes and complains by the kind that is written."""
    names, definitions = models_json_schema([(model, "validation") for model in models])
    usual, *others = models
    chosen: dict[str, Any] = names[usual, "validation"]
    for model in reversed(others):
        kind = definitions["$defs"][model.__name__]["properties"]["kind"]["const"]
        is_kind = {"properties": {"kind": {"const": kind}}, "required": ["kind"]}
        chosen = {"if": is_kind, "then": names[model, "validation"], "else": chosen}
    return {**definitions, **chosen}


def refreshed(guide: str) -> str:
    """The authoring guide with every generated section written anew.

    A section stands between `<!-- begin NAME -->` and `<!-- end NAME -->`. Raises KeyError for a NAME not known here.
    """

    def section(match: re.Match[str]) -> str:
        name = match["name"]
        return f"<!-- begin {name} -->\n{_section(name)}\n<!-- end {name} -->"

    return re.sub(r"<!-- begin (?P<name>\w+) -->.*?<!-- end (?P=name) -->", section, guide, flags=re.DOTALL)


def write_reference(exercises: Path, guide: Path) -> tuple[Path, ...]:
    """Write the JSON Schemas into the bank and the generated sections into the guide; give what was written."""
    for name, model in SCHEMAS.items():
        (exercises / name).write_text(json_schema(model), encoding="utf-8")
    guide.write_text(refreshed(guide.read_text(encoding="utf-8")), encoding="utf-8")
    return (*(exercises / name for name in SCHEMAS), guide)


def _section(name: str) -> str:
    match name:
        case "reasons":
            lines = _reasons()
        case "misconceptions":
            lines = _misconceptions()
        case "kinds":
            lines = _kinds()
        case _:
            lines = _fields(_TABLES[name])
    return "\n".join(lines)


def _fields(models: tuple[type[Content], ...]) -> Iterator[str]:
    for model in models:
        if len(models) > 1:
            yield f"\n{getdoc(model)}\n"
        yield from _table(model.model_fields)


def _kinds() -> Iterator[str]:
    """What each kind has beyond the fields of all."""
    for kind in QuestionKind:
        model = KINDS[kind]
        yield f"\n#### {kind}\n\n{getdoc(model)}\n"
        yield from _table({name: field for name, field in model.model_fields.items() if name not in _SHARED})


def _table(fields: Mapping[str, FieldInfo]) -> Iterator[str]:
    yield "| field | | meaning |"
    yield "|---|---|---|"
    for name, field in fields.items():
        yield f"| `{name}` | {_need(field)} | {field.description} |"


def _need(field: FieldInfo) -> str:
    if field.is_required():
        return "required"
    match field.default:
        case None | () | False | dict() | Content():
            return ""
        case tuple():
            return f"default `[{', '.join(field.default)}]`"
        case _:
            return f"default `{field.default}`"


def _reasons() -> Iterator[str]:
    yield "| code | name | says of `x` |"
    yield "|---|---|---|"
    for reason, words in WORDS.items():
        if reason is not Reason.REVIEW:
            yield f"| `{reason}` | {words.title.en} | {words.claim.en.format(name='x')} |"


def _misconceptions() -> Iterator[str]:
    yield "| number | belief |"
    yield "|---|---|"
    for number, belief in MISCONCEPTIONS.items():
        yield f"| {number} | {belief.en} |"
