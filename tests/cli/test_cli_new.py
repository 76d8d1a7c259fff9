from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from grader.catalog.loader import read_exercise
from grader.catalog.scaffold import slug_of
from grader.catalog.yaml import read_yaml
from grader.cli import main
from grader.config import PROJECT
from tests.sample_bank import GO

TWICE = """package p

func (s *Store) Put(v int) { s.v = v }

type Store struct{ v int }

func First() *int { v := 1; return &v }

func Second() int { v := 2; { v := 3; _ = v }; return v }
"""


@pytest.fixture(autouse=True)
def kept(monkeypatch: pytest.MonkeyPatch, sqlite_url: str, tmp_path: Path) -> None:
    monkeypatch.setenv("DATA_FOLDER", str(PROJECT / "build" / "test-data"))
    monkeypatch.setenv("DATABASE_URL", sqlite_url)
    monkeypatch.delenv("GO_ROOT", raising=False)
    monkeypatch.setenv("EXERCISES_FOLDER", str(tmp_path / "bank"))
    monkeypatch.chdir(tmp_path)
    (tmp_path / "OpenSession.go").write_bytes(GO.replace(b"u := ", b"u  :="))
    (tmp_path / "twice.go").write_text(TWICE, encoding="utf-8")


def refused(capsys: pytest.CaptureFixture[str], *arguments: str) -> str:
    assert main(["new", *arguments]) == 1
    return capsys.readouterr().err


def test_a_program_becomes_an_exercise_that_lacks_nothing_but_words(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["new", "OpenSession.go", "--variable", "u", "--lesson", "4"]) == 0
    folder = tmp_path / "bank" / "open-session"
    assert sorted(path.name for path in folder.iterdir()) == ["exercise.yaml", "open_session.go"]
    assert (folder / "open_session.go").read_bytes() == GO
    problems = read_exercise(folder)[1]
    assert {problem.what for problem in problems} == {"The text is empty"}
    told = capsys.readouterr().out
    assert "`u` is heap (RETURNED)." in told
    assert f"Now write its {len(problems)} texts" in told


def test_the_verdict_stands_in_the_file_as_a_comment(tmp_path: Path) -> None:
    main(["new", "OpenSession.go", "--variable", "u"])
    text = (tmp_path / "bank" / "open-session" / "exercise.yaml").read_text(encoding="utf-8")
    assert "# The compiler: heap\n#   open_session.go:6:2: moved to heap: u\n#   RETURNED: " in text
    assert text.startswith("# yaml-language-server: $schema=../exercise.schema.json\n")


