"""Every kind of question but the usual one on its pages, from the form to the gradebook and the CSV."""

from __future__ import annotations

import csv
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from io import StringIO

import pytest
from flask import Flask
from sqlalchemy import select

from grader.catalog.kinds import QuestionKind
from grader.models.submission import Submission
from grader.operations.assignments import AssignmentDraft, ItemDraft
from tests.site_under_test import People, database_of, set_assignment
from tests.visiting import Answer, Visitor

HTMX = {"HX_Request": "true"}
Fields = Mapping[str, str | Sequence[str]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """One exercise of the bank, and what can be answered to it."""

    kind: QuestionKind
    slug: str
    heading: str
    right: Fields
    right_words: tuple[str, ...]
    """What the result says to it."""
    part: Fields
    part_given: str
    part_words: tuple[str, ...]
    wrong: Fields
    empty: Fields
    complaint: str
    leaks: tuple[str, ...]
    """What the page of the question must not hold."""
    answer: str
    """The right answer in the CSV."""
    key: str


PREDICT = Case(
    kind=QuestionKind.PREDICT,
    slug="upload-queue",
    heading="What does the compiler print about job?",
    right={"line": "  ./queue.go:13:3:  Moved to HEAP: job "},
    right_words=("Right, that is what it prints.", "1 of 1 point", "queue.go:14:12"),
    part={"line": "job escapes to heap"},
    part_given="0.4",
    part_words=("You wrote job escapes to heap .", "It prints moved to heap: job .", "has a sentence of its own"),
    wrong={"nothing": "1"},
    empty={"line": "heap"},
    complaint="This is no such line.",
    leaks=("moved to heap: job", "job escapes"),
    answer="./queue.go:13:3: Moved to HEAP: job",
    key="moved to heap: job",
)

CULPRIT = Case(
    kind=QuestionKind.CULPRIT,
    slug="login-audit",
    heading="Which line makes entry escape?",
    right={"line": "17"},
    right_words=("Right, there it gets away.", "1 of 1 point", "moved to heap: entry"),
    part={"line": "14"},
    part_given="0.4",
    part_words=(
        "A step on the way, but not the one that decides.",
        "You chose line 14 e := &entry",
        "This line decides: 17 recent = append(recent, e)",
        "Without this line nothing could point to entry",
    ),
    wrong={"line": "19"},
    empty={"line": ""},
    complaint="Choose a line.",
    leaks=("This line decides", "audit.go:17"),
    answer="17",
    key="17",
)

MARK_ALL = Case(
    kind=QuestionKind.MARK_ALL,
    slug="two-hooks",
    heading="Which variables are on the heap?",
    right={"mark": ["last@9:2", "calls@8:2"]},
    right_words=("Right, these 2 are on the heap.", "2 of 2 points", "moved to heap: calls"),
    part={"mark": "calls@8:2"},
    part_given="1",
    part_words=("Right in part.", "You marked it.", "of 2 points"),
    wrong={"mark": ["calls@8:2", "step@10:2"]},
    empty={"mark": ""},
    complaint="Mark at least one variable.",
    leaks=("moved to heap", "You marked it."),
    answer="calls@8:2 last@9:2",
    key="calls@8:2 last@9:2",
)

FIX_IT = Case(
    kind=QuestionKind.FIX_IT,
    slug="numbers-of-the-queue",
    heading="Edit the program so that last is on the heap.",
    right={"part1": "\t\tlast++\r\n\t\treturn last\r\n"},
    right_words=("Right, now it is on the heap.", "1 of 1 point", "moved to heap: last", "added: last++"),
    part={"part1": "\t\tnumber := last + 1\n\t\treturn number"},
    part_given="0",
    part_words=(
        "This edit does not do it.",
        "last (line 5) is still not on the heap.",
        "The function only reads last",
        "An edit that does it",
        "added: last++",
    ),
    wrong={"part1": "\t\treturn last + 1"},
    empty={"part1": "\t\tnumber := last\n\t\tnumber++\n\t\treturn number\n"},
    complaint="Nothing is edited yet.",
    leaks=("An edit that does it", "last++", "moved to heap"),
    answer="last++ ⏎ return last",
    key="heap",
)

CASES = (PREDICT, CULPRIT, MARK_ALL, FIX_IT)
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
    assert case.key in evidence.text
    assert case.answer in evidence.text
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
    assert case.answer in visitor.get("/progress").text
