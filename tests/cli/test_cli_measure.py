from __future__ import annotations

import json
from pathlib import Path

import pytest

from grader.cli import main
from grader.config import PROJECT
from grader.models.measurement import StoredMeasurement
from grader.operations.database import Database
from tests.sample_bank import EXERCISE, GO, write_exercise
from tests.toolchain.held_compiler import needs_bubblewrap

pytestmark = needs_bubblewrap

USERS = """package users

type User struct{ id [6]int }

func Pointer() *User { u := User{}; return &u }

func Value() User { u := User{}; return u }

func Bad() { panic("no") }

func Named(name string) int { return len(name) }
"""


@pytest.fixture(autouse=True)
def kept(monkeypatch: pytest.MonkeyPatch, sqlite_url: str) -> None:
    monkeypatch.setenv("DATA_FOLDER", str(PROJECT / "build" / "test-data"))
    monkeypatch.setenv("DATABASE_URL", sqlite_url)
    monkeypatch.delenv("GO_ROOT", raising=False)
    monkeypatch.delenv("MEASURE", raising=False)


@pytest.fixture
def file(tmp_path: Path) -> str:
    path = tmp_path / "users.go"
    path.write_text(USERS)
    return str(path)


def test_calls_are_told_side_by_side(file: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["measure", file, "--call", "Pointer()", "--call", "Value()", "--call", "Pointer()"]) == 0
    first, heading, *rows = capsys.readouterr().out.splitlines()
    assert first.startswith("go1.27.3, per call")
    assert heading.split() == ["call", "allocations", "bytes", "ns", "fastest–slowest", "÷", "first"]
    pointer, value = (row.split() for row in rows)
    assert (pointer[:3], pointer[-1]) == (["Pointer()", "1", "48"], "1")
    assert value[:3] == ["Value()", "0", "0"]
    assert len({len(row) for row in (heading, *rows)}) == 1


def test_the_document_has_the_numbers(file: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["measure", "--json", file, "--call", "Pointer()", "--call", "Bad()"]) == 3
    document = json.loads(capsys.readouterr().out)
    pointer, bad = document["calls"]
    times = pointer.pop("nanoseconds")
    assert pointer == {
        "call": "Pointer()",
        "allocations": 1,
        "allocations_between": [1, 1],
        "bytes": 48,
        "time_to_first": 1,
    }
    assert 0 < times["fastest"] <= times["median"] <= times["slowest"]
    assert times["samples"] >= 15
    assert bad == {"call": "Bad()", "not_measured": "it fails: panic: no"}


def test_without_a_call_every_function_that_needs_no_argument_is_measured(
    file: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["measure", file]) == 3
    lines = capsys.readouterr().out.splitlines()
    assert [line.split("(")[0] for line in lines[2:]] == ["Pointer", "Value", "Bad"]
    assert lines[-1] == "Bad(): not measured: it fails: panic: no"


def test_flags_and_language_are_those_of_the_question(file: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["measure", "--no-inlining", "--lang", "1.21", file, "--call", "Pointer()"]) == 0
    assert "Pointer()" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("call", "complaint"),
    [
        ("Pointr()", "call:1:1: undefined: Pointr"),
        ("Named(7)", "call:1:7: cannot use 7 (untyped int constant) as string value in argument to Named"),
        ("Named(", "call:1:1: this is no Go expression in one line."),
    ],
)
def test_what_is_wrong_with_a_call_is_told(
    file: str, call: str, complaint: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["measure", file, "--call", call]) == 1
    assert capsys.readouterr().err.startswith(complaint)


def test_a_program_with_nothing_to_call_says_what_to_do(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "named.go"
    path.write_text("package p\n\nfunc Named(name string) int { return len(name) }\n")
    assert main(["measure", str(path)]) == 1
    assert capsys.readouterr().err == (
        "named.go: no function can be called without arguments. Name a call, for example `--call 'Open(\"ada\")'`.\n"
    )


def test_where_it_is_switched_off_it_says_so(
    file: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("MEASURE", "off")
    assert main(["measure", file]) == 3
    assert capsys.readouterr().err == "not measured: MEASURE=off\n"


def test_a_version_that_is_not_installed_is_wrong_usage(file: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit, match="2"):
        main(["measure", "--go", "1.20.1", file])
    assert "1.20.1" in capsys.readouterr().err


def test_check_measures_once_and_keeps_what_it_found(
    tmp_path: Path, database: Database, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("DATABASE_URL", database.engine.url.render_as_string(hide_password=False))
    write_exercise(tmp_path / "bank", EXERCISE + "measure: 'Open(\"ada\")'\n")
    for _ in range(2):
        assert main(["check", str(tmp_path / "bank")]) == 0
        assert "part ways" not in capsys.readouterr().out
    with database.reading() as session:
        (stored,) = session.query(StoredMeasurement)
    assert (json.loads(stored.document)["fewest"], json.loads(stored.document)["most"]) == (1, 1)


def test_check_tells_of_a_call_that_is_not_well_and_of_measuring_that_is_off(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    write_exercise(tmp_path / "bank", EXERCISE + "measure: 'Opn(\"ada\")'\n", go=GO)
    assert main(["check", str(tmp_path / "bank")]) == 1
    assert "exercise.yaml:19:10: `measure` is not well: call:1:1: undefined: Opn." in capsys.readouterr().out
    monkeypatch.setenv("MEASURE", "off")
    assert main(["check", str(tmp_path / "bank")]) == 0
    assert "not measured: MEASURE=off. 1 exercise with `measure:` stays as it is." in capsys.readouterr().err
