"""Edits on their way to a grade: what does not compile, what is hostile, what has to wait; nothing is lost."""

from __future__ import annotations

import re
from collections.abc import Sequence
from html import unescape
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import select

from grader.grading.attempts import Reveal
from grader.models.submission import Submission
from grader.models.unjudged_try import UnjudgedTry
from grader.operations.assignments import AssignmentDraft, ItemDraft
from grader.toolchain.turns import take_turn
from grader.web.askers import BY_ADDRESS
from grader.web.site import current_site
from tests.site_under_test import People, database_of, make_settings, running_app, set_assignment
from tests.visiting import Answer, Visitor

HTMX = {"HX_Request": "true"}
QUEUE = "numbers-of-the-queue"
"""One part: lines 7 to 9."""
RIGHT = "\t\tlast++\n\t\treturn last"
WRONG = "\t\treturn last + 1"
BROKEN = "\t\tlast++\n\t\treturn las"
ORIGINAL = "\t\tnumber := last\n\t\tnumber++\n\t\treturn number"


def send(
    visitor: Visitor,
    part: str | Sequence[str],
    *,
    assignment: int | None = None,
    key: str | None = None,
    is_htmx: bool = False,
) -> Answer:
    address = f"/exercises/{QUEUE}" + (f"?assignment={assignment}" if assignment else "")
    drawn = key or visitor.get(address + ("&" if assignment else "?") + "again=1").page.fields["key"]
    fields = {"certainty": "sure", "key": drawn, "part1": part}
    return visitor.post(address, fields, **(HTMX if is_htmx else {}))


def part_in(answer: Answer) -> str:
    found = re.search(r'<textarea [^>]*name="part1"[^>]*>\n(.*?)</textarea>', answer.page.html, re.DOTALL)
    assert found
    return unescape(found[1])


def submissions(app: Flask) -> list[Submission]:
    with database_of(app).reading() as session:
        return list(session.scalars(select(Submission).order_by(Submission.id)))


def tries(app: Flask) -> list[UnjudgedTry]:
    with database_of(app).reading() as session:
        return list(session.scalars(select(UnjudgedTry).order_by(UnjudgedTry.id)))


@pytest.mark.parametrize("is_htmx", [False, True])
def test_what_does_not_compile_costs_no_attempt_and_is_kept(app: Flask, visitor: Visitor, *, is_htmx: bool) -> None:
    answer = send(visitor, BROKEN, is_htmx=is_htmx)
    assert (answer.status, part_in(answer)) == (422, BROKEN)
    assert "This does not compile yet" in answer.page.headings
    assert "Line 8 undefined: las" in answer.text
    assert "no attempt was spent" in answer.text
    assert submissions(app) == []
    (kept,) = tries(app)
    assert (kept.parts, kept.trouble) == ([BROKEN], "clinic.go:8:10: undefined: las")


def test_the_page_goes_on_from_the_latest_edit_and_begins_anew_on_request(app: Flask, visitor: Visitor) -> None:
    assert part_in(visitor.get(f"/exercises/{QUEUE}")) == ORIGINAL
    send(visitor, BROKEN)
    assert part_in(visitor.get(f"/exercises/{QUEUE}")) == BROKEN
    send(visitor, WRONG)
    assert part_in(visitor.get(f"/exercises/{QUEUE}")) == WRONG
    assert part_in(visitor.get(f"/exercises/{QUEUE}?again=1")) == ORIGINAL
    assert part_in(Visitor(app).get(f"/exercises/{QUEUE}")) == ORIGINAL


def test_a_failed_edit_tells_what_the_compiler_says_and_not_the_solution(app: Flask, visitor: Visitor) -> None:
    answer = send(visitor, WRONG, is_htmx=True)
    assert (answer.status, part_in(answer)) == (200, WRONG)
    for words in ("Not right yet.", "last (line 5) is still not on the heap.", "Captured by value", "only reads last"):
        assert words in answer.text
    for leak in ("last++", "An edit that does it", "moved to heap"):
        assert leak not in answer.page.html
    (kept,) = submissions(app)
    assert kept.answer["outcome"]["failure"] == "place"
    assert tries(app) == []


def test_lines_are_counted_in_the_edited_program(visitor: Visitor) -> None:
    answer = send(visitor, "\t\t// one\n\t\t// more\n\t\tlast++\n\t\treturn las")
    assert "Line 10 undefined: las" in answer.text
    assert "clinic.go, lines 11 to 12, fixed" in answer.text


