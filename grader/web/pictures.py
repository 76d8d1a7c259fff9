"""The picture of memory, for wide and narrow pages, and in words."""

from __future__ import annotations

from dataclasses import dataclass

from markupsafe import Markup

from grader.escape.values import Position, SourceFile, Verdict
from grader.picture.scene import build_scene
from grader.picture.svg import render_svg
from grader.picture.words import in_words
from grader.web.languages import content_language


@dataclass(frozen=True, slots=True, kw_only=True)
class Picture:
    """One picture: the stylesheet shows the drawing that fits the page."""

    wide: Markup
    narrow: Markup
    words: str


def make_picture(source: SourceFile, verdict: Verdict, asked: Position | None, prefix: str) -> Picture:
    """Draw what a program has in memory. `prefix` keeps the ids of several pictures on one page apart."""
    language = content_language()
    scene = build_scene((source,), verdict, asked)
    return Picture(
        wide=_drawing(render_svg(scene, language, prefix=prefix)),
        narrow=_drawing(render_svg(scene, language, narrow=True, prefix=prefix)),
        words=in_words(scene, language),
    )


def _drawing(svg: str) -> Markup:
    """The drawing escapes every text that it holds, so it is markup as it stands."""
    return Markup(svg)  # noqa: S704 - made by render_svg, which escapes the program's names
