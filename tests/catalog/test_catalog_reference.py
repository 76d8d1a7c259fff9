from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from grader.catalog.reference import SCHEMAS, json_schema, refreshed, write_reference
from grader.catalog.texts import Content
from grader.config import PROJECT

GUIDE = PROJECT / "docs" / "authoring.md"


@pytest.mark.parametrize("name", SCHEMAS)
def test_committed_schemas_are_fresh(name: str) -> None:
    committed = (PROJECT / "exercises" / name).read_text(encoding="utf-8")
    assert committed == json_schema(SCHEMAS[name]), "run `python -m grader schema`"


def test_the_authoring_guide_is_fresh() -> None:
    guide = GUIDE.read_text(encoding="utf-8")
    assert guide == refreshed(guide), "run `python -m grader schema`"


def test_every_section_of_the_guide_is_filled() -> None:
    assert "| `offer` | required |" in GUIDE.read_text(encoding="utf-8")
    assert "| `RETURNED` | Returned |" in GUIDE.read_text(encoding="utf-8")
    assert "| M60 |" in GUIDE.read_text(encoding="utf-8")


def contents(model: type[Content] = Content) -> Iterator[type[Content]]:
    for child in model.__subclasses__():
        yield child
        yield from contents(child)


def test_every_field_is_described() -> None:
    missing = [
        f"{model.__name__}.{name}"
        for model in contents()
        for name, field in model.model_fields.items()
        if not field.description
    ]
    assert missing == []


def test_every_exercise_names_its_schema_for_editors() -> None:
    texts = [path.read_text(encoding="utf-8") for path in PROJECT.glob("exercises/*/exercise.yaml")]
    assert texts
    assert {text.splitlines()[0] for text in texts} == {"# yaml-language-server: $schema=../exercise.schema.json"}


def test_editors_are_told_the_codes_and_refuse_other_fields() -> None:
    schema = json.loads(json_schema(SCHEMAS["exercise.schema.json"]))
    assert "SENT" in schema["$defs"]["Reason"]["enum"]
    assert schema["$defs"]["PlaceAndReason"]["additionalProperties"] is False


def test_writing_gives_the_same_files_again(tmp_path: Path) -> None:
    guide = tmp_path / "authoring.md"
    guide.write_text("Before.\n<!-- begin reasons -->\nSTALE\n<!-- end reasons -->\nAfter.\n", encoding="utf-8")
    written = write_reference(tmp_path, guide)
    assert [path.name for path in written] == ["exercise.schema.json", "lesson.schema.json", "authoring.md"]
    text = guide.read_text(encoding="utf-8")
    assert text.startswith("Before.\n<!-- begin reasons -->\n| code |")
    assert text.endswith("<!-- end reasons -->\nAfter.\n")
    assert "STALE" not in text
