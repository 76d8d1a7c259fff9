from __future__ import annotations

import re

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from tests.browsing import (
    DESKTOP,
    PHONE,
    Language,
    Site,
    assert_accessible_in_both_themes,
    assert_fits,
)
from tests.visiting import answer_fields, question_of

pytestmark = pytest.mark.browser

HEAP = "ledger-pointers"
THREE_PLACES = "own-scratch"
EXTENT_OF_WORDS = """name => {
    const words = document.createRange();
    words.selectNodeContents(name);
    const {left, right, top, bottom} = words.getBoundingClientRect();
    return [left, right, top, bottom];
}"""
PAGES = ("/", "/path", "/progress", "/login", "/register", "/lessons/1", f"/exercises/{HEAP}", "/nothing")


def choose(page: Page, site: Site, kind: str = "right", slug: str = HEAP) -> None:
    """Choose the parts of an answer by their keys, as somebody without a mouse does."""
    fields = answer_fields(question_of(site.app, slug), "right" if kind == "right" else "wrong")
    for name, value in fields.items():
        key = page.locator(f'input[name="{name}"][value="{value}"]').get_attribute("data-key")
        assert key
        page.keyboard.press(key.lower())


def test_the_whole_path_by_keyboard_alone(site: Site) -> None:
    page = site.open_browser()
    page.goto("/")
    page.keyboard.press("s")
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile(r"/exercises/.*place=stack"))
    expect(page.locator('input[name="place"][value="stack"]')).to_be_checked()

    page.goto(f"/exercises/{HEAP}")
    choose(page, site)
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Right, and for the right reason.")).to_be_focused()
    assert page.url.endswith(f"/exercises/{HEAP}")
    expect(page.get_by_text("ledger.go:23:3: moved to heap: e").first).to_be_visible()
    page.keyboard.press("n")
    page.wait_for_url(lambda url: not url.endswith(HEAP))

    page.goto("/progress")
    expect(page.get_by_role("link", name="A ledger of pointers")).to_be_visible()
    expect(page.get_by_role("img", name="1 / 3").or_(page.get_by_role("img", name="1 of 3"))).to_be_visible()


def test_a_guest_registers_and_keeps_the_answer(site: Site) -> None:
    page = site.open_browser()
    page.goto(f"/exercises/{HEAP}")
    choose(page, site)
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Right, and for the right reason.")).to_be_visible()
    page.get_by_role("link", name="Log in").click()
    page.get_by_role("link", name="Register").click()
    page.get_by_label("Login").fill("grace")
    page.get_by_label("Password").fill("five boxes of red chalk")
    page.get_by_role("button", name="Register").click()
    page.goto(f"/exercises/{HEAP}")
    expect(page.get_by_role("heading", name="Right, and for the right reason.")).to_be_visible()
    page.goto("/account")
    assert_accessible_in_both_themes(page)
    assert_fits(page)
    page.get_by_role("button", name="Log out").click()
    expect(page.get_by_text("You are logged out.")).to_be_visible()


def test_a_wrong_answer_then_the_answer(site: Site) -> None:
    page = site.open_browser()
    page.goto(f"/exercises/{HEAP}")
    choose(page, site, "wrong")
    page.get_by_role("button", name="Submit").click()
    expect(page.get_by_role("heading", name="Not right yet.")).to_be_focused()
    assert_accessible_in_both_themes(page)
    page.get_by_role("button", name="Show me the answer").click()
    expect(page.get_by_role("heading", name="Not the right place.")).to_be_visible()


def test_everything_works_without_scripts(site: Site) -> None:
    page = site.open_browser(runs_scripts=False)
    page.goto(f"/exercises/{HEAP}")
    fields = answer_fields(question_of(site.app, HEAP), "right")
    for name, value in fields.items():
        page.locator(f'label:has(input[name="{name}"][value="{value}"])').click()
    page.get_by_role("button", name="Submit").click()
    expect(page.get_by_role("heading", name="Right, and for the right reason.")).to_be_visible()
    page.get_by_role("button", name="中文").click()
    expect(page.get_by_role("heading", name="答对了，原因也对。")).to_be_visible()
    page.get_by_role("button", name="切换到深色").click()
    expect(page.locator("html")).to_have_attribute("data-theme", "dark")


def test_a_dropped_connection_keeps_the_choice_and_says_so(site: Site) -> None:
    page = site.open_browser()
    page.goto(f"/exercises/{HEAP}")
    choose(page, site)
    page.route("**/exercises/**", lambda route: route.abort())
    page.get_by_role("button", name="Submit").click()
    expect(page.get_by_text("No connection. Your choice is kept")).to_be_visible()
    expect(page.locator('input[name="certainty"]:checked')).to_have_count(1)
    page.unroute("**/exercises/**")
    page.get_by_role("button", name="Submit").click()
    expect(page.get_by_role("heading", name="Right, and for the right reason.")).to_be_visible()


