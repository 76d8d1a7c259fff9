"""The SVG: well-formed, without styles, with its words; and the same words in both languages."""

from __future__ import annotations

import xml.etree.ElementTree as ET
from pathlib import Path

import pytest

from grader.picture.svg import render_svg
from grader.picture.words import in_words
from tests.picture.judged_programs import BANK, judged, judged_file
from tests.picture.laid_out import all_cells

SESSION = """
type User struct { ID int; Name string }
type Session struct { owner *User; hits int }
var lastID int
func Open(name string) *Session {
	u := User{Name: name}
	assignID(&u)
	s := Session{owner: &u}
	return &s
}
//go:noinline
func assignID(p *User) { lastID++; p.ID = lastID }
"""
NAMESPACE = "{http://www.w3.org/2000/svg}"


def parsed(svg: str) -> ET.Element:
    return ET.fromstring(svg)  # noqa: S314 - it is this program's own output


def drawn(source: str, asked: str, language: str = "en", *, narrow: bool = False) -> ET.Element:
    return parsed(render_svg(judged(source).scene(asked), language, narrow=narrow))


@pytest.mark.parametrize("path", BANK, ids=lambda path: path.stem)
@pytest.mark.parametrize("language", ["en", "zh"])
def test_every_picture_is_well_formed_and_leaves_styles_to_the_stylesheet(path: Path, language: str) -> None:
    scene = judged_file(path).scene()
    for narrow in (False, True):
        svg = parsed(render_svg(scene, language, narrow=narrow))
        attributes = {name for element in svg.iter() for name in element.attrib}
        assert not attributes & {"style", "fill", "stroke", "font-size", "onclick"}
        assert not [element for element in svg.iter() if element.tag.endswith(("script", "style", "foreignObject"))]


def test_ids_begin_with_the_prefix_and_differ_between_wide_and_narrow() -> None:
    scene = judged(SESSION).scene("u")
    texts = [render_svg(scene, "en", narrow=narrow, prefix="lesson-2") for narrow in (False, True)]
    ids = [element.attrib["id"] for text in texts for element in parsed(text).iter() if "id" in element.attrib]
    assert len(ids) == len(set(ids)) == 4
    assert all(name.startswith("lesson-2-") for name in ids)


def test_the_drawing_names_its_title_and_its_words() -> None:
    svg = drawn(SESSION, "u")
    labels = svg.attrib["aria-labelledby"].split()
    texts = {element.attrib["id"]: element.text for element in svg.iter() if "id" in element.attrib}
    assert [texts[label] for label in labels] == [
        "Stack and heap, with u marked",
        in_words(judged(SESSION).scene("u"), "en"),
    ]


def test_every_variable_is_one_group_with_its_declaration() -> None:
    scene = judged(SESSION).scene("u")
    groups = [element.attrib["data-at"] for element in drawn(SESSION, "u").iter() if "data-at" in element.attrib]
    assert sorted(groups) == sorted(str(each.at) for each in judged(SESSION).verdict.variables)
    assert len(groups) == len(set(groups))
    assert sum(cell.at is not None for cell in all_cells(scene)) + 2 == len(groups)


def test_the_flow_is_hot_and_carries_its_numbers() -> None:
    svg = drawn(SESSION, "u")
    classes = [element.attrib.get("class", "") for element in svg.iter()]
    chips = [element.text for element in svg.iter() if element.attrib.get("class") == "hopt"]
    assert classes.count("wire hot") == len(chips)
    assert "1–3" in chips


def test_a_name_too_long_for_its_column_stands_above_its_cell() -> None:
    texts = [
        element.text for element in drawn("func f() int { connectionCount := 1; return connectionCount }", "").iter()
    ]
    assert "connectionCount" in texts


def test_longer_names_are_cut_and_keep_their_whole_as_a_title() -> None:
    name = "anExtraordinarilyLongNameForOneVariable"
    svg = drawn(f"func f() int {{ {name} := 1; return {name} }}", "")
    cut = [element for element in svg.iter() if (element.text or "").endswith("…")]
    assert [element[0].text for element in cut] == [name]


def test_what_the_source_says_is_escaped() -> None:
    svg = render_svg(judged('func f() string { s := "<b>&amp;"; return s }').scene(), "en")
    assert "<b>" not in svg
    assert parsed(svg) is not None


def test_the_words_say_what_is_drawn() -> None:
    assert in_words(judged(SESSION).scene("u"), "en").startswith(
        "The caller, which is not in this file, holds Open(). The frame of Open holds name (string). "
        "The frame of assignID holds p (*User). On the heap: u (User, 24 bytes), s (Session, 16 bytes). "
        "Package data, neither stack nor heap: lastID (int). "
    )
    assert "s.owner points to u: step 1–3 of the flow." in in_words(judged(SESSION).scene("u"), "en")


def test_one_byte_is_no_plural() -> None:
    words = in_words(judged("func f() *bool { full := true; return &full }").scene("full"), "en")
    assert "On the heap: full (bool, 1 byte)." in words


def test_the_words_in_chinese() -> None:
    words = in_words(judged(SESSION).scene("u"), "zh")
    assert "Open 的栈帧中有 name（string）。" in words
    assert "s.owner 指向 u：数据流的第 1–3 步。" in words
    assert "静态数据区，既不是栈也不是堆：lastID（int）。" in words


def test_an_empty_heap_and_what_was_never_compiled_are_said() -> None:
    source = "func f() int { x := 1; if false { z := 2; return z }; return x }"
    words = in_words(judged(source).scene("x"), "en")
    assert "No variable is on the heap." in words
    assert "Never compiled, so without storage: z." in words
