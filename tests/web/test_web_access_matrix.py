"""Every address by every kind of person. A new address fails here until somebody has said whose it is."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

import pytest
from flask import Flask
from sqlalchemy import MetaData
from werkzeug.routing import BuildError, Rule

from grader.models.browser_session import BrowserSession
from grader.models.stored_verdict import StoredVerdict
from grader.operations.assignments import AssignmentDraft, ItemDraft
from grader.operations.database import Database
from grader.operations.programs import id_of
from grader.operations.setup import make_setup_token
from grader.web.playground.examples import starter
from tests.site_under_test import People, set_assignment
from tests.visiting import Answer, Visitor

SLUG = "folder-depth"
Outcome = Literal["well", "login", "absent", "form", "back", "lapsed", "file"]
Expected = tuple[Outcome, Outcome, Outcome, Outcome, Outcome, Outcome]
CAST = ("visitor", "guest", "dee", "cy", "bo", "ada")
"""Nobody, somebody who has answered, a student and an instructor of elsewhere, a student and the instructor of here."""


def for_everybody(outcome: Outcome) -> Expected:
    return (outcome,) * 6


def for_accounts(outcome: Outcome) -> Expected:
    return ("login", "login", outcome, outcome, outcome, outcome)


def for_members(outcome: Outcome) -> Expected:
    return ("login", "login", "absent", "absent", outcome, outcome)


def for_its_instructor(outcome: Outcome) -> Expected:
    return ("login", "login", "absent", "absent", "absent", outcome)


MATRIX: Mapping[tuple[str, str], Expected] = {
    ("GET", "/"): for_everybody("well"),
    ("GET", "/path"): for_everybody("well"),
    ("GET", "/progress"): for_everybody("well"),
    ("GET", "/review"): for_everybody("well"),
    ("POST", "/review/limit"): for_everybody("form"),
    ("GET", "/lessons/<int(max=99):number>"): for_everybody("well"),
    ("GET", "/exercises/<slug>"): for_everybody("well"),
    ("POST", "/exercises/<slug>"): for_everybody("form"),
    ("POST", "/exercises/<slug>/answer"): for_everybody("back"),
    ("GET", "/playground"): for_everybody("well"),
    ("POST", "/playground"): for_everybody("form"),
    ("GET", "/playground/<program_id>"): for_everybody("well"),
    ("GET", "/playground/<program_id>/reasons"): for_everybody("well"),
    ("GET", "/playground/<program_id>/picture"): for_everybody("well"),
    ("GET", "/playground/<program_id>/code"): for_everybody("well"),
    ("GET", "/playground/<program_id>/versions"): for_everybody("well"),
    ("GET", "/playground/<program_id>/output"): for_everybody("file"),
    ("GET", "/playground/<program_id>/program.go"): for_everybody("file"),
    # Nothing is chosen in the program, so whoever may draft an exercise is sent back to choose.
    ("GET", "/playground/<program_id>/exercise"): ("login", "login", "absent", "back", "absent", "back"),
    ("GET", "/playground/<program_id>/exercise.zip"): ("login", "login", "absent", "back", "absent", "back"),
    ("GET", "/static/<path:filename>"): for_everybody("file"),
    ("POST", "/preferences/language"): for_everybody("lapsed"),
    ("POST", "/preferences/theme"): for_everybody("lapsed"),
    ("POST", "/preferences/time-zone"): for_everybody("lapsed"),
    ("GET", "/login"): for_everybody("well"),
    ("POST", "/login"): for_everybody("form"),
    ("GET", "/register"): for_everybody("well"),
    ("POST", "/register"): for_everybody("form"),
    ("POST", "/logout"): for_everybody("back"),
    # There is an instructor, so the link for the first one is dead for everybody.
    ("GET", "/setup/<token>"): for_everybody("absent"),
    ("POST", "/setup/<token>"): for_everybody("absent"),
    ("GET", "/account"): for_accounts("well"),
    ("POST", "/account/name"): for_accounts("form"),
    ("POST", "/account/password"): for_accounts("form"),
    ("GET", "/courses"): for_accounts("well"),
    ("POST", "/courses"): ("login", "login", "absent", "form", "absent", "form"),
    ("POST", "/courses/join"): for_accounts("form"),
    ("GET", "/join/<code>"): for_accounts("well"),
    ("GET", "/courses/<code>"): for_members("well"),
    ("POST", "/courses/<code>/leave"): for_members("back"),
    ("POST", "/courses/<code>/title"): for_its_instructor("back"),
    ("GET", "/courses/<code>/roster"): for_its_instructor("well"),
    ("POST", "/courses/<code>/roster/<id:user_id>/teach"): for_its_instructor("back"),
    ("POST", "/courses/<code>/roster/<id:user_id>/withdraw"): for_its_instructor("back"),
    ("GET", "/courses/<code>/gradebook"): for_its_instructor("well"),
    ("GET", "/courses/<code>/gradebook/<id:user_id>/<id:assignment_id>"): for_its_instructor("well"),
    ("GET", "/courses/<code>/grades.csv"): for_its_instructor("file"),
    ("GET", "/courses/<code>/assignments/new"): for_its_instructor("well"),
    ("POST", "/courses/<code>/assignments/new"): for_its_instructor("form"),
    ("GET", "/assignments/<id:assignment_id>"): ("login", "login", "absent", "absent", "well", "absent"),
    ("GET", "/assignments/<id:assignment_id>/edit"): for_its_instructor("well"),
    ("POST", "/assignments/<id:assignment_id>/edit"): for_its_instructor("form"),
}


def methods_of(rule: Rule) -> set[str]:
    return (rule.methods or set()) - {"HEAD", "OPTIONS"}


def routes_of(app: Flask) -> set[tuple[str, str]]:
    return {(method, rule.rule) for rule in app.url_map.iter_rules() for method in methods_of(rule)}


@pytest.fixture
def assignment(people: People, site_database: Database) -> int:
    """Of ada's course, with an exercise that leaves the one below open for practice."""
    draft = AssignmentDraft(title="Week 1", items=(ItemDraft(slug="ledger-pointers"),))
    return set_assignment(site_database, people.course, draft)


