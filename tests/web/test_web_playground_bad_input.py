"""Programs and names that mean harm, and what becomes of a program that cannot be judged."""

from __future__ import annotations

from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import select

from grader.errors import (
    Bound,
    CompilerCrashed,
    ConfigurationError,
    LimitExceeded,
    NotJudged,
    OutputNotUnderstood,
    ToolchainMissing,
)
from grader.models.program import Program
from grader.operations.database import Database
from grader.operations.programs import id_of
from grader.web.playground.not_judged import why_not_judged
from tests.toolchain.hostile_programs import hostile_program
from tests.visiting import Visitor
from tests.web.playground_reading import COUNTER, ask, ask_in_place, shown_on, source_in

HOSTILE = sorted(Path("tests/data/hostile").glob("*.go"))
SCRIPT = "</script><script>alert(1)</script>"


@pytest.mark.parametrize("in_place", [True, False])
def test_a_program_is_text_wherever_it_is_shown(visitor: Visitor, in_place: bool) -> None:
    source = f"package p\n\n// {SCRIPT} \"'><img src=x>\nfunc F() *string {{ s := `{SCRIPT}`; return &s }}\n"
    answer = ask_in_place(visitor, source) if in_place else visitor.follow(ask(visitor, source))
    assert SCRIPT not in answer.page.html
    assert "<img" not in answer.page.html
    shown_on(answer)
    printed = visitor.get(f"/playground/{id_of(source.encode())}/output", HX_Request="true")
    assert SCRIPT not in printed.page.html


def test_line_separators_reach_the_script_as_escapes(visitor: Visitor) -> None:
    answer = ask_in_place(visitor, 'package p\n\nvar s string = 1 // </script>\nvar t = "\u2028" + x\n')
    block = answer.page.html.partition('id="marks"')[2].partition("</script>")[0]
    assert "\u2028" not in block
    assert shown_on(answer).problems


def test_what_the_compiler_complains_of_stands_at_its_place(visitor: Visitor) -> None:
    answer = ask_in_place(visitor, "package p\n\nfunc F() {\n\té, x := 1, 2\n\tvar s string = 1\n}\n")
    assert answer.status == 422
    problems = shown_on(answer).problems
    assert ("declared and not used: é", 4, 2) in [(each["message"], each["line"], each["column"]) for each in problems]
    assert ("declared and not used: x", 4, 6) in [(each["message"], each["line"], each["column"]) for each in problems]
    assert shown_on(answer).marks == []


def test_what_is_not_accepted_is_said_kindly_at_its_place_and_has_an_address(visitor: Visitor) -> None:
    source = 'package p\n\nimport "unsafe"\n\nvar x unsafe.Pointer\n'
    answer = visitor.follow(ask(visitor, source))
    assert (answer.status, source_in(answer)) == (422, source)
    assert [(each["line"], each["column"]) for each in shown_on(answer).problems] == [(3, 8)]
    assert "Leave it out." in answer.text


@pytest.mark.parametrize(
    ("source", "says"),
    [
        ("", "There is no program yet."),
        (" \n\t", "There is no program yet."),
        ("x" * 16_385, "The program has 16385 bytes"),
    ],
)
def test_what_is_no_program_is_not_kept_and_stays_in_the_editor(
    visitor: Visitor, site_database: Database, source: str, says: str
) -> None:
    answer = ask(visitor, source)
    assert (answer.status, source_in(answer)) == (422, source)
    assert says in answer.text
    with site_database.reading() as session:
        assert session.scalars(select(Program)).all() == []


def test_the_longest_program_is_taken_whatever_its_characters(visitor: Visitor) -> None:
    source = "package p\n//" + "界" * 5456 + "\n\n\n"
    assert len(source.encode()) == 16 * 1024 - 1
    answer = visitor.follow(ask(visitor, source))
    assert (answer.status, source_in(answer)) == (200, source)


