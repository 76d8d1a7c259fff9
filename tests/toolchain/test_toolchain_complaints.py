from __future__ import annotations

import pytest

from grader.errors import CompileFailed, CompilerCrashed, LimitExceeded
from grader.toolchain.complaints import LONGEST_MESSAGE, clean_text, failure_of, find_crash
from grader.toolchain.process import Finished


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
