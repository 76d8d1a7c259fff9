from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from grader.cli import main
from grader.config import PROJECT
from grader.escape.values import Place, Reason

DATA_FOLDER = PROJECT / "build" / "test-data"
HOSTILE = PROJECT / "tests" / "data" / "hostile"

BOTH = """package p

var G *int

func Keep() *int {
	x := 1
	G = &x
	return &x
}

func Count(words []string) int {
	total := 0
	for _, w := range words {
		total += len(w)
	}
	return total
}
"""


@pytest.fixture(autouse=True)
def kept_export_data(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATA_FOLDER", str(DATA_FOLDER))
    monkeypatch.delenv("GO_ROOT", raising=False)


def written(folder: Path, text: str, name: str = "both.go") -> str:
    path = folder / name
    path.write_text(text)
    return str(path)


def asked(capsys: pytest.CaptureFixture[str], *arguments: str) -> dict[str, Any]:
    assert main(["ask", "--json", *arguments]) == 0
    document: dict[str, Any] = json.loads(capsys.readouterr().out)
    return document


def test_the_document_has_every_variable_once_at_its_identifier(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    document = asked(capsys, written(tmp_path, BOTH))
    assert document["toolchain"] == {
        "version": "go1.27.3",
        "goos": "linux",
        "goarch": "amd64",
        "lang": "go1.27",
        "flags": [],
    }
    rows = [
        (each["name"], each["line"], each["column"], each["function"], each["kind"], each["place"])
        for each in document["variables"]
    ]
    assert rows == [
        ("G", 3, 5, "", "package", "static"),
        ("x", 6, 2, "Keep", "define", "heap"),
        ("words", 11, 12, "Count", "parameter", "stack"),
        ("total", 12, 2, "Count", "define", "stack"),
        ("w", 13, 9, "Count", "range", "stack"),
    ]
    assert {each["file"] for each in document["variables"]} == {"both.go"}
    assert all(Place(each["place"]) and each["reasons"] for each in document["variables"])


def test_a_small_program_gets_all_true_reasons(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    x = asked(capsys, written(tmp_path, BOTH))["variables"][1]
    assert set(x["reasons"]) == {Reason.STORED_GLOBAL, Reason.RETURNED}
    assert x["complete"] is True
    assert x["derivation"]


def test_language_version_and_inlining_are_in_the_toolchain(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    toolchain = asked(capsys, written(tmp_path, BOTH), "--lang", "1.21", "--no-inlining")["toolchain"]
    assert (toolchain["lang"], toolchain["flags"]) == ("go1.21", ["-l"])


def test_allocations_and_imports_are_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    text = 'package p\n\nimport "fmt"\n\nfunc F(n int) []int {\n\tfmt.Println(n)\n\treturn make([]int, n)\n}\n'
    document = asked(capsys, written(tmp_path, text), "--untrusted")
    places = {each["expression"]: each["place"] for each in document["allocations"]}
    assert places["make([]int, n)"] == "heap"
    assert places["... argument"] == "stack"


def test_several_files_are_one_package(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    one = written(tmp_path, "package p\n\nfunc F() int { x := 1; return *g(&x) }\n", "one.go")
    two = written(tmp_path, "package p\n\nfunc g(p *int) *int { return p }\n", "two words.go")
    files = {each["file"] for each in asked(capsys, one, two)["variables"]}
    assert files == {"one.go", "two_words.go"}


def test_the_listing_is_for_people(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["ask", written(tmp_path, BOTH)]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[0] == "go1.27.3 linux/amd64 -lang=go1.27"
    [x] = [line.split() for line in lines if line.startswith("both.go:6:2 ")]
    assert x[1:3] == ["x", "heap"]
    assert "    both.go:6:2: moved to heap: x" in lines
    assert "        both.go:8:9: &x (address-of)" in lines or "        both.go:7:6: &x (address-of)" in lines
    assert not any("\x1b" in line for line in lines)


def test_an_empty_package_is_no_accident(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["ask", written(tmp_path, "package p\n")]) == 0
    assert capsys.readouterr().out == "go1.27.3 linux/amd64 -lang=go1.27\n"


def test_a_program_that_does_not_compile_is_exit_1_with_the_place(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["ask", written(tmp_path, "package p\n\nvar y = x\n")]) == 1
    captured = capsys.readouterr()
    assert captured.err == "both.go:3:9: undefined: x\n"
    assert captured.out == ""


def test_what_the_web_refuses_is_normal_go_here(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    text = (
        'package p\n\nimport "unsafe"\n\n//go:nosplit\nfunc F(p *int) uintptr { return uintptr(unsafe.Pointer(p)) }\n'
    )
    file = written(tmp_path, text)
    assert main(["ask", file]) == 0
    assert main(["ask", file, "--untrusted"]) == 1
    err = capsys.readouterr().err.splitlines()
    assert [line.partition(": ")[0] for line in err] == ["both.go:3:8", "both.go:5:1"]


def test_what_can_not_be_judged_is_exit_3_within_the_limit(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["ask", "--untrusted", str(HOSTILE / "c06_strdouble20.go")]) == 3
    assert "could not be judged" in capsys.readouterr().err


@pytest.mark.parametrize("arguments", [[], ["/nowhere/x.go"], ["README.md"], ["x.go", "--lang"], ["--no-such"]])
def test_wrong_usage_is_exit_2(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as caught:
        main(["ask", *arguments])
    assert caught.value.code == 2
    assert "usage: python -m grader ask" in capsys.readouterr().err


def test_a_language_version_that_is_none_is_wrong_usage(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as caught:
        main(["ask", written(tmp_path, BOTH), "--lang", "1.99"])
    assert caught.value.code == 2
    assert "Use 1.N with N up to 27" in capsys.readouterr().err


def test_a_missing_compiler_says_how_to_get_one(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GO_ROOT", str(tmp_path))
    assert main(["ask", written(tmp_path, BOTH)]) == 1
    assert "make setup" in capsys.readouterr().err


def test_the_command_line_runs_as_a_program_and_stands_a_closed_pipe(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "grader", "ask", written(tmp_path, BOTH)]
    whole = subprocess.run(command, cwd=PROJECT, capture_output=True, text=True, check=True)
    assert "moved to heap: x" in whole.stdout
    assert _but_progress(whole.stderr) == []
    with subprocess.Popen(command, cwd=PROJECT, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as early:
        assert early.stdout is not None
        assert early.stderr is not None
        early.stdout.close()
        assert _but_progress(early.stderr.read().decode()) == []


def _but_progress(stderr: str) -> list[str]:
    """What stands there besides the lines that tell, on a slow machine, what takes so long."""
    return [
        line for line in stderr.splitlines() if not (line.startswith(("Building ", "Judging ")) and line[-1] == "…")
    ]
