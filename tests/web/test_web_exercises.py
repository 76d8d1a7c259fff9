from __future__ import annotations

import re
import subprocess
from html import unescape
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import func, select

from grader.models.submission import Submission
from grader.models.user import User
from grader.operations.assignments import AssignmentDraft, ItemDraft
from grader.operations.database import Database
from grader.operations.sessions import revoke_all_sessions
from grader.toolchain.environment import clean_environment
from grader.toolchain.installed import find_installed
from grader.web.commands import repeat_command
from grader.web.site import current_site
from tests.site_under_test import PASSWORD, People, set_assignment
from tests.visiting import Visitor, answer_fields, question_of

STACK, HEAP = "folder-depth", "ledger-pointers"
HTMX = {"HX_Request": "true"}


def count_submissions(database: Database) -> int:
    with database.reading() as session:
        return session.scalar(select(func.count()).select_from(Submission)) or 0


def test_the_question_marks_what_is_asked_and_tells_no_answer(visitor: Visitor) -> None:
    page = visitor.get(f"/exercises/{HEAP}").page
    assert "Line 23, what is asked: e." in page.text
    assert 'class="decl">e</span>' in page.html
    assert page.html.count('class="use"') == 1
    for leak in ("moved to heap", "STORED_INDIRECT", "expect", "What holds", "address-of"):
        assert leak not in page.html
    assert "Hint 1 of 2" in page.text


def test_without_scripts_an_answer_leads_to_a_page_that_can_be_loaded_again(visitor: Visitor) -> None:
    answer = visitor.answer(HEAP)
    assert answer.status == 303
    page = visitor.follow(answer).page
    assert page.headings[:2] == ["Where does e live, and why?", "Right, and for the right reason."]
    for part in ("ledger.go:23:3: moved to heap: e", "from &e (address-of) at ledger.go:24:23", "1 of 1 point"):
        assert part in page.text
    assert "go build -gcflags=-m=2 ledger.go" in page.text
    assert page.html.count('<svg class="pic ') == 2
    assert "Next exercise" in page.text


def test_with_htmx_only_the_part_that_changes_is_sent(visitor: Visitor) -> None:
    fields = answer_fields(question_of(visitor.app, HEAP), "right")
    answer = visitor.post(f"/exercises/{HEAP}", {**fields, "key": "k"}, **HTMX)
    assert answer.status == 200
    assert answer.page.html.lstrip().startswith('<div id="work"')
    assert "<html" not in answer.page.html


def test_a_wrong_answer_with_attempts_left_tells_only_the_feedback_of_what_was_chosen(visitor: Visitor) -> None:
    page = visitor.follow(visitor.answer(HEAP, "right place")).page
    assert "Not right yet." in page.headings
    for leak in ("moved to heap", "What holds", "Right place", "of 1 point:", "Memory, as it really is"):
        assert leak not in page.text
    assert "Show me the answer" in page.html


def test_giving_up_shows_the_answer_and_what_was_said(visitor: Visitor) -> None:
    visitor.answer(HEAP, "wrong")
    page = visitor.follow(visitor.post(f"/exercises/{HEAP}/answer")).page
    assert "Not the right place." in page.headings
    assert "You said Stack." in page.text
    assert "What holds:" in page.text


def test_giving_up_before_any_answer_has_no_points(visitor: Visitor) -> None:
    page = visitor.follow(visitor.post(f"/exercises/{HEAP}/answer")).page
    assert "Here is how it is." in page.headings
    assert "no points" in page.text


def test_an_exercise_can_be_answered_again_for_practice(visitor: Visitor) -> None:
    visitor.answer(STACK)
    assert "key" in visitor.get(f"/exercises/{STACK}?again=1").page.fields
    page = visitor.follow(visitor.answer(STACK, key="again")).page
    assert "this one is practice and has no points" in page.text


@pytest.mark.parametrize("missing", ["place", "reason", "certainty"])
def test_an_answer_with_a_missing_field_costs_no_attempt_and_keeps_the_rest(
    visitor: Visitor, site_database: Database, missing: str
) -> None:
    fields = answer_fields(question_of(visitor.app, HEAP), "right")
    del fields[missing]
    answer = visitor.post(f"/exercises/{HEAP}", {**fields, "key": "k"})
    assert answer.status == 422
    assert {name: answer.page.fields.get(name) for name in fields} == fields
    assert count_submissions(site_database) == 0


@pytest.mark.parametrize(
    "foreign",
    [
        {"score": "100"},
        {"user_id": "2"},
        {"place": "moon"},
        {"reason": "STORED_INDIRECT"},
        {"certainty": "NaN"},
        {"place": ["heap", "stack"]},
        {"key": ""},
        {"key": "x" * 65},
    ],
)
def test_foreign_or_repeated_fields_are_a_form_error_and_cost_no_attempt(
    visitor: Visitor, site_database: Database, foreign: dict[str, str]
) -> None:
    fields = {**answer_fields(question_of(visitor.app, HEAP), "right"), "key": "k", **foreign}
    assert visitor.post(f"/exercises/{HEAP}", fields).status == 422
    assert count_submissions(site_database) == 0


