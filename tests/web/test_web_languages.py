from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog, Message
from babel.messages.mofile import read_mo
from babel.messages.pofile import read_po

from grader.config import PROJECT
from grader.web.languages import find_language
from tests.visiting import Visitor

TRANSLATED = PROJECT / "grader/web/translations/zh_Hans/LC_MESSAGES/messages.po"
PLACEHOLDER = re.compile(r"%\(\w+\)[sd]")


@pytest.mark.parametrize(
    ("tag", "language"),
    [
        ("en", "en"),
        ("en-GB", "en"),
        ("zh", "zh_Hans"),
        ("zh-CN", "zh_Hans"),
        ("zh_Hans_CN", "zh_Hans"),
        ("ZH-TW", "zh_Hans"),
        ("de", None),
        ("zhuang", None),
        ("", None),
        (None, None),
        ("../../etc", None),
    ],
)
def test_tags_lead_to_the_language_that_serves_them(tag: str | None, language: str | None) -> None:
    assert find_language(tag) == language


@pytest.mark.parametrize(
    ("asked", "shown"),
    [
        ("zh-CN,zh;q=0.9,en;q=0.8", "zh-Hans"),
        ("de,en;q=0.5,zh;q=0.4", "en"),
        ("fr", "en"),
        ("*", "en"),
        ("\t;;q=x", "en"),
    ],
)
def test_the_browsers_languages_are_heeded(visitor: Visitor, asked: str, shown: str) -> None:
    page = visitor.get("/", Accept_Language=asked).page
    assert f'<html lang="{shown}"' in page.html


def test_the_switch_keeps_the_language_and_the_page(visitor: Visitor) -> None:
    visitor.get("/progress")
    answer = visitor.post("/preferences/language", {"language": "zh_Hans", "next": "/progress"})
    assert answer.location == "/progress"
    assert "你的进度" in visitor.get("/progress", Accept_Language="en").text
    assert visitor.post("/preferences/language", {"language": "tlh"}).status == 400


def test_every_page_is_in_chinese(visitor: Visitor) -> None:
    visitor.post("/preferences/language", {"language": "zh_Hans"})
    for path in ("/path", "/progress", "/login", "/register", "/nothing"):  # pages without Go, which is English
        english = re.findall(r"\b(?:the|you|your|and|with|where|answer)\b", visitor.get(path).text, re.IGNORECASE)
        assert english == [], path
    for path, heading in (("/exercises/folder-depth", "变量 deepest 在哪里？为什么？"), ("/lessons/1", "栈帧")):
        assert heading in visitor.get(path).page.headings


def test_the_chinese_catalogue_is_complete_and_not_stale(tmp_path: Path) -> None:
    wanted, kept = extract(tmp_path), read(TRANSLATED)
    assert {message.id for message in wanted if message.id} == {message.id for message in kept if message.id}
    for message in kept:
        if message.id:
            assert not message.fuzzy, message.id
            assert all(strings_of(message)), message.id


def test_translations_have_the_same_placeholders() -> None:
    for message in read(TRANSLATED):
        ids = message.id if isinstance(message.id, tuple) else (message.id,)
        known = set(PLACEHOLDER.findall(" ".join(map(str, ids))))
        for text in strings_of(message) if message.id else ():
            assert set(PLACEHOLDER.findall(text)) <= known, message.id


def test_the_compiled_catalogue_is_fresh() -> None:
    with TRANSLATED.with_suffix(".mo").open("rb") as file:
        compiled = read_mo(file)
    kept = read(TRANSLATED)
    assert {key_of(m): strings_of(m) for m in compiled if m.id} == {key_of(m): strings_of(m) for m in kept if m.id}


def extract(folder: Path) -> Catalog:
    """The texts that templates and code have now."""
    keywords = ("_l", "_", "gettext", "ngettext:1,2", "lazy_gettext")
    options = [part for keyword in keywords for part in ("-k", keyword)]
    command = [sys.executable, "-m", "babel.messages.frontend", "-q", "extract", "-F", "babel.cfg", *options]
    subprocess.run([*command, "-o", str(folder / "all.pot"), "."], cwd=PROJECT, check=True)
    return read(folder / "all.pot", None)


def read(path: Path, locale: str | None = "zh_Hans") -> Catalog:
    with path.open("rb") as file:
        return read_po(file, locale=locale)


def key_of(message: Message) -> str:
    """The text in the code, by which translations are found."""
    return message.id if isinstance(message.id, str) else message.id[0]


def strings_of(message: Message) -> tuple[str, ...]:
    return (message.string,) if isinstance(message.string, str) else tuple(message.string or ())


def test_a_refusal_of_an_edit_is_told_in_the_readers_language(visitor: Visitor) -> None:
    address = "/exercises/mean-of-two-readings"
    text = "func Mean(a, b Reading) Reading {\n\treturn a\n}\n\nfunc More() int {\n\treturn 1\n}"
    fields = {"certainty": "sure", "part1": text}
    english = visitor.post(address, {**fields, "key": "1"}).text
    assert "Line 14 the function More is new. Manage without it." in english
    visitor.post("/preferences/language", {"language": "zh_Hans", "next": "/"})
    chinese = visitor.post(address, {**fields, "key": "2"}).text
    assert "More" in chinese
    assert "is new" not in chinese
