"""Every kind of question but the usual one on its pages, from the form to the gradebook and the CSV."""

from __future__ import annotations

import csv
from decimal import Decimal
from io import StringIO

import pytest
from flask import Flask
from sqlalchemy import select

from grader.catalog.kinds import QuestionKind
from grader.models.submission import Submission
from grader.operations.assignments import AssignmentDraft, ItemDraft
from tests.kind_cases import CASES, FIX_IT, ORDER, PREDICT, Case, Fields
from tests.site_under_test import People, database_of, set_assignment
from tests.visiting import Answer, Visitor

HTMX = {"HX_Request": "true"}

each_kind = pytest.mark.parametrize("case", CASES, ids=lambda case: case.kind)


def send(
    visitor: Visitor, case: Case, fields: Fields, *, assignment: int | None = None, is_htmx: bool = False
) -> Answer:
    address = f"/exercises/{case.slug}" + (f"?assignment={assignment}" if assignment else "")
    key = visitor.get(address + ("&" if assignment else "?") + "again=1").page.fields["key"]
    return visitor.post(address, {"certainty": "sure", "key": key, **fields}, **(HTMX if is_htmx else {}))


def stored(app: Flask) -> list[Submission]:
    with database_of(app).reading() as session:
        return list(session.scalars(select(Submission).order_by(Submission.id)))


def test_every_kind_is_here() -> None:
    assert {case.kind for case in CASES} == set(QuestionKind) - {QuestionKind.PLACE_AND_REASON}


@each_kind
def test_the_question_tells_no_answer(visitor: Visitor, case: Case) -> None:
    page = visitor.get(f"/exercises/{case.slug}").page
    assert page.headings[0] == case.heading
    for leak in (*case.leaks, "What holds", "address-of"):
        assert leak not in page.html


@each_kind
def test_a_right_answer_without_scripts_leads_to_its_result(app: Flask, visitor: Visitor, case: Case) -> None:
    page = visitor.follow(send(visitor, case, case.right)).page
    for words in case.right_words:
        assert words in page.text
    (kept,) = stored(app)
    assert (kept.kind, kept.is_right, kept.place, kept.key_reasons) == (case.kind, True, None, [])
    assert kept.key


@each_kind
def test_an_answer_that_is_right_in_part_earns_a_part(app: Flask, visitor: Visitor, case: Case) -> None:
    answer = send(visitor, case, case.part, is_htmx=True)
    assert "Not right yet." in answer.text
    for leak in case.leaks:
        assert leak not in answer.page.html.replace(str(next(iter(case.part.values()))), "")
    result = visitor.post(f"/exercises/{case.slug}/answer", {}, **HTMX)
    for words in case.part_words:
        assert words in result.text
    (kept,) = stored(app)
    assert kept.given == Decimal(case.part_given)
    assert not kept.is_right


@each_kind
def test_a_wrong_answer_earns_nothing(app: Flask, visitor: Visitor, case: Case) -> None:
    assert "Not right yet." in send(visitor, case, case.wrong, is_htmx=True).text
    assert [kept.given for kept in stored(app)] == [0]


@each_kind
def test_what_is_missing_or_no_answer_is_asked_for_and_costs_no_attempt(
    app: Flask, visitor: Visitor, case: Case
) -> None:
    assert send(visitor, case, {}).status == 422
    answer = send(visitor, case, case.empty)
    assert answer.status == 422
    assert case.complaint in answer.text
    assert "Say how sure you are." in send(visitor, case, {**case.right, "certainty": ""}).text
    assert stored(app) == []


@each_kind
def test_foreign_and_twofold_fields_are_refused(app: Flask, visitor: Visitor, case: Case) -> None:
    assert send(visitor, case, {**case.right, "reason": "x"}).status == 422
    assert send(visitor, case, {**case.right, "certainty": ["sure", "guessing"]}).status == 422
    assert stored(app) == []


@each_kind
def test_giving_up_before_an_answer_shows_what_is_right(visitor: Visitor, case: Case) -> None:
    page = visitor.post(f"/exercises/{case.slug}/answer", {}, **HTMX).page
    assert "Here is how it is." in page.text
    assert case.leaks[0] in page.text


@each_kind
def test_pages_speak_chinese(visitor: Visitor, case: Case) -> None:
    visitor.post("/preferences/language", {"language": "zh_Hans", "next": "/"})
    send(visitor, case, case.right)
    for path in (f"/exercises/{case.slug}", f"/exercises/{case.slug}?again=1"):
        words = visitor.get(path).text
        assert case.heading not in words
        for english in ("You ", "Mark ", "It prints", "points for", "Right"):
            assert english not in words


@each_kind
def test_evidence_and_exports_show_answer_and_key(
    app: Flask, ada: Visitor, bo: Visitor, people: People, case: Case
) -> None:
    draft = AssignmentDraft(title="Week 1", items=(ItemDraft(slug=case.slug),), attempts_allowed=3)
    assignment = set_assignment(database_of(app), people.course, draft)
    send(bo, case, case.right, assignment=assignment)
    book = f"/courses/{people.course.code}/gradebook"
    evidence = ada.get(f"{book}/{people.bo.id}/{assignment}")
    assert case.answer_words in evidence.text
    assert "@" not in evidence.text
    for name, expected in (
        ("submissions", {"answer": case.answer, "key": case.key}),
        ("long", {"answer": case.answer}),
    ):
        text = (
            ada.get(f"/courses/{people.course.code}/grades.csv?format={name}")
            .response.get_data(as_text=True)
            .removeprefix("\ufeff")
        )
        (row,) = csv.DictReader(StringIO(text))
        assert {"kind": case.kind.value, "place": "", "reason": ""}.items() <= row.items()
        assert expected.items() <= row.items()


@each_kind
def test_progress_shows_the_answer(visitor: Visitor, case: Case) -> None:
    send(visitor, case, case.right)
    assert case.answer_words in visitor.get("/progress").text


def test_before_the_answer_is_shown_progress_does_not_tell_it(visitor: Visitor) -> None:
    send(visitor, ORDER, ORDER.wrong)
    told = visitor.get("/progress").text
    assert "The address of parcel is taken." in told
    for telling in (">x", "x>", "does not happen", "1>"):
        assert telling not in told


def test_of_an_edit_progress_tells_what_was_changed(visitor: Visitor) -> None:
    send(visitor, FIX_IT, FIX_IT.wrong)
    assert "+ return last + 1" in visitor.get("/progress").text


def test_silence_that_was_predicted_is_told_in_words(visitor: Visitor) -> None:
    send(visitor, PREDICT, PREDICT.wrong)
    assert "It prints nothing." in visitor.get("/progress").text
