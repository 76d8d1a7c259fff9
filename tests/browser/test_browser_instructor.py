"""The instructor's whole path, in a real browser: from the one-time link to the grades in a file."""

from __future__ import annotations

import csv
from pathlib import Path
from typing import Literal

import pytest
from playwright.sync_api import Page, expect

from grader.operations.setup import make_setup_token
from tests.browsing import DESKTOP, PHONE, Site, assert_accessible_in_both_themes, assert_fits
from tests.site_under_test import PASSWORD, database_of
from tests.visiting import answer_fields, question_of
from tests.week_one import EASY, HARD

pytestmark = pytest.mark.browser


def register(page: Page, login: str, name: str) -> None:
    page.get_by_label("Login").fill(login)
    page.get_by_label("Name").fill(name)
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("main").get_by_role("button").click()


def become_the_first_instructor(site: Site) -> Page:
    with database_of(site.app).writing() as session:
        token = make_setup_token(session)
    page = site.open_browser()
    page.goto(f"/setup/{token}")
    assert_accessible_in_both_themes(page)
    register(page, "ada", "Ada Okafor")
    return page


def create_course(page: Page) -> str:
    """The link to join it."""
    page.get_by_role("link", name="Courses").click()
    page.get_by_label("Title of the course").fill("Systems Programming")
    page.get_by_role("button", name="Create").click()
    expect(page.get_by_role("heading", name="Systems Programming")).to_be_visible()
    link: str = page.locator(".cmd code").inner_text()
    return link


def set_assignment(page: Page) -> None:
    page.get_by_role("link", name="Set the first assignment").click()
    page.get_by_label("Title", exact=True).fill("Week 1")
    page.get_by_label("Due", exact=True).fill("2035-01-31T18:00")
    page.get_by_label("Attempts for each exercise").fill("2")
    for slug in (EASY, HARD):
        page.get_by_role("searchbox", name="Find exercises").fill(slug)
        page.locator(f"input[value={slug}]").check()
    page.get_by_role("searchbox", name="Find exercises").fill("")
    page.locator(f"input[name=points-{HARD}]").fill("2.5")
    page.get_by_role("button", name="Set the assignment").click()
    expect(page.get_by_role("status")).to_contain_text("The assignment is set.")


def join_as_student(site: Site, link: str) -> Page:
    page = site.open_browser(width=PHONE)
    page.goto(link)
    page.get_by_role("main").get_by_role("link", name="Register").click()
    register(page, "bo", "=Bo Lind")
    page.get_by_role("button", name="Join").click()
    expect(page.get_by_role("status")).to_contain_text("You are in “Systems Programming”.")
    return page


def answer(site: Site, page: Page, slug: str, kind: Literal["right", "right place"]) -> None:
    told = {"right": "Right, and for the right reason.", "right place": "Not right yet."}
    fields = answer_fields(question_of(site.app, slug), kind)
    page.goto("/path")
    page.get_by_role("link", name="Week 1").click()
    page.locator(f"a[href^='/exercises/{slug}']").click()
    for name, value in fields.items():
        page.locator(f"label:has(input[name={name}][value='{value}'])").click()  # the label lies over the button
    page.get_by_role("button", name="Submit").click()
    expect(page.locator("body")).to_contain_text(told[kind])


def test_from_the_one_time_link_to_the_grades_in_a_file(site: Site, tmp_path: Path) -> None:
    ada = become_the_first_instructor(site)
    link = create_course(ada)
    set_assignment(ada)
    bo = join_as_student(site, link)
    answer(site, bo, EASY, "right")
    answer(site, bo, HARD, "right place")

    ada.get_by_role("link", name="Gradebook").click()
    row = ada.get_by_role("row", name="=Bo Lind")
    expect(row.get_by_role("link")).to_contain_text("2 of 3.5")
    row.get_by_role("link").click()
    expect(ada.locator("main")).to_contain_text("moved to heap: mine")
    ada.go_back()

    ada.locator("summary", has_text="Download").click()
    with ada.expect_download() as started:
        ada.get_by_role("link", name="Wide CSV One row for each").click()
    started.value.save_as(tmp_path / "grades.csv")
    with (tmp_path / "grades.csv").open(encoding="utf-8", newline="") as file:
        assert list(csv.reader(file)) == [
            ["login", "name", "Week 1 (3.5)", "total (3.5)"],
            ["bo", "'=Bo Lind", "2", "2"],
        ]


