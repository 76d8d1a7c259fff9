from __future__ import annotations

import os
import re
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from grader.catalog.content.place_and_reason import PlaceAndReason
from grader.catalog.fields import SLUG
from grader.catalog.loader import load_catalog, read_catalog, read_exercise, read_lesson
from grader.errors import CatalogError, NotFound
from tests.sample_bank import EXERCISE, GO, LESSON, replaced, write_exercise, write_lesson


def told(bank: Path) -> list[str]:
    return [str(problem).removeprefix(f"{bank}/") for problem in read_catalog(bank)[1]]


def test_a_sound_bank_loads_whole(tmp_path: Path) -> None:
    write_exercise(tmp_path)
    write_lesson(tmp_path)
    catalog = load_catalog(tmp_path)
    exercise = catalog.get_exercise("open-session")
    assert exercise.title.of("zh") == "会话留住了用户"
    assert (exercise.source.name, exercise.source.text) == ("open.go", GO)
    assert catalog.get_lesson(4).programs["open.go"].text == GO
    assert catalog.get_lesson(4).has_text
    assert isinstance(exercise.content, PlaceAndReason)
    assert exercise.content.offer[3].text is not None


def test_a_broken_exercise_takes_nothing_else_down(tmp_path: Path) -> None:
    write_exercise(tmp_path)
    write_exercise(tmp_path, "title: 5\n", slug="broken")
    catalog, problems = read_catalog(tmp_path)
    assert list(catalog.exercises) == ["open-session"]
    assert {problem.file.split("/")[-2] for problem in problems} == {"broken"}


def test_the_error_lists_the_problems_of_all_files(tmp_path: Path) -> None:
    write_exercise(tmp_path, replaced("lesson: 4", "lesson: 99"), slug="one")
    write_exercise(tmp_path, replaced("expect: heap", "expect: hip"), slug="two")
    with pytest.raises(CatalogError) as caught:
        load_catalog(tmp_path)
    lines = str(caught.value).splitlines()
    assert [bool(re.search(pattern, line)) for pattern, line in zip(["one.*:2:9", "two.*:8:9"], lines, strict=True)]


def test_exercises_follow_lesson_then_order_then_difficulty_then_name(tmp_path: Path) -> None:
    write_exercise(tmp_path, slug="b")
    write_exercise(tmp_path, slug="a")
    write_exercise(tmp_path, replaced("difficulty: 2", "difficulty: 1"), slug="z")
    write_exercise(tmp_path, replaced("difficulty: 2", "difficulty: 5\norder: 1"), slug="y")
    write_exercise(tmp_path, replaced("lesson: 4", "lesson: 3"), slug="x")
    catalog = load_catalog(tmp_path)
    assert list(catalog.exercises) == ["x", "y", "z", "a", "b"]
    assert [exercise.slug for exercise in catalog.exercises_of(4)] == ["y", "z", "a", "b"]
    following = {slug: catalog.next_after(slug) for slug in ["x", "b", "absent"]}
    assert {slug: found and found.slug for slug, found in following.items()} == {"x": "y", "b": None, "absent": None}


def test_what_is_not_there_is_not_found(tmp_path: Path) -> None:
    catalog = load_catalog(tmp_path)
    assert catalog.find_exercise("../etc") is None
    with pytest.raises(NotFound):
        catalog.get_exercise("..")
    with pytest.raises(NotFound):
        catalog.get_lesson(4)


def test_the_minimal_pair_is_found_from_either_side(tmp_path: Path) -> None:
    write_exercise(tmp_path, slug="alone")
    write_exercise(tmp_path, replaced("difficulty: 2", "difficulty: 2\ncontrast: other"))
    write_exercise(tmp_path, slug="other")
    catalog = load_catalog(tmp_path)
    pair = catalog.contrast_of(catalog.get_exercise("open-session"))
    assert pair is not None
    assert pair.slug == "other"
    assert catalog.contrast_of(pair) == catalog.get_exercise("open-session")
    assert catalog.contrast_of(catalog.get_exercise("alone")) is None


def test_the_digest_changes_with_every_part_and_only_then(tmp_path: Path) -> None:
    def digest() -> str:
        exercise = read_exercise(tmp_path / "open-session")[0]
        assert exercise is not None
        return exercise.digest

    write_exercise(tmp_path)
    first = digest()
    write_exercise(tmp_path)
    assert digest() == first
    write_exercise(tmp_path, go=GO + b"\n")
    second = digest()
    write_exercise(tmp_path, EXERCISE + "# remark\n")
    assert len({first, second, digest()}) == 3


