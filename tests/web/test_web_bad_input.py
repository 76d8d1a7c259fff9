"""Requests that no form of the site would send."""

from __future__ import annotations

import pytest
from sqlalchemy import func, select

from grader.models.attempt_counter import AttemptCounter
from grader.models.submission import Submission
from grader.operations.database import Database
from tests.site_under_test import People
from tests.visiting import Visitor, answer_fields, question_of

SLUG = "ledger-pointers"
LONG = "x" * 3000


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgresql)])
def site_database_url(request: pytest.FixtureRequest) -> str:
    """Both: they disagree about what a text or a number may be."""
    url: str = request.getfixturevalue(f"{request.param}_url")
    return url


def count_attempts(database: Database) -> int:
    with database.reading() as session:
        stored = session.scalar(select(func.count()).select_from(Submission)) or 0
        return stored + (session.scalar(select(func.sum(AttemptCounter.used))) or 0)


NONSENSE = ["NaN", "1e309", "-1", "null", "[]", "{}", "\0", "\ufeffheap", "HEAP", "heap ", "ｈeap", "\ud7ff", LONG]


@pytest.mark.parametrize("field", ["place", "reason", "certainty"])
def test_nonsense_in_an_answer_costs_no_attempt(visitor: Visitor, site_database: Database, field: str) -> None:
    right = answer_fields(question_of(visitor.app, SLUG), "right")
    for value in NONSENSE:
        answer = visitor.post(f"/exercises/{SLUG}", {**right, "key": "k", field: value})
        assert answer.status == 422, repr(value)
    assert count_attempts(site_database) == 0


@pytest.mark.parametrize("field", ["place", "reason", "certainty"])
def test_a_field_sent_twice_costs_no_attempt_even_with_one_value(
    visitor: Visitor, site_database: Database, field: str
) -> None:
    right = answer_fields(question_of(visitor.app, SLUG), "right")
    answer = visitor.post(f"/exercises/{SLUG}", {**right, "key": "k", field: [right[field], right[field]]})
    assert answer.status == 422
    assert count_attempts(site_database) == 0


@pytest.mark.parametrize(
    "name", ["place[]", "place[0]", "score", "attempts", "user_id", "__class__", "place\0", "is_right"]
)
def test_a_field_of_no_form_costs_no_attempt(visitor: Visitor, site_database: Database, name: str) -> None:
    right = answer_fields(question_of(visitor.app, SLUG), "right")
    assert visitor.post(f"/exercises/{SLUG}", {**right, "key": "k", name: "1"}).status == 422
    assert count_attempts(site_database) == 0


@pytest.mark.parametrize("key", ["", "\0", "a\0b", "x" * 65, "安" * 65])
def test_a_key_that_no_form_has_costs_no_attempt(visitor: Visitor, site_database: Database, key: str) -> None:
    right = answer_fields(question_of(visitor.app, SLUG), "right")
    assert visitor.post(f"/exercises/{SLUG}", {**right, "key": key}).status == 422
    assert count_attempts(site_database) == 0


def test_an_answer_in_another_dress_is_none(visitor: Visitor, site_database: Database) -> None:
    right = {**answer_fields(question_of(visitor.app, SLUG), "right"), "key": "k"}
    token = visitor.csrf_token()
    in_address = visitor.client.post(f"/exercises/{SLUG}", query_string=right, data={"csrf_token": token})
    as_json = visitor.client.post(f"/exercises/{SLUG}", json=right, headers={"X-CSRFToken": token})
    assert (in_address.status_code, as_json.status_code) == (422, 422)
    assert count_attempts(site_database) == 0


SEGMENTS = [
    "%00",
    "A%00B",
    "..",
    "%2e%2e",
    "..%2f..",
    "..%5c..",
    "%ff%fe",
    "%ed%a0%80",
    ".git",
    "CON",
    "%EF%BD%81",
    LONG,
]
PLACES = (
    "/exercises/{}",
    "/courses/{}",
    "/courses/{}/gradebook",
    "/courses/{}/grades.csv",
    "/assignments/{}",
    "/lessons/{}",
    "/setup/{}",
    "/static/{}",
    "/{}",
)


@pytest.mark.parametrize("place", PLACES)
def test_an_address_of_nothing_is_a_finished_page(ada: Visitor, place: str) -> None:
    for segment in SEGMENTS:
        answer = ada.get(place.format(segment))
        assert answer.status in ({200, 303} if ".." in segment or "%2e" in segment else {400, 404}) | {404, 308}, (
            segment[:20]
        )
        assert "Content-Security-Policy" in answer.response.headers
        answer.response.close()


def test_a_code_to_join_by_may_be_anything(ada: Visitor, people: People) -> None:
    for code in ("\0", "A\0B", "'; DROP TABLE users; --", "％", "安" * 32, LONG):
        assert ada.post("/courses/join", {"code": code}).status == 422, repr(code)
        assert ada.get("/join/" + code.replace("\0", "%00").replace(";", "%3b")).status == 200, repr(code)


@pytest.mark.parametrize("value", ["\0", "%", "no-such", "1e309", "-1", "99999999999999999999", "１", LONG])
def test_an_address_may_ask_for_anything(ada: Visitor, people: People, value: str) -> None:
    course = f"/courses/{people.course.code}"
    for path, names in (
        (f"/exercises/{SLUG}", ("assignment", "again", "place", "reason", "certainty", "next")),
        (f"{course}/gradebook", ("sort", "order", "search")),
        (f"{course}/grades.csv", ("format", "bom")),
        ("/login", ("next",)),
        ("/static/favicon.svg", ("v",)),
    ):
        for name in names:
            with ada.client.get(path, query_string={name: value}) as answer:
                assert answer.status_code in {200, 404}, (path, name)
