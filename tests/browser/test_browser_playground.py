"""The playground in a real browser: typing, asking, and what is drawn on the source."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Locator, Page, expect

from grader.toolchain.turns import take_turn
from grader.web.site import site_of
from tests.browsing import DESKTOP, PHONE, Site, Theme, assert_accessible_in_both_themes, assert_fits

pytestmark = pytest.mark.browser

LEAK = """package p

func leak() *int {
\tn := 1
\treturn &n
}
"""
UNICODE = """package p

func leak() *int {
\t名字 := "🎉é"; 数 := len(名字)
\treturn /* 你好 */ &数
}
"""
MISTAKE = """package p

func f() int {
\treturn /* 你好🎉 */ missing + 1
}
"""

COLOUR = "one => getComputedStyle(one).color"

Visit = Callable[..., Page]


@pytest.fixture
def visit(site: Site) -> Iterator[Visit]:
    """Open the playground as one reader or another. No script may fail, and nothing may break the security policy."""
    heard: list[str] = []

    def open_playground(
        address: str = "/playground", *, width: int = DESKTOP, theme: Theme = "light", runs_scripts: bool = True
    ) -> Page:
        page = site.open_browser(width=width, theme=theme, runs_scripts=runs_scripts)
        page.on("pageerror", lambda error: heard.append(str(error)))
        page.on("console", lambda said: heard.append(said.text) if "Content Security Policy" in said.text else None)
        page.goto(address)
        return page

    yield open_playground
    assert heard == []


def editor(page: Page) -> Locator:
    """The text that one writes in."""
    return page.get_by_role("textbox", name="Go program")


def write(page: Page, source: str) -> None:
    """Put a program in the place of the one that is there, by pasting it."""
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.evaluate("source => navigator.clipboard.writeText(source)", source)
    editor(page).focus()
    page.keyboard.press("Control+a")
    page.keyboard.press("Control+v")
    expect(page.locator("#source")).to_have_value(source)


def ask(page: Page) -> None:
    """Ask by the keys, and wait for the answer."""
    with page.expect_response(lambda response: response.request.method == "POST"):
        page.keyboard.press("Control+Enter")


def ask_about(page: Page, source: str) -> None:
    write(page, source)
    ask(page)


def badge(page: Page, label: str) -> Locator:
    """The badge of a variable or allocation in the editor."""
    return page.locator(".verd .v", has_text=re.compile(f"^{re.escape(label)}$"))


def line(page: Page, part: str) -> Locator:
    """The line of the editor in which a text stands."""
    return page.locator(".cm-line", has_text=part)


def text_after(chip: Locator) -> str:
    """What follows a chip on its line, other chips and badges left out."""
    text: str = chip.evaluate(
        """chip => {
            const rest = document.createRange();
            rest.setStartAfter(chip);
            rest.setEndAfter(chip.closest(".cm-line").lastChild);
            const copy = rest.cloneContents();
            copy.querySelectorAll(".verd, .hop").forEach(widget => widget.remove());
            return copy.textContent;
        }"""
    )
    return text


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
