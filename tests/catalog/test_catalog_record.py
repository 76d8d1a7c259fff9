"""Records as files: what is read, and what keeps an exercise from being asked."""

from __future__ import annotations

import json
from dataclasses import replace
from hashlib import sha256
from pathlib import Path

import pytest

from grader.catalog.loader import read_catalog, read_exercise, read_unrecorded
from grader.catalog.record import (
    RECORD_FILE,
    Record,
    RecordedCount,
    RecordedSide,
    RecordedSubject,
    parse_record,
    record_to_json,
)
from grader.escape.values import Kind, Place, Position, VariableVerdict
from tests.sample_bank import COUNT, EXERCISE, GO, replaced, write_exercise

NAMED = replaced("difficulty: 2", "difficulty: 2\ngo_versions: [1.24.11]")

COUNTED = Record(
    source=sha256(GO).hexdigest(),
    lang=None,
    flags=(),
    in_force="1.27.3",
    versions=("1.27.3",),
    counts=(RecordedCount(go="1.27.3", call='Open("ada")', allocations=1),),
)
TWO = COUNTED.model_copy(update={"versions": ("1.24.11", "1.27.3"), "counts": ()})


def write(bank: Path, yaml: str, record: Record | bytes | None) -> Path:
    folder = write_exercise(bank, yaml)
    if record is not None:
        raw = record if isinstance(record, bytes) else record_to_json(record).encode()
        (folder / RECORD_FILE).write_bytes(raw)
    return folder


def told(folder: Path) -> list[str]:
    exercise, problems = read_exercise(folder)
    assert (exercise is None) == bool(problems)
    return [str(problem).removeprefix(f"{folder}/") for problem in problems]


@pytest.mark.parametrize(("yaml", "record"), [(COUNT, COUNTED), (NAMED, TWO)])
def test_an_exercise_with_its_own_record_is_read(tmp_path: Path, yaml: str, record: Record) -> None:
    exercise, problems = read_exercise(write(tmp_path, yaml, record))
    assert exercise is not None
    assert problems == ()
    assert exercise.record == record


def test_a_record_is_part_of_what_is_pinned(tmp_path: Path) -> None:
    def digest(allocations: int) -> str:
        counts = (RecordedCount(go="1.27.3", call='Open("ada")', allocations=allocations),)
        exercise, _ = read_exercise(write(tmp_path, COUNT, COUNTED.model_copy(update={"counts": counts})))
        assert exercise is not None
        return exercise.digest

    assert digest(1) != digest(2)


def test_without_its_record_an_exercise_is_not_asked_and_the_command_is_named(tmp_path: Path) -> None:
    folder = write(tmp_path, COUNT, None)
    (problem,) = read_exercise(folder)[1]
    assert str(problem) == (
        f"{folder}: There is no recorded.json, from which the exercise has its key. "
        f"Run `python -m grader record {folder}`."
    )
    assert read_catalog(tmp_path)[0].exercises == {}
    exercise, problems = read_unrecorded(folder)
    assert exercise is not None
    assert (exercise.record, problems) == (None, ())


OTHER_CALL = (RecordedCount(go="1.27.3", call="Open(name)", allocations=1),)
OTHER_VERSION = (RecordedCount(go="1.24.11", call='Open("ada")', allocations=1),)


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"source": "0" * 64}, "It was recorded of another open.go"),
        ({"lang": "1.21"}, "It was recorded with another language version or other flags"),
        ({"flags": ("-l",)}, "It was recorded with another language version or other flags"),
        ({"versions": ("1.24.11", "1.27.3")}, "It was recorded with Go 1.24.11, 1.27.3, the exercise names 1.27.3"),
        ({"counts": ()}, "The calls that were counted are not those of the exercise"),
        ({"counts": OTHER_CALL}, "The calls that were counted are not those of the exercise"),
        ({"counts": OTHER_VERSION}, "The calls that were counted are not those of the exercise"),
        ({"counts": COUNTED.counts * 2}, "The calls that were counted are not those of the exercise"),
    ],
)
def test_a_record_that_does_not_fit_is_refused(tmp_path: Path, changes: dict[str, object], expected: str) -> None:
    folder = write(tmp_path, COUNT, COUNTED.model_copy(update=changes))
    assert told(folder) == [f"recorded.json: {expected}. Run `python -m grader record {folder}`."]


