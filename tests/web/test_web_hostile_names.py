"""Names and titles that are meant to be more than text, on every page that shows them."""

from __future__ import annotations

import csv
import io
import logging
import re
from collections.abc import Iterator

import pytest
from flask import Flask
from sqlalchemy import text

from grader.operations.assignments import AssignmentDraft, ItemDraft
from grader.operations.database import Database
from grader.web.logs import OneLineFormatter
from tests.page_reading import Page
from tests.site_under_test import PASSWORD, People, set_assignment
from tests.visiting import Visitor

SLUG = "ledger-pointers"

NAMES = {
    "markup": '"><img src=x onerror=alert(1)>',
    "script": "</script><script>alert(1)</script>",
    "attribute": "x' onmouseover='alert(1)",
    "template": "{{ 7 * 7 }}{% raw %}",
    "placeholders": "%(num)s %s %d {0}",
    "percent": "100%",
    "formula": '=HYPERLINK("http://evil.example","x")',
    "full-width formula": "＝1+1",
    "long": "安" * 200,
    "separators": "a\u2028b\u2029c",
    "one letter": "é",
}
STRIPPED = {
    "right to left": ("Bo \u202egnp.exe", "Bo gnp.exe"),
    "nul": ("Bo\0Lind", "BoLind"),
    "line": ("Bo\r\n2026-01-01 INFO login admin", "Bo 2026-01-01 INFO login admin"),
    "terminal": ("Bo \x1b[31mred\x1b[0m", "Bo [31mred[0m"),
    "bell": ("Bo\x07", "Bo"),
}
"""What is sent, and what stays of it: nothing that cannot be seen."""


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgresql)])
def site_database_url(request: pytest.FixtureRequest) -> str:
    """Both: they disagree about what text may hold."""
    url: str = request.getfixturevalue(f"{request.param}_url")
    return url


def assert_harmless(page: Page) -> None:
    """Nothing in the page came to life."""
    assert not re.search(r"<img|<script(?![^>]*\ssrc=)|\son\w+=['\"]", page.html)
    assert "49" not in page.headings


def be_called(student: Visitor, name: str) -> None:
    assert student.post("/account/name", {"name": name}).status == 303


@pytest.mark.parametrize("name", NAMES.values(), ids=NAMES)
def test_a_hostile_name_is_text_on_every_page(
    ada: Visitor, bo: Visitor, people: People, site_database: Database, name: str
) -> None:
    draft = AssignmentDraft(title="Week 1", items=(ItemDraft(slug=SLUG),))
    number = set_assignment(site_database, people.course, draft)
    be_called(bo, name)
    bo.answer(SLUG, "wrong", assignment=number)
    course = f"/courses/{people.course.code}"
    shown = " ".join(name.split())
    for who, path in (
        (bo, "/"),
        (bo, "/account"),
        (bo, f"/assignments/{number}"),
        (bo, f"/exercises/{SLUG}?assignment={number}"),
        (bo, "/nothing"),
        (ada, f"{course}/roster"),
        (ada, f"{course}/gradebook"),
        (ada, f"{course}/gradebook/{people.bo.id}/{number}"),
    ):
        page = who.get(path).page
        assert shown in page.text or f'value="{shown}"' in page.html, path
        assert_harmless(page)


@pytest.mark.parametrize(("sent", "kept"), STRIPPED.values(), ids=STRIPPED)
def test_what_cannot_be_seen_is_not_kept(bo: Visitor, sent: str, kept: str) -> None:
    be_called(bo, sent)
    assert bo.get("/account").page.fields["name"] == kept


