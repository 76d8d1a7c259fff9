from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta

import pytest
import time_machine
from flask import Flask
from sqlalchemy import event

from grader.operations.programs import id_of
from tests.site_under_test import People, database_of
from tests.visiting import Visitor
from tests.web.playground_reading import COUNTER, ask

SLUG = "folder-depth"
KEPT = id_of(COUNTER.encode())


@contextmanager
def counted(app: Flask) -> Iterator[list[str]]:
    """Collect the statements that the application sends to its database."""
    statements: list[str] = []

    def note(_connection: object, _cursor: object, statement: str, *_rest: object) -> None:
        if not statement.startswith(("BEGIN", "PRAGMA", "SAVEPOINT", "RELEASE")):
            statements.append(statement)

    engine = database_of(app).engine
    event.listen(engine, "before_cursor_execute", note)
    yield statements
    event.remove(engine, "before_cursor_execute", note)


@pytest.mark.parametrize(
    ("path", "statements"),
    [
        ("/", 0),
        ("/path", 0),
        ("/progress", 0),
        ("/review", 0),
        ("/login", 0),
        ("/lessons/1", 0),
        (f"/exercises/{SLUG}", 1),
    ],
)
def test_a_visitor_costs_no_statements_but_the_look_for_open_assignments(
    app: Flask, visitor: Visitor, path: str, statements: int
) -> None:
    visitor.get(path)  # the compiler's verdicts are read once in a process
    with counted(app) as sent:
        assert visitor.get(path).status == 200
    assert len(sent) == statements, sent


@pytest.mark.parametrize(
    ("path", "statements"),
    [
        ("/", 2),
        ("/path", 5),
        ("/progress", 11),
        ("/review", 4),
        ("/account", 2),
        (f"/exercises/{SLUG}", 10),
    ],
)
def test_pages_of_a_student_cost_the_same_however_much_was_answered(
    app: Flask, people: People, path: str, statements: int
) -> None:
    dee = Visitor(app).be(people.dee)
    for slug in (SLUG, "ledger-pointers"):
        dee.answer(slug)
    with counted(app) as sent:
        assert dee.get(path).status == 200
    assert len(sent) == statements, sent


def test_what_is_due_costs_one_more_statement_the_look_for_what_is_held(app: Flask, people: People) -> None:
    dee = Visitor(app).be(people.dee)
    for slug in (SLUG, "ledger-pointers"):
        dee.answer(slug, "wrong")
    for days, statements in ((0, 4), (2, 3)):
        with time_machine.travel(timedelta(days=days)), counted(app) as sent:
            assert dee.get("/review").status == 200
        assert len(sent) == statements, sent


@pytest.mark.parametrize(
    ("path", "statements"),
    [
        ("/playground", 1),
        (f"/playground/{KEPT}", 2),
        (f"/playground/{KEPT}?at=4:2", 2),
        (f"/playground/{KEPT}/reasons", 2),
    ],
)
def test_what_was_asked_before_costs_a_look_for_the_program_and_for_its_verdict(
    app: Flask, visitor: Visitor, people: People, path: str, statements: int
) -> None:
    ask(visitor)
    for who, more in ((visitor, 0), (Visitor(app).be(people.dee), 2)):
        who.get(path)
        with counted(app) as sent:
            assert who.get(path).status == 200
        assert len(sent) == statements + more, sent


def test_sending_a_program_again_costs_one_write(app: Flask, visitor: Visitor) -> None:
    token = visitor.csrf_token()
    visitor.post("/playground", {"source": COUNTER}, token=token, HX_Request="true")
    with counted(app) as sent:
        visitor.post("/playground", {"source": COUNTER}, token=token, HX_Request="true")
    assert [statement.split()[0] for statement in sent] == ["INSERT", "SELECT"], sent