def test_a_folder_needs_both_files(tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    (write_exercise(tmp_path, slug="two") / "more.go").write_bytes(GO)
    assert told(tmp_path) == [
        "empty: There is no Go file. Put exactly one `.go` file beside exercise.yaml.",
        "empty: There is no exercise.yaml. Copy one from another exercise, or use `python -m grader new`.",
        "two: There are 2 Go files (more.go, open.go). Put exactly one `.go` file beside exercise.yaml.",
    ]


@pytest.mark.parametrize("name", ["Open", "open_session", "-x", "öffnen", "a" * 65, "a b", "ａ", "x.", "x\n"])
def test_folders_that_cannot_be_addresses_are_refused(tmp_path: Path, name: str) -> None:
    write_exercise(tmp_path, slug=name)
    assert told(tmp_path) == [
        (
            f"{name}: `{name}` cannot be the name of an exercise. "
            "Use 1 to 64 small letters, digits and `-`, beginning with a letter or digit."
        )
    ]


def test_hidden_folders_and_loose_files_are_nobodys_concern(tmp_path: Path) -> None:
    (tmp_path / ".git").mkdir()
    (tmp_path / "exercise.schema.json").write_text("{}", encoding="utf-8")
    assert told(tmp_path) == []


@pytest.mark.parametrize("name", ["-o.go", "x_test.go", "X.go", "a b.go", ".go"])
def test_file_names_that_mean_something_to_go_are_refused(tmp_path: Path, name: str) -> None:
    folder = write_exercise(tmp_path)
    (folder / "open.go").rename(folder / name)
    assert len(told(tmp_path)) == 1


def test_links_out_of_the_folder_are_refused(tmp_path: Path) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("hunter2", encoding="utf-8")
    folder = write_exercise(tmp_path / "bank")
    for name in ("exercise.yaml", "open.go"):
        (folder / name).unlink()
        (folder / name).symlink_to(secret)
    assert told(tmp_path / "bank") == [
        f"open-session/{name}: This link leads out of its folder. Put the file itself there."
        for name in ("exercise.yaml", "open.go")
    ]


def test_what_is_no_regular_file_is_refused_and_never_waited_for(tmp_path: Path) -> None:
    folder = write_exercise(tmp_path)
    for name in ("exercise.yaml", "open.go"):
        (folder / name).unlink()
    os.mkfifo(folder / "exercise.yaml")
    (folder / "open.go").symlink_to("open.go")
    assert told(tmp_path) == [
        "open-session/exercise.yaml: This is not a regular file. Put a file there.",
        "open-session/open.go: The file cannot be read (links in a circle). Put a readable file there.",
    ]


def test_large_files_are_refused_before_they_are_read(tmp_path: Path) -> None:
    write_exercise(tmp_path, b"#" * 65537, go=b"/" * 16385)
    assert told(tmp_path) == [
        "open-session/exercise.yaml: The file has 65537 bytes, 65536 are allowed. Make it shorter.",
        "open-session/open.go: The file has 16385 bytes, 16384 are allowed. Make it shorter.",
    ]


def test_a_program_that_is_not_utf8_is_refused_with_its_place(tmp_path: Path) -> None:
    write_exercise(tmp_path, go=b"package open\n// \xff\n")
    assert told(tmp_path) == ["open-session/open.go:2:4: This is not UTF-8. Save the file in the encoding UTF-8."]


def test_a_lesson_has_a_number_in_its_folder_and_both_texts_or_none(tmp_path: Path) -> None:
    (write_lesson(tmp_path, name="04-one-text") / "zh.md").unlink()
    write_lesson(tmp_path, name="05-other-number")
    write_lesson(tmp_path, name="four")
    untold = write_lesson(tmp_path, replaced("number: 4", "number: 6", LESSON), name="06-no-text")
    for language in ("en", "zh"):
        (untold / f"{language}.md").unlink()
    assert told(tmp_path) == [
        "lessons/04-one-text: There is no zh.md. Write the lesson in both languages.",
        "lessons/05-other-number/lesson.yaml:1:9: The folder says lesson 5, the file lesson 4. Make the two agree.",
        "lessons/four: `four` cannot be the name of a lesson. Name it like `04-sharing-up`.",
    ]
    lesson = read_lesson(untold)[0]
    assert lesson is not None
    assert not lesson.has_text


@settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(yaml=st.binary(max_size=80), go=st.binary(max_size=40))
def test_no_bytes_make_the_loader_raise(tmp_path: Path, yaml: bytes, go: bytes) -> None:
    write_exercise(tmp_path, yaml, go=go)
    catalog, problems = read_catalog(tmp_path)
    assert bool(problems) == (not catalog.exercises)


@given(st.from_regex(SLUG, fullmatch=True))
def test_a_slug_is_one_harmless_path_segment(slug: str) -> None:
    assert Path("/bank", slug).parts == ("/", "bank", slug)
    assert slug == slug.lower()
    assert slug.isascii()


@given(st.text(max_size=70))
def test_only_words_of_small_letters_digits_and_dashes_are_slugs(text: str) -> None:
    is_plain = (
        bool(text) and len(text) <= 64 and text[0] != "-" and set(text) <= set("abcdefghijklmnopqrstuvwxyz0123456789-")
    )
    assert bool(re.fullmatch(SLUG, text)) == is_plain
