from __future__ import annotations

import json
from typing import TypeVar

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from grader.escape.document import public_document, verdict_from_json, verdict_to_json
from grader.escape.values import (
    AllocationVerdict,
    Cause,
    Copy,
    Flow,
    Kind,
    Place,
    Position,
    Reason,
    Step,
    Toolchain,
    VariableVerdict,
    Verdict,
)

STEP = Step(expression="&x", why="address-of", at=Position("s.go", 4, 9))
FLOW = Flow(destination="{heap}", source="x", derefs=-1, steps=(STEP,))
COPY = Copy(
    place=Place.STACK,
    where="inlined",
    at=(Position("s.go", 9, 3),),
    instance="go.shape.int",
    function="f[go.shape.int]",
    instantiations=("f[int]", "f[ID]"),
    line="NAME-p.x",
    causes=(Cause(reason=Reason.INLINED),),
)
HEAP = VariableVerdict(
    name="x",
    at=Position("s.go", 3, 2),
    function="f",
    kind=Kind.DEFINE,
    place=Place.HEAP,
    causes=(Cause(reason=Reason.RETURNED, step=STEP), Cause(reason=Reason.RETURNED)),
    complete=True,
    derivation=(FLOW,),
    copies=(COPY,),
    type="int",
    line="s.go:3:2: moved to heap: x",
)
UNKNOWN = VariableVerdict(
    name="y",
    at=Position("s.go", 7, 2),
    function="_",
    kind=Kind.VAR,
    place=Place.UNKNOWN,
    unknown_because="never compiled",
)
ALLOCATION = AllocationVerdict(
    expression="&errors.errorString{...}",
    at=Position("s.go", 8, 12),
    function="f",
    place=Place.HEAP,
    copies=(COPY,),
    called_from="fmt.Errorf",
)
VERDICT = Verdict(
    toolchain=Toolchain(version="go1.27.3", lang="go1.27", flags=("-l",)),
    variables=(HEAP, UNKNOWN),
    allocations=(ALLOCATION,),
    unread=("s.go:4:2: what is that",),
)


Made = TypeVar("Made")


def few(one: st.SearchStrategy[Made]) -> st.SearchStrategy[tuple[Made, ...]]:
    """At most two of a kind: tuples within tuples within tuples grow beyond what a test can draw."""
    return st.lists(one, max_size=2).map(tuple)


POSITIONS = st.from_type(Position)
STEPS = st.builds(Step, inlined_at=few(POSITIONS))
CAUSES = few(st.builds(Cause, step=st.none() | STEPS))
FLOWS = few(st.builds(Flow, steps=few(STEPS)))
COPIES = few(
    st.builds(
        Copy, at=few(POSITIONS), instance=..., function=..., instantiations=few(st.text()), line=..., causes=CAUSES
    )
)
VARIABLES = st.builds(
    VariableVerdict,
    causes=CAUSES,
    complete=...,
    derivation=FLOWS,
    copies=COPIES,
    type=...,
    line=...,
    unknown_because=...,
)
ALLOCATIONS = st.builds(
    AllocationVerdict, causes=CAUSES, complete=..., derivation=FLOWS, copies=COPIES, line=..., called_from=...
)
VERDICTS = st.builds(Verdict, variables=few(VARIABLES), allocations=few(ALLOCATIONS), unread=few(st.text()))


@settings(max_examples=60, deadline=None)
@given(VERDICTS)
def test_a_verdict_survives_being_written_and_read(verdict: Verdict) -> None:
    assert verdict_from_json(verdict_to_json(verdict)) == verdict


@pytest.mark.parametrize("text", ["", "{}", "[]", '{"toolchain": {}}', "not json"])
def test_other_text_is_no_verdict(text: str) -> None:
    with pytest.raises(ValueError, match="Verdict"):
        verdict_from_json(text)


def test_the_public_document_has_exactly_the_documented_keys() -> None:
    document = json.loads(json.dumps(public_document(VERDICT)))
    heap, unknown = document["variables"]
    assert document["toolchain"] == {
        "version": "go1.27.3",
        "goos": "linux",
        "goarch": "amd64",
        "lang": "go1.27",
        "flags": ["-l"],
    }
    documented = {"file", "name", "line", "column", "function", "kind", "place", "reasons", "derivation", "copies"}
    assert set(heap) == documented | {"type", "complete", "compiler_line"}
    assert set(unknown) == set(heap) | {"unknown_because"}
    assert set(document["allocations"][0]) == {
        *("file", "expression", "line", "column", "function", "place", "reasons", "derivation"),
        *("complete", "compiler_line", "called_from", "copies"),
    }
    assert document["unread"] == ["s.go:4:2: what is that"]


def test_reasons_appear_once_and_flows_with_their_steps() -> None:
    heap = json.loads(json.dumps(public_document(VERDICT)))["variables"][0]
    assert heap["reasons"] == ["RETURNED"]
    assert heap["derivation"] == [
        {
            "destination": "{heap}",
            "source": "x",
            "derefs": -1,
            "steps": [
                {
                    "expression": "&x",
                    "why": "address-of",
                    "file": "s.go",
                    "line": 4,
                    "column": 9,
                    "inlined_at": [],
                }
            ],
        }
    ]


def test_copies_of_variables_and_allocations_say_where_and_why() -> None:
    document = json.loads(json.dumps(public_document(VERDICT)))
    [of_variable], [of_allocation] = document["variables"][0]["copies"], document["allocations"][0]["copies"]
    assert of_variable == of_allocation
    assert of_variable == {
        "place": "stack",
        "where": "inlined",
        "at": [{"file": "s.go", "line": 9, "column": 3}],
        "instance": "go.shape.int",
        "function": "f[go.shape.int]",
        "instantiations": ["f[int]", "f[ID]"],
        "reasons": ["INLINED"],
        "compiler_line": "NAME-p.x",
    }
