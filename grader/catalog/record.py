"""What the real compilers and the real runtime said of an exercise, kept in a generated file beside it.

A server has one Go version, and may not be able to measure. Where a question is about several versions, or about what
a call allocates, its key comes from here: `python -m grader record` writes it, nobody types it, and `check` asks again.
Only what is graded or shown is kept, so that a better explanation of the same verdict changes no record.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from grader.catalog.asking import Subject
from grader.catalog.fields import GoVersion
from grader.escape.comparison import compare
from grader.escape.values import Place, VariableVerdict, Verdict

RECORD_FILE = "recorded.json"


class Recorded(BaseModel):
    """Base of what is generated: it never changes once read, and knows all of its fields."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class RecordedSide(Recorded):
    """What one version says of a variable or allocation."""

    name: str
    """As this version prints it: up to 1.24 `v`, then `1000`."""
    place: Place
    says: str = ""
    """The line that `-m` prints, without its position; empty where it prints none."""


class RecordedSubject(Recorded):
    """One variable or allocation."""

    line: int
    column: int
    function: str
    is_variable: bool
    by_version: Mapping[str, RecordedSide]
    """A version that lists no such allocation is left out."""

    def differs_among(self, versions: Sequence[str]) -> bool:
        """Tell whether it lives elsewhere in some of these versions, or is not listed by some."""
        places = {side.place if (side := self.by_version.get(version)) else None for version in versions}
        return len(places) > 1


class RecordedCount(Recorded):
    """How many objects a call of the program allocates on the heap, the same in every run."""

    go: GoVersion
    call: str
    allocations: int = Field(ge=0)


class Record(Recorded):
    """All that was recorded for one exercise."""

    format: Literal[1] = 1
    source: str
    """SHA-256 of the Go source, in hexadecimal."""
    lang: str | None
    """The language version that was asked for; None: each compiler's own."""
    flags: tuple[str, ...]
    in_force: GoVersion
    """The version in force when it was recorded."""
    versions: tuple[GoVersion, ...]
    """Those that were asked, oldest first."""
    subjects: tuple[RecordedSubject, ...] = ()
    """In the order of the source; none where only one version was asked."""
    counts: tuple[RecordedCount, ...] = ()

    def find_subject(self, subject: Subject) -> RecordedSubject | None:
        """Find what was recorded of a variable or allocation; None where that is nothing."""
        is_variable = isinstance(subject, VariableVerdict)
        name = subject.name if isinstance(subject, VariableVerdict) else subject.expression
        there = [
            each
            for each in self.subjects
            if (each.line, each.column, each.is_variable) == (subject.at.line, subject.at.column, is_variable)
        ]
        named = [each for each in there if name in {side.name for side in each.by_version.values()}]
        return named[0] if len(named) == 1 else None

    def find_count(self, version: str) -> int | None:
        """Find what a call allocates with a version of Go, `1.27.3`; None where that was not recorded."""
        return next((each.allocations for each in self.counts if each.go == version), None)


def parse_record(raw: bytes) -> Record:
    """Read what `record_to_json` wrote. Raises ValueError for anything else."""
    try:
        return Record.model_validate_json(raw)
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
        where = ".".join(map(str, first["loc"]))
        raise ValueError(f"{where}: {first['msg']}" if where else first["msg"]) from error


def record_to_json(record: Record) -> str:
    """Write a record, the same for the same content, a line for each subject: differences are read by people."""
    parts = [f" {_json(name)}: {_lines(value)}" for name, value in record.model_dump(mode="json").items()]
    return "{\n" + ",\n".join(parts) + "\n}\n"


def _lines(value: object) -> str:
    if not isinstance(value, list) or not value or not isinstance(value[0], dict):
        return _json(value)
    return "[\n  " + ",\n  ".join(map(_json, value)) + "\n ]"


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)


def plain_version(toolchain_version: str) -> str:
    """`1.24.11` of `go1.24.11`."""
    return toolchain_version.removeprefix("go")


def record_subjects(verdicts: Sequence[Verdict]) -> tuple[RecordedSubject, ...]:
    """Put what several versions say side by side, as `grader.escape.comparison` pairs it."""
    return tuple(
        RecordedSubject(
            line=each.first.at.line,
            column=each.first.at.column,
            function=each.first.function,
            is_variable=isinstance(each.first, VariableVerdict),
            by_version={plain_version(version): _side(said) for version, said in each.sides.items()},
        )
        for each in compare(verdicts)
    )


def _side(subject: Subject) -> RecordedSide:
    name = subject.name if isinstance(subject, VariableVerdict) else subject.expression
    position = f"{subject.at}: "
    says = subject.line.removeprefix(position) if subject.line.startswith(position) else ""
    return RecordedSide(name=name, place=subject.place, says=says)
