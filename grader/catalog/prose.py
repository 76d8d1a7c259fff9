"""Markdown that authors write → HTML that is safe to show.

HTML in the Markdown is shown as text; what the Markdown makes is sanitised once more. Links lead to http, https and
mailto only. Headings begin at the second level, since the page has its own first one.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from functools import lru_cache

import nh3
from markdown_it import MarkdownIt
from markdown_it.renderer import RendererHTML
from markdown_it.token import Token
from markupsafe import Markup, escape

from grader.picture.colours import colour

_TAGS = {"p", "h2", "h3", "h4", "h5", "h6", "ul", "ol", "li", "blockquote", "pre", "code", "em", "strong", "a", "span"}
_TAGS |= {"hr", "br", "table", "thead", "tbody", "tr", "th", "td"}
_ATTRIBUTES = {"a": {"href"}, "pre": {"class", "tabindex"}, "span": {"class"}, "ol": {"start"}, "code": {"class"}}
_SCHEMES = {"http", "https", "mailto"}


def _fence(_self: RendererHTML, tokens: Sequence[Token], index: int, _options: object, _env: object) -> str:
    token = tokens[index]
    is_go = token.info.strip() == "go"
    body = go_html(token.content) if is_go else escape(token.content)
    return f'<pre class="program" tabindex="0"><code>{body}</code></pre>\n'


def _softbreak(_self: RendererHTML, tokens: Sequence[Token], index: int, _options: object, _env: object) -> str:
    """Chinese has no spaces between words, so a line that an author broke there is joined without one."""
    before = next((token.content[-1] for token in reversed(tokens[:index]) if token.content), "")
    after = next((token.content[0] for token in tokens[index + 1 :] if token.content), "")
    sides = [side for side in (before, after) if side and unicodedata.east_asian_width(side) in "WF"]
    is_joined = len(sides) == 2 or any(unicodedata.category(side).startswith("P") for side in sides)
    return "" if is_joined else "\n"


def _make_block() -> MarkdownIt:
    made = MarkdownIt("commonmark", {"html": False}).enable("table").disable("image")
    made.add_render_rule("fence", _fence)
    made.add_render_rule("code_block", _fence)
    made.add_render_rule("softbreak", _softbreak)
    return made


_BLOCK = _make_block()
_INLINE = MarkdownIt("zero", {"html": False}).enable(["backticks", "emphasis", "escape"])


def go_html(source: str) -> Markup:
    """Go source with its words in coloured spans, of the same classes as the big source of an exercise."""
    raw = source.encode()
    return Markup("").join(
        Markup('<span class="{}">{}</span>').format(name, text) if name else escape(text)
        for start, end, name in colour(raw)
        if (text := raw[start:end].decode(errors="replace"))
    )


@lru_cache(maxsize=4096)
def block_html(markdown: str) -> Markup:
    """Paragraphs, lists, headings, code: for prose, hints, explanations and lessons."""
    return render(parse(markdown))


@lru_cache(maxsize=4096)
def inline_html(text: str) -> Markup:
    """One line with `code` and *emphasis*, without links or blocks: for titles, reasons, feedback."""
    return _clean(_INLINE.renderInline(text))


def parse(markdown: str) -> list[Token]:
    """Markdown as tokens, headings at the second level and below."""
    tokens = _BLOCK.parse(markdown)
    levels = [int(token.tag[1]) for token in tokens if token.type == "heading_open"]
    shift = 2 - min(levels, default=2)
    for token in tokens:
        if token.type in ("heading_open", "heading_close"):
            token.tag = f"h{min(int(token.tag[1]) + shift, 6)}"
    return tokens


def render(tokens: Sequence[Token]) -> Markup:
    """Tokens as HTML that is safe to show."""
    return _clean(_BLOCK.renderer.render(tokens, _BLOCK.options, {}))


def _clean(html: str) -> Markup:
    cleaned = nh3.clean(html, tags=_TAGS, attributes=_ATTRIBUTES, url_schemes=_SCHEMES)
    return Markup(cleaned)  # noqa: S704 - sanitised the line before
