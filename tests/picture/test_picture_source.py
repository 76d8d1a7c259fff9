"""The marked-up source: exact text, marks by scope, steps where their expressions stand."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from grader.escape.values import Position, SourceFile, Step
from grader.picture.source import SourceLine, Token, mark_source
from grader.picture.steps import SENTENCES, plain_steps
from tests.picture.judged_programs import BANK, judged, judged_file, pinned_go

SESSION = """
type User struct{ ID int }
type Session struct{ owner *User }
func Open() *Session {
	u := User{}
	s := Session{owner: &u}
	return &s
}
func Other(u int) int { return u }
"""


def tokens_of(lines: tuple[SourceLine, ...], mark: str) -> Iterator[tuple[int, str]]:
    """Line and text of every piece with a mark."""
    for line in lines:
        for piece in line.pieces:
            if piece.mark == mark:
                yield line.number, "".join(token.text for token in piece.tokens)


def chips_of(line: SourceLine) -> list[tuple[tuple[int, ...], str]]:
    tokens: list[Token] = [token for piece in line.pieces for token in piece.tokens]
    return [(token.hops, token.text) for token in tokens if token.hops]


def marked(source: str, name: str) -> tuple[SourceLine, ...]:
    program = judged(source)
    variable = next(each for each in program.verdict.variables if each.name == name)
    return mark_source(program.file, variable.at, variable.derivation, variable.line)


@pytest.mark.parametrize("path", BANK, ids=lambda path: path.stem)
def test_the_tokens_of_every_line_are_the_line(path: Path) -> None:
    program = judged_file(path)
    for variable in program.verdict.variables:
        lines = mark_source(program.file, variable.at, variable.derivation, variable.line)
        assert [line.text for line in lines] == program.file.text.decode().removesuffix("\n").split("\n")
        assert [text for _, text in tokens_of(lines, "decl")] == [variable.name]


@settings(max_examples=100, deadline=None)
@given(st.text(alphabet=st.sampled_from("aé变\t {}()\"`'/*&:=.\n\rfunc"), max_size=80))
@example("a{a:a")
def test_any_text_comes_out_exactly(text: str) -> None:
    lines = mark_source(SourceFile("a.go", text.encode()), Position("a.go", 1, 1))
    assert "\n".join(line.text for line in lines) == text.removesuffix("\n")


def test_uses_are_marked_by_scope_and_not_by_name() -> None:
    lines = marked(SESSION, "u")
    assert list(tokens_of(lines, "decl")) == [(6, "u")]
    assert list(tokens_of(lines, "use")) == [(7, "u")]


def test_chips_stand_before_the_expressions_of_their_steps() -> None:
    lines = marked(SESSION, "u")
    assert chips_of(lines[6])[:3] == [((3,), "s "), ((2,), "Session"), ((1,), "&")]
    assert lines[6].hop_text == "1–3"


def test_the_rail_runs_from_the_declaration_to_the_last_step() -> None:
    lines = marked(SESSION, "u")
    railed = [(line.number, line.rail) for line in lines if line.rail]
    assert railed[0] == (6, "on first")
    assert railed[-1][1] == "on last"
    assert lines[5].start == "u"


def test_the_compilers_line_stands_below_the_declaration() -> None:
    lines = marked(SESSION, "u")
    assert [line.says for line in lines if line.says] == ["a.go:6:2: moved to heap: u"]
    assert lines[5].is_asked
    assert lines[5].indent == 1


def test_without_a_flow_there_is_no_rail() -> None:
    assert not [line for line in marked("func f() int { x := 1; return x }", "x") if line.rail or line.start]


def test_an_allocation_is_marked_as_far_as_its_line_goes() -> None:
    source = "type T struct{ n int }\nfunc f() *T {\n\tt := &T{\n\t\tn: 1,\n\t}\n\treturn t\n}"
    program = judged(source)
    allocation = next(each for each in program.verdict.allocations if each.expression.startswith("&T"))
    assert list(tokens_of(mark_source(program.file, allocation.at), "decl")) == [(4, "&T{")]


def test_colours_tell_kinds_of_words_apart() -> None:
    file = SourceFile("a.go", b'package p\n\nfunc f(n int) { x := "a" // why\n}\n')
    tokens = {
        token.text: token.css for line in mark_source(file, None) for piece in line.pieces for token in piece.tokens
    }
    assert {text: tokens[text] for text in ("package", "func", "f", "int", ":=", '"a"', "// why")} == {
        "package": "k",
        "func": "k",
        "f": "f",
        "int": "t",
        ":=": "o",
        '"a"': "l",
        "// why": "c",
    }


def test_columns_are_bytes() -> None:
    lines = marked("func f() *int { größe, 变 := 1, 2; größe += 变; return &变 }", "变")
    assert [text for _, text in tokens_of(lines, "use")] == ["变", "变"]


def test_each_step_is_a_sentence_with_the_compilers_line() -> None:
    program = judged(SESSION)
    derivation = next(each.derivation for each in program.verdict.variables if each.name == "u")
    steps = plain_steps(derivation, "en")
    assert [step.number for step in steps] == list(range(1, len(steps) + 1))
    assert steps[0].sentence == "The address of `u` is taken."
    assert steps[0].line == "from &u (address-of) at a.go:7:22"
    assert steps[2].sentence == "It is stored in `s`."
    assert plain_steps(derivation, "zh")[0].sentence == "取 `u` 的地址。"


def notes_in_the_compiler() -> set[str]:
    """The notes in the source of the pinned compiler's escape analysis."""
    folder = pinned_go().root / "src" / "cmd" / "compile" / "internal" / "escape"
    text = "\n".join(path.read_text() for path in folder.glob("*.go") if not path.name.endswith("_test.go"))
    calls = r'(?:note|deref|addr|dotType|assignHeap|assignList|reassigned)\([^"\n]*"([^"\n]+)"'
    return set(re.findall(calls, text))


def test_every_note_of_the_compiler_has_a_sentence_in_both_languages() -> None:
    notes = notes_in_the_compiler()
    assert len(notes) > 25
    assert notes <= set(SENTENCES)
    for english, chinese in SENTENCES.values():
        assert set(re.findall(r"{(\w+)}", english)) == set(re.findall(r"{(\w+)}", chinese))
        assert not english.isspace()


def test_an_unknown_note_is_shown_as_the_compiler_wrote_it() -> None:
    program = judged(SESSION)
    flow = next(each.derivation for each in program.verdict.variables if each.name == "u")[0]
    strange = Step(expression="x", why="some new note", at=flow.steps[0].at)
    altered = type(flow)(destination=flow.destination, source=flow.source, derefs=flow.derefs, steps=(strange,))
    assert plain_steps((altered,), "en")[0].sentence == "Step: `x` (some new note)."
