"""Explanations: both wordings, the positions of inlined code, and nothing skipped that is not understood."""

from __future__ import annotations

import json
import re
from itertools import pairwise
from pathlib import Path

import pytest

from grader.config import PROJECT
from grader.errors import OutputNotUnderstood
from grader.escape.flows import Explanation, parse_explanations
from grader.escape.values import Compile, CompilerOutput, Position, SourceFile, Toolchain

RECORDED = sorted((PROJECT / "tests" / "data" / "reasons").glob("*.json"))
HEADER = {"version": 0, "package": "p", "gc_version": "go1.27.3", "file": "s.go"}
TEXT_STEP = re.compile(r"flows\.go:\d+:\d+:     from (.*) \(([^()]*)\) at (.*)")
TEXT_FLOW = re.compile(r"flows\.go:\d+:\d+:   flow: (.*):")


def load_recorded(path: Path) -> CompilerOutput:
    return CompilerOutput(
        toolchain=Toolchain(version=path.stem, lang="go1.21"),
        text=path.with_suffix(".txt").read_text(encoding="utf-8"),
        log={"flows.go": path.read_text(encoding="utf-8")},
    )


def location(line: int, column: int, file: str = "s.go") -> dict[str, object]:
    point = {"line": line, "character": column}
    return {"uri": f"file://{file}", "range": {"start": point, "end": point}}


def explained(message: str, *related: tuple[str, int, int], code: str = "escape", text: str = "") -> CompilerOutput:
    record = {
        "range": location(3, 2)["range"],
        "code": code,
        "message": message,
        "relatedInformation": [{"location": location(line, column), "message": each} for each, line, column in related],
    }
    lines = [json.dumps(each, separators=(",", ":"), ensure_ascii=False) for each in (HEADER, record)]
    return CompilerOutput(
        toolchain=Toolchain(version="go1.27.3", lang="go1.27"), text=text, log={"s.go": "\n".join(lines)}
    )


def only(output: CompilerOutput) -> Explanation:
    (explanation,) = parse_explanations(output)
    return explanation


@pytest.mark.parametrize("path", RECORDED, ids=lambda path: path.stem)
def test_the_log_says_what_the_text_says(path: Path) -> None:
    output = load_recorded(path)
    found = [each for each in parse_explanations(output) if each.at.file == "flows.go"]
    steps = sorted((step.expression, step.why) for each in found for flow in each.flows for step in flow.steps)
    in_text = sorted({(match[1], match[2]) for match in map(TEXT_STEP.fullmatch, output.text.splitlines()) if match})
    assert sorted(set(steps)) == in_text
    assert len([line for line in output.text.splitlines() if TEXT_FLOW.fullmatch(line)]) >= len(found) > 40


@pytest.mark.parametrize("path", RECORDED, ids=lambda path: path.stem)
def test_each_flow_starts_where_the_one_before_ended(path: Path) -> None:
    for explanation in parse_explanations(load_recorded(path)):
        assert explanation.flows
        assert all(before.destination == after.source for before, after in pairwise(explanation.flows))


def test_every_recorded_release_explains_named_variables_alike() -> None:
    ways = []
    for path in RECORDED:
        found = parse_explanations(load_recorded(path), with_leaks=False)
        ways.append(
            {(each.name, each.at, each.flows[-1].destination) for each in found if each.name in ("x", "a", "e")}
        )
    assert all(way == ways[0] for way in ways)
    assert len(ways[0]) > 10


@pytest.mark.parametrize("arrow", ["←", "="])
def test_both_arrows(arrow: str) -> None:
    found = only(explained("x escapes to heap", (f"escflow:    flow: {{heap}} {arrow} &x:", 4, 6)))
    assert [(each.destination, each.derefs, each.source) for each in found.flows] == [("{heap}", -1, "x")]


@pytest.mark.parametrize(("operators", "derefs"), [("&", -1), ("", 0), ("*", 1), ("***", 3)])
def test_dereferences_are_counted(operators: str, derefs: int) -> None:
    found = only(explained("x escapes to heap", (f"escflow:    flow: ~r0 ← {operators}x:", 4, 6)))
    assert found.flows[0].derefs == derefs


