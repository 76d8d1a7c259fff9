"""Writing in the playground: what an edit does to what was said, and that no text is lost."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from grader.toolchain.turns import take_turn
from grader.web.site import site_of
from tests.browsing import Site, assert_accessible_in_both_themes
from tests.playground_editor import (
    LEAK,
    MISTAKE,
    UNICODE,
    Visit,
    ask,
    ask_about,
    badge,
    editor,
    line,
    write,
)

pytestmark = pytest.mark.browser

COLOUR = "one => getComputedStyle(one).color"


def test_an_edit_fades_what_was_said_and_moves_it(visit: Visit) -> None:
    page = visit()
    ask_about(page, LEAK)
    badge(page, "n").click()
    expect(page.locator(".cm-line .decl")).to_be_visible()
    fresh = badge(page, "n").evaluate(COLOUR)
    page.locator(".cm-line").first.click()
    page.keyboard.press("End")
    page.keyboard.type("\n// 你好")
    expect(page.locator(".cm-editor")).to_have_class(re.compile("is-stale"))
    expect(line(page, "n := 1").locator(".v")).to_have_text("n")
    expect(page.locator(".cm-lineNumbers .asked")).to_have_text("5")
    assert badge(page, "n").evaluate(COLOUR) != fresh
    page.keyboard.press("Control+z")
    expect(page.locator(".cm-editor")).not_to_have_class(re.compile("is-stale"))
    expect(page.locator(".cm-lineNumbers .asked")).to_have_text("4")


def test_what_is_deleted_loses_its_badge_and_undoing_brings_it_back(visit: Visit) -> None:
    page = visit()
    ask_about(page, LEAK)
    expect(badge(page, "n")).to_be_visible()
    line(page, "n := 1").click()
    page.keyboard.press("Control+Shift+k")
    expect(badge(page, "n")).to_have_count(0)
    page.keyboard.press("Control+z")
    expect(badge(page, "n")).to_be_visible()


def test_a_badge_of_an_edited_program_draws_where_its_text_is_now(visit: Visit) -> None:
    page = visit()
    ask_about(page, LEAK)
    expect(badge(page, "n")).to_be_visible()
    page.locator(".cm-line").first.click()
    page.keyboard.press("Home")
    page.keyboard.type("// 你好\n")
    badge(page, "n").click()
    expect(page.locator(".cm-line.asked")).to_contain_text("n := 1")
    expect(page.locator(".cm-line .decl")).to_have_text("n")
    expect(page.locator(".cm-editor")).to_have_class(re.compile("is-stale"))
    ask(page)
    expect(page.locator(".cm-editor")).not_to_have_class(re.compile("is-stale"))


def test_tab_indents_and_escape_then_tab_leaves(visit: Visit) -> None:
    page = visit()
    write(page, "package p")
    page.keyboard.press("Home")
    page.keyboard.press("Tab")
    expect(page.locator("#source")).to_have_value("\tpackage p")
    expect(editor(page)).to_be_focused()
    expect(editor(page)).to_have_accessible_description(re.compile("press Escape, then Tab"))
    page.keyboard.press("Escape")
    page.keyboard.press("Tab")
    expect(editor(page)).not_to_be_focused()
    expect(page.locator("#source")).to_have_value("\tpackage p")


def test_searching_in_the_program(visit: Visit) -> None:
    page = visit()
    write(page, LEAK)
    page.keyboard.press("Control+f")
    page.get_by_role("textbox", name="Find").press_sequentially("&n")
    expect(page.locator(".cm-searchMatch")).to_have_text("&n")
    assert_accessible_in_both_themes(page)


def test_a_reload_keeps_what_was_typed_and_undoing_gives_the_page_s_own(visit: Visit) -> None:
    page = visit()
    own = page.locator("#source").input_value()
    write(page, LEAK)
    page.reload()
    expect(page.locator("#source")).to_have_value(LEAK)
    expect(editor(page)).to_contain_text("return &n")
    editor(page).focus()
    page.keyboard.press("Control+z")
    expect(page.locator("#source")).to_have_value(own)


def test_a_reload_keeps_what_was_typed_after_asking(visit: Visit) -> None:
    page = visit()
    ask_about(page, LEAK)
    page.wait_for_url(re.compile(r"/playground/\w+"))
    page.keyboard.press("Control+End")
    page.keyboard.type("// more")
    page.reload()
    expect(page.locator("#source")).to_have_value(f"{LEAK}// more")
    expect(badge(page, "n")).to_be_visible()
    expect(page.locator(".cm-editor")).to_have_class(re.compile("is-stale"))


def test_the_back_button_leads_through_what_was_asked(visit: Visit) -> None:
    page = visit()
    ask_about(page, LEAK)
    page.wait_for_url(re.compile(r"/playground/\w+"))
    ask_about(page, UNICODE)
    expect(badge(page, "数")).to_be_visible()
    page.go_back()
    expect(page.locator("#source")).to_have_value(LEAK)
    expect(badge(page, "n")).to_be_visible()
    page.go_forward()
    expect(page.locator("#source")).to_have_value(UNICODE)


def test_a_program_opened_by_link_is_never_replaced_by_a_draft(visit: Visit) -> None:
    page = visit()
    ask_about(page, LEAK)
    page.wait_for_url(re.compile(r"/playground/\w+"))
    address = page.url
    page.goto("/playground")
    write(page, MISTAKE)
    page.goto(address)
    expect(page.locator("#source")).to_have_value(LEAK)
    expect(editor(page)).to_contain_text("return &n")


def test_a_dropped_connection_keeps_the_program_and_says_so(visit: Visit) -> None:
    page = visit()
    page.route("**/playground", lambda route: route.abort())
    write(page, LEAK)
    page.keyboard.press("Control+Enter")
    expect(page.locator("#ask [data-message]")).to_contain_text("No connection.")
    expect(page.locator("#source")).to_have_value(LEAK)
    page.unroute("**/playground")
    ask(page)
    expect(badge(page, "n")).to_be_visible()


def test_a_busy_compiler_keeps_the_program_and_answers_later(visit: Visit, site: Site) -> None:
    page = visit()
    write(page, LEAK)
    with take_turn(site_of(site.app).settings.data_folder, "address 127.0.0.1", seconds=20):
        page.keyboard.press("Control+Enter")
        expect(page.get_by_role("heading", name="The compiler is busy")).to_be_visible(timeout=15_000)
        expect(page.locator("#source")).to_have_value(LEAK)
        expect(page.locator(".verd")).to_have_count(0)
    expect(badge(page, "n")).to_be_visible(timeout=15_000)  # the page asked again by itself
    expect(page.locator(".cm-editor")).not_to_have_class(re.compile("is-stale"))
