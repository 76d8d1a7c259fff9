"""The minimal pair that a result offers as the next question."""

from __future__ import annotations

from pathlib import Path

import pytest

from grader.grading.attempts import Reveal
from grader.operations.assignments import AssignmentDraft, ItemDraft
from tests.sample_bank import GO, replaced, write_exercise
from tests.site_under_test import People, database_of, make_settings, running_app, set_assignment
from tests.visiting import Visitor

SHARED, COPIED = "ledger-pointers", "ledger-entries"
OFFER = "Now change one thing"


def result_of(visitor: Visitor, slug: str) -> str:
    page = visitor.follow(visitor.post(f"/exercises/{slug}/answer", {"key": "k"})).page
    assert "Here is how it is." in page.headings
    return page.text


def test_a_result_offers_its_pair_with_the_edit(visitor: Visitor) -> None:
    text = result_of(visitor, SHARED)
    assert OFFER in text
    assert "Where does e live after it?" in text
    assert text.count("removed:") == text.count("added:") == 3


def test_of_a_pair_that_only_the_language_version_parts_that_is_the_edit(visitor: Visitor) -> None:
    text = result_of(visitor, "longest-word-in-an-old-module")
    assert text.partition(OFFER)[2].count("removed:") == 1
    assert "removed: -lang=go1.21" in text
    assert "added: -lang=go1.27" in text


def test_of_a_pair_that_only_inlining_parts_the_flag_is_the_edit(visitor: Visitor) -> None:
    text = result_of(visitor, "paint-for-a-wall").partition(OFFER)[2]
    assert "added: -l" in text
    assert "removed:" not in text


def test_without_a_pair_nothing_is_offered(visitor: Visitor) -> None:
    assert OFFER not in result_of(visitor, "cache-hit")


@pytest.mark.parametrize(("variable", "is_offered"), [("u", True), ("name", False)])
def test_what_is_not_proven_is_not_offered(tmp_path: Path, sqlite_url: str, variable: str, is_offered: bool) -> None:
    """As in a bank that `check` refuses: the other exercise asks about another variable."""
    copying = replaced("variable: u", f"variable: {variable}").replace("RETURNED", "ADDRESS_NEVER_TAKEN")
    write_exercise(tmp_path / "bank", replaced("difficulty: 2", "difficulty: 2\ncontrast: other"))
    write_exercise(tmp_path / "bank", copying, slug="other", go=GO.replace(b"*User {", b"User {").replace(b"&u", b"u"))
    settings = make_settings(tmp_path / "data", sqlite_url).model_copy(update={"exercises_folder": tmp_path / "bank"})
    with running_app(settings) as app:
        assert (OFFER in result_of(Visitor(app), "open-session")) is is_offered


def test_a_pair_that_an_assignment_holds_back_is_not_offered(visitor: Visitor, people: People) -> None:
    draft = AssignmentDraft(title="Week 1", items=(ItemDraft(slug=COPIED),), reveal=Reveal.NEVER)
    set_assignment(database_of(visitor.app), people.course, draft)
    assert OFFER not in result_of(visitor.be(people.bo), SHARED)
    assert OFFER in result_of(Visitor(visitor.app).be(people.dee), SHARED)
