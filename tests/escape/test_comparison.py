from __future__ import annotations

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from grader.escape.comparison import Compared, compare, comparison_document
from grader.escape.document import public_document
from grader.escape.values import (
    AllocationVerdict,
    Cause,
    Copy,
    Kind,
    Place,
    Position,
    Reason,
    Toolchain,
    VariableVerdict,
    Verdict,
)

OLD, NEW = "go1.24.11", "go1.27.3"


def variable(
    place: Place = Place.STACK, *reasons: Reason, line: int = 3, name: str = "x", is_complete: bool = True
) -> VariableVerdict:
    return VariableVerdict(
        name=name,
        at=Position("s.go", line, 2),
        function="F",
        kind=Kind.DEFINE,
        place=place,
        causes=tuple(Cause(reason=reason) for reason in reasons),
        complete=is_complete,
    )


def allocation(expression: str, place: Place = Place.HEAP, *, line: int = 5) -> AllocationVerdict:
    return AllocationVerdict(expression=expression, at=Position("s.go", line, 9), function="F", place=place)


def verdict(version: str, *judged: VariableVerdict | AllocationVerdict) -> Verdict:
    return Verdict(
        toolchain=Toolchain(version=version, lang=version.rpartition(".")[0]),
        variables=tuple(each for each in judged if isinstance(each, VariableVerdict)),
        allocations=tuple(each for each in judged if isinstance(each, AllocationVerdict)),
    )


def names(compared: Compared) -> dict[str, str]:
    return {
        version: side.name if isinstance(side, VariableVerdict) else side.expression
        for version, side in compared.sides.items()
    }


def test_another_place_is_a_change() -> None:
    [x] = compare([verdict(OLD, variable(Place.HEAP)), verdict(NEW, variable(Place.STACK))])
    assert x.is_changed
    assert {version: side.place for version, side in x.sides.items()} == {OLD: Place.HEAP, NEW: Place.STACK}


def test_other_reasons_are_a_change_and_their_order_is_none() -> None:
    one = variable(Place.HEAP, Reason.RETURNED, Reason.BOXED)
    turned = variable(Place.HEAP, Reason.BOXED, Reason.RETURNED)
    other = variable(Place.HEAP, Reason.RETURNED, Reason.SENT)
    assert [each.is_changed for each in compare([verdict(OLD, one), verdict(NEW, turned)])] == [False]
    assert [each.is_changed for each in compare([verdict(OLD, one), verdict(NEW, other)])] == [True]


def with_copies(*copies: Copy) -> AllocationVerdict:
    return replace(allocation("&T{...}"), copies=copies)


def inlined(line: int, place: Place) -> Copy:
    return Copy(place=place, where="inlined", at=(Position("s.go", line, 9),))


def test_another_place_of_a_copy_is_a_change() -> None:
    one, other = with_copies(inlined(9, Place.HEAP)), with_copies(inlined(9, Place.STACK))
    assert [each.is_changed for each in compare([verdict(OLD, one), verdict(NEW, other)])] == [True]
    assert [each.is_changed for each in compare([verdict(OLD, one), verdict(NEW, one)])] == [False]


def test_what_only_one_version_inlines_is_no_change() -> None:
    one, other = with_copies(inlined(9, Place.HEAP)), with_copies(inlined(9, Place.HEAP), inlined(10, Place.STACK))
    assert [each.is_changed for each in compare([verdict(OLD, one), verdict(NEW, other)])] == [False]


def test_reasons_that_may_not_be_all_are_not_held_against_others() -> None:
    """One version may have been asked for all, the other for the explained ones."""
    some = variable(Place.HEAP, Reason.RETURNED, is_complete=False)
    every = variable(Place.HEAP, Reason.RETURNED, Reason.SENT)
    assert not compare([verdict(OLD, some), verdict(NEW, every)])[0].is_changed


def test_variables_of_one_name_are_told_apart_by_position() -> None:
    old = verdict(OLD, variable(Place.HEAP, line=3), variable(Place.STACK, line=8))
    new = verdict(NEW, variable(Place.HEAP, line=3), variable(Place.HEAP, line=8))
    assert [(each.first.at.line, each.is_changed) for each in compare([old, new])] == [(3, False), (8, True)]