@pytest.fixture
def address_of(app: Flask, people: People, assignment: int) -> Mapping[str, str]:
    """An address for each rule, of things that exist."""
    values = {
        "slug": SLUG,
        "number": 1,
        "token": "made-up",
        "filename": "favicon.svg",
        "code": people.course.code,
        "user_id": people.bo.id,
        "assignment_id": assignment,
        "program_id": id_of(starter().text),
    }
    adapter = app.url_map.bind("localhost")
    found = {}
    for rule in app.url_map.iter_rules():
        try:
            found[rule.rule] = adapter.build(rule.endpoint, {name: values[name] for name in rule.arguments})
        except BuildError as error:  # pragma: no cover - told in place of a bare KeyError
            pytest.fail(f"{rule.rule}: {error}")
    return found


@pytest.fixture
def cast(app: Flask, people: People) -> Mapping[str, Visitor]:
    guest = Visitor(app)
    guest.answer("ledger-pointers", "wrong")
    known = {name: Visitor(app).be(getattr(people, name)) for name in ("dee", "cy", "bo", "ada")}
    return {"visitor": Visitor(app), "guest": guest, **known}


def outcome_of(answer: Answer) -> Outcome | str:
    """What came of a request; a status that nobody expects is given as it is."""
    match answer.status:
        case 200:
            is_page = answer.response.mimetype == "text/html"
            return "well" if is_page else "file"
        case 303:
            return "login" if answer.location.startswith("/login?next=") else "back"
        case 404:
            return "absent"
        case 422:
            return "form"
        case 400:
            return "lapsed"
        case status:
            return str(status)


def test_every_address_is_in_the_matrix(app: Flask) -> None:
    assert routes_of(app) == set(MATRIX)


@pytest.mark.parametrize(("method", "rule"), MATRIX, ids=[" ".join(route) for route in MATRIX])
def test_everybody_gets_what_is_theirs(
    cast: Mapping[str, Visitor], address_of: Mapping[str, str], method: str, rule: str
) -> None:
    """Sent as a form with nothing but its token; the least privileged first, since some of it changes things."""
    found = {}
    for name in CAST:
        who, address = cast[name], address_of[rule]
        answer = who.post(address) if method == "POST" else who.get(address)
        found[name] = outcome_of(answer)
        answer.response.close()
    assert found == dict(zip(CAST, MATRIX[method, rule], strict=True))


