"""Every lesson has all that a lesson has, in both languages, and claims what it says."""

from __future__ import annotations

import re

import pytest

from grader.catalog.asked import VariableAsked
from grader.catalog.catalog import Lesson
from grader.catalog.fields import LESSON_NUMBERS
from grader.catalog.lessons import Program, lesson_blocks
from grader.catalog.loader import read_catalog
from grader.catalog.texts import LANGUAGES, Language
from grader.config import PROJECT
from grader.escape.syntax.declarations import find_declarations


def name_of(value: object) -> str:
    return f"{value.number:02}" if isinstance(value, Lesson) else str(value)


LESSONS = read_catalog(PROJECT / "exercises")[0].lessons
EACH_TEXT = pytest.mark.parametrize(
    ("lesson", "language"), [(lesson, language) for lesson in LESSONS.values() for language in LANGUAGES], ids=name_of
)

WORDS = range(300, 701)
HAN_CHARACTERS = range(450, 1201)
"""As much to read: an English word is about one and a half Chinese characters, beside the code of both."""

RECAP: dict[Language, str] = {"en": "## In short\n", "zh": "## 小结\n"}
REFUTED: dict[Language, str] = {"en": "**Not so:** ", "zh": "**并非如此：**"}
LINKS: dict[Language, str] = {"en": "**Read on:** ", "zh": "**延伸阅读：**"}
QUOTED: dict[Language, str] = {"en": '"[^"]{8,}"', "zh": "“[^”]{4,}”"}

_FENCE = re.compile(r"```.*?```", re.DOTALL)


def prose(lesson: Lesson, language: Language) -> str:
    """What is read: without fences and without the addresses of links."""
    return re.sub(r"\]\(http[^)]*\)", "]", _FENCE.sub("", lesson.texts[language]))


def programs(lesson: Lesson, language: Language) -> list[Program]:
    return [block for block in lesson_blocks(lesson, language) if isinstance(block, Program)]


def part_after(heading: str, text: str) -> str:
    """What stands below a heading or after a lead, up to the next paragraph."""
    assert text.count(heading) == 1, heading
    return text.partition(heading)[2].strip().partition("\n\n")[0]


def test_every_lesson_is_there_with_a_text() -> None:
    assert [number for number, lesson in LESSONS.items() if lesson.has_text] == list(LESSON_NUMBERS)


@EACH_TEXT
def test_it_is_as_long_as_a_lesson(lesson: Lesson, language: Language) -> None:
    text = prose(lesson, language)
    if language == "en":
        assert len(text.split()) in WORDS
    else:
        assert len(re.findall(r"[\u4e00-\u9fff]", text)) in HAN_CHARACTERS


@EACH_TEXT
def test_it_shows_programs_to_run_and_a_picture(lesson: Lesson, language: Language) -> None:
    shown = programs(lesson, language)
    assert {block.file for block in shown} == set(lesson.programs), "a program that nobody sees, or the reverse"
    assert any(block.has_picture for block in shown)


@EACH_TEXT
def test_it_ends_with_a_recap_what_it_refutes_and_where_to_read_on(lesson: Lesson, language: Language) -> None:
    text = lesson.texts[language]
    assert part_after(RECAP[language], text)
    refuted = part_after(REFUTED[language], text)
    assert len(re.findall(QUOTED[language], refuted)) >= 2
    assert len(re.findall(r"\]\(https://", part_after(LINKS[language], text))) >= 2
    places = [text.index(part) for part in (RECAP[language], REFUTED[language], LINKS[language])]
    assert places == sorted(places)


@pytest.mark.parametrize("lesson", LESSONS.values(), ids=name_of)
def test_both_languages_show_and_link_the_same(lesson: Lesson) -> None:
    english, chinese = (
        [(block.file, block.variable, block.has_picture) for block in programs(lesson, language)]
        for language in LANGUAGES
    )
    assert english == chinese
    links = [re.findall(r"\]\((https://[^)]*)\)", lesson.texts[language]) for language in LANGUAGES]
    assert sorted(links[0]) == sorted(links[1])
    assert len(re.findall("^## ", lesson.texts["en"], re.MULTILINE)) == len(
        re.findall("^## ", lesson.texts["zh"], re.MULTILINE)
    )


@EACH_TEXT
def test_of_every_variable_that_it_speaks_of_it_claims_where_it_lives(lesson: Lesson, language: Language) -> None:
    declared = {each.name for source in lesson.programs.values() for each in find_declarations(source)}
    spoken_of = set(re.findall(r"`(\w+)`", _FENCE.sub("", lesson.texts[language])))
    spoken_of |= {block.variable for block in programs(lesson, language)}
    claimed = {claim.variable for claim in lesson.content.expect if isinstance(claim, VariableAsked)}
    assert (spoken_of & declared) - claimed == set()


@pytest.mark.parametrize("lesson", LESSONS.values(), ids=name_of)
def test_nothing_is_claimed_that_no_text_speaks_of(lesson: Lesson) -> None:
    """Variables of the programs shown may be meant by words such as "every variable": their program is named."""
    assert {claim.program for claim in lesson.content.expect} == set(lesson.programs)
