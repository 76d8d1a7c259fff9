from __future__ import annotations

from dataclasses import replace

import pytest

from grader.catalog.catalog import Exercise
from grader.catalog.loader import load_catalog
from grader.config import PROJECT
from grader.errors import CompileFailed, SourceMessage
from grader.escape.judge import judge
from grader.escape.values import Place
from grader.toolchain.compiler import Trust
from grader.toolchain.export_data import prepare_export_data
from grader.toolchain.measuring.calls import parse_call
from grader.toolchain.measuring.harness import make_harness
from grader.toolchain.packages import find_imports
from tests.toolchain.go_toolchain import SETTINGS, compiler, pinned_go
from tests.toolchain.measuring_here import go_file

MEASURED = [each for each in load_catalog(PROJECT / "exercises").exercises.values() if each.content.measure]
USER = "type User struct{ name string }\nfunc Name(u *User) string { return u.name }"


def test_lines_are_added_at_the_end_of_the_file_that_declares_the_function() -> None:
    files = (go_file("var x = 1", name="a.go"), go_file(USER, name="b.go"), go_file("var y = 1", name="c.go"))
    harness = make_harness(files, [parse_call('Name(&User{"ada"})')])
    assert (harness.files[0], harness.files[2]) == (files[0], files[2])
    added = harness.files[1].text.removeprefix(files[1].text).decode().split("\n")
    assert added == [
        "",
        "var graderCall0Callee = Name",
        'var graderCall0Argument0 = &User{"ada"}',
        "func graderCall0() { graderCall0Callee(graderCall0Argument0) }",
        "var GraderCalls = []func(){graderCall0}",
        "",
    ]


@pytest.mark.parametrize(
    ("calls", "complaints"),
    [
        (["Nmae(nil)"], ["call:1:1: undefined: Nmae"]),
        (["Name(nobody)"], ["call:1:6: undefined: nobody"]),
        (["Name( &User{age: 1})"], ["call:1:13: unknown field age in struct literal of type User"]),
        (["Name(nil, 2)"], ["call:1:11: too many arguments in call to Name have (nil, number) want (*User)"]),
        (
            ["Name(nil)", "Name(1)"],
            ["call 2:1:6: cannot use 1 (untyped int constant) as *User value in argument to Name"],
        ),
        (["len(text)"], ["call:1:1: len (built-in) must be called"]),
    ],
)
def test_what_is_wrong_with_a_call_is_told_by_its_place_in_the_call(calls: list[str], complaints: list[str]) -> None:
    harness = make_harness((go_file(f"{USER}\nvar text string"),), list(map(parse_call, calls)))
    with pytest.raises(CompileFailed) as error:
        compiler(Trust.TRUSTED)(harness.files)
    told = [str(harness.blame(message)) for message in error.value.messages]
    assert [line[: len(wanted)] for line, wanted in zip(told, complaints, strict=True)] == complaints


def test_what_is_wrong_with_the_program_keeps_its_place() -> None:
    harness = make_harness((go_file(USER),), [parse_call("Name(nil)")])
    message = SourceMessage("s.go", 2, 6, "User is not what it should be")
    assert harness.blame(message) is message


@pytest.mark.parametrize("exercise", MEASURED, ids=lambda exercise: exercise.slug)
def test_the_lines_that_measure_change_no_verdict_of_the_bank(exercise: Exercise) -> None:
    content, files = exercise.content, (exercise.source,)
    harness = make_harness(files, [parse_call(content.measure or "")])
    exports = prepare_export_data(pinned_go(), find_imports(files), SETTINGS.data_folder)
    compile_ = compiler(Trust.TRUSTED, lang=content.go, flags=content.flags).with_exports(exports)
    plain, measured = judge(files, compile_), judge(harness.files, compile_)
    assert harness.find_change(plain, measured) == ""
    known = {(each.name, each.at): each.place for each in plain.variables}
    assert known.items() <= {(each.name, each.at): each.place for each in measured.variables}.items()


def test_a_verdict_that_the_lines_would_change_is_seen() -> None:
    files = (go_file(USER),)
    harness = make_harness(files, [parse_call("Name(nil)")])
    plain, measured = (judge(each, compiler(Trust.TRUSTED)) for each in (files, harness.files))
    changed = tuple(replace(each, place=Place.HEAP) if each.name == "u" else each for each in measured.variables)
    assert harness.find_change(plain, replace(measured, variables=changed)) == "u at s.go:3:11"


def test_a_copy_inside_of_the_code_that_measures_is_seen() -> None:
    """Called by its name, as must not be, the function is inlined, and the copy is noticed."""
    files = (go_file(USER),)
    harness = make_harness(files, [parse_call("Name(nil)")])
    direct = harness.files[0].text.replace(b"{ graderCall0Callee(", b"{ Name(")
    plain = judge(files, compiler(Trust.TRUSTED))
    inlined = judge((replace(harness.files[0], text=direct),), compiler(Trust.TRUSTED))
    assert harness.find_change(plain, inlined) == "u at s.go:3:11"


@pytest.mark.parametrize(
    ("call", "escaping"),
    [
        ("Sum(1, 2)", "... argument"),
        ("Sum()", ""),
        ("Sum(nums...)", ""),
        ("Show(n)", "n"),
        ("Show(1000)", ""),
        ("Show([2]int{1})", "[2]int{1}"),
        ("Read(&n)", ""),
        ("Read(new(int))", ""),
    ],
)
def test_an_argument_that_only_measuring_makes_escape_is_seen(call: str, escaping: str) -> None:
    body = "var n = 1\nvar nums []int\nfunc Sum(xs ...int) {}\nfunc Show(x any) {}\nfunc Read(p *int) {}"
    files = (go_file(body),)
    harness = make_harness(files, [parse_call(call)])
    assert harness.find_escaping_argument(0, judge(harness.files, compiler(Trust.TRUSTED))) == escaping
