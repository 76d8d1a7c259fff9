"""What browser tests do in the playground's editor, and the programs that they write there."""

from __future__ import annotations

import re
from collections.abc import Callable

from playwright.sync_api import Locator, Page, expect

Visit = Callable[..., Page]
"""Opens the playground: `visit(address, width=, theme=, runs_scripts=)`."""

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
