"""Guessing, waiting, racing: what can be tried at the door."""

from __future__ import annotations

import time
from concurrent.futures import ThreadPoolExecutor
from statistics import median

import pytest
import time_machine
from flask import Flask
from sqlalchemy import func, select

from grader.models.user import Role, User
from grader.operations.database import Database
from grader.operations.setup import LIFETIME, make_setup_token
from grader.web.requests import LARGEST
from tests.site_under_test import PASSWORD, People, make_settings, running_app
from tests.visiting import Answer, Visitor

WRONG = "not this one"


def guess(visitor: Visitor, login: str, password: str = WRONG, **headers: str) -> Answer:
    return visitor.post("/login", {"login": login, "password": password}, **headers)


def test_guessing_over_many_accounts_is_limited_by_address(app: Flask, people: People) -> None:
    """One password over two hundred accounts; the forwarded address is another each time, and believed by nobody."""
    with time_machine.travel("2030-01-01 12:00", tick=False) as clock:
        visitor = Visitor(app)
        token = visitor.csrf_token()
        statuses = []
        for number in range(110):
            fields = {"login": f"student{number}", "password": "password1"}
            forged = {"X_Forwarded_For": f"10.0.1.{number}", "Forwarded": f"for=10.0.1.{number}"}
            statuses.append(visitor.post("/login", fields, token=token, **forged).status)
        assert statuses == [422] * 100 + [429] * 10
        clock.shift(16 * 60)
        assert Visitor(app).log_in("bo").status == 303


def test_a_class_behind_one_address_may_log_in_at_once(app: Flask, people: People) -> None:
    for _ in range(40):
        assert Visitor(app).log_in("bo").status == 303


def test_a_proxy_in_front_tells_addresses_apart(sqlite_url: str, tmp_path_factory: pytest.TempPathFactory) -> None:
    settings = make_settings(tmp_path_factory.mktemp("site") / "data", sqlite_url).model_copy(update={"proxies": 1})
    with running_app(settings) as app:
        visitor = Visitor(app)
        token = visitor.csrf_token()

        def statuses(address: str) -> set[int]:
            fields = ({"login": f"{address}-{number}", "password": "password1"} for number in range(101))
            return {
                visitor.post("/login", each, token=token, X_Forwarded_For=f"1.1.1.1, {address}").status
                for each in fields
            }

        assert statuses("10.0.0.1") == {422, 429}
        assert guess(visitor, "another", X_Forwarded_For="10.0.0.2").status == 422
        assert guess(visitor, "another", X_Forwarded_For="10.0.0.2, 10.0.0.1").status == 429


def test_an_unknown_login_takes_the_time_of_a_known_one(app: Flask, people: People) -> None:
    """Medians, taken in turn; without a hash for nobody, the unknown login would take a small part of the time."""
    visitor, token = Visitor(app), ""
    token = visitor.csrf_token()
    seconds: dict[str, list[float]] = {"dee": [], "nobody": [], "x" * 65: [], "a b": []}
    for _ in range(9):
        for login, taken in seconds.items():
            started = time.process_time()
            visitor.post("/login", {"login": login, "password": "not this one"}, token=token)
            taken.append(time.process_time() - started)
    known = median(seconds["dee"])
    assert 0.5 * known < median(seconds["nobody"]) < 2 * known


def test_a_huge_password_is_refused_before_it_is_hashed(visitor: Visitor, people: People) -> None:
    assert guess(visitor, "dee", "x" * 1_000_000).status == 413
    started = time.process_time()
    assert guess(visitor, "dee", "x" * (LARGEST - 1000)).status == 422
    assert time.process_time() - started < 2


def test_a_password_counts_to_its_last_character(visitor: Visitor) -> None:
    long = "five boxes of red chalk " * 30
    assert visitor.post("/register", {"login": "grace", "password": long}).status == 303
    visitor.post("/logout")
    assert guess(visitor, "grace", long[:-2]).status == 422
    assert guess(visitor, "grace", long).status == 303


def test_one_login_registered_by_many_at_once_is_one_account(app: Flask, site_database: Database) -> None:
    visitors = [Visitor(app) for _ in range(8)]
    for visitor in visitors:
        visitor.csrf_token()
    with ThreadPoolExecutor(8) as pool:
        statuses = list(pool.map(lambda visitor: visitor.register("grace").status, visitors))
    assert sorted(statuses) == [303] + [422] * 7
    with site_database.reading() as session:
        assert session.scalar(select(func.count()).select_from(User)) == 1


