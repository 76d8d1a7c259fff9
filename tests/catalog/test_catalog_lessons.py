from __future__ import annotations

from pathlib import Path

import pytest

from grader.catalog.catalog import Lesson
from grader.catalog.lessons import Html, Program, lesson_blocks, lesson_problems
from grader.catalog.loader import read_lesson
from tests.sample_bank import write_lesson


def lesson_with(tmp_path: Path, fence: str) -> Lesson:
    folder = write_lesson(tmp_path)
    (folder / "en.md").write_text(f"Before.\n\n```program\n{fence}\n```\n\nAfter.\n", encoding="utf-8")
    lesson, problems = read_lesson(folder)
    assert problems == ()
    assert lesson is not None
    return lesson


def test_a_lesson_is_text_and_programs_in_order(tmp_path: Path) -> None:
    lesson = lesson_with(tmp_path, "open.go u picture")
    before, program, after = lesson_blocks(lesson, "en")
    assert isinstance(before, Html)
    assert before.html == "<p>Before.</p>\n"
    assert program == Program(file="open.go", variable="u", function=None, has_picture=True, line=4)
    assert isinstance(after, Html)
    assert after.html == "<p>After.</p>\n"
    assert lesson_problems(lesson) == ()


def test_headings_keep_their_order_across_programs(tmp_path: Path) -> None:
    folder = write_lesson(tmp_path)
    (folder / "en.md").write_text("# A\n\n```program\nopen.go u\n```\n\n## B\n", encoding="utf-8")
    lesson = read_lesson(folder)[0]
    assert lesson is not None
    blocks = [block.html for block in lesson_blocks(lesson, "en") if isinstance(block, Html)]
    assert blocks == ["<h2>A</h2>\n", "<h3>B</h3>\n"]


@pytest.mark.parametrize(
    ("fence", "function", "has_picture"),
    [
        ("open.go u", None, False),
        ("open.go u in Open", "Open", False),
        ("open.go u in (*T).Open picture", "(*T).Open", True),
        ("open.go picture", None, False),
        ("open.go picture picture", None, True),
    ],
)
def test_a_fence_names_file_variable_and_function(
    tmp_path: Path, fence: str, function: str | None, *, has_picture: bool
) -> None:
    program = lesson_blocks(lesson_with(tmp_path, fence), "en")[1]
    assert isinstance(program, Program)
    assert (program.function, program.has_picture) == (function, has_picture)


@pytest.mark.parametrize(
    ("fence", "told"),
    [
        ("open.go", "A program is named by its file and a variable"),
        ("open.go u pictures", "A program is named by its file and a variable"),
        ("", "A program is named by its file and a variable"),
        ("opn.go u", "The lesson has no program `opn.go`"),
    ],
)
def test_a_fence_that_names_no_program_is_a_problem_at_its_line(tmp_path: Path, fence: str, told: str) -> None:
    (problem,) = lesson_problems(lesson_with(tmp_path, fence))
    assert problem.file.endswith("lessons/04-sharing-up/en.md")
    assert (problem.line, problem.what) == (4, told)


def test_a_lesson_without_text_has_no_blocks(tmp_path: Path) -> None:
    folder = write_lesson(tmp_path)
    for name in ("en.md", "zh.md"):
        (folder / name).unlink()
    lesson = read_lesson(folder)[0]
    assert lesson is not None
    assert lesson_blocks(lesson, "zh") == ()
