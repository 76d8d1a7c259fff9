from __future__ import annotations

import signal
import subprocess
import sys
import time
from contextlib import closing
from pathlib import Path

import pytest
from sqlalchemy import select

from grader.cli import main
from grader.config import PROJECT
from grader.models.stored_verdict import StoredVerdict
from grader.operations.database import Database
from tests.sample_bank import GO, replaced, write_exercise, write_lesson


@pytest.fixture(autouse=True)
def kept(monkeypatch: pytest.MonkeyPatch, sqlite_url: str, tmp_path: Path) -> None:
    """The export data of earlier runs, a database of one's own, and an empty folder to work in."""
    monkeypatch.setenv("DATA_FOLDER", str(PROJECT / "build" / "test-data"))
    monkeypatch.setenv("DATABASE_URL", sqlite_url)
    monkeypatch.delenv("GO_ROOT", raising=False)
    (tmp_path / "bank").mkdir()
    monkeypatch.chdir(tmp_path)


@pytest.fixture
def bank(kept: None, tmp_path: Path) -> Path:
    return tmp_path / "bank"


def check(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, list[str]]:
    status = main(["check", *arguments])
    return status, capsys.readouterr().out.splitlines()


def test_a_sound_bank_says_what_it_covers(bank: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write_exercise(bank)
    write_exercise(bank, slug="another", go=GO + b"\nvar Users int\n")
    write_lesson(bank)
    status, lines = check(capsys, "bank")
    assert status == 0
    assert lines[:2] == ["by lesson:      4: 2", "by kind:        place-and-reason 2"]
    assert "  RETURNED      2 (2)  SENT          0 (2)  SHARED_DOWN   0 (2)" in lines
    assert lines[-1] == "2 exercises, 1 lesson: no problem"


def test_the_same_program_twice_is_a_problem_of_the_bank(bank: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write_exercise(bank, slug="one")
    write_exercise(bank, slug="two")
    write_lesson(bank)
    status, lines = check(capsys, "bank")
    assert status == 1
    assert lines[0].startswith("bank/two/open.go:1:1: This is the program of `one`, but for names and literals")


def test_problems_are_named_from_where_one_stands_and_end_with_status_1(
    bank: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    write_exercise(bank, replaced("lesson: 4", "lesson: 44"), slug="unread")
    write_exercise(bank, replaced("expect: heap", "expect: stack"), slug="wrong", go=GO + b"\n")
    write_lesson(bank)
    status, lines = check(capsys, "bank")
    assert status == 1
    assert [line.split(" ")[0] for line in lines] == [
        "bank/unread/exercise.yaml:2:9:",
        "bank/wrong/exercise.yaml:8:9:",
        "bank/wrong/open.go:9:1:",
        "1",
    ]
    assert lines[-1] == "1 exercise, 1 lesson: 3 problems"


def test_a_part_of_the_bank_is_not_written_into_the_readme(bank: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write_exercise(bank, slug="one")
    before = (PROJECT / "README.md").read_bytes()
    assert main(["check", "--readme", "bank"]) == 1
    assert "The README counts the whole bank." in capsys.readouterr().err
    assert (PROJECT / "README.md").read_bytes() == before


@pytest.mark.parametrize("path", ["bank/one", "bank/one/exercise.yaml", "bank/one/open.go", "bank/one/"])
def test_one_exercise_can_be_named_by_its_folder_or_a_file(
    bank: Path, capsys: pytest.CaptureFixture[str], path: str
) -> None:
    write_exercise(bank, slug="one")
    write_exercise(bank, "title: 5", slug="two")
    status, lines = check(capsys, path)
    assert (status, lines[-1]) == (0, "1 exercise, 0 lessons: no problem, 1 warning")


def test_one_lesson_can_be_named(bank: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write_lesson(bank)
    assert check(capsys, "bank/lessons/04-sharing-up") == (0, ["0 exercises, 1 lesson: no problem"])


def test_the_same_exercise_named_twice_is_checked_once(bank: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write_lesson(bank)
    write_exercise(bank, replaced("expect: heap", "expect: stack"), slug="one")
    status, lines = check(capsys, "bank/one", "bank", "bank/one")
    assert (status, lines[-1]) == (1, "1 exercise, 1 lesson: 1 problem")


def test_a_folder_that_is_not_there_is_told(bank: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", "nowhere"]) == 1
    assert "There is no folder" in capsys.readouterr().err


def test_without_a_database_of_this_version_verdicts_are_not_kept_but_given(
    bank: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("DATABASE_URL", f"sqlite:///{tmp_path / 'empty.sqlite3'}")
    write_exercise(bank)
    write_lesson(bank)
    assert main(["check", "bank"]) == 0
    told = capsys.readouterr().err
    assert "Verdicts are not kept: " in told
    assert "Run `python -m grader db upgrade`." in told


def test_the_database_in_the_data_folder_is_made_where_there_is_none(
    bank: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """The folder holds the archives of earlier runs, through a link."""
    data = tmp_path / "data"
    data.mkdir()
    (data / "toolchains").symlink_to(PROJECT / "build" / "test-data" / "toolchains")
    monkeypatch.setenv("DATA_FOLDER", str(data))
    monkeypatch.setenv("DATABASE_URL", "")
    write_exercise(bank)
    write_lesson(bank)
    assert main(["check", "bank"]) == 0
    assert "not kept" not in capsys.readouterr().err
    with closing(Database(f"sqlite:///{data / 'grader.sqlite3'}")) as database, database.reading() as session:
        assert len(session.scalars(select(StoredVerdict)).all()) == 2


def test_it_runs_as_a_program_with_results_apart_from_progress(bank: Path) -> None:
    write_exercise(bank)
    write_lesson(bank)
    command = [sys.executable, "-m", "grader", "check", str(bank)]
    finished = subprocess.run(command, cwd=PROJECT, capture_output=True, text=True, check=False)
    assert (finished.returncode, finished.stdout) == (0, "1 exercise, 1 lesson: no problem\n")
    assert finished.stderr == "Checking: 2 …\n"


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no SIGINT for another process")
def test_after_ctrl_c_nothing_new_is_begun_and_no_traceback_is_told(bank: Path) -> None:
    for number in range(200):
        write_exercise(bank, slug=f"exercise-{number}", go=GO + b"\n// %d\n" % number)
    command = [sys.executable, "-m", "grader", "check", str(bank)]
    with subprocess.Popen(command, cwd=PROJECT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as process:
        assert process.stdout
        assert process.stderr
        assert process.stderr.readline().startswith("Checking: 200")
        process.send_signal(signal.SIGINT)
        started = time.monotonic()
        assert process.stderr.read() == "Interrupted.\n"
        assert process.stdout.read() == ""
    assert process.returncode == 130
    assert time.monotonic() - started < 5
