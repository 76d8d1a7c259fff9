from __future__ import annotations

from pathlib import Path

import pytest
import time_machine
from flask import Flask
from sqlalchemy import func, select

from grader.models.submission import Submission
from grader.models.user import User
from grader.operations.database import Database
from grader.operations.users import disable_user, get_user
from grader.web.addresses import is_own_address
from tests.site_under_test import PASSWORD, People, make_settings, running_app
from tests.visiting import Visitor

SLUG = "folder-depth"


def test_register_log_out_and_log_in_over_plain_http_on_this_machine(visitor: Visitor) -> None:
    assert visitor.follow(visitor.register("grace", "Grace H.")).status == 200
    assert "Grace H." in visitor.get("/path").text
    assert visitor.follow(visitor.post("/logout")).status == 200
    assert "Grace H." not in visitor.get("/path").text
    assert visitor.log_in("GRACE").location == "/path"
    assert "You are logged in as grace." in visitor.get("/account").text


def test_cookies_on_plain_http(visitor: Visitor) -> None:
    visitor.register("grace")
    header = visitor.post("/preferences/theme", {"theme": "dark"}).response.headers["Set-Cookie"]
    assert header.startswith("theme=dark;")
    assert "HttpOnly" in header
    assert "SameSite=Lax" in header
    assert "Secure" not in header
    session = visitor.client.get_cookie("session")
    assert session
    assert session.http_only
    assert session.same_site == "Lax"
    assert not session.secure


def test_cookies_on_https_are_bound_to_the_host(sqlite_url: str, tmp_path: Path) -> None:
    settings = make_settings(tmp_path / "data", sqlite_url).model_copy(update={"public_url": "https://go.example.edu"})
    with running_app(settings) as app:
        response = app.test_client().get("/login", base_url="https://go.example.edu")
        cookie = response.headers["Set-Cookie"]
        assert cookie.startswith("__Host-session=")
        assert {"Secure", "HttpOnly", "SameSite=Lax", "Path=/"} <= {part.strip() for part in cookie.split(";")}
        assert "max-age=" in response.headers["Strict-Transport-Security"]


def test_a_copied_cookie_is_dead_after_logging_out(app: Flask, visitor: Visitor) -> None:
    visitor.register("grace")
    stolen = visitor.client.get_cookie("session")
    assert stolen
    visitor.post("/logout")
    thief = Visitor(app)
    thief.client.set_cookie("session", stolen.value)
    assert thief.get("/account").location.startswith("/login")


def test_a_cookie_planted_before_logging_in_is_worth_nothing_after(app: Flask, visitor: Visitor) -> None:
    visitor.register("grace")
    visitor.post("/logout")
    visitor.get("/login")
    planted = visitor.client.get_cookie("session")
    assert planted
    visitor.log_in("grace")
    thief = Visitor(app)
    thief.client.set_cookie("session", planted.value)
    assert thief.get("/account").location.startswith("/login")


def test_a_new_password_logs_all_other_browsers_out(app: Flask, visitor: Visitor) -> None:
    visitor.register("grace")
    other = Visitor(app)
    other.log_in("grace")
    new = "a different long one"
    changed = visitor.post("/account/password", {"old": PASSWORD, "new": new, "again": new})
    assert "All other browsers are logged out" in visitor.follow(changed).text
    assert other.get("/account").location.startswith("/login")


def test_a_wrong_present_password_changes_nothing(visitor: Visitor) -> None:
    visitor.register("grace")
    answer = visitor.post("/account/password", {"old": "not this one", "new": "x" * 20, "again": "x" * 20})
    assert answer.status == 422
    assert "That is not your present password" in answer.text
    visitor.post("/logout")
    assert visitor.log_in("grace").status == 303


def test_what_a_guest_answered_counts_for_the_account_that_is_made(visitor: Visitor, site_database: Database) -> None:
    visitor.answer(SLUG)
    visitor.register("grace")
    with site_database.reading() as session:
        assert session.scalar(select(func.count()).select_from(User)) == 1
    assert visitor.get(f"/exercises/{SLUG}").page.headings[1] == "Right, and for the right reason."


def test_what_a_guest_answered_counts_for_the_account_that_is_logged_in_to(app: Flask, people: People) -> None:
    guest = Visitor(app)
    guest.answer(SLUG)
    guest.log_in("dee")
    assert guest.get(f"/exercises/{SLUG}").page.headings[1] == "Right, and for the right reason."


