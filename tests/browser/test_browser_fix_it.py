"""Editing a program on the page of an exercise: by keyboard, on a phone, with and without scripts."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from tests.browsing import DESKTOP, PHONE, Site, assert_accessible_in_both_themes, assert_fits

pytestmark = pytest.mark.browser

QUEUE, PARCELS = "numbers-of-the-queue", "parcel-code"


def open_exercise(site: Site, slug: str, *, is_phone: bool = False, runs_scripts: bool = True) -> Page:
    page = site.open_browser(width=PHONE if is_phone else DESKTOP, runs_scripts=runs_scripts)
    page.goto(f"/exercises/{slug}")
    return page


def assert_sound(page: Page) -> None:
    assert_accessible_in_both_themes(page)
    assert_fits(page)


def numbers(page: Page) -> list[str]:
    """The numbers beside the lines, in order."""
    beside = page.locator("[data-numbers], [data-editable] .ln .no").all_text_contents()
    return [number for text in beside for number in text.split()]


def test_a_part_is_edited_by_keyboard_alone(site: Site) -> None:
    page = open_exercise(site, QUEUE)
    part = page.get_by_role("textbox", name="clinic.go from line 7 on, to be edited")
    part.focus()
    page.keyboard.press("Control+a")
    page.keyboard.type("\t\tlast++\nreturn last")
    expect(part).to_have_value("\t\tlast++\n\t\treturn last")
    assert numbers(page) == [str(number) for number in range(1, 11)]
    page.keyboard.press("Escape")
    page.keyboard.press("Tab")
    expect(part).not_to_be_focused()
    page.reload()
    expect(part).to_have_value("\t\tlast++\n\t\treturn last")
    page.get_by_role("group", name="How sure are you?").get_by_role("radio", name="Sure").first.focus()
    page.keyboard.press("9")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Right, now it is on the heap.")).to_be_focused()
    assert_sound(page)


def test_what_does_not_compile_is_told_at_its_line_and_mended_in_place(site: Site) -> None:
    page = open_exercise(site, QUEUE)
    assert_sound(page)
    part = page.locator("#part1")
    part.fill("\t\t// count\n\t\tlast++\n\t\treturn las")
    page.get_by_text("Guessing").click()
    page.get_by_role("button", name="Submit").click()
    expect(page.get_by_role("heading", name="This does not compile yet")).to_be_focused()
    expect(page.locator("#part1-wrong")).to_contain_text("Line 9 undefined: las")
    assert "part1-wrong" in (part.get_attribute("aria-describedby") or "")
    assert_sound(page)
    part.fill("\t\treturn last + 1")
    page.get_by_role("button", name="Submit").click()
    expect(page.get_by_role("heading", name="Not right yet.")).to_be_focused()
    expect(page.get_by_text("is still not on the heap.")).to_be_visible()
    expect(part).to_have_value("\t\treturn last + 1")
    assert_sound(page)


def test_lines_keep_their_numbers_while_parts_grow_and_the_original_comes_back(site: Site) -> None:
    page = open_exercise(site, PARCELS)
    original = page.locator("#part2").input_value()
    page.locator("#part1").fill("func Code(number uint32) []byte {\n\treturn nil\n}\n\n\n\n\n\n\n\n\n")
    page.locator("#part2").fill("\t_ = Code\n\treturn label")
    count = len(numbers(page))
    assert numbers(page) == [str(number) for number in range(1, count + 1)]
    assert count == 5 + 12 + 4 + 2 + 1
    assert_fits(page)
    page.get_by_role("link", name="Bring the original back").click()
    expect(page.locator("#part1")).to_be_focused()
    expect(page.locator("#part2")).to_have_value(original)
    assert numbers(page) == [str(number) for number in range(1, 20)]
    assert "again" not in page.url


def test_without_scripts_on_a_phone_an_edit_is_sent_mended_and_right(site: Site) -> None:
    page = open_exercise(site, QUEUE, is_phone=True, runs_scripts=False)
    assert_fits(page)
    page.locator("#part1").fill("\t\tlast++\n\t\treturn las")
    page.get_by_text("Guessing").click()
    page.get_by_role("button", name="Submit").click()
    expect(page.get_by_role("heading", name="This does not compile yet")).to_be_visible()
    expect(page.locator("#part1")).to_have_value("\t\tlast++\n\t\treturn las")
    assert_fits(page)
    page.locator("#part1").fill("\t\tlast++\n\t\treturn last")
    page.get_by_role("button", name="Submit").click()
    expect(page.get_by_role("heading", name="Right, now it is on the heap.")).to_be_visible()
    assert_fits(page)
    page.get_by_role("link", name="Answer it again").click()
    expect(page.locator("#part1")).to_have_value("\t\tnumber := last\n\t\tnumber++\n\t\treturn number")


def test_on_a_phone_the_program_and_its_result_fit(site: Site) -> None:
    page = open_exercise(site, PARCELS, is_phone=True)
    assert_sound(page)
    page.get_by_role("button", name="Submit").click()
    expect(page.get_by_text("Nothing is edited yet. Change the program first.")).to_be_visible()
    assert_sound(page)
    page.locator("#part2").fill("\treturn append(label, Code(number + 1)...)")
    page.get_by_text("Guessing").click()
    page.get_by_role("button", name="Submit").click()
    expect(page.get_by_role("heading", name="Not right yet.")).to_be_focused()
    page.get_by_role("button", name="Show me the answer").click()
    expect(page.get_by_role("heading", name="This edit does not do it.")).to_be_focused()
    assert_sound(page)


def test_a_page_breaks_no_security_policy(site: Site) -> None:
    page = site.open_browser()
    heard: list[str] = []
    page.on("pageerror", lambda error: heard.append(str(error)))
    page.on("console", lambda said: heard.append(said.text) if "Content Security Policy" in said.text else None)
    page.goto(f"/exercises/{QUEUE}")
    page.locator("#part1").fill("\t\tlast++\n\t\treturn last")
    page.get_by_text("Guessing").click()
    page.get_by_role("button", name="Submit").click()
    expect(page.get_by_role("heading", name="Right, now it is on the heap.")).to_be_visible()
    assert heard == []
