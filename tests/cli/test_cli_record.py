"""`python -m grader record` and what `check` says of records, with the real compiler."""

from __future__ import annotations

import json
from dataclasses import replace
from hashlib import sha256
from pathlib import Path

import pytest

from grader.catalog.record import RECORD_FILE, Record, plain_version, record_subjects, record_to_json
from grader.cli import main
from grader.escape.values import Place, SourceFile
from tests.further_go import FURTHER, further_go
from tests.real_verdicts import KEPT, real_verdicts
from tests.sample_bank import COUNT, GO, replaced, write_exercise, write_lesson


@pytest.fixture
def bank(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, sqlite_url: str) -> Path:
    monkeypatch.setenv("DATA_FOLDER", str(KEPT))
    monkeypatch.setenv("DATABASE_URL", sqlite_url)
    monkeypatch.chdir(tmp_path)
    write_lesson(tmp_path / "bank")
    return tmp_path / "bank"


def test_a_count_is_recorded_checked_and_recorded_again_without_a_change(
    bank: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = write_exercise(bank, COUNT)
    assert main(["check", "bank"]) == 1
    assert "Run `python -m grader record bank/open-session`." in capsys.readouterr().out
    assert main(["record", "bank"]) == 0
    assert capsys.readouterr().out == "bank/open-session/recorded.json\n"
    document = json.loads((folder / RECORD_FILE).read_text())
    assert [(each["call"], each["allocations"]) for each in document["counts"]] == [('Open("ada")', 1)]
    assert main(["check", "bank"]) == 0
    capsys.readouterr()
    assert main(["record", "bank/open-session"]) == 0
    assert capsys.readouterr().out == "bank/open-session/recorded.json is as it was\n"


def test_check_compares_with_the_record_and_a_changed_program_has_none(
    bank: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = write_exercise(bank, COUNT)
    assert main(["record", "bank"]) == 0
    path = folder / RECORD_FILE
    path.write_text(path.read_text().replace('"allocations": 1', '"allocations": 0'))
    capsys.readouterr()
    assert main(["check", "bank/open-session"]) == 1
    printed = capsys.readouterr().out
    assert 'You expect 1, a call of `Open("ada")` was counted to allocate 0.' in printed
    assert 'has 0 allocations of `Open("ada")`, measured are 1. Run' in printed
    (folder / "open.go").write_bytes(GO + b"\n// changed\n")
    assert main(["check", "bank/open-session"]) == 1
    assert "recorded.json: It was recorded of another open.go. Run" in capsys.readouterr().out


def test_a_version_that_is_not_installed_is_named_with_the_command(
    bank: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    write_exercise(bank, COUNT.replace("expect: 1", "expect: 1\ngo_versions: [1.21.13]"))
    assert main(["record", "bank"]) == 1
    assert "Go 1.21.13 is not installed. Run `python -m grader toolchains install 1.21.13`" in capsys.readouterr().err


def test_check_leaves_out_what_is_not_installed_unless_all_is_demanded(
    bank: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = write_exercise(bank, replaced("difficulty: 2", "difficulty: 2\ngo_versions: [1.21.13]"))
    verdict = real_verdicts()((SourceFile("open.go", GO),))
    older = replace(verdict, toolchain=replace(verdict.toolchain, version="go1.21.13"))
    stays = tuple(replace(each, place=Place.STACK, line="") for each in older.variables)
    in_force = plain_version(verdict.toolchain.version)
    record = Record(
        source=sha256(GO).hexdigest(),
        lang=None,
        flags=(),
        in_force=in_force,
        versions=("1.21.13", in_force),
        subjects=record_subjects([replace(older, variables=stays), verdict]),
    )
    (folder / RECORD_FILE).write_text(record_to_json(record))
    assert main(["check", "bank/open-session"]) == 0
    said = "Go 1.21.13 is not installed: its part of 1 recorded exercise stays as it is."
    assert said in capsys.readouterr().err
    assert main(["check", "bank/open-session", "--all-toolchains"]) == 1
    assert "Go 1.21.13 is not installed. Run" in capsys.readouterr().err


def test_releases_that_say_the_same_are_nothing_to_show(bank: Path, capsys: pytest.CaptureFixture[str]) -> None:
    further_go()
    write_exercise(bank, replaced("difficulty: 2", f"difficulty: 2\ngo_versions: [{FURTHER}]"))
    assert main(["record", "bank"]) == 0
    assert main(["check", "bank"]) == 1
    assert f"Go {FURTHER}, 1.27.3 say the same of what is asked. Remove `go_versions`." in capsys.readouterr().out


def test_a_call_that_does_not_compile_is_told_and_nothing_is_written(
    bank: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = write_exercise(bank, COUNT.replace('measure: Open("ada")', "measure: Close()"))
    assert main(["record", "bank"]) == 1
    assert "bank/open-session/exercise.yaml: call:1:1: undefined: Close" in capsys.readouterr().err
    assert not (folder / RECORD_FILE).exists()


def test_where_nothing_may_be_run_nothing_is_counted(
    bank: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("MEASURE", "off")
    write_exercise(bank, COUNT)
    assert main(["record", "bank"]) == 3
    assert "MEASURE=off" in capsys.readouterr().err


def test_an_exercise_with_other_problems_is_not_recorded(bank: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write_exercise(bank, COUNT.replace("expect: 1", "expect: one"))
    assert main(["record", "bank"]) == 1
    assert "`expect` is `one`" in capsys.readouterr().err
    assert main(["record", "nowhere"]) == 1
    assert "There is no folder" in capsys.readouterr().err