def test_with_its_texts_written_the_exercise_passes(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    main(["new", "OpenSession.go", "--variable", "u"])
    path = tmp_path / "bank" / "open-session" / "exercise.yaml"
    count = iter(range(99))
    parts = path.read_text(encoding="utf-8").split('""')
    path.write_text("".join(f'{part}"Text 文字 {next(count)}"' for part in parts[:-1]) + parts[-1], encoding="utf-8")
    path.write_text(
        "\n".join(
            line.replace(" 文字", "") if line.strip().startswith("en:") else line
            for line in path.read_text(encoding="utf-8").split("\n")
        ),
        encoding="utf-8",
    )
    assert main(["check", "bank/open-session"]) == 0
    assert "1 exercise, 0 lessons: no problem, 1 warning" in capsys.readouterr().out


def test_one_true_reason_and_no_true_distractor_is_offered(tmp_path: Path) -> None:
    main(["new", "OpenSession.go", "--variable", "u"])
    document = read_yaml((tmp_path / "bank" / "open-session" / "exercise.yaml").read_bytes(), "x")
    assert isinstance(document.data, dict)
    offered = {offer.get("reason"): "feedback" in offer for offer in document.data["offer"]}
    assert 4 <= len(offered) <= 6
    assert [reason for reason, is_distractor in offered.items() if not is_distractor] == ["RETURNED"]


@pytest.mark.parametrize(
    ("choice", "asked"),
    [
        (["--function", "First"], {"variable": "v", "function": "First"}),
        (["--function", "(*Store).Put"], {"variable": "v", "function": "(*Store).Put"}),
    ],
)
def test_a_name_declared_twice_is_told_apart(tmp_path: Path, choice: list[str], asked: dict[str, object]) -> None:
    assert main(["new", "twice.go", "--variable", "v", *choice, "--slug", "chosen"]) == 0
    document = read_yaml((tmp_path / "bank" / "chosen" / "exercise.yaml").read_bytes(), "x")
    assert isinstance(document.data, dict)
    assert document.data["ask"] == asked


def test_the_line_is_that_of_the_formatted_program(tmp_path: Path) -> None:
    """gofmt spreads the program over more lines; the same declaration is still meant."""
    loose = "package p\nfunc Two() int { v := 2; if v > 1 { v := 3\nreturn v }; return v }\n"
    (tmp_path / "loose.go").write_text(loose, encoding="utf-8")
    assert main(["new", "loose.go", "--variable", "v", "--function", "Two"]) == 1
    (tmp_path / "loose.go").write_text(loose.replace("v := 3", "\nv := 3"), encoding="utf-8")
    assert main(["new", "loose.go", "--variable", "v", "--line", "3"]) == 0
    document = read_yaml((tmp_path / "bank" / "loose" / "exercise.yaml").read_bytes(), "x")
    assert isinstance(document.data, dict)
    line = document.data["ask"]["line"]
    source = (tmp_path / "bank" / "loose" / "loose.go").read_text(encoding="utf-8").splitlines()
    assert source[line - 1].strip() == "v := 3"


def test_a_variable_that_is_not_there_is_told_with_those_that_are(capsys: pytest.CaptureFixture[str]) -> None:
    assert "declares no variable `usr`. Known here: `name`, `u`" in refused(
        capsys, "OpenSession.go", "--variable", "usr"
    )


def test_an_ambiguous_name_is_told_with_every_candidate(capsys: pytest.CaptureFixture[str]) -> None:
    told = refused(capsys, "twice.go", "--variable", "v")
    assert told.splitlines() == [
        "In twice.go `v` is declared more than once. Choose one of:",
        "  --function '(*Store).Put' --line 3",
        "  --function 'First' --line 7",
        "  --function 'Second' --line 9",
        "  --function 'Second' --line 9",
    ]


@pytest.mark.parametrize(
    ("arguments", "expected"),
    [
        (["absent.go", "--variable", "u"], "absent.go cannot be read"),
        (["OpenSession.go", "--variable", "u", "--slug", "../up"], "cannot be a folder's name"),
        (["OpenSession.go", "--variable", "u", "--slug", "lessons"], "cannot be a folder's name"),
        (["OpenSession.go", "--variable", "u", "--function", "Close"], "`u` is declared elsewhere. Choose one of:"),
    ],
)
def test_what_cannot_be_done_says_why(capsys: pytest.CaptureFixture[str], arguments: list[str], expected: str) -> None:
    assert expected in refused(capsys, *arguments)


def test_nothing_is_written_over(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "bank" / "open-session").mkdir(parents=True)
    assert "Choose another name with --slug" in refused(capsys, "OpenSession.go", "--variable", "u")


def test_a_program_that_does_not_compile_leaves_nothing_behind(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "bad.go").write_text("package p\n\nfunc F() { x := y }\n", encoding="utf-8")
    assert "bad.go:3:17: undefined: y" in refused(capsys, "bad.go", "--variable", "x")
    assert not (tmp_path / "bank").exists()


NAMES = {"openSession": "open-session", "HTTPServer2": "httpserver2", "a__b  c": "a-b-c", "-": "exercise"}


@pytest.mark.parametrize(("text", "slug"), NAMES.items())
def test_folder_names_are_made_from_any_text(text: str, slug: str) -> None:
    assert slug_of(text) == slug


@given(st.text(max_size=100))
def test_every_text_makes_a_folder_name_that_is_accepted(text: str) -> None:
    slug = slug_of(text)
    assert 1 <= len(slug) <= 64
    assert slug[0] != "-"
    assert set(slug) <= set("abcdefghijklmnopqrstuvwxyz0123456789-")
