"""Too much: a full disk, a database that is gone, and people who want more than their share."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing

import pytest
from flask import Flask
from sqlalchemy import event
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.pool import ConnectionPoolEntry

from grader.models.program import Program
from grader.operations.programs import id_of
from grader.web.askers import BY_ADDRESS
from grader.web.limits import limiter
from tests.site_under_test import database_of
from tests.visiting import Visitor
from tests.web.playground_reading import COUNTER, ask, ask_in_place, shown_on, source_in

ADDRESS = f"/playground/{id_of(COUNTER.encode())}"


@pytest.fixture
def app(shared_app: Flask) -> Flask:
    """One application for all; nobody has asked it too often yet."""
    limiter.reset()
    return shared_app


@pytest.fixture
def full_disk(app: Flask, visitor: Visitor) -> Iterator[None]:
    """From now on the database's file may not grow; there is room for nothing more."""
    database = database_of(app)
    visitor.csrf_token()
    with database.reading() as session:
        pages = session.connection().exec_driver_sql("PRAGMA page_count").scalar_one()

    def hold(connection: DBAPIConnection, _record: ConnectionPoolEntry) -> None:
        with closing(connection.cursor()) as cursor:
            cursor.execute(f"PRAGMA max_page_count = {pages}")

    database.engine.dispose()
    event.listen(database.engine, "connect", hold)
    yield
    event.remove(database.engine, "connect", hold)
    database.engine.dispose()


@pytest.mark.usefixtures("full_disk")
@pytest.mark.parametrize("in_place", [True, False])
def test_on_a_full_disk_the_answer_is_given_all_the_same(app: Flask, visitor: Visitor, in_place: bool) -> None:
    source = COUNTER + "//" + "x" * 15_000 + f"{in_place}\n"  # more than the free room in the pages that there are
    answer = (ask_in_place if in_place else ask)(visitor, source)
    assert answer.status == 200
    assert shown_on(answer).places == {"n": "heap", "func": "heap"}
    assert "could not be kept" in answer.text
    assert "HX-Push-Url" not in answer.response.headers
    with database_of(app).reading() as session:
        assert session.get(Program, id_of(source.encode())) is None


def test_a_database_that_is_gone_is_told_on_a_page(app: Flask, visitor: Visitor) -> None:
    token = visitor.csrf_token()
    database = database_of(app)

    def fail(_connection: DBAPIConnection, _record: ConnectionPoolEntry) -> None:
        raise database.engine.dialect.loaded_dbapi.OperationalError("unable to open database file")

    database.engine.dispose()
    event.listen(database.engine, "connect", fail, insert=True)
    try:
        sent = visitor.post("/playground", {"source": COUNTER + "\n// gone\n"}, token=token, HX_Request="true")
        shown = visitor.get(ADDRESS)
    finally:
        event.remove(database.engine, "connect", fail)
        database.engine.dispose()
    for answer in (sent, shown):
        assert answer.status >= 500
        assert "Traceback" not in answer.text
        assert "went wrong on our side" in answer.text


def test_links_that_stay_are_rationed_and_asking_goes_on(visitor: Visitor, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("grader.web.askers.LINKS", 1)
    token = visitor.csrf_token()
    for number in range(BY_ADDRESS):
        sent = visitor.post("/playground", {"source": f"package p{number}\n", "share": "on"}, token=token)
        assert sent.status == 303
    answer = visitor.post("/playground", {"source": COUNTER, "share": "on"}, token=token)
    assert (answer.status, source_in(answer)) == (429, COUNTER)
    assert "Too many questions or links at once" in answer.page.headings
    assert int(answer.response.headers["Retry-After"]) > 0
    assert visitor.post("/playground", {"source": COUNTER}, token=token).status == 303


def test_the_site_gives_no_more_links_than_it_has_room_for(
    app: Flask, visitor: Visitor, monkeypatch: pytest.MonkeyPatch
) -> None:
    first, second = (f"package room\n\nvar v{number} int\n" for number in range(2))
    assert ask(visitor, first, share="on").status == 303
    monkeypatch.setattr("grader.operations.programs.MOST_SHARED", 1)
    assert ask(visitor, first, share="on").status == 303
    answer = ask(visitor, second, share="on")
    assert (answer.status, source_in(answer)) == (200, second)
    assert "gives no more links that stay" in answer.text
    assert "The link to this program" not in answer.page.headings
    with database_of(app).reading() as session:
        assert session.get_one(Program, id_of(second.encode())).is_shared is False


def test_being_many_guests_does_not_buy_more_questions(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("grader.web.askers.PROGRAMS", 1)
    statuses = []
    for _ in range(BY_ADDRESS + 1):
        guest = Visitor(app)
        guest.answer("folder-depth")
        statuses.append(ask(guest, " ").status)
    assert statuses == [422] * BY_ADDRESS + [429]