def test_the_first_instructors_link_used_by_many_at_once_makes_one(app: Flask, site_database: Database) -> None:
    with site_database.writing() as session:
        token = make_setup_token(session)
    visitors = [Visitor(app) for _ in range(8)]
    for visitor in visitors:
        visitor.csrf_token()

    def claim(number: int) -> int:
        return visitors[number].post(f"/setup/{token}", {"login": f"prof{number}", "password": PASSWORD}).status

    with ThreadPoolExecutor(8) as pool:
        statuses = list(pool.map(claim, range(8)))
    assert sorted(statuses) == [303] + [404] * 7
    with site_database.reading() as session:
        assert [user.role for user in session.scalars(select(User))] == [Role.INSTRUCTOR]


def test_the_first_instructors_link_dies_with_time_and_with_the_next_start(app: Flask, site_database: Database) -> None:
    with time_machine.travel("2030-01-01 12:00", tick=False) as clock:
        with site_database.writing() as session:
            first = make_setup_token(session)
        with site_database.writing() as session:
            second = make_setup_token(session)
        visitor = Visitor(app)
        assert visitor.get(f"/setup/{first}").status == 404
        assert visitor.get(f"/setup/{second}").status == 200
        clock.shift(LIFETIME)
        assert visitor.get(f"/setup/{second}").status == 404
        assert visitor.post(f"/setup/{second}", {"login": "prof", "password": PASSWORD}).status == 404


def test_a_mistake_on_the_first_instructors_page_leaves_the_link_alive(app: Flask, site_database: Database) -> None:
    with site_database.writing() as session:
        token = make_setup_token(session)
    visitor = Visitor(app)
    for fields in ({"login": "prof", "password": "short"}, {"login": "p r o f", "password": PASSWORD}, {}):
        assert visitor.post(f"/setup/{token}", fields).status == 422
    assert visitor.post(f"/setup/{token}", {"login": "prof", "password": PASSWORD}).status == 303
    assert visitor.post("/courses", {"title": "Systems"}).status == 303


def test_a_guest_who_logs_in_changes_the_cookie(app: Flask, people: People) -> None:
    guest = Visitor(app)
    guest.answer("folder-depth", "wrong")
    before = guest.client.get_cookie("session")
    guest.log_in("dee")
    after = guest.client.get_cookie("session")
    assert before
    assert after
    thief = Visitor(app)
    thief.client.set_cookie("session", before.value)
    assert "Dee Park" not in thief.get("/path").text
    assert thief.get("/account").location.startswith("/login")


def test_logging_in_anew_ends_the_session_before(app: Flask, people: People) -> None:
    visitor = Visitor(app)
    visitor.log_in("dee")
    before = visitor.client.get_cookie("session")
    assert before
    visitor.log_in("bo")
    thief = Visitor(app)
    thief.client.set_cookie("session", before.value)
    assert thief.get("/account").location.startswith("/login")


@pytest.mark.parametrize(
    "target",
    [
        "//evil.example",
        "///evil.example",
        "/\\evil.example",
        "\\\\evil.example",
        "https:evil.example",
        "http://localhost@evil.example/",
        "/\t/evil.example",
        " //evil.example",
        "/%0d%0aSet-Cookie:x=1\r\nX: y",
        "javascript:alert(1)",
        "data:text/html,x",
        "\u2028//evil.example",
        "/\u2028/evil.example",
        "//evil.example\0",
        "http:///evil.example",
    ],
)
def test_next_never_leads_away(app: Flask, people: People, target: str) -> None:
    """By the form and by the address, at every page that knows `next`."""
    for path, fields in (
        ("/login", {"login": "dee", "password": PASSWORD}),
        ("/register", {"login": "grace", "password": PASSWORD}),
        ("/preferences/theme", {"theme": "dark"}),
    ):
        by_form = Visitor(app).post(path, {**fields, "next": target})
        in_address = Visitor(app)
        data = {**fields, "csrf_token": in_address.csrf_token()}
        if path == "/register":
            data["login"] = "hopper"
        response = in_address.client.post(path, query_string={"next": target}, data=data)
        for location in (by_form.location, response.headers["Location"]):
            assert location.startswith("/"), (path, target)
            assert "evil" not in location or location.startswith("/%E2%80%A8/"), (path, target)
            assert "\r" not in location
        assert "x" not in {cookie.partition("=")[0] for cookie in response.headers.getlist("Set-Cookie")}