def test_sending_the_same_form_twice_counts_once(visitor: Visitor, site_database: Database) -> None:
    first = visitor.follow(visitor.answer(HEAP, "wrong", key="one"))
    second = visitor.follow(visitor.answer(HEAP, "wrong", key="one"))
    assert second.page.headings == first.page.headings
    assert count_submissions(site_database) == 1


@pytest.mark.parametrize("slug", ["..", "%2e%2e", "..%5c..", "%00", ".git", "CON", "ａ", "no-such", "a" * 300])
def test_slugs_that_are_no_exercise_are_not_there(visitor: Visitor, slug: str) -> None:
    for path in (f"/exercises/{slug}", f"/exercises/{slug}/answer"):
        assert visitor.post(path, {"key": "k"}).status in {404, 405, 308}
    assert visitor.get(f"/exercises/{slug}").status in {404, 308}


def test_an_unknown_page_says_where_to_go(visitor: Visitor) -> None:
    answer = visitor.get("/exercises/no-such")
    assert answer.status == 404
    assert "Go to your path" in answer.page.links


def test_a_lapsed_form_keeps_the_choice(app: Flask, visitor: Visitor) -> None:
    fields = answer_fields(question_of(app, HEAP), "right")
    answer = visitor.post(f"/exercises/{HEAP}", {**fields, "key": "k"}, token="stale")
    assert answer.status == 400
    assert "Your choice is kept" in answer.text
    assert {name: answer.page.fields.get(name) for name in fields} == fields


def test_a_lapsed_account_is_asked_to_log_in_and_comes_back_with_the_choice(
    bo: Visitor, site_database: Database, people: People
) -> None:
    token = bo.csrf_token()
    with site_database.writing() as session:
        revoke_all_sessions(session, session.get_one(User, people.bo.id))
    fields = answer_fields(question_of(bo.app, HEAP), "right")
    answer = bo.post(f"/exercises/{HEAP}", {**fields, "key": "k"}, token=token)
    assert answer.status == 409
    assert count_submissions(site_database) == 0
    address = re.search(r'href="(/login\?next=[^"]*place[^"]*)"', answer.page.html)
    assert address
    back = bo.post(unescape(address[1]), {"login": "bo", "password": PASSWORD})
    page = bo.follow(back).page
    assert {name: page.fields.get(name) for name in fields} == fields


def test_another_persons_assignment_is_not_there(app: Flask, people: People, site_database: Database) -> None:
    draft = AssignmentDraft(title="Week 1", items=(ItemDraft(slug=HEAP),))
    number = set_assignment(site_database, people.course, draft)
    address = f"/exercises/{HEAP}?assignment={number}"
    assert Visitor(app).be(people.bo).get(address).status == 200
    for stranger in (Visitor(app), Visitor(app).be(people.dee), Visitor(app).be(people.cy)):
        assert stranger.get(address).status == 404
        assert stranger.post(address, {**answer_fields(question_of(app, HEAP), "right"), "key": "k"}).status == 404
    assert Visitor(app).get(f"/exercises/{HEAP}?assignment=1e309").status == 404


def test_an_exercise_of_an_open_assignment_is_closed_in_practice(
    app: Flask, people: People, site_database: Database
) -> None:
    draft = AssignmentDraft(title="Week 1", items=(ItemDraft(slug=HEAP),))
    number = set_assignment(site_database, people.course, draft)
    bo = Visitor(app).be(people.bo)
    assert "Week 1" in bo.get(f"/exercises/{HEAP}").text
    assert bo.answer(HEAP, key="k").status == 409
    assert bo.post(f"/exercises/{HEAP}/answer").status == 409
    assert bo.answer(HEAP, assignment=number).location == f"/exercises/{HEAP}?assignment={number}"


def test_options_stand_in_another_order_for_another_browser(app: Flask) -> None:
    orders = {tuple(_options(Visitor(app))) for _ in range(12)}
    assert len(orders) > 1
    one = Visitor(app)
    before = _options(one)
    one.answer(HEAP, "wrong")
    assert _options(one) == before


def _options(visitor: Visitor) -> list[str]:
    html = visitor.get(f"/exercises/{HEAP}?again=1").page.html
    return [part.split('"')[0] for part in html.split('name="reason" value="')[1:]]


@pytest.mark.parametrize("slug", [STACK, HEAP])
def test_the_command_repeats_the_compilers_lines(app: Flask, slug: str, tmp_path: Path) -> None:
    with app.app_context():
        site = current_site()
        exercise = site.catalog.get_exercise(slug)
        command = repeat_command(exercise.source.name, lang=exercise.content.go, flags=exercise.flags)
    (tmp_path / exercise.source.name).write_bytes(exercise.source.text)
    installed = find_installed(site.settings)
    home = tmp_path / "home"
    home.mkdir()
    assert command.startswith("go build ")
    done = subprocess.run(
        [str(installed.go), *command.removeprefix("go ").replace('"', "").split(" ")],
        cwd=tmp_path,
        env={**clean_environment(home), "GOCACHE": str(site.settings.data_folder / "go-cache")},
        capture_output=True,
        text=True,
        check=True,
    )
    assert ("moved to heap: e" in done.stderr) is (slug == HEAP)