def test_a_choice_survives_loading_the_page_again_and_switching_the_language(site: Site) -> None:
    page = site.open_browser()
    page.goto(f"/exercises/{HEAP}")
    page.keyboard.press("h")
    page.keyboard.press("8")
    page.get_by_role("button", name="中文").click()
    expect(page.locator('input[name="place"][value="heap"]')).to_be_checked()
    expect(page.locator('input[name="certainty"][value="fairly_sure"]')).to_be_checked()


def test_a_double_click_counts_once(site: Site) -> None:
    page = site.open_browser()
    sent: list[str] = []
    page.on("request", lambda request: sent.append(request.url) if request.method == "POST" else None)
    page.goto(f"/exercises/{HEAP}")
    choose(page, site, "wrong")
    page.get_by_role("button", name="Submit").dblclick()
    expect(page.get_by_role("heading", name="Not right yet.")).to_be_visible()
    page.goto("/progress")
    expect(page.locator("table").last.locator("tbody tr")).to_have_count(1)


def test_a_lapsed_session_keeps_the_choice(site: Site) -> None:
    page = site.open_browser()
    page.goto(f"/exercises/{HEAP}")
    choose(page, site)
    forget_session(page.context)
    page.get_by_role("button", name="Submit").click()
    expect(page.get_by_role("heading", name="Your session had ended")).to_be_focused()
    page.get_by_role("button", name="Submit").click()
    expect(page.get_by_role("heading", name="Right, and for the right reason.")).to_be_visible()


def forget_session(context: BrowserContext) -> None:
    context.clear_cookies(name="session")


def test_the_theme_changes_without_loading_and_is_remembered(site: Site) -> None:
    page = site.open_browser(theme="light")
    page.goto(f"/exercises/{HEAP}")
    page.keyboard.press("h")
    with page.expect_response("**/preferences/theme"):
        page.get_by_role("button", name="Switch to dark").click()
    expect(page.locator('input[name="place"][value="heap"]')).to_be_checked()
    expect(page.get_by_role("button", name="Switch to light")).to_be_focused()
    page.goto("/path")
    expect(page.locator("html")).to_have_attribute("data-theme", "dark")


def test_dates_are_in_the_readers_zone(site: Site) -> None:
    page = site.open_browser(zone="Asia/Shanghai")
    with page.expect_response("**/preferences/time-zone"):
        page.goto("/")
    page.goto(f"/exercises/{HEAP}")
    choose(page, site)
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Right, and for the right reason.")).to_be_visible()
    page.goto("/progress")
    expect(page.get_by_text("When (Asia/Shanghai)")).to_be_visible()


def test_the_command_can_be_copied(site: Site) -> None:
    page = site.open_browser()
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.goto(f"/exercises/{HEAP}")
    choose(page, site)
    page.keyboard.press("Enter")
    page.get_by_role("button", name="Copy").click()
    expect(page.get_by_role("button", name="Copied")).to_be_visible()
    assert page.evaluate("navigator.clipboard.readText()") == "go build -gcflags=-m=2 ledger.go"


@pytest.mark.parametrize("width", [DESKTOP, PHONE])
@pytest.mark.parametrize("language", ["en", "zh-CN"])
def test_every_page_is_accessible_fits_and_keeps_the_security_policy(
    site: Site, width: int, language: Language
) -> None:
    page = site.open_browser(width=width, language=language)
    complaints: list[str] = []
    page.on("console", lambda message: complaints.append(message.text) if "Content Security" in message.text else None)
    page.on("pageerror", lambda error: complaints.append(str(error)))
    for path in PAGES:
        page.goto(path)
        assert_accessible_in_both_themes(page)
        assert_fits(page)
    page.goto(f"/exercises/{HEAP}")
    choose(page, site)
    page.locator("#work .btn-main").click()
    expect(page.locator(".outcome h2")).to_be_visible()
    assert_accessible_in_both_themes(page)
    assert_fits(page)
    assert complaints == []


@pytest.mark.parametrize("width", [DESKTOP, PHONE])
def test_of_three_places_each_name_is_in_its_tile_and_clear_of_key_and_tick(site: Site, width: int) -> None:
    page = site.open_browser(width=width)
    page.goto(f"/exercises/{THREE_PLACES}")
    page.locator('input[name="place"]').first.check(force=True)
    tiles = page.locator(".place").all()
    assert len(tiles) == 3
    for tile in tiles:
        left, right, top, bottom = tile.locator("b").evaluate(EXTENT_OF_WORDS)
        box = tile.bounding_box()
        assert box
        assert right <= box["x"] + box["width"]
        for mark in tile.locator("kbd:visible, .tick:visible, .big").all():
            other = mark.bounding_box()
            assert other
            beside = other["x"] >= right or other["x"] + other["width"] <= left
            assert beside or other["y"] >= bottom or other["y"] + other["height"] <= top
