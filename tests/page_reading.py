"""Reading an answer of the site as a person would: its words, its tables, what its forms hold."""

from __future__ import annotations

from html.parser import HTMLParser

VOID = frozenset({"input", "meta", "link", "br", "rect", "use", "path", "circle", "img"})
UNSEEN = frozenset({"script", "style", "title", "template"})


class Page(HTMLParser):
    """A page, taken apart once."""

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self.html = html
        self.rows: list[list[str]] = []
        """The text of each cell of each row of the page's tables."""
        self.links: dict[str, str] = {}
        """Addresses by the text of the link."""
        self.actions: list[str] = []
        """Where the page's forms are sent by POST."""
        self.fields: dict[str, str] = {}
        """What is filled in: text fields, and boxes and radio buttons that are chosen, the last of each name."""
        self.checked: dict[str, list[str]] = {}
        """Values of the boxes that are ticked, by name."""
        self.headings: list[str] = []
        self._words: list[str] = []
        self._open: list[str] = []
        self._gathered: dict[str, list[str]] = {}
        self._href = ""
        self._select = ""
        self.feed(html)

    @property
    def text(self) -> str:
        """All that can be read, with single spaces."""
        return " ".join(" ".join(self._words).split())

    @property
    def csrf_token(self) -> str:
        """The token of the page's forms; empty on a page without one."""
        return self.fields.get("csrf_token", "")

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if tag not in VOID:
            self._open.append(tag)
        if tag == "tr":
            self.rows.append([])
        if tag in {"td", "th", "a", "h1", "h2"}:
            self._gathered[tag] = []
        if tag == "a":
            self._href = given.get("href", "")
        if tag == "form" and given.get("method", "").lower() == "post":
            self.actions.append(given.get("action", ""))
        if "aria-label" in given and tag != "form":
            self._read(given["aria-label"])
        self._note_field(tag, given)

    def _note_field(self, tag: str, given: dict[str, str]) -> None:
        name, kind = given.get("name", ""), given.get("type", "text")
        if tag == "input" and kind in {"checkbox", "radio"}:
            if "checked" in given:
                self.fields[name] = given.get("value", "on")
                self.checked.setdefault(name, []).append(given.get("value", "on"))
        elif tag == "input":
            self.fields[name] = given.get("value", "")
        elif tag == "select":
            self._select = name
        elif tag == "option" and "selected" in given:
            self.fields[self._select] = given.get("value", "")

    def handle_endtag(self, tag: str) -> None:
        if tag in self._open:
            while self._open.pop() != tag:
                pass
        if tag not in self._gathered:
            return
        text = " ".join("".join(self._gathered.pop(tag)).split())
        if tag in {"td", "th"} and self.rows:
            self.rows[-1].append(text)
        elif tag == "a":
            self.links.setdefault(text, self._href)
        elif tag in {"h1", "h2"}:
            self.headings.append(text)

    def handle_data(self, data: str) -> None:
        if not UNSEEN & set(self._open):
            self._read(data)

    def _read(self, text: str) -> None:
        self._words.append(text)
        for gathered in self._gathered.values():
            gathered.append(text)
