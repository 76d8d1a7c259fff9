"""Putting steps in order, without scripts: complaints, what is told when, and what both databases keep."""

from __future__ import annotations

import csv
from decimal import Decimal
from io import StringIO

import pytest
from flask import Flask
from sqlalchemy import select

from grader.models.submission import Submission
from grader.operations.assignments import AssignmentDraft, ItemDraft
from tests.label_on_a_parcel import LABEL, ROWS, order_of
from tests.site_under_test import People, database_of, set_assignment
from tests.visiting import Answer, Visitor

ADDRESS = f"/exercises/{LABEL}"
RIGHT = order_of("address", "field", "stored", "returned")


@pytest.fixture
def site_database_url(database_url: str) -> str:
    """Answers and keys are JSON, which each database keeps in its own way."""
    return database_url


def send(visitor: Visitor, steps: list[str], address: str = ADDRESS, *, token: str | None = None) -> Answer:
    fields = {"step": steps, "certainty": "sure", "key": visitor.get(address).page.fields.get("key", "k")}
    return visitor.post(address, fields, token=token, HX_Request="true")


def stored(app: Flask) -> list[Submission]:
    with database_of(app).reading() as session:
        return list(session.scalars(select(Submission).order_by(Submission.id)))


def is_chosen(answer: Answer, value: str) -> bool:
    return f'<option value="{value}" selected>' in answer.page.html


def test_the_form_offers_every_row_with_every_place_and_marks_none(visitor: Visitor) -> None:
    html = visitor.get(ADDRESS).page.html
    for row in ROWS.values():
        assert [f'value="{row}:{place}"' in html for place in range(8)] == [True] * 7 + [False]
    assert " selected" not in html


@pytest.mark.parametrize(
    ("changed", "complaint"),
    [
        ({"stored": 2}, "Two steps have the same place. Give each step a place of its own."),
        ({"stored": 5}, "A place is missing in between. Number the steps 1, 2, 3 and so on."),
        ({"field": 0, "stored": 0, "returned": 0}, "Put at least two steps in order."),
    ],
)
def test_places_that_are_no_order_are_complained_of_and_kept(
    app: Flask, visitor: Visitor, changed: dict[str, int], complaint: str
) -> None:
    places = {"address": 1, "field": 2, "stored": 3, "returned": 4, **changed}
    sent = [f"{row}:{places.get(name, 0)}" for name, row in ROWS.items()]
    answer = send(visitor, sent)
    assert answer.status == 422
    assert complaint in answer.text
    assert [is_chosen(answer, value) for value in sent] == [not value.endswith(":0") for value in sent]
    assert stored(app) == []


def test_rows_of_another_question_are_refused(app: Flask, visitor: Visitor) -> None:
    answer = send(visitor, [*RIGHT[:-1], "0123456789ab:0"])
    assert answer.status == 422
    assert stored(app) == []


def test_a_trap_is_answered_and_the_order_is_not_told(visitor: Visitor) -> None:
    answer = send(visitor, order_of("address", "field", "copied", "address of the label"))
    assert "Not right yet." in answer.text
    assert "it has room for an address only" in answer.text
    assert "There is no &label in the program" not in answer.text
    assert is_chosen(answer, f"{ROWS['copied']}:3")
    without = send(visitor, order_of("returned", "stored"))
    assert "Not right yet." in without.text
    for leak in ("it has room for an address only", "As it happens", "You left out", "not right"):
        assert leak not in without.text


def test_the_result_tells_of_each_row_whether_it_is_right(visitor: Visitor) -> None:
    send(visitor, order_of("address", "copied", "field", "stored"))
    page = visitor.post(f"{ADDRESS}/answer", {}, HX_Request="true").page
    told = page.text[page.text.index("Your order") : page.text.index("As it happens")]
    expected = (
        "right The address of parcel is taken.",
        "not right The parcel is copied into the label: Label{...} . This does not happen.",
        "not right It becomes a field of Label{...} .",
        "right It is stored in label .",
        "You left out: not right It is returned: return label .",
        "Steps that directly follow the right one: 1. Steps that do not happen: 1.",
    )
    for words in expected:
        assert words in told
    assert "1 The address of parcel is taken. 2 It becomes a field" in page.text


def test_a_right_order_shows_the_numbers_of_the_source_and_no_second_list(visitor: Visitor) -> None:
    text = send(visitor, RIGHT).text
    assert "right 1 The address of parcel is taken. right 2 It becomes a field" in text
    assert "As it happens" not in text
    assert "Steps that do not happen" not in text


def test_a_lapsed_form_keeps_the_order(app: Flask, visitor: Visitor) -> None:
    answer = send(visitor, RIGHT, token="stale")
    assert answer.status == 400
    assert "Your choice is kept" in answer.text
    assert all(is_chosen(answer, value) for value in RIGHT if not value.endswith(":0"))
    assert stored(app) == []


def test_the_order_stands_in_the_database_the_gradebook_and_the_csv(
    app: Flask, ada: Visitor, bo: Visitor, people: People
) -> None:
    draft = AssignmentDraft(title="Week 1", items=(ItemDraft(slug=LABEL),), attempts_allowed=3)
    assignment = set_assignment(database_of(app), people.course, draft)
    send(bo, order_of("address", "stored", "copied", "field", "returned"), f"{ADDRESS}?assignment={assignment}")
    (kept,) = stored(app)
    names = ("address", "stored", "copied", "field", "returned")
    assert kept.answer == {"steps": [ROWS[name] for name in names], "certainty": "sure"}
    assert kept.key == {"steps": [ROWS[name] for name in ("address", "field", "stored", "returned")]}
    assert (kept.given, kept.maximum) == (Decimal(0), Decimal(3))
    book = f"/courses/{people.course.code}"
    told = ada.get(f"{book}/gradebook/{people.bo.id}/{assignment}").text
    assert "It is stored in label . The parcel is copied into the label: Label{...} . It becomes a field" in told
    exported = ada.get(f"{book}/grades.csv?format=submissions").response.get_data(as_text=True).removeprefix("\ufeff")
    (row,) = csv.DictReader(StringIO(exported))
    assert (row["kind"], row["answer"], row["key"]) == ("order", "1>3>x>2>4", "1>2>3>4")
