from __future__ import annotations

from dataclasses import replace

from grader.cli.bodies import list_bodies
from grader.escape.values import AllocationVerdict, Cause, Copy, Kind, Place, Position, Reason, VariableVerdict

OWN = VariableVerdict(
    name="t",
    at=Position("s.go", 3, 2),
    function="New",
    kind=Kind.DEFINE,
    place=Place.HEAP,
    causes=(Cause(reason=Reason.RETURNED),),
    line="s.go:3:2: moved to heap: t",
)


def inlined(line: int, place: Place = Place.STACK, *reasons: Reason, instance: str = "T") -> Copy:
    return Copy(
        place=place,
        where="inlined",
        at=(Position("main.go", line, 8),),
        instance=instance,
        line=f"row {line}",
        causes=tuple(Cause(reason=reason) for reason in reasons),
    )


def told(*copies: Copy) -> list[str]:
    return list(list_bodies(replace(OWN, copies=copies)))


def test_one_body_needs_no_words() -> None:
    assert told() == []


def test_the_own_body_and_its_copy_are_one_line() -> None:
    assert told(inlined(12, Place.STACK, Reason.INLINED)) == [
        "in `New` heap (RETURNED); in the copy inlined at main.go:12:8 stack (INLINED)"
    ]


def test_copies_that_say_the_same_are_told_together_and_others_apart() -> None:
    assert told(inlined(12), inlined(13), inlined(14, Place.HEAP, Reason.SENT), inlined(15, Place.HEAP)) == [
        "in `New` heap (RETURNED)",
        "in the copies inlined at main.go:12:8, main.go:13:8 stack",
        "in the copy inlined at main.go:14:8 heap (SENT)",
        "in the copy inlined at main.go:15:8 heap",
    ]


def test_calls_within_calls_are_told_from_the_inside() -> None:
    nested = replace(inlined(12), at=(Position("main.go", 12, 8), Position("s.go", 9, 4)))
    assert told(nested) == ["in `New` heap (RETURNED); in the copy inlined at s.go:9:4 in main.go:12:8 stack"]


def test_instances_are_told_by_their_body_what_runs_it_and_the_type() -> None:
    instance = Copy(
        place=Place.HEAP,
        where="instance",
        instance="go.shape.int",
        function="New[go.shape.int]",
        instantiations=("New[ID]", "New[int]"),
        causes=(Cause(reason=Reason.RETURNED),),
    )
    other = replace(instance, place=Place.STACK, instance="bool", function="New[go.shape.string]", instantiations=())
    call = replace(inlined(12, instance="go.shape.int"), function="New[go.shape.int]")
    assert told(instance, replace(other, causes=()), call) == [
        "in the instance `New[go.shape.int]` (for New[ID], New[int]; type go.shape.int) heap (RETURNED)",
        "in the instance `New[go.shape.string]` stack",
        "in the copy inlined at main.go:12:8 (`New[go.shape.int]`) stack",
    ]


def test_bodies_of_an_allocation_are_told_as_those_of_a_variable() -> None:
    allocation = AllocationVerdict(
        expression="&T{...}",
        at=Position("s.go", 3, 25),
        function="New",
        place=Place.HEAP,
        causes=(Cause(reason=Reason.RETURNED),),
        line="s.go:3:25: &T{...} escapes to heap",
        copies=(inlined(12, Place.STACK, Reason.INLINED),),
    )
    assert list(list_bodies(allocation)) == [
        "in `New` heap (RETURNED); in the copy inlined at main.go:12:8 stack (INLINED)"
    ]


def test_instances_are_told_by_type_without_a_body_that_does_not_exist() -> None:
    instances = [Copy(place=Place.HEAP, where="instance", instance=f"go.shape.{each}") for each in ("int", "string")]
    assert told(*instances, inlined(12, instance="go.shape.int")) == [
        "in the instances for go.shape.int, for go.shape.string heap",
        "in the copy inlined at main.go:12:8 (type go.shape.int) stack",
    ]


def test_of_many_copies_the_first_are_named() -> None:
    assert told(*map(inlined, range(20, 32)))[1] == (
        "in the copies inlined at main.go:20:8, main.go:21:8, main.go:22:8, main.go:23:8, main.go:24:8, main.go:25:8 "
        "and 6 more stack"
    )


def test_clauses_are_told_by_position_and_type() -> None:
    clause = Copy(place=Place.STACK, where="clause", at=(Position("s.go", 7, 7),), instance="string")
    assert told(clause) == ["in the clause at s.go:7:7 (string) stack"]


def test_a_variable_whose_own_body_was_dropped_has_its_copies_only() -> None:
    copy = replace(inlined(12, Place.HEAP), line=OWN.line)
    assert told(copy) == ["in the copy inlined at main.go:12:8 heap"]
