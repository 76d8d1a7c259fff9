"""Calls measured for real, held by bubblewrap."""

from __future__ import annotations

from pathlib import Path

import pytest

from grader.config import Measuring, Sandbox
from grader.errors import CompileFailed, NotMeasured, ProgramRefused
from grader.escape.values import SourceFile
from grader.toolchain.gofmt import find_unformatted
from grader.toolchain.measurement import Measurement
from grader.toolchain.measuring import building
from grader.toolchain.measuring.calls import parse_call
from grader.toolchain.measuring.measuring import find_measurer
from tests.further_go import further_go
from tests.toolchain.go_toolchain import SETTINGS, pinned_go
from tests.toolchain.held_compiler import needs_bubblewrap
from tests.toolchain.measuring_here import go_file, measure, measurer, numbers, why_not

pytestmark = needs_bubblewrap

USERS = """
type User struct { id [6]int }
func Pointer() *User { u := User{}; return &u }
func Value() User { u := User{}; return u }
func First(u *User) int { return u.id[0] }
func FirstOf(u User) int { return u.id[0] }
"""


@pytest.mark.parametrize(
    ("body", "call", "allocations", "size"),
    [
        (USERS, "Pointer()", 1, 48),
        (USERS, "Value()", 0, 0),
        (USERS, "First(&User{})", 0, 0),
        (USERS, "FirstOf(User{})", 0, 0),
        # Both move to the heap; the compiler makes one object for neighbours without pointers.
        ("func New() (*int, *int) { a, b := 1, 2; return &a, &b }", "New()", 1, 16),
        ('func New() (*int, *string) { a, b := 1, "b"; return &a, &b }', "New()", 2, 24),
        ("func Make(n int) []byte { return make([]byte, n) }", "Make(1000)", 1, 1024),
        ("func Box(n int) any { return n }", "Box(7)", 0, 0),
        ("func Box(n int) any { return n }", "Box(1000)", 1, 8),
        ("func Map() map[int]int { return map[int]int{} }", "Map()", 1, 48),
        ("func One[T any](x T) []T { return []T{x} }", "One[int64](3)", 1, 8),
        ("type T struct { n int }\nfunc (t *T) Get() *int { n := t.n; return &n }", "(&T{}).Get()", 1, 8),
        ("func Join(a, b string) string { return a + b }", 'Join("a long enough text", ", and another one")', 1, 48),
        ("func Sum(xs ...int) (sum int) { for _, x := range xs { sum += x }; return }", "Sum([]int{1, 2}...)", 0, 0),
        ("func Empty() *struct{} { return &struct{}{} }", "Empty()", 0, 0),
    ],
)
def test_what_a_call_allocates_is_counted_exactly(body: str, call: str, allocations: int, size: int) -> None:
    measurement = numbers(body, call)
    assert (measurement.allocations, measurement.allocated_bytes) == (allocations, size)
    assert measurement.is_constant
    assert len(measurement.nanoseconds) >= 15
    assert 0 < measurement.fastest <= measurement.median <= measurement.slowest


def test_what_is_inlined_into_a_caller_of_the_program_costs_what_it_costs_there() -> None:
    """The function itself allocates; where it is inlined, its variable stays on the stack."""
    own, inlined = measure(f"{USERS}\nfunc Read() int {{ return Pointer().id[2] }}", "Pointer()", "Read()")
    assert isinstance(own, Measurement)
    assert isinstance(inlined, Measurement)
    assert (own.allocations, inlined.allocations) == (1, 0)


def test_flags_of_the_question_are_flags_of_the_measurement() -> None:
    body = f"{USERS}\nfunc Read() int {{ return Pointer().id[2] }}"
    assert numbers(body, "Read()", flags=("-l",)).allocations == 1


def test_calls_that_differ_are_told_with_their_spread() -> None:
    body = """
var kept []int
func Keep() {
	if len(kept) == 32 {
		kept = nil
	}
	kept = append(kept, 1)
}"""
    measurement = numbers(body, "Keep()")
    assert (measurement.fewest, measurement.most) == (0, 1)
    assert 0.03 < measurement.allocations < 0.2
    assert not measurement.is_constant


def test_a_longer_call_takes_longer() -> None:
    body = "func Work(n int) (x int) { for i := range n { x += i * x }; return }"
    short, long = measure(body, "Work(100)", "Work(10000)")
    assert isinstance(short, Measurement)
    assert isinstance(long, Measurement)
    assert 20 * short.median < long.median


def test_a_program_may_be_a_main_package_of_several_files_with_imports() -> None:
    files = (
        go_file("func main() { println(Hello()) }", package="main", name="main.go"),
        go_file('func Hello() string { return strings.Repeat("ab", 20) }', imports=("strings",), package="main"),
    )
    archives = measurer().prepare(["strings"])
    (measured,) = measurer()(files, [parse_call("Hello()")], archives=archives)
    assert isinstance(measured, Measurement)
    assert measured.allocations == 1