def test_an_unknown_login_and_a_wrong_password_are_answered_alike(app: Flask, people: People) -> None:
    texts = set()
    for login in ("dee", "nobody"):
        answer = Visitor(app).post("/login", {"login": login, "password": "not this one"})
        assert answer.status == 422
        texts.add(answer.text)
    assert len(texts) == 1


def test_tries_at_one_account_are_limited_and_nobody_is_locked_out_for_good(app: Flask, people: People) -> None:
    with time_machine.travel("2030-01-01 12:00", tick=False) as clock:
        for number in range(20):
            address = {"X_Forwarded_For": f"10.0.0.{number}"}
            assert Visitor(app).post("/login", {"login": "dee", "password": "guess"}, **address).status == 422
        assert Visitor(app).post("/login", {"login": "DEE ", "password": "guess"}).status == 429
        assert Visitor(app).log_in("bo").status == 303
        clock.shift(16 * 60)
        assert Visitor(app).log_in("dee").status == 303


@pytest.mark.parametrize("password", ["short", "x" * 1025, "字" * 342])
def test_passwords_that_are_too_short_or_too_long_are_refused(visitor: Visitor, password: str) -> None:
    answer = visitor.post("/register", {"login": "grace", "password": password})
    assert answer.status == 422
    assert "Too" in answer.text


@pytest.mark.parametrize("password", ["x" * 64, "a pass\u00a0with 空格 and ✓"])
def test_long_and_unicode_passwords_are_accepted(visitor: Visitor, password: str) -> None:
    assert visitor.post("/register", {"login": "grace", "password": password}).status == 303
    visitor.post("/logout")
    assert visitor.post("/login", {"login": "grace", "password": password}).status == 303


def test_a_login_that_is_taken_is_a_complaint_at_its_field(visitor: Visitor, people: People) -> None:
    answer = visitor.register("Dee")
    assert answer.status == 422
    assert "Somebody has this login already" in answer.text


def test_foreign_fields_make_nobody_an_instructor(visitor: Visitor, site_database: Database) -> None:
    fields = {"login": "grace", "password": PASSWORD, "role": "instructor", "id": "7", "__class__": "x"}
    visitor.post("/register", fields)
    with site_database.reading() as session:
        assert not session.scalars(select(User)).one().is_instructor


@pytest.mark.parametrize("path", ["/logout", "/login", "/register", f"/exercises/{SLUG}", "/preferences/theme"])
def test_a_form_without_its_token_is_refused(visitor: Visitor, path: str) -> None:
    visitor.get("/login")
    assert visitor.post(path, {"login": "x", "password": "y", "theme": "dark"}, token="").status == 400


def test_another_browsers_token_is_refused(app: Flask, visitor: Visitor) -> None:
    visitor.register("grace")
    foreign = Visitor(app).csrf_token()
    assert visitor.post("/account/name", {"name": "Mallory"}, token=foreign).status == 400
    assert "Mallory" not in visitor.get("/account").text


@pytest.mark.parametrize("path", ["/logout", "/preferences/language", f"/exercises/{SLUG}/answer"])
def test_what_changes_something_can_not_be_got(visitor: Visitor, path: str) -> None:
    assert visitor.get(path).status == 405


def test_a_name_is_text_wherever_it_stands(visitor: Visitor) -> None:
    visitor.register("grace", '"><img src=x onerror=alert(1)>')
    assert "<img" not in visitor.get("/account").page.html


def test_logging_in_leads_back_and_never_away(app: Flask, people: People) -> None:
    back = Visitor(app).post("/login", {"login": "dee", "password": PASSWORD, "next": "/progress?x=1"})
    assert back.location == "/progress?x=1"
    for target in ("https://evil.example/", "//evil.example", "/\\evil.example", "javascript:alert(1)", "/\t/evil"):
        away = Visitor(app).post("/login", {"login": "dee", "password": PASSWORD, "next": target})
        assert away.location == "/path", target
        assert not is_own_address(target)


def test_a_disabled_account_is_out_at_the_next_request(visitor: Visitor, site_database: Database) -> None:
    visitor.register("grace")
    with site_database.writing() as session:
        disable_user(session, get_user(session, "grace"))
    assert visitor.get("/account").location.startswith("/login")
    assert visitor.log_in("grace").status == 422


def test_nothing_is_stored_by_looking(visitor: Visitor, site_database: Database) -> None:
    for path in ("/", "/path", "/progress", f"/exercises/{SLUG}", "/login"):
        visitor.get(path)
    with site_database.reading() as session:
        assert session.scalar(select(func.count()).select_from(User)) == 0
        assert session.scalar(select(func.count()).select_from(Submission)) == 0
