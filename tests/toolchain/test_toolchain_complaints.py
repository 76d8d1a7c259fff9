from __future__ import annotations

import re
import tempfile
from pathlib import Path

import pytest

from grader.errors import CompileFailed, CompilerCrashed, LimitExceeded
from grader.escape.values import SourceFile
from grader.toolchain.complaints import LONGEST_MESSAGE, clean_text, failure_of, find_crash
from grader.toolchain.process import Finished
from tests.toolchain.go_toolchain import compiler, program


def ended(status: int, output: str) -> Finished:
    return Finished(status=status, output=output.encode(), stopped=None)


@pytest.mark.parametrize(
    ("status", "output", "error"),
    [
        (-9, "", LimitExceeded),
        (2, "s.go:4:2: moved to heap: x\nfatal error: runtime: out of memory\n", LimitExceeded),
        (2, "runtime: goroutine stack exceeds 1000000000-byte limit\nfatal error: stack overflow\n", LimitExceeded),
        (1, "compile: writing output: write $WORK/p.o: file too large\n", LimitExceeded),
        (2, "panic: runtime error: index out of range\n\ngoroutine 1 [running]:\n", CompilerCrashed),
        (2, "s.go:3:5: internal compiler error: 'F': value v1 incorrectly live\n", CompilerCrashed),
        (2, "<unknown line number>: internal compiler error: assertion failed\n", CompilerCrashed),
        (2, "fatal error: all goroutines are asleep\n", CompilerCrashed),
        (2, "SIGSEGV: segmentation violation\n", CompilerCrashed),
    ],
)
def test_a_crash_is_told_from_an_error(status: int, output: str, error: type[Exception]) -> None:
    assert type(find_crash(ended(status, output))) is error


@pytest.mark.parametrize(
    "output",
    [
        's.go:3:5: cannot use "panic: out of memory" (untyped string constant) as int value\n',
        "s.go:3:5: undefined: fatal\n\ts.go:4:1: other declaration of panic\n",
        's.go:3:5: "internal compiler error: x" (untyped string constant) is not used\n',
    ],
)
def test_a_program_that_speaks_of_crashes_is_no_crash(output: str) -> None:
    assert find_crash(ended(2, output)) is None
    assert isinstance(failure_of(output, ("s.go",)), CompileFailed)


RAW = SourceFile(
    "s.go",
    b"package p\n\nvar x int = `a\npanic: it speaks of crashes\n\n"
    b"s.go:77:1: and of errors\n\tend\nend\nfatal error: `\n",
)


def test_a_raw_string_is_the_program_s_word_though_it_is_printed_as_it_is() -> None:
    output = RAW.text.decode().replace("package p\n\nvar x int = ", "s.go:3:13: cannot use ").rstrip("\n") + " as int\n"
    output += "s.go:9:1: another\n"
    assert find_crash(ended(2, output), (RAW,)) is None
    failure = failure_of(output, ("s.go",), (RAW,))
    assert isinstance(failure, CompileFailed)
    assert [(message.line, message.text) for message in failure.messages] == [
        (3, "cannot use `a panic: it speaks of crashes  s.go:77:1: and of errors end end fatal error: ` as int"),
        (9, "another"),
    ]


def test_a_crash_is_told_though_a_raw_string_speaks_of_another() -> None:
    output = "s.go:3:13: `a\npanic: it speaks of crashes\n`\nfatal error: runtime: out of memory\n"
    assert isinstance(find_crash(ended(2, output), (RAW,)), LimitExceeded)
    assert isinstance(find_crash(ended(2, "panic: `a`\n"), (RAW,)), CompilerCrashed)


@pytest.mark.parametrize("start", ["", "var x int = 1 + ", "var x ", "func F() { ", "func F(a "])
@pytest.mark.parametrize(
    "line", ["panic: x", "fatal error: out of memory", f"s.go:{'9' * 5000}:1: x", "s.go:1:1: x", ""]
)
def test_no_raw_string_looks_like_a_crash_or_an_error_to_the_real_compiler(start: str, line: str) -> None:
    with pytest.raises(CompileFailed) as caught:
        compiler()(program(f"{start}`\n{line}\nend\n{line}` }}"))
    assert all(message.line in {2, 5} for message in caught.value.messages)


def test_folders_of_this_machine_are_not_told() -> None:
    for line in (
        "compile: open /tmp/grader-x/source/s.go: permission denied",
        "sh: 1: exec: /opt/go/pkg/tool/compile: Permission denied",
        "bwrap: Can't find source path /var/lib/grader/p.a: No such file or directory",
        'panic: open "/tmp/grader-x/s.go" (file:///tmp/grader-x/json)',
    ):
        for error in (find_crash(ended(1, line)), failure_of(line[7:], ("s.go",))):
            assert not re.search("/(tmp|opt|var)", str(error))
    assert "exec: …/compile: Permission denied" in str(
        find_crash(ended(1, "sh: 1: exec: /opt/compile: Permission denied"))
    )
    assert "in $GOROOT/src/fmt/print.go" in str(find_crash(ended(2, "panic: in $GOROOT/src/fmt/print.go")))


def test_a_machine_that_cannot_run_the_compiler_is_no_accident(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "file").write_text("")
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "file"))
    with pytest.raises(CompilerCrashed, match=r"could not run the compiler \(Not a directory\)\. Try again later\."):
        compiler()(program("func F() {}"))


def test_success_is_no_crash_whatever_it_prints() -> None:
    assert find_crash(ended(0, "panic: \n")) is None


def test_messages_are_read_with_their_places_and_continuations() -> None:
    failure = failure_of("s.go:3:5: one\n\ttwo\nother.go:1:1: foreign\nt.go:9: no column\nrest\n", ("s.go", "t.go"))
    assert isinstance(failure, CompileFailed)
    assert [str(message) for message in failure.messages] == ["s.go:3:5: one two", "t.go:9:1: no column"]


def test_long_and_dirty_messages_are_cut_and_cleaned() -> None:
    failure = failure_of(f"s.go:1:1: \x1b[31m\u202e{'x' * 60_000}\n" * 30, ("s.go",))
    assert isinstance(failure, CompileFailed)
    assert len(failure.messages) == 20
    assert {len(message.text) for message in failure.messages} == {LONGEST_MESSAGE}
    assert all(message.text.startswith("[31mxxx") and message.text.endswith("x…") for message in failure.messages)


def test_a_failure_without_a_word_about_the_program_is_ours() -> None:
    assert isinstance(failure_of("", ("s.go",)), CompilerCrashed)
    assert isinstance(failure_of("flag provided but not defined: -x\n", ("s.go",)), CompilerCrashed)


def test_clean_text_is_one_printable_line() -> None:
    assert clean_text(" a\nb\x00\x9bc\u2066 ") == "a bc"
