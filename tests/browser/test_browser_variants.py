from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from tests.browsing import DESKTOP, PHONE, Language, Site, assert_accessible_in_both_themes, assert_fits
from tests.visiting import answer_fields, question_of

pytestmark = pytest.mark.browser

SLUG = "kitchen-timer"
OFFER: dict[Language, str] = {"en": "Try it with another program", "zh-CN": "换一个程序再试"}


def answer(page: Page, site: Site) -> None:
    for name, value in answer_fields(question_of(site.app, SLUG), "right").items():
        page.locator(f'label:has(input[name="{name}"][value="{value}"])').click()
    page.locator("#work .btn-main").click()
    expect(page.locator(".outcome h2")).to_be_visible()


@pytest.mark.parametrize("runs_scripts", [True, False], ids=["scripts", "no scripts"])
@pytest.mark.parametrize(("width", "language"), [(DESKTOP, "en"), (PHONE, "zh-CN")])
def test_a_reader_goes_on_to_another_program(site: Site, width: int, language: Language, *, runs_scripts: bool) -> None:
    page = site.open_browser(width=width, language=language, runs_scripts=runs_scripts)
    page.goto(f"/exercises/{SLUG}")
    shown = page.locator(".area-source header .mono").text_content()
    answer(page, site)
    page.get_by_role("link", name=OFFER[language]).click()
    name = page.locator(".area-source header .mono")
    expect(name).to_be_visible()
    assert name.text_content() != shown
    assert_fits(page)
    second = name.text_content()
    page.reload()
    expect(name).to_have_text(second or "")
    answer(page, site)
    page.goto(f"/exercises/{SLUG}")
    assert second
    assert second in page.locator(".area-left").inner_text()
    assert_fits(page)
    if runs_scripts:
        assert_accessible_in_both_themes(page)
