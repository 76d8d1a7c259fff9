"""A person at a browser, without a browser: keeps cookies, sends forms with the token that stood on the last page."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from flask import Flask
from werkzeug.test import TestResponse

from grader.grading.kinds.place_and_reason import PlaceAndReasonQuestion
from grader.models.user import User
from grader.operations.sessions import start_session
from grader.web.judging import get_task
from grader.web.site import catalog
from tests.page_reading import Page
from tests.site_under_test import PASSWORD, database_of

Fields = Mapping[str, str | Sequence[str]]
Kind = Literal["right", "right place", "wrong"]


@dataclass(frozen=True, slots=True)
class Answer:
    """What the site answered."""

    response: TestResponse

    @property
    def status(self) -> int:
        """The status code."""
        return self.response.status_code

    @property
    def page(self) -> Page:
        """The page, taken apart."""
        return Page(self.response.get_data(as_text=True))

    @property
    def text(self) -> str:
        """All words of the page."""
        return self.page.text

    @property
    def location(self) -> str:
        """Where a redirection leads."""
        return self.response.headers.get("Location", "")


class Visitor:
    """Somebody who visits the site."""

    def __init__(self, app: Flask) -> None:
        self.app = app
        self.client = app.test_client()

    def get(self, path: str, **headers: str) -> Answer:
        """Ask for a page. Header names are written with `_`."""
        return Answer(self.client.get(path, headers=_headers(headers)))

    def post(self, path: str, fields: Fields | None = None, *, token: str | None = None, **headers: str) -> Answer:
        """Send a form, with the CSRF token that this browser's pages carry unless another one is given."""
        known = self.csrf_token() if token is None else token
        data = {**({"csrf_token": known} if known else {}), **(fields or {})}
        return Answer(self.client.post(path, data=data, headers=_headers(headers)))

    def follow(self, answer: Answer) -> Answer:
        """Go where a redirection leads."""
        assert answer.status == 303, (answer.status, answer.text)
        return self.get(answer.location)

    def csrf_token(self) -> str:
        """The token of this browser's forms, read from a page."""
        return self.get("/login").page.csrf_token

    def register(self, login: str, name: str = "") -> Answer:
        """Make an account through the form."""
        return self.post("/register", {"login": login, "name": name, "password": PASSWORD})

    def log_in(self, login: str) -> Answer:
        """Log in through the form."""
        return self.post("/login", {"login": login, "password": PASSWORD})

    def be(self, user: User) -> Visitor:
        """Be logged in as this person at once, as after the form."""
        with database_of(self.app).writing() as session:
            token = start_session(session, session.get_one(User, user.id))
        with self.client.session_transaction() as cookie:
            cookie.update(_user_id=token, _fresh=True, account=True)
        return self

    def answer(self, slug: str, kind: Kind = "right", *, assignment: int | None = None, key: str = "") -> Answer:
        """Answer an exercise, in practice or in an assignment, as its form would."""
        address = f"/exercises/{slug}" + (f"?assignment={assignment}" if assignment else "")
        fields = self.get(address).page.fields
        shown = {"key": key or fields.get("key", ""), "variant": fields.get("variant", "0")}
        return self.post(address, {**answer_fields(question_of(self.app, slug), kind), **shown})

    def give_up(self, slug: str) -> Answer:
        """Ask for the answer of an exercise, about the variant that its page shows."""
        variant = self.get(f"/exercises/{slug}").page.fields.get("variant", "0")
        return self.post(f"/exercises/{slug}/answer", {"variant": variant})


def question_of(app: Flask, slug: str) -> PlaceAndReasonQuestion:
    """The question of an exercise of the bank, with the key that the compiler gives it."""
    with app.app_context():
        question = get_task(catalog().get_exercise(slug)).question
    assert isinstance(question, PlaceAndReasonQuestion)
    return question


def answer_fields(question: PlaceAndReasonQuestion, kind: Kind) -> dict[str, str]:
    """What to choose in order to be right, right about the place alone, or wrong."""
    key = question.key
    true, false = (
        [one.id for one in question.options if (one.reason in key.reasons) is holds] for holds in (True, False)
    )
    other = next(place for place in question.places if place != key.place)
    place = other if kind == "wrong" else key.place
    return {"place": place.value, "reason": true[0] if kind == "right" else false[0], "certainty": "sure"}


def _headers(names: Mapping[str, str]) -> dict[str, str]:
    return {name.replace("_", "-"): value for name, value in names.items()}
