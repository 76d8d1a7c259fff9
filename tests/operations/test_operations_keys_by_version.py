"""Keys of kinds beyond the usual one, compared between two ways to compile that do not agree."""

from __future__ import annotations

from pathlib import Path

from grader.catalog.asking import VerdictSource
from grader.catalog.loader import read_exercise
from grader.escape.values import Position, SourceFile, Verdict
from grader.operations.keys_by_version import compare_keys
from tests.real_verdicts import real_verdicts
from tests.sample_bank import write_exercise

GO = b"""package open

func same(p *int) *int {
	return p
}

func Open(n int) *int {
	u := n
	q := same(&u)
	return q
}
"""

YAML = """\
kind: order
title: {en: A number, zh: 一个数}
lesson: 9
difficulty: 2
prose: {en: Somebody logs in., zh: 有人登录。}
ask: {variable: u}
expect: 4
explanation: {en: The pointer outlives the call., zh: 指针活得比这次调用久。}
"""


def without_inlining(
    files: tuple[SourceFile, ...],
    /,
    *,
    lang: str | None = None,
    flags: tuple[str, ...] = (),
    explained: tuple[Position, ...] = (),
) -> Verdict:
    return real_verdicts()(files, lang=lang, flags=(*flags, "-l"), explained=explained)


def test_the_steps_of_a_flow_are_the_key_of_an_order(tmp_path: Path) -> None:
    exercise, problems = read_exercise(write_exercise(tmp_path, YAML, go=GO))
    assert exercise, problems
    sources: dict[str, VerdictSource] = {"inlined": real_verdicts(), "called": without_inlining}
    (problem,) = compare_keys([exercise], sources, lambda *_progress: None)
    called = "It is passed in the call `same(&u)`. It is stored in `q`. It is returned: `return q`."
    assert f"called: The address of `u` is taken. {called}" in problem.what
    assert "inlined: The address of `u` is taken. It is stored by the assignment" in problem.what
    assert compare_keys([exercise], {"one": without_inlining, "other": without_inlining}, lambda *_progress: None) == ()
