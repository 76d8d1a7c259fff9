"""Steps that are put in order in a real browser: by letters, arrow keys and touch, spoken, and without scripts."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browsing import DESKTOP, PHONE, Site, assert_accessible_in_both_themes, assert_fits
from tests.label_on_a_parcel import LABEL

pytestmark = pytest.mark.browser

TAKEN = "The address of parcel is taken."
FIELD = "It becomes a field of Label{...}."
STORED = "It is stored in label."
RETURNED = "It is returned: return label."
TRAP = "The parcel is copied into the label: Label{...}."


@pytest.fixture
def page(site: Site) -> Iterator[Page]:
    """The exercise on a wide screen. No script may fail, and nothing may break the security policy."""
    heard: list[str] = []
    page = site.open_browser(width=DESKTOP)
    page.on("pageerror", lambda error: heard.append(str(error)))
    page.on(
        "console", lambda said: heard.append(said.text) if said.type == "error" and "422" not in said.text else None
    )
    page.goto(f"/exercises/{LABEL}")
    yield page
    assert heard == []


def ordered(page: Page) -> Locator:
    return page.get_by_role("list", name="Your order", exact=True).locator("li .what")


def row(page: Page, sentence: str) -> Locator:
    return page.locator("[data-step]").filter(has_text=sentence)


def letter_of(page: Page, sentence: str) -> str:
    return row(page, sentence).locator("[data-place]").inner_text()


def said(page: Page) -> Locator:
    return page.locator("[data-said]")


def assert_sound(page: Page) -> None:
    assert_accessible_in_both_themes(page)
    assert_fits(page)


def test_letters_put_steps_in_order_and_enter_submits(page: Page) -> None:
    assert_sound(page)
    for sentence in (TAKEN, FIELD, STORED, RETURNED):
        page.keyboard.press(letter_of(page, sentence))
    expect(ordered(page)).to_have_text([TAKEN, FIELD, STORED, RETURNED])
    expect(said(page)).to_have_text(f"Place 4: {RETURNED}")
    assert_sound(page)
    page.keyboard.press("9")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Right, in this order it gets away.")).to_be_focused()
    assert_sound(page)


def test_a_letter_pressed_again_takes_its_step_out(page: Page) -> None:
    letter = letter_of(page, TRAP)
    page.keyboard.press(letter)
    expect(ordered(page)).to_have_text([TRAP])
    page.keyboard.press(letter)
    expect(ordered(page)).to_have_count(0)
    expect(said(page)).to_have_text(f"Left out: {TRAP}")
    assert letter_of(page, TRAP) == letter


def test_buttons_and_arrow_keys_move_a_step_and_keep_the_focus(page: Page) -> None:
    for sentence in (FIELD, TAKEN, TRAP):
        row(page, sentence).get_by_role("button", name="Put next").click()
    earlier = row(page, TAKEN).get_by_role("button", name="Earlier")
    earlier.focus()
    page.keyboard.press("Enter")
    expect(ordered(page)).to_have_text([TAKEN, FIELD, TRAP])
    expect(earlier).to_be_focused()
    page.keyboard.press("ArrowUp")
    expect(ordered(page)).to_have_text([TAKEN, FIELD, TRAP])
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    expect(ordered(page)).to_have_text([FIELD, TRAP, TAKEN])
    expect(said(page)).to_have_text(f"Place 3: {TAKEN}")
    expect(earlier).to_be_focused()
    page.keyboard.press("Delete")
    expect(ordered(page)).to_have_text([FIELD, TRAP])
    expect(row(page, TAKEN).get_by_role("button", name="Put next")).to_be_focused()


def test_with_the_keyboard_one_step_after_the_other_is_put(page: Page) -> None:
    first = page.get_by_role("button", name="Put next").first
    first.focus()
    offered = page.get_by_role("list", name="Not in your order").locator("li .what").all_inner_texts()
    for _ in offered:
        page.keyboard.press("Enter")
    assert ordered(page).all_inner_texts() == offered
    expect(page.get_by_role("button", name="Earlier").last).to_be_focused()
    expect(page.get_by_text("Not in your order")).to_be_hidden()


def test_buttons_say_what_they_move(page: Page) -> None:
    button = row(page, STORED).get_by_role("button", name="Put next")
    described = button.get_attribute("aria-describedby")
    expect(page.locator(f"#{described}")).to_have_text(STORED)


def test_the_order_outlives_a_reload_a_complaint_and_a_wrong_answer(page: Page) -> None:
    for sentence in (TAKEN, TRAP):
        row(page, sentence).get_by_role("button", name="Put next").click()
    page.reload()
    expect(ordered(page)).to_have_text([TAKEN, TRAP])
    page.get_by_role("button", name="Submit").click()
    expect(page.get_by_text("Say how sure you are.")).to_be_visible()
    expect(ordered(page)).to_have_text([TAKEN, TRAP])
    page.keyboard.press("7")
    page.get_by_role("button", name="Submit").click()
    expect(page.get_by_role("heading", name="Not right yet.")).to_be_focused()
    expect(page.get_by_text("it has room for an address only")).to_be_visible()
    expect(ordered(page)).to_have_text([TAKEN, TRAP])
    page.get_by_role("button", name="Show me the answer").click()
    expect(page.get_by_role("heading", name="As it happens")).to_be_visible()
    assert_sound(page)


def test_on_a_phone_steps_are_put_by_touching_them(site: Site) -> None:
    page = site.open_browser(width=PHONE)
    page.goto(f"/exercises/{LABEL}")
    assert_sound(page)
    for sentence in (TAKEN, FIELD, STORED, RETURNED):
        row(page, sentence).locator(".what").click()
    row(page, FIELD).locator(".what").click()  # in the order only the buttons move it
    expect(ordered(page)).to_have_text([TAKEN, FIELD, STORED, RETURNED])
    for button in row(page, TAKEN).get_by_role("button").all():
        box = button.bounding_box()
        assert box
        assert min(box["width"], box["height"]) >= 24
    page.get_by_text("Guessing").click()
    page.get_by_role("button", name="Submit").click()
    expect(page.get_by_role("heading", name="Right, in this order it gets away.")).to_be_focused()
    assert_sound(page)


def test_without_scripts_places_are_chosen_from_lists(site: Site) -> None:
    page = site.open_browser(width=PHONE, runs_scripts=False)
    page.goto(f"/exercises/{LABEL}")
    assert_fits(page)
    expect(page.get_by_role("button", name="Put next")).to_have_count(0)
    page.get_by_label(TAKEN).select_option("1")
    page.get_by_label(RETURNED).select_option("1")
    page.get_by_text("Guessing").click()
    page.get_by_role("button", name="Submit").click()
    expect(page.get_by_text("Two steps have the same place.")).to_be_visible()
    expect(page.get_by_label(TAKEN)).to_have_value(
        page.get_by_label(TAKEN).locator("option").nth(1).get_attribute("value") or ""
    )
    for place, sentence in enumerate((TAKEN, FIELD, STORED, RETURNED), 1):
        page.get_by_label(sentence).select_option(str(place))
    page.get_by_role("button", name="Submit").click()
    expect(page.get_by_role("heading", name="Right, in this order it gets away.")).to_be_visible()
    assert_fits(page)