def test_a_body_over_the_cap_is_told_in_the_playgrounds_own_words(visitor: Visitor) -> None:
    answer = ask(visitor, "x" * 70_000)
    assert answer.status == 413
    assert "A program may have 16 KiB." in answer.text


@pytest.mark.parametrize("source", ["\n" + COUNTER, COUNTER + "\n\n", "\n\n\n" + COUNTER, COUNTER.replace("\t", "  ")])
def test_white_space_comes_back_as_it_was_written(visitor: Visitor, source: str) -> None:
    assert source_in(visitor.follow(ask(visitor, source))) == source


def test_what_is_not_even_unicode_is_answered(visitor: Visitor) -> None:
    token = visitor.csrf_token()
    answer = visitor.client.post(
        "/playground",
        data=b"source=package+p%0A//%FF%00&csrf_token=" + token.encode(),
        content_type="application/x-www-form-urlencoded",
        headers={"HX-Request": "true"},
    )
    assert answer.status_code == 422


@pytest.mark.parametrize(
    "fields", [{"at": "9" * 5000 + ":1"}, {"at": "٣:١"}, {"go": "\x00"}, {"lang": "1.٣"}, {"tries": "-1"}]
)
def test_odd_fields_are_refused_or_passed_over(visitor: Visitor, fields: dict[str, str]) -> None:
    assert ask_in_place(visitor, **fields).status in {200, 422}


@pytest.mark.parametrize("path", HOSTILE, ids=lambda path: path.stem)
def test_every_hostile_program_ends_in_an_answer_that_fits(visitor: Visitor, path: Path) -> None:
    """In a verdict, in what is wrong with the program, or in that it could not be judged; always with the program."""
    source = path.read_bytes().decode(errors="replace")
    sent = ask(visitor, source)
    answer = visitor.follow(sent) if sent.status == 303 else sent
    assert answer.status in {200, 422, 503}
    if answer.status == 503:
        assert "This could not be judged" in answer.page.headings
    assert bool(shown_on(answer).problems) == (answer.status == 422)
    assert '"marks": []' in answer.page.html or answer.status == 200


@pytest.mark.parametrize(("language", "why"), [("en", "Make the program smaller"), ("zh_Hans", "请把程序改小")])
def test_why_it_could_not_be_judged_is_told_in_the_readers_language(visitor: Visitor, language: str, why: str) -> None:
    visitor.get("/playground")
    visitor.post("/preferences/language", {"language": language, "next": "/playground"})
    answer = ask_in_place(visitor, hostile_program("c06_strdouble40.go").text.decode())
    assert answer.status == 503
    assert why in answer.text
    assert ("Make the program smaller" in answer.text) == (language == "en")


@pytest.mark.parametrize(
    "error", [OutputNotUnderstood("?"), CompilerCrashed("?"), NotJudged("?"), ToolchainMissing("?")]
)
def test_no_reason_quotes_what_only_the_operator_understands(app: Flask, error: NotJudged | ConfigurationError) -> None:
    with app.test_request_context():
        assert "?" not in why_not_judged(error)


@pytest.mark.parametrize("bound", [None, *Bound])
def test_every_bound_is_told_with_what_to_do(app: Flask, bound: Bound | None) -> None:
    with app.test_request_context():
        assert why_not_judged(LimitExceeded("", bound)).endswith("Make the program smaller or simpler, and ask again.")


def test_what_would_take_minutes_to_draw_is_not_drawn(visitor: Visitor) -> None:
    source = "package p\n\nfunc Small() *int {\n\tx := 1\n\treturn &x\n}\n\nfunc Large() {\n\tx := 1\n\tvar p *int\n"
    source += "\tp = &x\n" * 1500 + "\t_ = p\n}\n"
    ask_in_place(visitor, source)
    for at, is_drawn in (("", False), ("?at=9:2", False), ("?at=4:2", True)):
        page = visitor.get(f"/playground/{id_of(source.encode())}/picture{at}", HX_Request="true").page
        assert ('<svg class="pic' in page.html) is is_drawn
        assert ("This is too large for a picture." in page.text) is not is_drawn