def test_an_expression_that_versions_print_differently_is_one() -> None:
    old, new = verdict(OLD, allocation("v")), verdict(NEW, allocation("1000", Place.NONE))
    [boxed] = compare([old, new])
    assert names(boxed) == {OLD: "v", NEW: "1000"}
    assert (boxed.name, boxed.is_changed) == ("v", True)


def test_several_allocations_at_one_place_are_paired_by_their_words_first() -> None:
    old = verdict(OLD, allocation("v"), allocation("&T{...}"), allocation("&T{...}", Place.STACK))
    new = verdict(NEW, allocation("&T{...}"), allocation("&T{...}", Place.STACK), allocation("1000"))
    compared = compare([old, new])
    assert [names(each) for each in compared] == [
        {OLD: "&T{...}", NEW: "&T{...}"},
        {OLD: "&T{...}", NEW: "&T{...}"},
        {OLD: "v", NEW: "1000"},
    ]
    assert not any(each.is_changed for each in compared)


def test_an_allocation_that_a_version_does_not_list_is_a_change_without_its_side() -> None:
    old = verdict(OLD, allocation("new(T)"), allocation("func literal", line=7))
    new = verdict(NEW, allocation("new(T)"))
    same, gone = compare([old, new])
    assert not same.is_changed
    assert gone.is_changed
    assert names(gone) == {OLD: "func literal"}


def test_an_uneven_number_at_one_place_is_not_paired_by_guess() -> None:
    old, new = verdict(OLD, allocation("a"), allocation("b")), verdict(NEW, allocation("c"))
    assert [names(each) for each in compare([old, new])] == [{OLD: "a"}, {OLD: "b"}, {NEW: "c"}]


def test_the_document_has_every_verdict_and_only_what_changed() -> None:
    old = verdict(
        OLD, variable(Place.HEAP, Reason.CALLEE_KEEPS), variable(line=4, name="y"), allocation("make([]T, n)")
    )
    new = verdict(NEW, variable(), variable(line=4, name="y"), allocation("make([]T, n)", Place.DEPENDS))
    document = comparison_document([old, new])
    assert document["comparison"] == [public_document(old), public_document(new)]
    assert document["changed"] == [
        {
            "file": "s.go",
            "line": 3,
            "column": 2,
            "name": "x",
            "function": "F",
            "places": {OLD: "heap", NEW: "stack"},
            "reasons": {OLD: ["CALLEE_KEEPS"], NEW: []},
        },
        {
            "file": "s.go",
            "line": 5,
            "column": 9,
            "expression": "make([]T, n)",
            "function": "F",
            "places": {OLD: "heap", NEW: "depends"},
            "reasons": {OLD: [], NEW: []},
        },
    ]


ALLOCATIONS = st.lists(
    st.builds(
        lambda expression, line, place: allocation(expression, place, line=line),
        st.sampled_from(["a", "b", "c"]),
        st.integers(1, 3),
        st.sampled_from([Place.HEAP, Place.STACK]),
    ),
    max_size=8,
)


@given(st.lists(ALLOCATIONS, min_size=2, max_size=3))
def test_every_allocation_of_every_version_is_in_one_row_in_the_order_of_the_source(
    listed: list[list[AllocationVerdict]],
) -> None:
    verdicts = [verdict(f"go1.2{number}.1", *each) for number, each in enumerate(listed, 4)]
    compared = compare(verdicts)
    for each in verdicts:
        told = [row.sides[each.toolchain.version] for row in compared if each.toolchain.version in row.sides]
        assert sorted(map(id, told)) == sorted(map(id, each.allocations))
    assert all(len({side.at for side in row.sides.values()}) == 1 for row in compared)
    places = [row.first.at for row in compared]
    assert places == sorted(places)


@given(ALLOCATIONS)
def test_a_verdict_differs_from_itself_in_nothing(listed: list[AllocationVerdict]) -> None:
    assert not any(each.is_changed for each in compare([verdict(OLD, *listed), verdict(NEW, *listed)]))
