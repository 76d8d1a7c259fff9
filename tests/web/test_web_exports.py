from __future__ import annotations

import csv
from io import StringIO

import pytest
from flask import Flask

from grader.exports.cells import unguarded
from grader.operations.assignments import AssignmentDraft, ItemDraft
from tests.site_under_test import People, add_student, database_of, set_assignment
from tests.visiting import Answer, Visitor
from tests.week_one import EASY, HARD, set_week

FORMATS = ("wide", "long", "submissions")
HOSTILE_NAMES = (
    '=HYPERLINK("http://evil.example","x")',
    "+1+1",
    "-2",
    "@SUM(A1)",
    "\t=1+1",
    " =1",
    "＝1+1",
    "'=already",
    'a,"b"\n=1',
)


@pytest.fixture
def site_database_url(database_url: str) -> str:
    """On both databases: each streams in its own way."""
    return database_url


@pytest.fixture
def assignment(app: Flask, people: People) -> int:
    return set_week(app, people, attempts_allowed=3)


@pytest.fixture
def grades(people: People) -> str:
    return f"/courses/{people.course.code}/grades.csv"


def rows_of(answer: Answer) -> list[dict[str, str]]:
    return list(csv.DictReader(StringIO(answer.response.get_data(as_text=True), newline="")))


def test_the_gradebook_offers_every_format_as_it_is_and_for_excel(
    ada: Visitor, people: People, grades: str, assignment: int
) -> None:
    links = ada.get(f"/courses/{people.course.code}/gradebook").page.links.values()
    offered = [link for link in links if link.startswith(grades)]
    assert offered == [f"{grades}?format={name}{bom}" for name in FORMATS for bom in ("", "&bom=1")]
    assert [ada.get(link).status for link in offered] == [200] * 6


def test_wide_has_one_row_for_each_student(ada: Visitor, bo: Visitor, grades: str, assignment: int) -> None:
    bo.answer(EASY, assignment=assignment)
    bo.answer(HARD, "right place", assignment=assignment)
    answer = ada.get(f"{grades}?format=wide")
    assert answer.response.headers["Content-Type"] == "text/csv; charset=utf-8"
    assert answer.response.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.response.headers["Content-Disposition"].endswith('-wide.csv"')
    assert answer.response.get_data() == (
        b"login,name,Week 1 (3.5),total (3.5)\r\n"  # as RFC 4180 ends its lines
        b"bo,Bo Lind,2,2\r\n"
    )


def test_long_has_one_row_for_each_student_and_exercise(
    ada: Visitor, bo: Visitor, grades: str, assignment: int
) -> None:
    bo.answer(EASY, "wrong", assignment=assignment)
    bo.answer(EASY, assignment=assignment)
    first, second = rows_of(ada.get(f"{grades}?format=long"))
    assert {name: first[name] for name in ("login", "exercise", "points", "maximum", "attempts", "place")} == {
        "login": "bo",
        "exercise": EASY,
        "points": "0.36",
        "maximum": "1",
        "attempts": "2",
        "place": "heap",
    }
    assert first["go_version"].startswith("go1.27")
    assert (second["exercise"], second["points"], second["attempts"]) == (HARD, "", "0")


def test_submissions_has_every_answer_with_what_it_was_graded_against(
    ada: Visitor, bo: Visitor, grades: str, assignment: int
) -> None:
    bo.answer(EASY, "wrong", assignment=assignment)
    bo.answer(EASY, assignment=assignment)
    bo.answer("guest-list")  # practice is nobody's grade
    first, second = rows_of(ada.get(f"{grades}?format=submissions"))
    assert [(row["attempt"], row["is_right"], row["score"]) for row in (first, second)] == [
        ("1", "no", "0"),
        ("2", "yes", "0.36"),
    ]
    assert first["key_place"] == "heap"
    assert "RETURNED" in first["key_reasons"].split()
    assert len(first["source_sha256"]) == 64


@pytest.mark.parametrize("name", FORMATS)
def test_for_excel_the_same_file_begins_with_a_mark(
    ada: Visitor, bo: Visitor, grades: str, assignment: int, name: str
) -> None:
    bo.answer(EASY, assignment=assignment)
    plain = ada.get(f"{grades}?format={name}").response.get_data()
    marked = ada.get(f"{grades}?format={name}&bom=1").response.get_data()
    assert not plain.startswith(b"\xef\xbb\xbf")
    assert marked == b"\xef\xbb\xbf" + plain


@pytest.mark.parametrize("hostile", HOSTILE_NAMES)
def test_no_name_is_a_formula_in_any_format_and_each_comes_back(
    app: Flask, ada: Visitor, people: People, grades: str, assignment: int, hostile: str
) -> None:
    eve = add_student(database_of(app), people.course, "eve", hostile)
    Visitor(app).be(eve).answer(EASY, assignment=assignment)
    for name in FORMATS:
        cells = [row["name"] for row in rows_of(ada.get(f"{grades}?format={name}")) if row["login"] == "eve"]
        assert cells, name
        assert all(unguarded(cell) == hostile for cell in cells)
        assert all(cell.startswith("'") for cell in cells) or hostile.startswith("a,")


def test_a_title_that_is_a_formula_is_guarded_in_the_head(
    app: Flask, ada: Visitor, people: People, grades: str
) -> None:
    draft = AssignmentDraft(title="=cmd|'/c calc'!A1", items=(ItemDraft(slug=EASY),))
    set_assignment(database_of(app), people.course, draft)
    head = next(csv.reader(StringIO(ada.get(grades).response.get_data(as_text=True))))
    assert head[2] == "'=cmd|'/c calc'!A1 (1)"


def test_chinese_names_are_utf_8(app: Flask, ada: Visitor, people: People, grades: str, assignment: int) -> None:
    add_student(database_of(app), people.course, "wang", "王小明")
    assert "wang,王小明,,0\r\n".encode() in ada.get(grades).response.get_data()


@pytest.mark.parametrize("name", ["", "xlsx", "WIDE", "../wide"])
def test_an_unknown_format_is_absent(ada: Visitor, grades: str, name: str) -> None:
    assert ada.get(f"{grades}?format={name}").status == 404


@pytest.mark.parametrize("name", FORMATS)
def test_the_download_is_absent_for_everybody_else(
    bo: Visitor, outsiders: tuple[Visitor, ...], visitor: Visitor, grades: str, name: str
) -> None:
    for person in (bo, *outsiders):
        assert person.get(f"{grades}?format={name}").status == 404
        assert person.client.head(f"{grades}?format={name}").status_code == 404
    assert visitor.get(f"{grades}?format={name}").location.startswith("/login")


def test_it_holds_this_course_alone(app: Flask, ada: Visitor, cy: Visitor, people: People, grades: str) -> None:
    draft = AssignmentDraft(title="Elsewhere", items=(ItemDraft(slug=EASY),))
    set_assignment(database_of(app), people.other_course, draft)
    for name in FORMATS:
        assert "Elsewhere" not in ada.get(f"{grades}?format={name}").response.get_data(as_text=True)
    theirs = cy.get(f"/courses/{people.other_course.code}/grades.csv").response.get_data(as_text=True)
    assert theirs == "login,name,Elsewhere (1),total (1)\r\n"