@pytest.mark.parametrize(
    ("part", "complaint"),
    [
        ("\t\tlast++ /*", "comment not terminated"),
        ("\t\t_ = `", "string not terminated"),
        ("\t\treturn last\n\t}\n}\n\nfunc init() {\n\t_ = func() int {\n\t\treturn 1", "the function init is new"),
        (
            "\t\treturn last\n\t}\n}\n\nvar kept = func() func() int {\n\treturn func() int {\n\t\treturn 1",
            "kept is new",
        ),
        ("//line x.go:1\n\t\tlast++\n\t\treturn last", "line directives are not accepted"),
        ("\t\t/*line x.go:1:1*/ last++\n\t\treturn last", "line directives are not accepted"),
        ("//go:nosplit\n\t\treturn last", "//go:nosplit is not accepted"),
        ("//go:noinline\n\t\tlast++\n\t\treturn last", "misplaced compiler directive"),
        ('import "unsafe"\n\t\treturn last', "unsafe can not be imported"),
        ("\t\tlast++ // \u202e\n\t\treturn last", "the invisible character U+202E"),
        ("\ufeff\t\tlast++\n\t\treturn last", "the invisible character U+FEFF"),
        ("\t\treturn " + "(" * 60 + "1" + ")" * 60, "nested more than 40 deep"),
        ("", "missing return"),
        ("\t\treturn </textarea><script>alert(1)</script>", "syntax error"),
    ],
)
def test_hostile_edits_are_refused_at_their_line_and_nothing_is_lost(
    app: Flask, visitor: Visitor, part: str, complaint: str
) -> None:
    answer = send(visitor, part)
    assert (answer.status, part_in(answer)) == (422, part)
    assert complaint in answer.text
    assert "<script>alert" not in answer.page.html
    assert submissions(app) == []
    assert [kept.parts for kept in tries(app)] == [[part]]
    assert send(visitor, RIGHT).status == 303


@pytest.mark.parametrize(
    ("part", "complaint"),
    [
        ("\t\tlast++\0\n\t\treturn last", "Lines 7 to 8 have a control character."),
        ("\t\tlast++\x1b[2J", "Lines 7 to 7 have a control character."),
        ("\t\tlast++\n" * 30, "Lines 7 to 36 are too many: this part may have 15."),
        ("\t\treturn last // " + "x" * 3000, "Lines 7 to 7 are too long: this part may have 2000 characters."),
        (ORIGINAL, "Nothing is edited yet."),
        (ORIGINAL.replace("\n", "\r\n") + "\r\n\r\n", "Nothing is edited yet."),
    ],
)
def test_what_is_no_edit_is_complained_of_before_the_compiler_is_asked(
    app: Flask, visitor: Visitor, part: str, complaint: str
) -> None:
    answer = send(visitor, part)
    assert answer.status == 422
    assert complaint in answer.text
    assert part_in(answer).rstrip() == part.replace("\r", "").rstrip()
    assert (submissions(app), tries(app)) == ([], [])


def test_fields_that_are_missing_repeated_foreign_or_huge_are_refused(app: Flask, visitor: Visitor) -> None:
    key = visitor.get(f"/exercises/{QUEUE}").page.fields["key"]
    address, sound = f"/exercises/{QUEUE}", {"certainty": "sure", "key": key, "part1": RIGHT}
    assert visitor.post(address, {"certainty": "sure", "key": key}).status == 422
    assert visitor.post(address, {**sound, "part1": [RIGHT, WRONG]}).status == 422
    assert visitor.post(address, {**sound, "part2": ""}).status == 422
    assert visitor.post(address, {**sound, "part1": "x" * 70_000}).status == 413
    assert visitor.post(address, {**sound, "key": "x" * 65}).status == 422
    assert (submissions(app), tries(app)) == ([], [])


def test_the_same_form_twice_is_one_attempt(app: Flask, visitor: Visitor) -> None:
    key = visitor.get(f"/exercises/{QUEUE}").page.fields["key"]
    for _ in range(2):
        assert send(visitor, RIGHT, key=key).status == 303
    assert len(submissions(app)) == 1


