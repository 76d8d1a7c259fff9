"""What results tell of several releases of Go, and of what allocates."""

from __future__ import annotations

from flask import Flask
from sqlalchemy import select

from grader.models.submission import Submission
from tests.site_under_test import database_of
from tests.visiting import Visitor

HTMX = {"HX_Request": "true"}


def test_where_nothing_changed_the_places_need_not_be_said(app: Flask, visitor: Visitor) -> None:
    address = "/exercises/exchange-quote"
    key = visitor.get(address).page.fields["key"]
    fields = {"candidate": "none", "before": "heap", "certainty": "sure", "key": key}
    assert "Right, none of these changed." in visitor.follow(visitor.post(address, fields)).text
    with database_of(app).reading() as session:
        (kept,) = session.scalars(select(Submission))
    assert (kept.is_right, kept.answer["candidate"], kept.key) == (True, "none", {"candidate": "none"})


def test_a_result_shows_what_further_releases_say_of_what_is_asked(visitor: Visitor) -> None:
    slug = "atomic-hits"
    assert "From release to release" not in visitor.get(f"/exercises/{slug}").text
    text = visitor.post(f"/exercises/{slug}/answer", {}, **HTMX).text
    assert "What Go 1.23.9 Go 1.27.3 odd Line 6" in text
    assert "Heap moved to heap: odd Stack changed" in text
    assert "GOTOOLCHAIN=go1.23.9 go build -gcflags=-m=2" in text


def test_a_result_shows_what_further_releases_allocate_and_do_not_list(visitor: Visitor) -> None:
    text = visitor.post("/exercises/next-bus/answer", {}, **HTMX).text
    assert "Next(37) 3 allocations 1 allocation changed" in text
    assert "append Line 10 not listed Depends append does not escape" in text


def test_what_allocates_is_named_with_the_call_that_does_it(visitor: Visitor) -> None:
    text = visitor.post("/exercises/ticket-desk/answer", {}, **HTMX).text
    assert "n Line 4 Heap moved to heap: n The generated code calls runtime.newobject in line 4." in text
    assert text.count("func literal escapes to heap") >= 2
