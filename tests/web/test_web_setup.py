from __future__ import annotations

from datetime import timedelta

import time_machine
from flask import Flask

from grader.models.columns import utc_now
from grader.operations.database import Database
from grader.operations.setup import make_setup_token
from tests.site_under_test import PASSWORD
from tests.visiting import Visitor

FIELDS = {"login": "ada", "name": "Ada", "password": PASSWORD}


def make_link(database: Database) -> str:
    with database.writing() as session:
        return f"/setup/{make_setup_token(session)}"


def test_the_link_makes_one_instructor_and_then_is_not_there(app: Flask, site_database: Database) -> None:
    link, first, second = make_link(site_database), Visitor(app), Visitor(app)
    assert "The first instructor" in first.get(link).page.headings
    assert first.post(link, FIELDS).status == 303
    assert "You can create courses now" in first.get("/courses").text
    assert second.get(link).status == 404
    assert second.post(link, {**FIELDS, "login": "eve"}).status == 404


def test_a_mistake_in_the_form_does_not_use_the_link_up(visitor: Visitor, site_database: Database) -> None:
    link = make_link(site_database)
    assert visitor.post(link, {**FIELDS, "password": "short"}).status == 422
    assert visitor.post(link, {**FIELDS, "login": "a b"}).status == 422
    assert visitor.post(link, FIELDS).status == 303


def test_a_link_of_yesterday_and_a_guessed_one_are_not_there(visitor: Visitor, site_database: Database) -> None:
    link = make_link(site_database)
    with time_machine.travel(utc_now() + timedelta(hours=25)):
        assert visitor.get(link).status == 404
    assert visitor.get("/setup/guess").status == 404
