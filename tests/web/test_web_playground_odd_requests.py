"""Requests that no page of ours sends, to every address of the playground."""

from __future__ import annotations

import pytest
from flask import Flask
from sqlalchemy import select

from grader.models.program import Program
from grader.operations.database import Database
from grader.operations.programs import id_of
from grader.web.limits import limiter
from tests.site_under_test import database_of
from tests.visiting import Visitor
from tests.web.playground_reading import CHOSEN, COUNTER, ask, source_in

PARTS = ("", "/reasons", "/picture", "/code", "/output", "/versions", "/program.go")
ADDRESS = f"/playground/{id_of(COUNTER.encode())}"


@pytest.fixture
def app(shared_app: Flask) -> Flask:
    """One application for all; nobody has asked it too often yet."""
    limiter.reset()
    return shared_app


ODD = [
    f"at={'9' * 5000}:1",
    "at=NaN:1",
    "at=1e3:1",
    "at=-1:-1",
    "at=%D9%A3:%D9%A1",
    "at=4:2%00",
    "at=%ED%A0%80:1",
    "at=%FF",
    "at=4:2&at=4:3",
    "at=%1B[31m",
    "go=%00",
    "go=..%2F..%2Fetc",
    "go=1.27.3%0A",
    "go=-V",
    "lang=1.27&lang=1.18",
    "lang=go1.27",
    "lang=1.%D9%A3",
    "lang=-l",
    "inlining=ON",
    "inlining=%F0%9F%98%80",
    "tries=" + "9" * 5000,
    "tries=-1",
    "tries=NaN",
    "tries=%D9%A3",
    "link=1&link=2",
    "unknown=%3Cscript%3E&" + "&".join(f"p{number}=1" for number in range(100)),
]


@pytest.mark.parametrize("query", ODD, ids=lambda query: query[:24])
def test_odd_parameters_end_in_a_page_at_every_address(visitor: Visitor, query: str) -> None:
    ask(visitor)
    for part in PARTS:
        for headers in ({}, {"HX_Request": "true"}):
            answer = visitor.get(f"{ADDRESS}{part}?{query}", **headers)
            assert answer.status in {200, 422}, part
            assert "<script>alert" not in answer.text
    assert visitor.get(f"/playground?{query}").status in {200, 422}
    assert visitor.get(f"/playground?example=%00&{query}").status in {404, 422}


@pytest.mark.parametrize(
    ("name", "text", "status"),
    [
        ("nul", COUNTER + "// \x00\n", 422),
        ("escape", COUNTER + "// \x1b[31m\n", 422),
        ("mark in front", "\ufeff" + COUNTER, 200),
        ("mark within", COUNTER + "// \ufeff\n", 422),
        ("carriage returns", COUNTER.replace("\n", "\r"), 422),
        ("separator", COUNTER + "// \u2028\n", 422),
        ("tabs", COUNTER + "\t\t\n", 200),
        ("replaced", COUNTER + "// \ufffd\n", 200),
        ("emoji", COUNTER + "// 👩‍🔬\n", 422),
        ("closing", COUNTER + "// </textarea></script><b>\n", 200),
    ],
)
def test_odd_characters_come_back_as_they_were(visitor: Visitor, name: str, text: str, status: int) -> None:
    del name
    answer = ask(visitor, text)
    answer = visitor.follow(answer) if answer.status == 303 else answer
    assert answer.status == status
    assert source_in(answer).replace("\r\n", "\n").replace("\r", "\n") == text.replace("\r", "\n")
    assert "</textarea></script><b>" not in answer.page.html


@pytest.mark.parametrize(("size", "status"), [(16 * 1024, 303), (16 * 1024 + 1, 422)])
def test_the_bound_is_exact(visitor: Visitor, size: int, status: int) -> None:
    assert ask(visitor, COUNTER + "//" + "x" * (size - len(COUNTER) - 2)).status == status


@pytest.mark.parametrize("method", ["PUT", "DELETE", "PATCH"])
def test_other_methods_are_refused(visitor: Visitor, method: str) -> None:
    token = visitor.csrf_token()
    for address in ("/playground", ADDRESS, f"{ADDRESS}/reasons"):
        answer = visitor.client.open(address, method=method, data={"csrf_token": token, "source": COUNTER})
        assert answer.status_code == 405
    assert visitor.post(ADDRESS, {"source": COUNTER}).status == 405


@pytest.mark.parametrize(
    ("kind", "body"),
    [
        ("application/json", b'{"source": "package p"}'),
        ("text/plain", b"source=package+p"),
        ("multipart/form-data", b"--y\r\nnonsense\r\n"),
        ("application/x-www-form-urlencoded; charset=utf-16", b"\xff\xfes\x00"),
    ],
)
def test_other_kinds_of_bodies_change_nothing(app: Flask, visitor: Visitor, kind: str, body: bytes) -> None:
    before = programs_in(database_of(app))
    assert visitor.client.post("/playground", data=body, content_type=kind).status_code == 400
    assert programs_in(database_of(app)) == before


def test_a_file_in_place_of_a_program_is_no_program(visitor: Visitor) -> None:
    fields = {"csrf_token": visitor.csrf_token(), "source": (__file__, "../../program.go")}
    answer = visitor.client.post("/playground", data=fields, content_type="multipart/form-data")
    assert answer.status_code == 422
    assert "There is no program yet" in answer.get_data(as_text=True)


def test_repeated_fields_count_once(visitor: Visitor) -> None:
    answer = visitor.post("/playground", {"source": [COUNTER, "package other\n"], "go": ["", "9.9"]})
    assert answer.location == ADDRESS


@pytest.mark.parametrize("encoding", ["identity;q=0", "gzip, br", "*;q=0", "nonsense"])
def test_any_encoding_that_is_wished_for_gets_an_answer(visitor: Visitor, encoding: str) -> None:
    ask(visitor)
    assert visitor.get(f"{ADDRESS}?at={CHOSEN}", Accept_Encoding=encoding).status == 200


def programs_in(database: Database) -> set[str]:
    """The ids of all that is kept."""
    with database.reading() as session:
        return set(session.scalars(select(Program.id)))
