from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from playwright.sync_api import Page, expect

from tests.browsing import DESKTOP, PHONE, Language, Site, assert_accessible_in_both_themes, assert_fits
from tests.site_under_test import PASSWORD
from tests.visiting import Visitor, answer_fields, question_of

pytestmark = pytest.mark.browser

WRONG, LATER = "folder-depth", "ledger-pointers"


def be_wrong_twice(site: Site) -> str:
    """Be a guest who was wrong about two questions, one after the other, some days ago: the cookie of this guest."""
    visitor = Visitor(site.app)
    for days, slug in ((3, WRONG), (2, LATER)):
        with time_machine.travel(datetime.now(UTC) - timedelta(days=days)):
            visitor.answer(slug, "wrong")
    cookie = visitor.client.get_cookie("session")
    assert cookie
    return cookie.value


def open_with_two_due(
    site: Site, *, width: int = DESKTOP, language: Language = "en", runs_scripts: bool = True
) -> Page:
    page = site.open_browser(width=width, language=language, runs_scripts=runs_scripts)
    page.context.add_cookies([{"name": "session", "value": be_wrong_twice(site), "url": site.address}])
    return page


def answer_by_keys(page: Page, site: Site, slug: str) -> None:
    for name, value in answer_fields(question_of(site.app, slug), "right").items():
        key = page.locator(f'input[name="{name}"][value="{value}"]').get_attribute("data-key")
        assert key
        page.keyboard.press(key.lower())
    page.keyboard.press("Enter")
    expect(page.locator(".outcome h2")).to_be_focused()


def test_a_day_of_review_by_keyboard_alone(site: Site) -> None:
    page = open_with_two_due(site)
    page.goto("/review")
    count = page.locator("#due-count .count")
    expect(count).to_have_text("2")
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile(rf"/exercises/{WRONG}\?review=1"))
    answer_by_keys(page, site, WRONG)
    expect(count).to_have_text("1")
    page.keyboard.press("n")
    page.wait_for_url(re.compile(rf"/exercises/{LATER}\?review=1"))
    answer_by_keys(page, site, LATER)
    expect(count).to_have_count(0)
    page.keyboard.press("n")
    page.wait_for_url(re.compile("/review$"))
    expect(page.get_by_role("heading", name="All done for today.")).to_be_visible()


def test_a_review_begins_with_nothing_chosen_although_the_tab_was_never_closed(site: Site) -> None:
    page = site.open_browser()
    page.goto(f"/exercises/{WRONG}")
    for name, value in answer_fields(question_of(site.app, WRONG), "wrong").items():
        page.locator(f'label:has(input[name="{name}"][value="{value}"])').click()
    page.get_by_role("button", name="Submit").click()
    expect(page.get_by_role("heading", name="Not right yet.")).to_be_focused()
    with time_machine.travel(datetime.now(UTC) + timedelta(days=2)):
        page.goto(f"/exercises/{WRONG}?review=1")
        expect(page.locator("form.panel")).to_be_visible()
        expect(page.locator("form.panel input:checked")).to_have_count(0)


@pytest.mark.parametrize("language", ["en", "zh-CN"])
@pytest.mark.parametrize("width", [DESKTOP, PHONE])
def test_the_pages_of_practice_are_accessible_and_fit(site: Site, width: int, language: Language) -> None:
    page = open_with_two_due(site, width=width, language=language)
    for path in ("/review", f"/exercises/{WRONG}?review=1", "/path", "/progress"):
        page.goto(path)
        assert_accessible_in_both_themes(page)
        assert_fits(page)
    page.goto("/review")
    page.locator('input[name="daily_reviews"]').fill("0")
    page.locator("main form button").click()
    expect(page.locator("#daily_reviews-wrong")).to_be_visible()
    assert_accessible_in_both_themes(page)


@pytest.mark.parametrize("language", ["en", "zh-CN"])
@pytest.mark.parametrize("path", ["/review", "/playground"])
def test_on_a_phone_every_link_of_the_navigation_is_in_one_line_and_in_view(
    site: Site, language: Language, path: str
) -> None:
    page = open_with_two_due(site, width=PHONE, language=language)
    page.goto("/register")
    page.locator("#login").fill("grace")
    page.locator("#password").fill(PASSWORD)
    page.locator("main form button").click()
    page.goto(path)
    expect(page.locator("#due-count .count")).to_have_text("2")
    boxes = [link.bounding_box() for link in page.locator("header nav a").all()]
    assert len(boxes) == 5
    assert all(box and box["x"] >= 0 and box["x"] + box["width"] <= PHONE for box in boxes)
    assert len({box["y"] for box in boxes if box}) == 1


def test_without_scripts_a_review_goes_on_from_page_to_page(site: Site) -> None:
    page = open_with_two_due(site, runs_scripts=False)
    page.goto("/review")
    page.locator(".outcome a.btn-main").click()
    for name, value in answer_fields(question_of(site.app, WRONG), "right").items():
        page.locator(f'label:has(input[name="{name}"][value="{value}"])').click()
    page.locator("#work .btn-main").click()
    page.get_by_role("link", name="Next due question").click()
    expect(page).to_have_url(re.compile(rf"/exercises/{LATER}\?review=1$"))
