"""Asking in the playground, and reading what its page says, as a browser with and without the script would."""

from __future__ import annotations

import html
import json
import re
from dataclasses import dataclass
from typing import Any

from tests.visiting import Answer, Visitor

COUNTER = """package counter

func Counter() func() int {
	n := 0
	return func() int {
		n++
		return n
	}
}
"""
"""`n` is on the heap, and so is the function literal."""

CHOSEN = "4:2"
"""Where `n` is declared."""


@dataclass(frozen=True, slots=True)
class Shown:
    """What the script of a page is told."""

    program: str
    marks: list[dict[str, Any]]
    problems: list[dict[str, Any]]
    flow: dict[str, Any] | None

    @property
    def places(self) -> dict[str, str]:
        """Places by label."""
        return {mark["label"]: mark["place"] for mark in self.marks}


def shown_on(answer: Answer) -> Shown:
    """The data block of a page or of an answer."""
    block = re.search(r'<script type="application/json" id="marks"[^>]*>(.*?)</script>', answer.page.html, re.DOTALL)
    assert block, answer.page.html[:500]
    return Shown(**json.loads(block[1]))


def source_in(answer: Answer) -> str:
    """The program in the editor, as a browser reads it: a line feed right after the tag is none of it."""
    area = re.search(r"<textarea[^>]*>\n(.*?)</textarea>", answer.page.html, re.DOTALL)
    assert area, answer.page.html[:500]
    return html.unescape(area[1])


def ask(visitor: Visitor, source: str = COUNTER, **fields: str) -> Answer:
    """Send a program as the form does without the script: browsers end its lines with CRLF."""
    return visitor.post("/playground", {"source": source.replace("\n", "\r\n"), **fields})


def ask_in_place(visitor: Visitor, source: str = COUNTER, **fields: str) -> Answer:
    """The same through htmx."""
    return visitor.post("/playground", {"source": source.replace("\n", "\r\n"), **fields}, HX_Request="true")
