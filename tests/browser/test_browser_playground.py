"""The playground in a real browser: asking, and what is drawn on the source."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from tests.browsing import DESKTOP, PHONE, Site, assert_accessible_in_both_themes, assert_fits
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
    text_after,
    write,
)

pytestmark = pytest.mark.browser


def test_what_is_typed_is_asked_by_keys_and_judged_beside_its_lines(visit: Visit) -> None:
    page = visit()
    editor(page).focus()
    page.keyboard.press("Control+a")
    page.keyboard.type("package p\n\nvar total int\n\nfunc leak() *int {\nn := 1\nreturn &n")
    page.keyboard.press("Enter")
    page.keyboard.type("}")
    typed = "package p\n\nvar total int\n\nfunc leak() *int {\n\tn := 1\n\treturn &n\n}"
    expect(page.locator("#source")).to_have_value(typed)  # indented while typing
    ask(page)
    expect(badge(page, "n")).to_have_class("v heap")
    expect(badge(page, "total")).to_have_class("v static")
    expect(line(page, "n := 1").locator(".v")).to_have_text("n")
    expect(page).to_have_url(re.compile(r"/playground/\w+$"))
    expect(editor(page)).to_be_focused()


def test_the_button_asks_too_and_go_is_coloured(visit: Visit) -> None:
    page = visit()
    write(page, LEAK)
    page.get_by_role("button", name="Ask", exact=False).first.click()
    expect(badge(page, "n")).to_be_visible()
    expect(page.locator(".cm-line .k").first).to_have_text("package")
    expect(page.locator(".cm-line .f")).to_have_text("leak")
    expect(page.locator(".cm-line .t")).to_have_text("int")


def test_a_badge_leads_to_flow_and_picture(visit: Visit) -> None:
    page = visit()
    ask_about(page, LEAK)
    expect(page.locator("#verdicts .chosen")).to_have_count(0)
    badge(page, "n").click()
    expect(page.get_by_role("heading", name="n in leak, line 4")).to_be_visible()
    expect(page.locator("#verdicts .flow li")).not_to_have_count(0)
    expect(page.locator("#verdicts .picture svg").first).to_be_visible()
    expect(page).to_have_url(re.compile(r"\?at=4(:|%3A)2$"))
    expect(badge(page, "n")).to_have_class("v heap on")
    expect(page.locator(".cm-line.asked")).to_contain_text("n := 1")
    expect(page.locator(".cm-lineNumbers .asked")).to_have_text("4")
    expect(page.locator(".cm-line .decl")).to_have_text("n")
    expect(page.locator(".cm-line .use")).to_have_text("n")
    expect(page.locator(".rails .first .start")).to_have_text("n")
    expect(page.locator(".rails .last .hop")).not_to_have_text("")


def test_the_list_leads_there_by_keyboard_alone(visit: Visit) -> None:
    page = visit()
    ask_about(page, LEAK)
    link = page.locator("#verdicts").get_by_role("link", name="n", exact=True)
    link.focus()
    page.keyboard.press("Enter")
    expect(page.locator(".cm-line .decl")).to_have_text("n")
    expect(link).to_be_focused()


def test_what_is_chosen_in_the_list_comes_into_view_in_the_editor(visit: Visit) -> None:
    page = visit(width=PHONE)
    ask_about(page, LEAK.replace("func", "\n" * 100 + "func"))
    link = page.locator("#verdicts").get_by_role("link", name="n", exact=True)
    link.focus()
    page.keyboard.press("Enter")
    expect(page.locator(".cm-line .decl")).to_be_visible()
    asked, frame = page.locator(".cm-line.asked").bounding_box(), page.locator(".cm-scroller").bounding_box()
    assert asked
    assert frame
    assert frame["y"] <= asked["y"] < frame["y"] + frame["height"]


@pytest.mark.parametrize("width", [DESKTOP, PHONE])
def test_what_is_chosen_in_the_list_is_shown_and_the_next_one_is_a_key_away(visit: Visit, width: int) -> None:
    page = visit(width=width)
    ask_about(page, LEAK.replace("func", "\n" * 100 + "func"))
    link = page.locator("#verdicts").get_by_role("link", name="n", exact=True)
    link.focus()
    page.keyboard.press("Enter")
    expect(page.locator("#chosen")).to_be_in_viewport()
    expect(page.locator(".picture svg").first).to_be_attached()
    expect(page.locator("#chosen")).to_be_in_viewport()
    expect(link).to_be_focused()


def test_hops_stand_before_their_expressions_behind_characters_of_several_bytes(visit: Visit) -> None:
    page = visit()
    ask_about(page, UNICODE)
    badge(page, "数").click()
    expect(page.locator(".cm-line .decl")).to_have_text("数")
    expect(page.locator(".cm-line .use")).to_have_text("数")
    before = page.locator(".cm-line .decl").evaluate("pen => pen.previousSibling.textContent")
    assert before.endswith("; ")
    chips = page.locator(".cm-line .hop")
    expect(chips.first).to_be_visible()
    # A step stands at the address operator, or at the statement that returns it.
    found = {text_after(chip).replace("\u200b", "") for chip in chips.all()}
    assert found <= {"&数", "return /* 你好 */ &数"}
    assert "&数" in found


def test_what_the_compiler_refuses_is_underlined_with_its_message(visit: Visit) -> None:
    page = visit()
    ask_about(page, MISTAKE)
    underlined = page.locator(".cm-lintRange-error")
    expect(underlined).to_have_text("missing")
    expect(page.locator(".problem-sign")).to_have_attribute("title", "undefined: missing")
    underlined.hover()
    expect(page.locator(".cm-tooltip")).to_contain_text("undefined: missing")
    expect(page.locator("#verdicts")).to_contain_text("undefined: missing")
    assert_accessible_in_both_themes(page)
    ask_about(page, LEAK)
    expect(badge(page, "n")).to_be_visible()
    expect(underlined).to_have_count(0)
    expect(page.locator(".problem-sign")).to_have_count(0)


def test_the_editor_on_a_phone(visit: Visit) -> None:
    page = visit(width=PHONE)
    ask_about(page, LEAK)
    expect(badge(page, "n")).to_be_visible()
    code = page.get_by_text("n := 1", exact=False).locator("xpath=ancestor-or-self::div[contains(@class,'cm-line')]")
    badge_box, code_box = badge(page, "n").bounding_box(), code.bounding_box()
    assert badge_box
    assert code_box
    assert badge_box["y"] > code_box["y"] + 20  # below its line's text
    assert editor(page).evaluate("one => getComputedStyle(one).fontSize") == "16px"  # smaller ones make phones zoom in
    write(page, LEAK.replace("return", f"/* {'wide ' * 40}*/ return"))
    assert_fits(page)
    assert page.locator(".cm-scroller").evaluate("one => one.scrollWidth > one.clientWidth")


@pytest.mark.parametrize("width", [DESKTOP, PHONE])
def test_the_playground_is_accessible_and_fits(visit: Visit, width: int) -> None:
    page = visit(width=width)
    assert_accessible_in_both_themes(page)
    ask_about(page, LEAK)
    badge(page, "n").click()
    expect(page.locator(".cm-line .decl")).to_be_visible()
    assert_accessible_in_both_themes(page)
    assert_fits(page)
    page.keyboard.press("Control+End")
    editor(page).press_sequentially("// edited")
    expect(page.locator(".cm-editor")).to_have_class(re.compile("is-stale"))
    assert_accessible_in_both_themes(page)


def test_the_editor_changes_to_dark_at_once(visit: Visit) -> None:
    page = visit(theme="light")
    colours = "one => { const style = getComputedStyle(one); return [style.color, style.caretColor] }"
    light = editor(page).evaluate(colours)
    page.get_by_role("button", name="Switch to dark").click()
    assert editor(page).evaluate(colours) != light


def test_asking_without_scripts(visit: Visit) -> None:
    page = visit(runs_scripts=False)
    page.locator("#source").fill(LEAK)
    page.get_by_role("button", name="Ask").first.click()
    expect(page.locator("#source")).to_have_value(LEAK)
    page.get_by_role("link", name="n Heap").click()
    expect(page.get_by_role("heading", name="n in leak, line 4")).to_be_visible()


def test_the_text_area_serves_where_the_editor_can_not_be_loaded(site: Site) -> None:
    page = site.open_browser()
    page.route("**/vendor/editor.js*", lambda route: route.abort())
    page.goto("/playground")
    page.get_by_label("Go program").fill(LEAK.replace("n := 1", "kept := 1").replace("&n", "&kept"))
    page.get_by_role("button", name="Ask").first.click()
    expect(page.locator("#verdicts").get_by_role("link", name="kept", exact=True)).to_be_visible()
    assert_accessible_in_both_themes(page)
