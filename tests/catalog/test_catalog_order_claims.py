"""The steps of a flow against verdicts that are made up here, one disagreement at a time."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from grader.catalog.claims import claim_problems, form_problems
from grader.catalog.content.order import Order
from grader.catalog.validation import validate
from grader.catalog.yaml import read_yaml
from grader.escape.values import Cause, Flow, Kind, Place, Position, Reason, SourceFile, Step, VariableVerdict

SOURCE = SourceFile(
    "open.go",
    b"""package open

func Open(n int) *int {
	u := n
	p := &u
	q, r := p, n
	_ = r
	return q
}
""",
)

YAML = """\
kind: order
title: {en: A number, zh: 一个数}
lesson: 4
difficulty: 2
prose: {en: Somebody logs in., zh: 有人登录。}
ask: {variable: u}
expect: 4
traps:
  - text: {en: The address of `p` is taken., zh: 取 `p` 的地址。}
    feedback: {en: Nobody takes it., zh: 没有人取它。}
explanation: {en: The pointer outlives the call., zh: 指针活得比这次调用久。}
"""


def step(expression: str, why: str, line: int) -> Step:
    return Step(expression=expression, why=why, at=Position("open.go", line, 2))


TAKEN = step("&u", "address-of", 5)
STORED = step("p := &u", "assign", 5)
PAIRED = step("q, r := p, n", "assign-pair", 6)
GIVEN = step("return q", "return", 8)


def verdict_of(*steps: Step, others: Sequence[Step] = ()) -> VariableVerdict:
    causes = [Cause(reason=Reason.RETURNED, step=each) for each in (*steps[-1:], *others)]
    return VariableVerdict(
        name="u",
        at=Position("open.go", 4, 2),
        function="Open",
        kind=Kind.DEFINE,
        place=Place.HEAP,
        causes=tuple(causes),
        complete=True,
        derivation=(Flow(destination="~r0", source="u", derefs=-1, steps=steps),) if steps else (),
    )


SOUND = verdict_of(TAKEN, STORED, PAIRED, GIVEN)


def told(verdict: VariableVerdict, text: str = YAML) -> list[str]:
    document = read_yaml(text.encode(), "x")
    content, problems = validate(document, Order)
    if content is None:
        return [str(problem) for problem in problems]
    found = (*form_problems(content, SOURCE, document), *claim_problems(content, verdict, SOURCE, document))
    return [str(problem) for problem in found]


def test_a_flow_that_can_be_put_in_order_has_no_problem() -> None:
    assert told(SOUND) == []


def test_what_stays_or_has_no_flow_cannot_be_asked() -> None:
    (stays,) = told(replace(SOUND, place=Place.STACK))
    assert stays == "x:6:6: `u` does not escape: it is stack. Ask about something that does."
    for verdict in (
        verdict_of(),
        replace(SOUND, causes=(Cause(reason=Reason.REVIEW),)),
        replace(SOUND, causes=(Cause(reason=Reason.TOO_LARGE),)),
    ):
        assert told(verdict) == [
            "x:6:6: No flow is known by which `u` escapes. Ask about something that leaves by a pointer."
        ]


def test_a_second_way_out_is_refused_and_named() -> None:
    (problem,) = told(verdict_of(TAKEN, STORED, PAIRED, GIVEN, others=[step("shown = p", "assign", 7)]))
    assert problem == (
        "x:6:6: `u` escapes by another way, too, and its order would be as right: "
        "from shown = p (assign) at open.go:7:2. Leave the program one way out."
    )


def test_a_cause_that_is_only_printed_otherwise_is_no_second_way() -> None:
    assert told(verdict_of(TAKEN, STORED, PAIRED, GIVEN, others=[replace(GIVEN, expression="return (q)")])) == []


def test_a_flow_that_is_not_proven_to_be_the_only_one_is_refused() -> None:
    (problem,) = told(replace(SOUND, complete=False))
    assert "Nothing proves that `u` has no other way out than (1) The address of `u` is taken. (2) It is" in problem


def test_too_few_steps_are_refused_with_what_there_is() -> None:
    few, count = told(verdict_of(TAKEN, GIVEN))
    assert few == (
        "x:6:6: 2 steps are too few to put in order: (1) The address of `u` is taken. (2) It is returned: `return q`. "
        "Let the address go on: into a variable, a field, a call; 3 steps or more."
    )
    assert count.startswith("x:7:9: You expect 4 steps, the compiler's flow has 2: (1) The address")


def test_too_many_steps_are_refused() -> None:
    middle = [step(f"v{number} = p", "assign", 6) for number in range(6)]
    many = told(verdict_of(TAKEN, *middle, GIVEN))[0]
    assert "8 steps are too many to put in order" in many
    assert many.endswith("Shorten the way to 7 steps or fewer.")


def test_steps_that_read_the_same_are_refused() -> None:
    (twice,) = told(verdict_of(TAKEN, STORED, step("p = p", "assign", 6), GIVEN))
    assert twice == (
        "x:6:6: Two steps of `u` read the same: “It is stored in `p`”. "
        "Give the variables or types in them names that differ."
    )


def test_steps_that_are_not_written_in_the_program_are_refused() -> None:
    for foreign in (
        step("~r0 = p", "assign-pair", 6),
        step(".autotmp_3 = p", "assign", 6),
        step("a := p", "assign-pair", 6),
        replace(PAIRED, inlined_at=(Position("open.go", 3, 1),)),
        replace(PAIRED, at=Position("other.go", 6, 2)),
    ):
        (problem,) = told(verdict_of(TAKEN, STORED, foreign, GIVEN))
        assert problem.startswith("x:6:6: A step is not written in open.go: from ")
        assert "`//go:noinline`" in problem


def test_another_number_of_steps_is_a_contradiction() -> None:
    (problem,) = told(SOUND, YAML.replace("expect: 4", "expect: 5"))
    assert problem.startswith("x:7:9: You expect 5 steps, the compiler's flow has 4: (1) The address of `u` is taken.")
    assert problem.endswith("Write `expect: 4`, or change the program.")
    (problem,) = told(SOUND, YAML.replace("expect: 4", "expect: 2"))
    assert "greater than or equal to 3" in problem


def test_a_trap_that_is_true_or_stands_twice_is_refused() -> None:
    true = YAML.replace("The address of `p` is taken.", "It is stored in `p`.")
    assert told(SOUND, true) == [
        "x:9:16: This is a step of the compiler's flow, and no trap. Write a step that does not happen."
    ]
    trap = YAML[YAML.index("  - text") : YAML.index("explanation")]
    twice = told(SOUND, YAML.replace(trap, trap + trap))
    assert [problem.split(": ", 1)[1] for problem in twice] == 2 * [
        "Another trap has the same text. Word the two differently."
    ]
