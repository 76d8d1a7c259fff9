from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from grader.errors import ProgramRefused, ToolchainError
from grader.toolchain.package_folder import load_package
from tests.toolchain.go_toolchain import pinned_go

FILES = {
    "a.go": 'package p\n\nimport "strings"\n\nvar A strings.Builder\n',
    "two words.go": "package p\n",
    "a_test.go": 'package p\n\nimport "testing"\n\nfunc TestA(*testing.T) {}\n',
    "b_windows.go": 'package p\n\nimport "os"\n\nvar B = os.Args\n',
    "b_linux.go": "package p\n",
    "c_arm64.go": "package p\n",
    "c_amd64.go": "package p\n",
    "later.go": "//go:build go1.99\n\npackage p\n",
    "since.go": "//go:build go1.21 && !cgo\n\npackage p\n",
    "tool.go": "//go:build ignore\n\npackage main\n",
    "c.go": 'package p\n\nimport "C"\n',
    "_old.go": "package q\n",
    "notes.txt": "no Go\n",
}


def written(folder: Path, files: dict[str, str]) -> Path:
    for name, text in files.items():
        (folder / name).write_text(text)
    return folder


def names(folder: Path) -> list[str]:
    return [file.name for file in load_package(pinned_go(), folder).files]


def refusal(folder: Path) -> str:
    with pytest.raises(ProgramRefused) as caught:
        load_package(pinned_go(), folder)
    return str(caught.value)


def test_files_are_chosen_as_the_go_command_chooses_them_for_linux_amd64(tmp_path: Path) -> None:
    package = load_package(pinned_go(), written(tmp_path, FILES))
    assert [file.name for file in package.files] == ["a.go", "b_linux.go", "c_amd64.go", "since.go", "two_words.go"]
    assert package.files[0].text == FILES["a.go"].encode()
    assert package.imports == ("strings",)
    assert {each.name for each in tmp_path.iterdir()} == set(FILES), "asking wrote into the folder"


def test_a_module_of_another_go_version_is_read_without_getting_that_version(tmp_path: Path) -> None:
    folder = written(tmp_path, {"go.mod": "module example.com/m\n\ngo 1.99\n", "m.go": "package m\n"})
    assert names(folder) == ["m.go"]


def test_a_folder_named_from_where_one_stands(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    written(tmp_path, {"m.go": "package m\n"})
    monkeypatch.chdir(tmp_path)
    assert names(Path()) == ["m.go"]


def test_two_packages_in_a_folder_are_refused_with_their_files(tmp_path: Path) -> None:
    folder = written(tmp_path, {"a.go": "package a\n", "b.go": "package b\n"})
    assert refusal(folder) == (
        f"{folder}: found packages a (a.go) and b (b.go). Give the files of one package by their names."
    )


def test_a_file_that_is_no_go_is_told_with_its_place(tmp_path: Path) -> None:
    folder = written(tmp_path, {"a.go": "package a\n", "b.go": "\n pakage a\n"})
    assert refusal(folder) == "b.go:2:2: expected 'package', found pakage. Mend it and ask again."


def test_a_folder_without_go_is_refused(tmp_path: Path) -> None:
    assert "no Go file here" in refusal(written(tmp_path, {"a_test.go": "package a\n"}))


def test_a_package_for_other_systems_says_which_files_were_left_out(tmp_path: Path) -> None:
    folder = written(tmp_path, {"a_windows.go": "package a\n", "c.go": 'package a\n\nimport "C"\n'})
    assert "for linux/amd64 without cgo: build constraints, or an import of C, leave out a_windows.go, c.go." in (
        refusal(folder)
    )


def test_the_library_sees_its_own_copies_of_other_packages_and_nobody_else_does(tmp_path: Path) -> None:
    text = 'package p\n\nimport "golang.org/x/text/transform"\n\nvar T transform.Transformer\n'
    assert load_package(pinned_go(), written(tmp_path, {"p.go": text})).imports == ("golang.org/x/text/transform",)
    bidirectional = pinned_go().root / "src" / "vendor" / "golang.org" / "x" / "text" / "secure" / "bidirule"
    assert "vendor/golang.org/x/text/transform" in load_package(pinned_go(), bidirectional).imports


def test_a_go_command_that_fails_is_told_with_its_words(tmp_path: Path) -> None:
    broken = replace(pinned_go(), root=tmp_path)
    (tmp_path / "bin").mkdir()
    (tmp_path / "bin" / "go").write_text("#!/bin/sh\necho 'no space left' >&2\nexit 1\n")
    (tmp_path / "bin" / "go").chmod(0o755)
    with pytest.raises(ToolchainError, match="no space left"):
        load_package(broken, tmp_path)
