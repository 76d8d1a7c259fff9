"""Programs that live by their size or shape: what is made of them is bounded in time and room, and nothing stays."""

from __future__ import annotations

import os
import resource
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import psutil
import pytest
from flask import Flask

from grader.config import PROJECT
from grader.operations.programs import id_of
from grader.web.limits import limiter
from tests.toolchain.hostile_programs import GROWN, Grown
from tests.visiting import Answer, Visitor
from tests.web.playground_reading import ask_in_place, shown_on

MOST_WORK = 3.0
"""Seconds of this process's own work on one request; on a quiet machine it is under one."""

MOST_ROOMS = 4
"""Folders that may be there while nothing is judged."""

MOST_MEMORY = 600 * 1024 * 1024


def tree(depth: int) -> str:
    """A literal of a tree, as Go writes it."""
    return f"&N{{{tree(depth - 1)}, {tree(depth - 1)}}}" if depth else "&N{}"


SHAPES = {
    "tree": f"type N struct{{ l, r *N }}\n\nfunc F() *N {{ return {tree(9).replace('{}', '{nil, nil}')} }}\n",
    "pointers": "func F() {\n\tx := 0\n" + "".join(f"\tp{n} := &x; _ = p{n}\n" for n in range(700)) + "}\n",
    "closures": "func F() []func() {\n\ta, b, c := 1, 2, 3\n\tvar r []func()\n"
    + "\tr = append(r, func() { a++; b++; c++ })\n" * 340
    + "\treturn r\n}\n",
    "mesh": "var G *int\n\nfunc F() {\n\tx := 1\n\tvar "
    + ", ".join(f"p{n}" for n in range(30))
    + " *int\n\tp0 = &x\n"
    + "".join(f"\tp{to} = p{of}\n" for to in range(30) for of in range(30) if to != of)
    + "\tG = p29\n}\n",
    "arrays": "type T struct {\n\ta [1 << 20]int\n\tb [1 << 10][1 << 10]*int\n}\n\n"
    "func F() {\n\tvar t T\n\tp := &t\n\t_ = p\n}\n",
    "structs": "type T0 struct{ a, b int }\n"
    + "".join(f"type T{n + 1} struct{{ a, b T{n} }}\n" for n in range(18))
    + "\nfunc F() {\n\tvar t T18\n\tp := &t.a.a.a\n\t_ = p\n}\n",
    "doublings": 'func F() {\n\ts := "abcdefgh"\n' + "\ts = s + s\n" * 60 + "\tp := &s\n\t_ = p\n}\n",
    "swaps": "func F() {\n\ta, b := 1, 2\n\tp, q := &a, &b\n" + "\tp, q = q, p\n" * 100 + "\t_, _ = p, q\n}\n",
    "branches": "func F(n int) *int {\n\ta, b := 1, 2\n\tp := &a\n"
    + "".join(f"\tif n == {n} {{\n\t\tp = &b\n\t}} else {{\n\t\tp = &a\n\t}}\n" for n in range(30))
    + "\treturn p\n}\n",
}
"""What makes much work of few bytes: for those who read the compiler's words, and for those who draw."""


@pytest.fixture
def app(shared_app: Flask) -> Flask:
    """One application for all; nobody has asked it too often yet."""
    limiter.reset()
    return shared_app


@pytest.fixture(autouse=True)
def nothing_left() -> Iterator[None]:
    """No compiler outlives the request, and this process stays small."""
    yield
    children = psutil.Process().children(recursive=True)
    assert [each.name() for each in children if each.is_running() and each.name() == "compile"] == []
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024 < MOST_MEMORY


def assert_fits(answer: Answer) -> None:
    """Fail unless the answer is of the right kind and says nothing of this machine."""
    assert answer.status in {200, 422, 503}, answer.text[:500]
    html = answer.response.get_data(as_text=True)
    for secret in (str(PROJECT), tempfile.gettempdir() + os.sep, "Traceback", "bwrap", "\x1b"):
        assert secret not in html
    if answer.status == 503:
        assert "That is a limit of this site, not a mistake of yours" in answer.text


@pytest.mark.parametrize("grown", GROWN, ids=lambda grown: grown.name)
def test_a_program_that_lives_by_its_size_is_answered(visitor: Visitor, grown: Grown) -> None:
    answer = ask_in_place(visitor, grown.of_size(2048).text.decode())
    assert_fits(answer)
    shown = shown_on(answer)
    assert bool(shown.problems) == (answer.status == 422)
    assert all(problem["line"] for problem in shown.problems)
    for mark in shown.marks[:1]:
        assert_fits(visitor.get(mark["address"]))


@pytest.mark.parametrize("shape", SHAPES)
def test_reading_and_drawing_take_little_whatever_the_shape(visitor: Visitor, shape: str) -> None:
    source = f"package p\n\n{SHAPES[shape]}"
    assert len(source) <= 16 * 1024
    sent = ask_in_place(visitor, source)
    assert_fits(sent)
    marks = shown_on(sent).marks
    places = [f"{mark['line']}:{mark['column']}" for mark in marks[len(marks) // 2 :][:1]]
    for part in ("/picture", *(f"/{part}?at={at}" for at in places for part in ("reasons", "picture", "code"))):
        started = time.process_time()
        answer = visitor.get(f"/playground/{id_of(source.encode())}{part}", HX_Request="true")
        assert time.process_time() - started < MOST_WORK, part
        assert_fits(answer)


def test_nothing_is_left_of_judgements_but_rooms_for_the_next(
    visitor: Visitor, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    for number in range(5):
        assert_fits(ask_in_place(visitor, f"package p\n\nvar x [1 << 27]int = [1 << 27]int{{1: {number}}}\n"))
        assert_fits(ask_in_place(visitor, f"package p\n\nvar x = {number}\n"))
    end = time.monotonic() + 10
    while len(list(tmp_path.iterdir())) > MOST_ROOMS and time.monotonic() < end:
        time.sleep(0.01)
    assert len(list(tmp_path.iterdir())) <= MOST_ROOMS
