"""Kinds of question other than the usual one in a real browser: by keyboard, on a phone, for a screen reader."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from tests.browsing import DESKTOP, PHONE, Site, assert_accessible_in_both_themes, assert_fits

pytestmark = pytest.mark.browser

PREDICT, CULPRIT, MARK_ALL = "upload-queue", "login-audit", "report-card"
VERSIONS, COUNT = "widest-column", "next-bus"


def open_exercise(site: Site, slug: str, *, is_phone: bool) -> Page:
    page = site.open_browser(width=PHONE if is_phone else DESKTOP)
    page.goto(f"/exercises/{slug}")
    return page


def assert_sound(page: Page) -> None:
    assert_accessible_in_both_themes(page)
    assert_fits(page)


def test_a_line_is_predicted_by_keyboard_and_kept_while_the_page_is_loaded_again(site: Site) -> None:
    page = open_exercise(site, PREDICT, is_phone=False)
    line = page.get_by_role("textbox", name="The line that it prints")
    line.focus()
    page.keyboard.type("moved to heap: job")
    page.keyboard.press("Tab")
    page.reload()
    expect(line).to_have_value("moved to heap: job")
    page.get_by_role("group", name="How sure are you?").get_by_role("radio", name="Sure").first.focus()
    page.keyboard.press("9")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Right, that is what it prints.")).to_be_focused()
    assert_sound(page)


def test_on_a_phone_nothing_is_chosen_and_a_line_that_is_none_is_complained_of(site: Site) -> None:
    page = open_exercise(site, PREDICT, is_phone=True)
    assert_sound(page)
    page.get_by_role("textbox").fill("heap")
    page.get_by_role("button", name="Submit").click()
    expect(page.get_by_text("This is no such line.")).to_be_visible()
    expect(page.get_by_role("textbox")).to_have_value("heap")
    page.get_by_role("textbox").fill("")
    page.get_by_text("It prints nothing about it.").click()
    page.get_by_text("Guessing").click()
    page.get_by_role("button", name="Submit").click()
    expect(page.get_by_role("heading", name="Not right yet.")).to_be_focused()
    assert_sound(page)


def test_a_line_of_the_source_is_chosen_with_the_arrow_keys(site: Site) -> None:
    page = open_exercise(site, CULPRIT, is_phone=False)
    lines = page.get_by_role("group", name="By which line does it get away?").get_by_role("radio")
    lines.first.focus()
    page.keyboard.press("Space")
    for _ in range(4):
        page.keyboard.press("ArrowDown")
    expect(page.get_by_role("radio", name="Line 16 if e.Failed > 3 {")).to_be_checked()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("9")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Right, there it gets away.")).to_be_focused()
    assert_sound(page)


def test_on_a_phone_lines_fit_and_a_step_on_the_way_is_told_so(site: Site) -> None:
    page = open_exercise(site, CULPRIT, is_phone=True)
    assert_sound(page)
    page.get_by_text("e := &entry", exact=False).last.click()
    page.get_by_text("Guessing").click()
    page.get_by_role("button", name="Submit").click()
    expect(page.get_by_text("Without this line nothing could point to")).to_be_visible()
    page.get_by_role("button", name="Show me the answer").click()
    expect(page.get_by_role("heading", name="A step on the way, but not the one that decides.")).to_be_focused()
    line = page.locator(".says .msg").bounding_box()
    assert line
    assert line["x"] + line["width"] <= PHONE  # what the compiler says is in view without scrolling
    assert_sound(page)


def test_variables_are_marked_by_keyboard_and_the_marks_outlive_a_reload(site: Site) -> None:
    page = open_exercise(site, MARK_ALL, is_phone=False)
    box = page.get_by_role("checkbox", name="Line 21 card Write")
    box.focus()
    page.keyboard.press("Space")
    page.reload()
    expect(box).to_be_checked()
    page.keyboard.press("9")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Right, this one is on the heap.")).to_be_focused()
    assert_sound(page)


def test_without_scripts_on_a_phone_marks_are_sent_and_told(site: Site) -> None:
    page = site.open_browser(width=PHONE, runs_scripts=False)
    page.goto(f"/exercises/{MARK_ALL}")
    assert_fits(page)
    page.get_by_text("Guessing").click()
    page.get_by_role("button", name="Submit").click()
    expect(page.get_by_text("Mark at least one variable.")).to_be_visible()
    page.get_by_role("checkbox", name="Line 21 card Write").check(force=True)
    page.get_by_role("button", name="Submit").click()
    expect(page.get_by_role("heading", name="Right, this one is on the heap.")).to_be_visible()
    assert_fits(page)


def test_a_change_between_versions_is_said_by_keyboard_and_outlives_a_reload(site: Site) -> None:
    page = open_exercise(site, VERSIONS, is_phone=False)
    chosen = page.get_by_role("radio", name="Line 4 make([]int, len(cells)) expression in Widest")
    chosen.focus()
    page.keyboard.press("Space")
    page.keyboard.press("Tab")
    older = page.get_by_role("group", name="In Go 1.24").get_by_role("radio", name="Heap")
    page.keyboard.press("ArrowRight")
    expect(older).to_be_checked()
    page.keyboard.press("Tab")
    page.keyboard.press("ArrowLeft")
    newer = page.get_by_role("group", name="In Go 1.27").get_by_role("radio", name="Depends")
    expect(newer).to_be_checked()
    page.reload()
    expect(chosen).to_be_checked()
    expect(older).to_be_checked()
    expect(newer).to_be_checked()
    page.keyboard.press("9")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Right, that is what changed.")).to_be_focused()
    expect(page.get_by_role("region", name="What each version of Go says")).to_be_visible()
    assert_sound(page)


def test_without_scripts_on_a_phone_none_of_the_candidates_is_chosen(site: Site) -> None:
    page = site.open_browser(width=PHONE, runs_scripts=False)
    page.goto(f"/exercises/{VERSIONS}")
    assert_fits(page)
    page.get_by_text("Guessing").click()
    page.get_by_role("button", name="Submit").click()
    expect(page.get_by_text("Choose what changed, or none of these.")).to_be_visible()
    page.get_by_text("None of these: both say the same.").click()
    page.get_by_role("button", name="Submit").click()
    expect(page.get_by_role("heading", name="Not right yet.")).to_be_visible()
    page.get_by_role("button", name="Show me the answer").click()
    expect(page.get_by_role("heading", name="That is not what changed.")).to_be_visible()
    assert_fits(page)


def test_a_number_of_allocations_is_written_and_complained_of_on_a_phone(site: Site) -> None:
    page = open_exercise(site, COUNT, is_phone=True)
    assert_sound(page)
    number = page.get_by_role("textbox", name="How many objects does one call put on the heap?")
    number.fill("a")
    page.get_by_text("Guessing").click()
    page.get_by_role("button", name="Submit").click()
    expect(page.get_by_text("Write a whole number from 0 to 99.")).to_be_visible()
    expect(number).to_have_value("a")
    number.fill("1")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Right, counted exactly.")).to_be_focused()
    expect(page.get_by_text("runtime.growslice").first).to_be_visible()
    assert_sound(page)


def test_on_a_phone_long_answers_leave_room_for_the_titles_in_progress(site: Site) -> None:
    page = site.open_browser(width=PHONE, language="zh-CN")
    page.goto("/exercises/numbers-of-the-queue")
    page.get_by_role("textbox").fill("\t\tnumber := last + 1 // " + "long " * 20 + "\n\t\treturn number")
    page.locator("label:has([name=certainty])").last.click()
    page.locator("form.panel button[type=submit]").click()
    page.locator(".notice").wait_for()
    page.goto("/progress")
    for title in page.locator(".told tbody th").all():
        box = title.bounding_box()
        assert box is not None
        assert box["width"] >= 80, "a title of a few Chinese characters stands one below the other"
    assert_sound(page)