def test_head_tells_no_more_than_get(app: Flask, cast: Mapping[str, Visitor], address_of: Mapping[str, str]) -> None:
    for rule in [rule for method, rule in MATRIX if method == "GET"]:
        for who in cast.values():
            with who.client.head(address_of[rule]) as head, who.client.get(address_of[rule]) as got:
                assert (head.status_code, head.data) == (got.status_code, b""), rule
                assert "ETag" not in head.headers or rule.startswith("/static"), rule


def test_no_address_takes_another_method(ada: Visitor, app: Flask, address_of: Mapping[str, str]) -> None:
    for rule, address in address_of.items():
        taken = {method for method, taken_rule in MATRIX if taken_rule == rule} | {"HEAD", "OPTIONS"}
        for method in {"GET", "POST", "PUT", "PATCH", "DELETE", "TRACE"} - taken:
            data = {"csrf_token": ada.csrf_token()}
            with ada.client.open(address, method=method, data=data) as answer:
                read_as_course = (method, rule) == ("GET", "/courses/join")  # a course of this code: there is none
                assert answer.status_code == (404 if read_as_course else 405), (method, rule)
                assert "Content-Security-Policy" in answer.headers


def contents_of(database: Database) -> dict[str, list[tuple[object, ...]]]:
    """All rows of all tables, but the browsers' sessions and what the compiler said."""
    metadata = MetaData()
    metadata.reflect(database.engine)
    with database.reading() as session:
        return {
            table.name: sorted((tuple(row) for row in session.execute(table.select())), key=str)
            for table in metadata.sorted_tables
            if table.name not in {BrowserSession.__tablename__, StoredVerdict.__tablename__}
        }


def test_nothing_is_changed_without_a_token_of_ones_own(
    app: Flask, ada: Visitor, bo: Visitor, address_of: Mapping[str, str], site_database: Database
) -> None:
    before = contents_of(site_database)
    foreign = bo.csrf_token()
    for rule in [rule for method, rule in MATRIX if method == "POST"]:
        for token in ("", "made-up", foreign):
            sent = ada.post(address_of[rule], {"title": "Mallory's", "name": "Mallory"}, token=token)
            assert sent.status == 400, rule
        for kind in ("text/plain", "application/json"):
            other = ada.client.post(address_of[rule], data='{"csrf_token": "x"}', content_type=kind)
            assert other.status_code == 400, (kind, rule)
    assert contents_of(site_database) == before
    assert ada.get("/account").status == 200  # not even logged out


def test_what_is_another_persons_is_told_as_what_is_not_there(dee: Visitor, people: People, assignment: int) -> None:
    theirs, absent = people.course.code, "QQQQQQ"
    pairs = [
        (f"/courses/{theirs}{page}", f"/courses/{absent}{page}")
        for page in ("", "/roster", "/gradebook", "/grades.csv", "/assignments/new", f"/gradebook/{people.bo.id}/1")
    ]
    pairs += [(f"/assignments/{assignment}{page}", f"/assignments/999{page}") for page in ("", "/edit")]
    held = "/exercises/ledger-pointers?assignment="
    pairs.append((f"{held}{assignment}", f"{held}999"))
    for one, other in pairs:
        answers = [dee.get(one), dee.get(other)]
        assert [answer.status for answer in answers] == [404, 404], one
        assert answers[0].text == answers[1].text, one


def test_the_debugger_and_other_doors_are_not_there(visitor: Visitor) -> None:
    for path in ("/console", "/?__debugger__=yes&cmd=resource&f=style.css", "/admin", "/.git/config", "/.env"):
        assert visitor.get(path).status == (200 if path.startswith("/?") else 404)
        assert "debugger" not in visitor.get(path).text.casefold()


def test_the_first_instructors_link_is_dead_once_there_is_one(app: Flask, site_database: Database) -> None:
    with site_database.writing() as session:
        token = make_setup_token(session)
    fields = {"login": "prof", "name": "Prof", "password": "five boxes of red chalk"}
    winner, late = Visitor(app), Visitor(app)
    assert late.get(f"/setup/{token}").status == 200
    assert winner.post(f"/setup/{token}", fields).location == "/courses"
    assert late.post(f"/setup/{token}", {**fields, "login": "mallory"}).status == 404
    assert late.get(f"/setup/{token}").status == 404
    assert late.log_in("mallory").status == 422