@pytest.mark.parametrize("name", ["=1+1", "+1", "-2", "@SUM(A1)", "＝1", 'a,"b" =1', "'=1"])
def test_a_name_never_arrives_as_a_formula(ada: Visitor, bo: Visitor, people: People, name: str) -> None:
    be_called(bo, name)
    answer = ada.get(f"/courses/{people.course.code}/grades.csv")
    rows = list(csv.reader(io.StringIO(answer.response.get_data(as_text=True))))
    cell = rows[1][1]
    assert cell in {name, f"'{name}"}
    assert cell[0] not in "=+-@＝＋－＠\t\r\0"
    assert answer.response.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.response.headers["Content-Disposition"].startswith("attachment;")


@pytest.mark.parametrize("title", [*NAMES.values(), *(sent for sent, _ in STRIPPED.values())], ids=[*NAMES, *STRIPPED])
def test_a_hostile_title_is_text_or_a_complaint(ada: Visitor, bo: Visitor, people: People, title: str) -> None:
    course = f"/courses/{people.course.code}"
    form = {"title": title, "attempts": "1", "reveal": "at_once", "exercise": SLUG}
    assert ada.post(f"{course}/assignments/new", form).status in {303, 422}
    assert ada.post(f"{course}/title", {"title": title}).status == 303
    assert ada.post("/courses", {"title": title}).status in {303, 422}
    for who, path in ((ada, course), (bo, course), (ada, "/courses"), (bo, "/path"), (ada, f"{course}/gradebook")):
        answer = who.get(path)
        assert answer.status == 200
        assert not re.search(r"[\x00-\x08\x0b-\x1f\x7f\u202a-\u202e]", answer.page.html), path
        assert_harmless(answer.page)


@pytest.mark.parametrize(
    "login", ["<b>bo</b>", '"onfocus="alert(1)', "bo\0", "bo\nINFO", "\u202eob", "{{7*7}}", "字" * 65]
)
def test_a_hostile_login_is_refused_or_text(visitor: Visitor, login: str) -> None:
    answer = visitor.post("/register", {"login": login, "password": PASSWORD})
    assert answer.status in {303, 422}
    assert_harmless(answer.page)
    assert_harmless(visitor.get("/account").page)
    refused = visitor.post("/login", {"login": login, "password": "not this one"})
    assert refused.status == 422
    assert_harmless(refused.page)


@pytest.mark.parametrize("word", ["<img src=x>", '"><script>', "\0", "%", "\u202e", "x" * 2000, "{{7*7}}"])
def test_what_is_searched_and_sorted_by_is_text(ada: Visitor, people: People, word: str) -> None:
    path = f"/courses/{people.course.code}/gradebook"
    response = ada.client.get(path, query_string={"search": word, "sort": word, "order": word})
    assert response.status_code == 200
    assert_harmless(Page(response.get_data(as_text=True)))


@pytest.fixture
def log(app: Flask) -> Iterator[io.StringIO]:
    """What the program writes to its log, as it writes it."""
    written = io.StringIO()
    handler = logging.StreamHandler(written)
    handler.setFormatter(OneLineFormatter("[%(asctime)s] %(levelname)s in %(module)s: %(message)s"))
    app.logger.addHandler(handler)
    yield written
    app.logger.removeHandler(handler)


def fail(word: str) -> str:
    """A fault of ours that carries what a visitor wrote."""
    raise ValueError(word)


def test_nobody_forges_a_line_of_the_log_nor_finds_people_in_it(
    app: Flask, bo: Visitor, site_database: Database, log: io.StringIO
) -> None:
    with site_database.writing() as session:
        session.execute(text("ALTER TABLE browser_sessions RENAME TO out_of_reach"))
    app.add_url_rule("/broken/<path:word>", "broken", fail)
    forged = "2026-01-01 INFO login admin"
    assert bo.get(f"/broken/%0A{forged}%1B[31m").status == 500
    assert bo.get(f"/account?x=%0A{forged}").status == 500
    lines = log.getvalue().splitlines()
    assert any(forged in line and "\\n" in line and "\\x1b" in line for line in lines)
    assert all(line.startswith(("[", "    ")) for line in lines)
    assert "parameters hidden" in log.getvalue()
