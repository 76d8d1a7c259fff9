from __future__ import annotations

import pytest

from tests.browsing import Site, assert_accessible_in_both_themes, assert_fits

pytestmark = pytest.mark.browser


def test_home(site: Site) -> None:
    page = site.open_browser()
    page.goto("/login")
    assert_accessible_in_both_themes(page)
    assert_fits(page)
