from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from grader.cli import main
from tests.further_go import FURTHER, SETTINGS, further_go

PROGRAM = """package p

var G *int
var I, J any

func New() *int { return new(int) }

func Use(m map[string]int, names []string) int {
	x := 1
	G = &x
	G = New()
	I, J = names, names
	m["a"] = 1
	I = struct{}{}
	return len(names)
}
"""


@pytest.fixture(autouse=True)
def kept_export_data(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATA_FOLDER", str(SETTINGS.data_folder))
    monkeypatch.delenv("GO_ROOT", raising=False)


@pytest.fixture
def source(tmp_path: Path) -> str:
    path = tmp_path / "main.go"
    path.write_text(PROGRAM)
    return str(path)


def below(output: str, start: str) -> list[str]:
    """Give the indented lines below the line that starts so."""
    lines = output.splitlines()
    (at,) = (number for number, line in enumerate(lines) if line.startswith(start))
    rest = lines[at + 1 :]
    end = next((number for number, line in enumerate(rest) if not line.startswith("    ")), len(rest))
    return [line.strip() for line in rest[:end]]


def test_below_each_subject_stand_the_calls_that_allocate_it(source: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["ask", "--code", source]) == 0
    output = capsys.readouterr().out
    assert "code: runtime.newobject (main.go:9)" in below(output, "main.go:9:2 ")
    (inlined,) = [line for line in below(output, "main.go:6:29") if line.startswith("code: ") and "inlined" in line]
    assert inlined.startswith("code: runtime.")
    assert inlined.endswith("(main.go:6, inlined at main.go:11:9)")
    assert "code: runtime.convTslice (main.go:12)" in below(output, "main.go:12:9")


def test_where_nothing_is_allocated_stands_why(source: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["ask", "--code", source]) == 0
    (why,) = [line for line in below(capsys.readouterr().out, "main.go:14:14") if line.startswith("code: ")]
    assert (
        why == "code: It escapes, but nothing is allocated: a value of size zero needs no storage. (runtime.zerobase)"
    )


def test_calls_of_no_subject_stand_at_the_end(source: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["ask", "--code", source]) == 0
    heading, call = capsys.readouterr().out.splitlines()[-2:]
    assert heading.startswith("Calls of the generated code that are of no single")
    assert call.strip() == "runtime.mapassign_faststr (main.go:13): stores in a map, which may grow"


def test_without_the_option_there_is_no_word_of_code(source: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["ask", source]) == 0
    assert "code:" not in capsys.readouterr().out


def test_the_document_has_the_code(source: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["ask", "--code", "--json", source]) == 0
    document: dict[str, Any] = json.loads(capsys.readouterr().out)
    code = {(each["line"], each["column"]): each for each in document["code"]}
    assert code[9, 2]["calls"] == [
        {
            "callee": "runtime.newobject",
            "function": "p.Use",
            "file": "main.go",
            "line": 9,
            "inlined_at": [],
            "shared": False,
        }
    ]
    assert [(call["callee"], call["shared"]) for call in code[12, 9]["calls"]] == [("runtime.convTslice", True)]
    assert (code[14, 14]["parting"], code[14, 14]["symbol"]) == ("zero size", "runtime.zerobase")
    assert [call["callee"] for call in document["unassigned_calls"]] == ["runtime.mapassign_faststr"]
    assert (8, 10) not in code


def test_code_too_long_to_be_read_leaves_the_verdict(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "long.go"
    functions = "".join(f"func f{number}(a, b string) string {{ return a + b }}\n" for number in range(200))
    path.write_text(f"package p\n\n{functions}")
    assert main(["ask", "--code", "--untrusted", str(path)]) == 0
    output = capsys.readouterr().out
    assert "long.go:3:9" in output
    assert output.splitlines()[-1].startswith("The generated code was not read: it is too long")
    assert main(["ask", "--code", "--untrusted", "--json", str(path)]) == 0
    document = json.loads(capsys.readouterr().out)
    assert document["code_unread"].startswith("The generated code was not read")
    assert "code" not in document


def test_the_code_of_several_versions_at_once_is_wrong_usage(source: str, capsys: pytest.CaptureFixture[str]) -> None:
    further_go()
    with pytest.raises(SystemExit) as ended:
        main(["ask", "--code", "--go", f"{FURTHER},1.27", source])
    assert ended.value.code == 2
    assert "--code reads the code of one Go version" in capsys.readouterr().err


def test_the_code_of_a_further_version_is_its_own(source: str, capsys: pytest.CaptureFixture[str]) -> None:
    further_go()
    assert main(["ask", "--code", "--go", FURTHER, source]) == 0
    assert "code: runtime.newobject (main.go:6, inlined at main.go:11:9)" in below(
        capsys.readouterr().out, "main.go:6:29"
    )
