"""The program of `tests/data/code` says itself what its code does, in every version: compiled here, or recorded.

`// code: EXPRESSION = CALLS, PARTING (otherwise before 1.25)` stands on the line of what it speaks of.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import cache

import pytest

from grader.escape.partings import Parting, sentence
from grader.escape.places import judge_places
from grader.escape.runtime_calls import Family, parse_generated_code
from grader.escape.values import CompilerOutput, Position, SourceFile, Toolchain, Verdict
from grader.escape.witness import Witness, Witnesses, find_witness, hear_witnesses
from grader.toolchain.compiler import Compiler, Trust, make_compile
from grader.toolchain.generated_code import read_generated_code
from grader.toolchain.installed import Installed
from tests.escape.code_excerpt import DATA, PROGRAM, excerpt
from tests.further_go import further_go
from tests.toolchain.go_toolchain import compiler, export_data, pinned_go

FILE = SourceFile(PROGRAM.name, PROGRAM.read_bytes())
RECORDED = sorted(path.name.removesuffix("-code.txt") for path in DATA.glob("go1.*-code.txt"))
EXPECTED = re.compile(r"(?P<what>.+?) = (?P<said>[^(]+)(?: \((?P<other>.+) (?P<when>before|from) 1\.(?P<minor>\d+)\))?")


@cache
def heard(version: str) -> tuple[Verdict, Witnesses]:
    """Hear the witnesses of one version: of the pinned and of a further one as compiled, of others as recorded."""
    compile_ = {"pinned": pinned, "further": further}.get(version)
    if compile_:
        verdict = judge_places((FILE,), compile_()((FILE,)))
        return verdict, hear_witnesses(verdict, parse_generated_code(read_generated_code(compile_(), (FILE,))))
    return read(version)


def pinned() -> Compiler:
    return compiler(Trust.TRUSTED)


def further() -> Compiler:
    return make_compile(further_go(), trust=Trust.TRUSTED, exports=export_data())


def read(version: str) -> tuple[Verdict, Witnesses]:
    """Read what was recorded."""
    text = (DATA / f"{version}-verdict.txt").read_text()
    toolchain = Toolchain(version=version, lang=version.rpartition(".")[0])
    verdict = judge_places((FILE,), CompilerOutput(toolchain=toolchain, text=text, log={}))
    return verdict, hear_witnesses(verdict, parse_generated_code(text + (DATA / f"{version}-code.txt").read_text()))


def expectations(minor: int) -> Iterator[tuple[int, str, str]]:
    """Yield line, name or expression, and what its witness says with Go 1.minor."""
    for number, line in enumerate(FILE.text.decode().splitlines(), 1):
        for one in line.partition("// code: ")[2].split("; "):
            if one:
                match = EXPECTED.fullmatch(one)
                assert match, one
                is_other = match["minor"] and (minor < int(match["minor"])) == (match["when"] == "before")
                yield number, match["what"], match["other"] if is_other else match["said"]


def said(witness: Witness) -> str:
    families = " + ".join(dict.fromkeys(call.family.value for call in witness.calls))
    return ", ".join(filter(None, (families, witness.parting.value if witness.parting else "")))


def named(verdict: Verdict) -> dict[tuple[int, str], set[Position]]:
    """Find each variable and allocation by its line and name or expression."""
    found: dict[tuple[int, str], set[Position]] = {}
    for variable in verdict.variables:
        found.setdefault((variable.at.line, variable.name), set()).add(variable.at)
    for allocation in verdict.allocations:
        found.setdefault((allocation.at.line, allocation.expression), set()).add(allocation.at)
    return found


@pytest.mark.parametrize("version", ["pinned", "further", *RECORDED])
def test_the_code_of_every_version_does_what_the_program_says(version: str) -> None:
    verdict, witnesses = heard(version)
    minor = int(verdict.toolchain.version.split(".")[1])
    subjects = named(verdict)
    expected = {(line, what): wanted for line, what, wanted in expectations(minor)}
    answers = {key: {said(witnesses.by_position[at]) for at in subjects.get(key, ())} for key in expected}
    assert answers == {key: set() if wanted == "absent" else {wanted} for key, wanted in expected.items()}
    assert len(expected) > 40


@pytest.mark.parametrize("version", ["pinned", "further", *RECORDED])
def test_what_the_program_does_not_speak_of_allocates_nothing(version: str) -> None:
    verdict, witnesses = heard(version)
    spoken = {(line, what) for line, what, _ in expectations(27)}
    silent = [at for key, places in named(verdict).items() if key not in spoken for at in places]
    assert {said(witnesses.by_position[at]) for at in silent} == {""}


def test_every_class_but_the_uncertain_one_is_proven() -> None:
    proven = {said.split(", ")[-1] for minor in (21, 27) for _, _, said in expectations(minor)}
    assert {each.value for each in Parting} - proven == {Parting.UNASSIGNED.value}


def test_the_calls_of_statements_are_of_no_subject() -> None:
    _, witnesses = heard("pinned")
    assert [call.family for call in witnesses.unassigned] == [Family.MAP_GROWTH, Family.GOROUTINE]


def test_an_excerpt_says_what_the_whole_text_says() -> None:
    text = read_generated_code(pinned(), (FILE,))
    whole, short = parse_generated_code(text), parse_generated_code(excerpt(text))
    assert (short.calls, short.static, short.nodes) == (whole.calls, whole.static, whole.nodes)
    assert {at for at in whole.lines if at[0] == FILE.name} == {at for at in short.lines if at[0] == FILE.name}


def witness_of(body: str, what: str) -> list[Witness]:
    """Compile a program and find the witnesses of one name or expression."""
    files = (SourceFile("s.go", f"package p\n{body}".encode()),)
    verdict = judge_places(files, pinned()(files))
    code = parse_generated_code(read_generated_code(pinned(), files))
    places = [at for (_, name), found in named(verdict).items() if name == what for at in sorted(found)]
    return [find_witness(verdict, code, at) for at in places]


def test_one_each_is_said_where_it_cannot_be_told_which_is_whose() -> None:
    first, second = witness_of("var G, H *int\nfunc f() { G, H = new(int), new(int) }\n", "new(int)")
    assert first == second
    assert len(first.calls) == 1
    assert first.shared == first.calls


def test_what_inlined_library_code_allocates_is_found_through_the_call() -> None:
    body = 'import "errors"\nfunc f() error {\n\treturn errors.New("x")\n}\n'
    (witness,) = witness_of(body, "&errors.errorString{...}")
    (call,) = witness.calls
    assert (call.at.file, call.inlined_at) == ("errors.go", (Position("s.go", 4, 19),))


def test_an_inlined_copy_on_the_stack_has_no_call() -> None:
    body = "func New() *int {\n\tn := 1\n\treturn &n\n}\nfunc f() int { return *New() }\n"
    (witness,) = witness_of(body, "n")
    assert [call.function for call in witness.calls] == ["p.New"]


def test_instances_of_generic_code_allocate_each_on_their_own() -> None:
    body = 'func New[T any](v T) *T { return &v }\nvar A, B = New(1), New("x")\n'
    (witness,) = witness_of(body, "v")
    assert {call.function for call in witness.calls} >= {"p.New[go.shape.int]", "p.New[go.shape.string]"}
    assert witness.parting is None


def test_the_variable_of_a_type_switch_allocates_in_each_clause() -> None:
    body = (
        "var G any\nfunc f(x any) {\n\tswitch v := x.(type) {\n"
        "\tcase int:\n\t\tG = &v\n\tcase string:\n\t\tG = &v\n\t}\n}\n"
    )
    (witness,) = witness_of(body, "v")
    assert sorted(call.at.line for call in witness.calls) == [5, 7]


def test_the_closure_of_a_go_statement_does_not_count_as_a_variable_of_its_line() -> None:
    body = "var G *int\n//go:noinline\nfunc use(p *int, n int) {}\nfunc f() { v := 1; G = &v; go use(&v, v) }\n"
    (witness,) = witness_of(body, "v")
    assert len(witness.calls) == 2
    assert witness.shared == witness.calls


def test_a_place_where_nothing_is_declared_has_no_witness() -> None:
    verdict, _ = heard("pinned")
    code = parse_generated_code(read_generated_code(pinned(), (FILE,)))
    assert find_witness(verdict, code, Position(FILE.name, 1, 1)) == Witness()


@pytest.mark.parametrize("release", [pinned_go, further_go])
def test_the_runtime_boxes_small_and_empty_values_without_an_allocation(release: Callable[[], Installed]) -> None:
    source = (release().root / "src" / "runtime" / "iface.go").read_text()
    bodies = dict(re.findall(r"^func (convT\w*)\(.*?\{\n(.*?)^\}", source, re.MULTILINE | re.DOTALL))
    for name in ("convT16", "convT32", "convT64"):
        assert "if val < " in bodies[name]
        assert "len(staticuint64s)" in bodies[name]
    assert 'if val == ""' in bodies["convTstring"]
    assert ".array == nil" in bodies["convTslice"]


@pytest.mark.parametrize("parting", Parting)
def test_every_parting_has_a_sentence_in_both_languages(parting: Parting) -> None:
    english, chinese = sentence(parting, "en"), sentence(parting, "zh")
    assert english.endswith(".")
    assert chinese.endswith("。")
    assert not re.search("[\u4e00-\u9fff]", english)
    assert re.search("[\u4e00-\u9fff]", chinese)


def test_the_symbol_shows_where_the_value_is() -> None:
    verdict, witnesses = heard("pinned")
    symbols = {witness.parting: witness.symbol for witness in witnesses.by_position.values() if witness.symbol}
    assert symbols[Parting.ZERO_SIZE] == "runtime.zerobase"
    assert symbols[Parting.SMALL_VALUE] == "runtime.staticuint64s"
    assert re.fullmatch(r"p\.\.stmp_\d+", symbols[Parting.CONSTANT])
    assert symbols[Parting.STATIC_FUNCTION] == "p.constants.func1·f"
    assert verdict.toolchain.version == pinned_go().version
