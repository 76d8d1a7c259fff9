from __future__ import annotations

import re
from html import unescape
from html.parser import HTMLParser

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from grader.catalog.prose import block_html, go_html, inline_html


class Seen(HTMLParser):
    """The tags, attributes and addresses that a browser would see."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.attributes: set[str] = set()
        self.addresses: list[str] = []
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.attributes |= {name for name, _ in attributes}
        self.addresses += [value or "" for name, value in attributes if name == "href"]


HOSTILE = [
    "<script>alert(1)</script>",
    "[x](javascript:alert(1))",
    "[x](JaVaScRiPt:alert(1))",
    "[x](java\tscript:alert(1))",
    "[x](&#106;avascript:alert(1))",
    "[x](data:text/html,<script>alert(1)</script>)",
    "[x](vbscript:x)",
    "[x]: javascript:alert(1)\n\n[x]",
    "<javascript:alert(1)>",
    '<iframe src="http://a.b"></iframe>',
    "<img src=x onerror=alert(1)>",
    "![x](javascript:alert(1))",
    '`"><script>alert(1)</script>`',
    '```go" onclick="alert(1)\nx\n```',
    "```go\n// </code></pre><script>alert(1)</script>\n```",
    '[x](http://a.b "onclick=alert(1)")',
    '[x](http://a.b" onclick="alert(1))',
    "<http://a.b/'onclick=alert(1)//>",
    "&lt;script&gt;alert(1)&lt;/script&gt;",
    "# <svg/onload=alert(1)>",
]
HARMLESS = {"p", "h2", "h3", "h4", "h5", "h6", "ul", "ol", "li", "blockquote", "pre", "code", "em", "strong", "a"}
HARMLESS |= {"span", "hr", "br", "table", "thead", "tbody", "tr", "th", "td"}
INERT = {"href", "rel", "class", "tabindex", "start", "title"}
PIECES = [*HOSTILE, *"<>\"'`*_[]()!#-|\n\t\\&:;/= ", "javascript:", "\n\n", "```"]


def scheme_of(address: str) -> str | None:
    """The scheme as a browser reads it: it drops tabs and line ends anywhere, controls and spaces in front."""
    read = re.sub(r"[\t\n\r]", "", address).lstrip("".join(map(chr, range(0x21))))
    scheme = re.match(r"[a-z][a-z0-9+.-]*(?=:)", read, re.IGNORECASE)
    return scheme.group().lower() if scheme else None


def assert_harmless(html: str) -> None:
    seen = Seen(html)
    assert seen.tags <= HARMLESS
    assert seen.attributes <= INERT
    assert {scheme_of(address) for address in seen.addresses} <= {None, "http", "https", "mailto"}


def test_a_browser_finds_a_scheme_behind_spaces_and_tabs() -> None:
    assert scheme_of(" java\tscript:x") == "javascript"
    assert scheme_of("%5Bx%5D(javascript:x)") is None


@pytest.mark.parametrize("markdown", HOSTILE)
def test_nothing_that_authors_write_becomes_active(markdown: str) -> None:
    assert_harmless(block_html(markdown))
    assert_harmless(inline_html(markdown))


@settings(max_examples=150, deadline=None)
@given(st.lists(st.sampled_from(PIECES), max_size=12))
def test_no_mixture_becomes_active(parts: list[str]) -> None:
    assert_harmless(block_html("".join(parts)))
    assert_harmless(inline_html("".join(parts)))


def test_links_lead_to_the_web_and_to_letter_boxes_only() -> None:
    html = block_html("[a](https://go.dev) [b](mailto:a@b.c) [c](ftp://a.b) <http://go.dev>")
    assert Seen(html).addresses == ["https://go.dev", "mailto:a@b.c", "http://go.dev"]


@pytest.mark.parametrize(
    ("markdown", "tags"),
    [
        ("# One\n\n## Two\n", {"h2", "h3"}),
        ("## One\n\n### Two\n", {"h2", "h3"}),
        ("One\n===\n\n###### Six\n", {"h2", "h6"}),
        ("#### Four\n", {"h2"}),
    ],
)
def test_headings_begin_at_the_second_level(markdown: str, tags: set[str]) -> None:
    assert Seen(block_html(markdown)).tags == tags


def test_go_is_coloured_like_the_source_of_an_exercise_and_reachable_by_keyboard() -> None:
    html = block_html("```go\nfunc f() *int\n```\n")
    assert html == (
        '<pre class="program" tabindex="0"><code><span class="k">func</span> <span class="f">f</span>() '
        '<span class="o">*</span><span class="t">int</span>\n</code></pre>\n'
    )


def test_other_code_stays_as_it_is() -> None:
    assert block_html("```\na < b\n```\n") == '<pre class="program" tabindex="0"><code>a &lt; b\n</code></pre>\n'


@given(st.text(max_size=60))
def test_colouring_changes_no_character(source: str) -> None:
    assert unescape(re.sub(r"</?span[^<>]*>", "", go_html(source))) == source


def test_one_line_has_code_and_emphasis_and_nothing_else() -> None:
    assert inline_html("`a<b` is *so*\n# no [x](http://y)") == "<code>a&lt;b</code> is <em>so</em>\n# no [x](http://y)"


@pytest.mark.parametrize(
    ("markdown", "text"),
    [
        ("变量留在\n栈帧里。", "变量留在栈帧里。"),
        ("指针被返回，\n`p` 活下去。", "指针被返回，p 活下去。"),
        ("它叫\n`p`", "它叫\np"),
        ("It is called\np.", "It is called\np."),
        ("指针\nescapes", "指针\nescapes"),
    ],
)
def test_a_line_broken_between_chinese_characters_shows_no_gap(markdown: str, text: str) -> None:
    assert re.sub("<[^>]*>", "", block_html(markdown)).strip() == text
