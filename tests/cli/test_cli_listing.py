"""The listing of a verdict, and of several side by side: bodies of what is inlined, and what is not understood."""

from __future__ import annotations

from dataclasses import replace

from grader.cli.listing import list_verdict
from grader.cli.side_by_side import list_side_by_side
from grader.escape.values import AllocationVerdict, Cause, Copy, Place, Position, Reason, Toolchain, Verdict

MADE = AllocationVerdict(
    expression="&T{...}",
    at=Position("s.go", 3, 25),
    function="New",
    place=Place.HEAP,
    causes=(Cause(reason=Reason.RETURNED),),
    complete=True,
    line="s.go:3:25: &T{...} escapes to heap",
    copies=(
        Copy(
            place=Place.STACK,
            where="inlined",
            at=(Position("s.go", 12, 10),),
            line="s.go:12:10: &T{...} does not escape",
            causes=(Cause(reason=Reason.INLINED),),
        ),
    ),
)
VERDICT = Verdict(toolchain=Toolchain(version="go1.27.3", lang="go1.27"), variables=(), allocations=(MADE,))
OLDER = replace(
    VERDICT,
    toolchain=Toolchain(version="go1.24.11", lang="go1.24"),
    allocations=(replace(MADE, copies=(replace(MADE.copies[0], place=Place.HEAP, causes=()),)),),
)
BODIES = "in `New` heap (RETURNED); in the copy inlined at s.go:12:10 stack (INLINED)"
UNREAD = "s.go:3:25: what is that"


def test_the_bodies_of_an_allocation_stand_below_it() -> None:
    _, row, *details = (line.text for line in list_verdict(VERDICT))
    assert row.split() == ["s.go:3:25", "&T{...}", "heap", "RETURNED"]
    assert details == [f"    {MADE.line}", f"    {BODIES}"]


def test_what_is_not_understood_is_told_at_the_end() -> None:
    *_, heading, line = (each.text for each in list_verdict(replace(VERDICT, unread=(UNREAD,))))
    assert heading == "Needs review: go1.27.3 said what no rule here knows."
    assert line.strip() == UNREAD


def test_side_by_side_each_version_tells_its_bodies() -> None:
    lines = [line.text for line in list_side_by_side([OLDER, replace(VERDICT, unread=(UNREAD,))])]
    assert "0 of 0 variables and 1 of 1 allocation differ." in lines
    assert f"        {BODIES}" in lines
    assert "        in `New` heap (RETURNED); in the copy inlined at s.go:12:10 heap" in lines
    assert lines[-2:] == ["Needs review: go1.27.3 said what no rule here knows.", f"    {UNREAD}"]