def test_every_page_of_a_course_is_accessible_and_fits(site: Site) -> None:
    ada = become_the_first_instructor(site)
    link = create_course(ada)
    code = link.rsplit("/", 1)[-1]
    look(ada, "/courses", f"/courses/{code}", f"/courses/{code}/roster", f"/courses/{code}/gradebook")
    ada.goto(f"/courses/{code}")
    set_assignment(ada)
    look(ada, f"/courses/{code}/gradebook")
    bo = join_as_student(site, link)
    look(bo, f"/courses/{code}", "/path", "/assignments/1")
    answer(site, bo, EASY, "right")
    look(bo, "/assignments/1", f"/join/{code}")
    look(ada, f"/courses/{code}", f"/courses/{code}/roster", f"/courses/{code}/assignments/new", "/assignments/1/edit")
    look(ada, f"/courses/{code}/gradebook", f"/courses/{code}/gradebook?sort=total&search=bo")
    total = ada.get_by_role("row", name="=Bo Lind").get_by_role("cell").last.bounding_box()
    assert total
    assert total["x"] + total["width"] <= PHONE  # as wide as its one assignment: nothing to scroll
    ada.locator("summary", has_text="Download").click()
    assert_accessible_in_both_themes(ada)
    look(ada, ada.get_by_role("row", name="=Bo Lind").get_by_role("link").get_attribute("href") or "")


def test_exercises_of_the_bank_are_found_by_what_they_teach_and_counted(site: Site) -> None:
    page = become_the_first_instructor(site)
    create_course(page)
    page.get_by_role("link", name="Set the first assignment").click()
    expect(page.locator(".bank-row:visible")).to_have_count(0)
    finder = page.get_by_role("searchbox", name="Find exercises")
    finder.fill("sent on a channel")
    shown = page.locator(".bank-row:visible")
    expect(shown.first).to_be_visible()
    assert shown.count() < 30
    expect(page.get_by_text(f"Exercises found: {shown.count()}")).to_be_attached()
    shown.first.get_by_role("checkbox").check()
    finder.press("Enter")
    expect(page.get_by_role("heading", name="New assignment")).to_be_visible()
    finder.fill("")
    expect(page.locator("summary", has_text="chosen: 1")).to_be_visible()
    assert_accessible_in_both_themes(page)
    finder.fill("no such exercise")
    expect(page.locator(".bank-row:visible")).to_have_count(0)


def test_a_form_with_mistakes_is_accessible_and_fits(site: Site) -> None:
    page = become_the_first_instructor(site)
    create_course(page)
    page.get_by_role("link", name="Set the first assignment").click()
    page.get_by_label("Attempts for each exercise").fill("0")
    page.get_by_role("searchbox", name="Find exercises").fill(EASY)
    page.locator(f"input[value={EASY}]").check()
    page.locator(f"input[name=points-{EASY}]").fill("many")
    page.get_by_role("button", name="Set the assignment").click()
    expect(page.get_by_role("alert")).to_contain_text("Nothing was stored yet.")
    expect(page.locator(f"input[name=points-{EASY}]")).to_have_value("many")
    for width in (DESKTOP, PHONE):
        page.set_viewport_size({"width": width, "height": 900})
        assert_accessible_in_both_themes(page)
        assert_fits(page)


def look(page: Page, *addresses: str) -> None:
    """Open each page and look at it with axe, in both themes, on a desk and on a phone."""
    for address in addresses:
        page.goto(address)
        for width in (DESKTOP, PHONE):
            page.set_viewport_size({"width": width, "height": 900})
            assert_accessible_in_both_themes(page)
            assert_fits(page)
