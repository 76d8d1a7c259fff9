"""`ask FOLDER`: the package in a folder, and what is said of sources that are none."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from grader.cli import main
from grader.config import PROJECT
from tests.toolchain.go_toolchain import pinned_go

LIBRARY = pinned_go().root / "src"


@pytest.fixture(autouse=True)
def kept_export_data(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATA_FOLDER", str(PROJECT / "build" / "test-data"))
    monkeypatch.delenv("GO_ROOT", raising=False)


def written(folder: Path, **files: str) -> str:
    folder.mkdir(exist_ok=True)
    for stem, text in files.items():
        (folder / f"{stem}.go").write_text(text)
    return str(folder)


def asked(capsys: pytest.CaptureFixture[str], *arguments: str) -> dict[str, Any]:
    assert main(["ask", "--json", *arguments]) == 0
    document: dict[str, Any] = json.loads(capsys.readouterr().out)
    return document


def refused(capsys: pytest.CaptureFixture[str], *arguments: str) -> str:
    assert main(["ask", *arguments]) == 1
    captured = capsys.readouterr()
    assert captured.out == ""
    return captured.err


def misused(capsys: pytest.CaptureFixture[str], *arguments: str) -> str:
    with pytest.raises(SystemExit) as caught:
        main(["ask", *arguments])
    assert caught.value.code == 2
    return capsys.readouterr().err.splitlines()[-1]


def test_the_files_of_a_folder_are_one_package(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = written(
        tmp_path,
        one="package p\n\nfunc F() int { x := 1; return *keep(&x) }\n",
        two="package p\n\nvar kept *int\n\nfunc keep(p *int) *int { kept = p; return p }\n",
        two_test="package p\n\nvar unseen int\n",
        two_windows="package p\n\nvar alsoUnseen int\n",
    )
    rows = [(each["file"], each["name"], each["place"]) for each in asked(capsys, folder)["variables"]]
    assert rows == [("one.go", "x", "heap"), ("two.go", "kept", "static"), ("two.go", "p", "stack")]


def test_a_package_of_the_library_with_its_internal_and_vendored_imports(capsys: pytest.CaptureFixture[str]) -> None:
    document = asked(capsys, str(LIBRARY / "vendor" / "golang.org" / "x" / "net" / "http" / "httpproxy"))
    rows = {(each["file"], each["expression"], each["function"]): each["place"] for each in document["allocations"]}
    assert rows["proxy.go", "&config{...}", "(*Config).ProxyFunc"] == "heap"


def test_a_package_with_assembly_is_judged_by_its_go_files(capsys: pytest.CaptureFixture[str]) -> None:
    document = asked(capsys, str(LIBRARY / "internal" / "bytealg"))
    assert {"stack"} < {each["place"] for each in document["variables"]}


def test_each_version_chooses_its_own_files(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = written(
        tmp_path,
        old="//go:build !go1.27\n\npackage p\n\nvar old int\n",
        new="//go:build go1.27\n\npackage p\n\nvar recent int\n",
    )
    assert [each["name"] for each in asked(capsys, folder, "--go", "1.27.3")["variables"]] == ["recent"]


@pytest.mark.parametrize("is_folder", [True, False])
def test_an_import_that_is_not_standard_is_told_with_its_place(
    is_folder: bool, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    text = 'package p\n\nimport (\n\t"fmt"\n\t/* ä */ x "example.com/x"\n)\n\nvar _ = fmt.Sprint(x.X)\n'
    folder = written(tmp_path, p=text)
    said = refused(capsys, folder if is_folder else str(Path(folder) / "p.go"))
    assert said == (
        "p.go:5:13: could not import example.com/x: this Go release has no such standard package. "
        "Put what you need of it into the files that you ask about.\n"
    )


def test_a_vendored_import_is_not_for_everybody(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = written(tmp_path, p='package p\n\nimport _ "golang.org/x/text/transform"\n')
    assert refused(capsys, folder).startswith("p.go:3:10: could not import golang.org/x/text/transform: ")


def test_a_file_with_cgo_is_told_with_its_place(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    written(tmp_path, p='package p\n\nimport "C"\n')
    assert refused(capsys, str(tmp_path / "p.go")).startswith("p.go:3:8: the compiler never sees a file with cgo")
    assert "leave out p.go" in refused(capsys, str(tmp_path))


def test_two_packages_are_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = written(tmp_path, a="package a\n", b="package b\n")
    assert "found packages a (a.go) and b (b.go)" in refused(capsys, folder)


def test_what_is_no_source_of_one_package_is_wrong_usage(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    one = written(tmp_path / "one", a="package p\n")
    two = written(tmp_path / "two", a="package p\n")
    file, other = f"{one}/a.go", f"{two}/a.go"
    assert f"{one} is a folder: give it alone" in misused(capsys, one, two)
    assert f"{two} is a folder: give it alone" in misused(capsys, file, two)
    assert f"{file} and {other} would go by the same name" in misused(capsys, file, other)
    assert f"{file} and {file} would go by the same name" in misused(capsys, file, file)
    assert f"{one} is a folder: with --untrusted give files" in misused(capsys, one, "--untrusted")
    assert "no_such_folder: not a Go file" in misused(capsys, str(tmp_path / "no_such_folder"))
    assert "none.go: No such file" in misused(capsys, str(tmp_path / "none.go"))