def test_another_go_version_measures_too() -> None:
    by = find_measurer(SETTINGS, further_go())
    (measured,) = measure(USERS, "Pointer()", by=by)
    assert isinstance(measured, Measurement)
    assert (measured.allocations, measured.allocated_bytes) == (1, 48)


@pytest.mark.parametrize(
    ("body", "because"),
    [
        ('func F() { panic("oh no") }', "it fails: panic: oh no"),
        ("var m map[int]int\nfunc F() { m[1] = 1 }", "it fails: panic: assignment to entry in nil map"),
        ("func F() { <-make(chan int) }", "it blocks for ever: all goroutines are asleep"),
        ("func F() { select {} }", "it blocks for ever: all goroutines are asleep"),
        (
            "func F() int { var f func(int) int; f = func(n int) int { return f(n+1) + 1 }; return f(0) }",
            "it needs more than",
        ),
        ('func F() { print("hello\\n") }', "it prints (“hello”); measure what it does without printing"),
        (
            "func F() { for i := 0; i < 1e9; i++ { x++ } }\nvar x int",
            "one call takes longer than a quarter of a second",
        ),
    ],
)
def test_a_call_that_cannot_be_measured_says_why(body: str, because: str) -> None:
    assert why_not(body, "F()").startswith(because)


@pytest.mark.parametrize(
    ("body", "because"),
    [
        ("func F() { os.Exit(3) }", "it ends the program (exit status 3)"),
        ("func F() { os.Exit(0) }", "it ends the program (exit status 0)"),
        ('func F() { os.Stdout.WriteString("hello") }', "it prints (“hello"),
    ],
)
def test_a_call_that_ends_the_program_or_prints_is_told(body: str, because: str) -> None:
    assert why_not(body, "F()", imports=("os",)).startswith(because)


def test_one_call_that_fails_spoils_no_other() -> None:
    bad, good = measure(f'{USERS}\nfunc Bad() {{ panic("no") }}', "Bad()", "Pointer()")
    assert isinstance(bad, NotMeasured)
    assert isinstance(good, Measurement)


def test_an_argument_that_would_escape_by_measuring_is_told() -> None:
    because = why_not("func Sum(xs ...int) {}", "Sum(1, 2)")
    assert because.startswith(
        "called through a variable, as it has to be, it makes its argument escape (`... argument`)"
    )


def test_a_program_or_a_call_that_does_not_compile_is_told_with_its_place() -> None:
    with pytest.raises(CompileFailed, match=r"^s\.go:2:12: undefined: y$"):
        measure("func F() { y() }", "F()")
    with pytest.raises(CompileFailed, match=r"^call:1:1: undefined: G$"):
        measure("func F() {}", "G()")
    with pytest.raises(ProgramRefused, match=r"^s\.go:2:8: could not import example\.org/x"):
        measure("", "F()", imports=("example.org/x",))


def test_nothing_is_measured_when_the_operator_says_so() -> None:
    with pytest.raises(NotMeasured, match=r"^not measured: MEASURE=off$"):
        find_measurer(SETTINGS.model_copy(update={"measure": Measuring.OFF}), pinned_go())


def test_without_bubblewrap_only_the_operators_word_lets_programs_run(monkeypatch: pytest.MonkeyPatch) -> None:
    find_measurer(SETTINGS, pinned_go())
    monkeypatch.setenv("PATH", "/nowhere")
    monkeypatch.setattr("grader.toolchain.containment.choice._known", {})
    with pytest.raises(NotMeasured, match=r"bubblewrap only, which does not work here \(there is no bubblewrap"):
        find_measurer(SETTINGS, pinned_go())
    unsafe = find_measurer(SETTINGS.model_copy(update={"measure": Measuring.UNSAFE}), pinned_go())
    assert unsafe.hold.level.sandbox is Sandbox.LIMITS
    (measured,) = measure(USERS, "Pointer()", by=unsafe)
    assert isinstance(measured, Measurement)
    assert measured.allocations == 1


@pytest.mark.parametrize(("system", "machine"), [("Darwin", "x86_64"), ("Linux", "aarch64"), ("Windows", "AMD64")])
def test_on_another_machine_nothing_is_measured(system: str, machine: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("platform.system", lambda: system)
    monkeypatch.setattr("platform.machine", lambda: machine)
    with pytest.raises(NotMeasured, match=f"for Linux on x86-64, and this is {system} on {machine}"):
        find_measurer(SETTINGS, pinned_go())


def test_our_own_go_files_are_as_gofmt_writes_them() -> None:
    folder = Path(building.__file__).parent / "go"
    sources = [SourceFile(path.name, path.read_bytes()) for path in sorted(folder.glob("*.go"))]
    assert len(sources) == 2
    assert find_unformatted(pinned_go(), sources) == {}