def test_places_of_versions_that_were_not_asked_are_refused(tmp_path: Path) -> None:
    stray = RecordedSubject(
        line=6,
        column=2,
        function="Open",
        is_variable=True,
        by_version={"1.23.9": RecordedSide(name="u", place=Place.HEAP)},
    )
    (problem,) = told(write(tmp_path, NAMED, TWO.model_copy(update={"subjects": (stray,)})))
    assert "It has places of versions that were not asked." in problem


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        (b"", "This is no record"),
        (b"{}", "This is no record: source: Field required"),
        (b"[1]", "This is no record"),
        (b"\xff", "This is no record"),
        (record_to_json(COUNTED).replace('"allocations": 1', '"allocations": -1').encode(), "counts.0.allocations"),
        (record_to_json(COUNTED).replace('"format": 1', '"format": 2').encode(), "This is no record: format"),
        (record_to_json(COUNTED).replace('"lang"', '"more": 1, "lang"').encode(), "This is no record: more"),
    ],
)
def test_a_damaged_record_is_refused(tmp_path: Path, raw: bytes, expected: str) -> None:
    (problem,) = told(write(tmp_path, COUNT, raw))
    assert expected in problem


def test_a_record_that_is_too_large_or_leads_out_is_refused(tmp_path: Path) -> None:
    (problem,) = told(write(tmp_path, COUNT, b" " * (256 * 1024 + 1)))
    assert "262144 are allowed" in problem
    folder = write(tmp_path, COUNT, None)
    (tmp_path / "elsewhere.json").write_text(record_to_json(COUNTED))
    (folder / RECORD_FILE).unlink()
    (folder / RECORD_FILE).symlink_to(tmp_path / "elsewhere.json")
    (problem,) = told(folder)
    assert "This link leads out of its folder" in problem


def test_a_file_that_nobody_asks_for_is_nobodys_concern(tmp_path: Path) -> None:
    assert told(write(tmp_path, EXERCISE, b"{")) == []


def sides(*names: str) -> dict[str, RecordedSide]:
    return {
        version: RecordedSide(name=name, place=Place.HEAP, says=f"{name} escapes to heap")
        for version, name in zip(("1.24.11", "1.27.3"), names, strict=False)
    }


def subject(line: int, *names: str, is_variable: bool = False) -> RecordedSubject:
    return RecordedSubject(line=line, column=2, function="F", is_variable=is_variable, by_version=sides(*names))


FULL = TWO.model_copy(
    update={"subjects": (subject(3, "v", "1000"), subject(3, "v", "v", is_variable=True), subject(4, "append"))}
)


def test_what_is_written_is_read_again_and_differs_by_the_line() -> None:
    text = record_to_json(FULL)
    assert parse_record(text.encode()) == FULL
    assert record_to_json(parse_record(text.encode())) == text
    assert json.loads(text)["format"] == 1
    assert sum('"line": 3' in line for line in text.splitlines()) == 2


def test_a_subject_is_found_by_place_kind_and_any_of_its_names() -> None:
    variable = VariableVerdict(name="v", at=Position("a.go", 3, 2), function="F", kind=Kind.DEFINE, place=Place.HEAP)
    assert FULL.find_subject(variable) == FULL.subjects[1]
    assert FULL.find_subject(replace(variable, at=Position("a.go", 3, 5))) is None
    assert FULL.find_subject(replace(variable, name="w")) is None


def test_a_version_that_lists_no_such_allocation_differs() -> None:
    assert FULL.subjects[2].differs_among(FULL.versions)
    assert not FULL.subjects[0].differs_among(FULL.versions)