def test_while_the_compiler_is_busy_the_edit_waits_and_no_attempt_is_spent(
    app: Flask, visitor: Visitor, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("grader.operations.asking.TURN_SECONDS", 0.05)
    with app.app_context():
        folder = current_site().settings.data_folder
    with take_turn(folder, "address 127.0.0.1", seconds=1):
        answer = send(visitor, RIGHT)
    assert (answer.status, part_in(answer)) == (503, RIGHT)
    assert answer.response.headers["Retry-After"] == "5"
    assert "The compiler is busy" in answer.page.headings
    assert submissions(app) == []
    assert send(visitor, RIGHT).status == 303


def test_without_a_compiler_the_edit_is_kept(
    app: Flask, visitor: Visitor, site_database_url: str, tmp_path: Path
) -> None:
    visitor.get(f"/exercises/{QUEUE}")
    made = make_settings(tmp_path / "bare", site_database_url)
    settings = made.model_copy(update={"go_root": tmp_path / "nowhere"})
    with running_app(settings) as bare:
        answer = send(Visitor(bare), RIGHT)
    assert (answer.status, part_in(answer)) == (503, RIGHT)
    assert "The Go compiler is not available" in answer.page.headings
    assert (submissions(app), [kept.parts for kept in tries(app)]) == ([], [[RIGHT]])


def test_edits_are_rationed_with_the_playgrounds_programs_and_other_answers_are_not(
    app: Flask, visitor: Visitor, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("grader.web.askers.PROGRAMS", 1)
    for _ in range(BY_ADDRESS):
        assert visitor.post("/playground", {"source": " "}).status == 422
    answer = send(visitor, RIGHT)
    assert (answer.status, part_in(answer)) == (429, RIGHT)
    assert "Too many programs at once" in answer.page.headings
    assert int(answer.response.headers["Retry-After"]) > 0
    assert submissions(app) == []
    assert visitor.answer("folder-depth").status == 303


def test_a_session_that_has_ended_keeps_the_edit(app: Flask, bo: Visitor) -> None:
    key = bo.get(f"/exercises/{QUEUE}").page.fields["key"]
    answer = bo.post(f"/exercises/{QUEUE}", {"certainty": "sure", "key": key, "part1": RIGHT}, token="old")
    assert (answer.status, part_in(answer)) == (400, RIGHT)
    long = RIGHT + "\n" + "\t\t// so it goes on\n" * 10
    answer = bo.post(f"/exercises/{QUEUE}", {"certainty": "sure", "key": key, "part1": long * 5}, token="old")
    assert part_in(answer).strip() == (long * 5).strip()
    assert len(answer.page.links["Log in"]) < 2_000
    assert submissions(app) == []


def test_an_assignment_that_reveals_later_does_not_tell_how_an_edit_was(
    app: Flask, bo: Visitor, people: People
) -> None:
    draft = AssignmentDraft(title="Week 1", items=(ItemDraft(slug=QUEUE),), attempts_allowed=2, reveal=Reveal.NEVER)
    assignment = set_assignment(database_of(app), people.course, draft)
    assert send(bo, BROKEN, assignment=assignment).status == 422
    pages = [bo.follow(send(bo, part, assignment=assignment)) for part in (WRONG, RIGHT)]
    assert part_in(pages[0]) == WRONG
    assert "<textarea" not in pages[1].page.html
    for page in pages:
        assert "It is recorded." in page.text
        for leak in ("heap in", "still", "Not right", "Right,", "Captured by value"):
            assert leak not in page.text.partition("What is checked")[0].partition("Go 1.")[2]
    assert send(bo, BROKEN, assignment=assignment).status == 422
    assert send(bo, WRONG, assignment=assignment).status == 409
    assert len(submissions(app)) == 2


def test_somebody_elses_assignment_is_not_there_and_nothing_is_compiled(
    app: Flask, dee: Visitor, bo: Visitor, people: People
) -> None:
    draft = AssignmentDraft(title="Week 1", items=(ItemDraft(slug=QUEUE),))
    assignment = set_assignment(database_of(app), people.course, draft)
    key = dee.get(f"/exercises/{QUEUE}").page.fields["key"]
    fields = {"certainty": "sure", "key": key, "part1": BROKEN}
    assert dee.post(f"/exercises/{QUEUE}?assignment={assignment}", fields).status == 404
    assert (submissions(app), tries(app)) == ([], [])
    assert send(bo, RIGHT, assignment=assignment).status == 303


def test_evidence_shows_each_edit_why_it_failed_and_the_tries(
    app: Flask, ada: Visitor, bo: Visitor, people: People
) -> None:
    draft = AssignmentDraft(title="Week 1", items=(ItemDraft(slug=QUEUE),), attempts_allowed=3)
    assignment = set_assignment(database_of(app), people.course, draft)
    for part in (BROKEN, WRONG, RIGHT):
        send(bo, part, assignment=assignment)
    text = ada.get(f"/courses/{people.course.code}/gradebook/{people.bo.id}/{assignment}").text
    for words in (
        "The edit of attempt 1",
        "removed: number++",
        "added: return last + 1",
        "last (line 5) is still not on the heap.",
        "The edit of attempt 2",
        "added: last++",
        "moved to heap: last",
        "1 try that was not judged, and cost no attempt",
        "clinic.go:8:10: undefined: las",
    ):
        assert words in text


def test_the_result_shows_the_edited_program_itself(visitor: Visitor) -> None:
    page = visitor.follow(send(visitor, RIGHT)).page
    assert "Your edit" in page.headings
    assert "An edit that does it" not in page.headings
    assert "Another edit that does it" not in page.headings
    assert "Captured by an escaping closure" in page.text or "captures" in page.text
    assert "moved to heap: last" in page.text
    other = visitor.follow(send(visitor, "\t\tlast += 1\n\t\treturn last")).page
    assert "Another edit that does it" in other.headings