def test_arrows_inside_a_printed_string_do_not_mislead() -> None:
    name = '"a ← b = &c:"'
    found = only(
        explained(
            f"{name} escapes to heap",
            (f"escflow:    flow: {{storage for ... argument}} ← &{{storage for {name}}}:", 4, 6),
            (f"escflow:      from {name} (spill)", 4, 6),
            ("escflow:    flow: {heap} ← {storage for ... argument}:", 4, 6),
        )
    )
    assert [each.source for each in found.flows] == [f"{{storage for {name}}}", "{storage for ... argument}"]
    assert found.flows[0].steps[0].expression == name


def test_a_leaking_parameter_is_told_from_an_escaping_one() -> None:
    output = explained(
        "parameter p leaks to {heap} with derefs=2", ("escflow:    flow: {heap} ← **p:", 4, 6), code="leak"
    )
    found = only(output)
    assert (found.name, found.leaks_to, found.derefs) == ("p", "{heap}", 2)
    assert parse_explanations(output, with_leaks=False) == ()


@pytest.mark.parametrize(
    ("message", "related"),
    [
        ("x moves about", "escflow:    flow: {heap} ← &x:"),
        ("x escapes to heap", "escflow:    flow: {heap} ← &y:"),
        ("x escapes to heap", "escflow:    flow: {heap} from x"),
        ("x escapes to heap", "escflow:      from &x (address-of)"),
        ("x escapes to heap", "something else"),
    ],
)
def test_what_is_not_understood_is_quoted(message: str, related: str) -> None:
    with pytest.raises(OutputNotUnderstood, match=re.escape(related if message.endswith("heap") else message)):
        parse_explanations(explained(message, (related, 4, 6)))


def test_a_step_without_a_note_is_not_understood() -> None:
    output = explained("x escapes to heap", ("escflow:    flow: {heap} ← &x:", 4, 6), ("escflow:      from &x", 4, 6))
    with pytest.raises(OutputNotUnderstood, match="from &x"):
        parse_explanations(output)


def test_a_path_that_meets_itself_is_marked_where_the_text_warns() -> None:
    flows = (("escflow:    flow: p ← &x:", 4, 6), ("escflow:    flow: x ← p:", 5, 6))
    warning = "s.go:3:2:   warning: truncated explanation due to assignment cycle; see golang.org/issue/35518\n"
    assert only(explained("x escapes to heap", *flows, text=warning)).is_truncated
    assert not only(explained("x escapes to heap", *flows)).is_truncated


def test_inlined_code_is_led_back_to_where_it_stands(compile_trusted: Compile) -> None:
    text = "package p\nvar G *int\nfunc keep(p *int) { G = p }\nfunc F() {\n\tx := 1\n\tkeep(&x)\n}\n"
    (found,) = parse_explanations(compile_trusted((SourceFile("s.go", text.encode()),)), with_leaks=False)
    last = found.flows[-1].steps[-1]
    assert (found.name, found.chain) == ("x", (Position("s.go", 5, 2),))
    assert (last.expression, last.why) == ("G = p", "assign")
    assert (last.at, last.inlined_at) == (Position("s.go", 6, 6), (Position("s.go", 3, 23),))


def test_a_line_directive_does_not_mislead(compile_trusted: Compile) -> None:
    text = "package p\nvar G *int\n//line elsewhere.go:77\nfunc F() {\n\tx := 1\n\tG = &x\n}\n"
    (found,) = parse_explanations(compile_trusted((SourceFile("s.go", text.encode()),)))
    assert found.at == Position("s.go", 5, 2)
    assert found.flows[-1].steps[-1].at == Position("s.go", 6, 4)


def test_a_library_file_is_named_with_its_folder(compile_trusted: Compile) -> None:
    text = 'package p\nimport "sync"\nfunc F() {\n\tvar mu sync.Mutex\n\tmu.Lock()\n}\n'
    found = parse_explanations(compile_trusted((SourceFile("mutex.go", text.encode()),)), with_leaks=False)
    chain = found[0].flows[-1].steps[-1].inlined_at
    assert chain
    assert all("/" in each.file for each in chain)
