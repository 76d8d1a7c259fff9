from __future__ import annotations

from pathlib import Path
from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from grader.catalog.content.place_and_reason import PlaceAndReason
from grader.catalog.kinds import QuestionKind
from grader.catalog.loader import read_exercise
from grader.catalog.misconceptions import MISCONCEPTIONS
from grader.catalog.schema import KINDS
from grader.catalog.texts import Text
from grader.catalog.validation import validate
from grader.catalog.yaml import read_yaml
from tests.sample_bank import EXERCISE, replaced, write_exercise

MANY_MISTAKES = """\
titel: {en: a, zh: 标题}
title: 5
lesson: four
concepts: sharing
misconceptions: [M61, M06]
difficulty: 9
prose: {en: Hello, zh: Hello}
ask: {variable: a b, lin: 3}
places: [heap, heep]
expect: stak
go: 1.27
offer:
  - reason: RETURND
  - belief: M06
  - reason: REVIEW
explanation: {en: x}
"""


def problems_of(folder: Path) -> list[str]:
    problems = read_exercise(folder)[1]
    return [str(problem).removeprefix(f"{folder}/") for problem in problems]


def test_every_mistake_in_a_file_is_reported_at_once_with_its_place_and_what_to_write(tmp_path: Path) -> None:
    assert problems_of(write_exercise(tmp_path, MANY_MISTAKES)) == [
        "exercise.yaml:1:1: There is no field `titel` here. Did you mean `title`?",
        'exercise.yaml:2:8: `title` is `5`. Write text, in quotes: "5".',
        "exercise.yaml:3:9: `lesson` is `four`. Write a whole number.",
        "exercise.yaml:4:11: `concepts` is `sharing`. Write a list: `[one, two]`, or a line with `- ` for each.",
        "exercise.yaml:5:18: There is no misconception `M61`. Choose from M01 to M60, listed in docs/authoring.md.",
        (
            "exercise.yaml:6:13: `9` cannot be `difficulty`: input should be less than or equal to 5. "
            "It is: 1 (first steps) to 5 (real code)."
        ),
        "exercise.yaml:7:8: The Chinese text has no Chinese character. Translate it.",
        "exercise.yaml:8:17: `a b` cannot be `variable`. It is: name of the variable.",
        "exercise.yaml:8:22: There is no field `lin` here. Did you mean `line`?",
        "exercise.yaml:9:16: `heep` cannot stand here. Did you mean `heap`?",
        "exercise.yaml:10:9: `stak` cannot stand here. Did you mean `stack`?",
        'exercise.yaml:11:5: `1.27` cannot stand here. Put it in quotes: "1.27".',
        "exercise.yaml:13:3: `offer` has 3 entries. It should have at least 4 items.",
        "exercise.yaml:13:13: `RETURND` cannot stand here. Did you mean `RETURNED`?",
        "exercise.yaml:14:5: `feedback` is missing here. It is: shown to a student who chose it: what it gets wrong.",
        (
            "exercise.yaml:14:5: `text` is missing here. "
            "It is: the belief as a sentence about this program. Code stands in `backticks`."
        ),
        "exercise.yaml:15:13: REVIEW is no reason that can be offered. Offer a reason that a student can name.",
        "exercise.yaml:16:1: `zh` is missing here. It is: the text in Simplified Chinese.",
    ]


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("lesson: 4", "lesson: 13", "2:9: `13` cannot be `lesson`"),
        ("lesson: 4", "lesson: true", "2:9: `lesson` is `True`"),
        ("lesson: 4", "lesson: 4.0", "2:9: `lesson` is `4.0`"),
        ("lesson: 4", 'lesson: "4"', "2:9: `lesson` is `4`"),
        ("lesson: 4\n", "", "1:1: `lesson` is missing here."),
        ("zh: 会话留住了用户", 'zh: "  "', "1:43: The text is empty. Write it, in this language."),
        ("zh: 会话留住了用户", "zh: A session keeps its user", "1:8: The Chinese text has no Chinese character."),
        ("en: Somebody logs in.", "en: 有人登录。", "4:8: The English text has Chinese characters."),
        ("expect: heap", "expect: static", "1:1: `expect: static` is not among the places offered."),
        ("expect: heap", "expect: heap\nplaces: [heap, static]", "1:1: `places` lacks stack."),
        ("expect: heap", "expect: heap\nplaces: [heap, stack, heap]", "1:1: `places` has the same place twice."),
        ("expect: heap", "expect: unknown", "8:9: `unknown` cannot stand here."),
        ("expect: heap", "expect: heap\nflags: [-o]", "9:9: `-o` cannot stand here."),
        ("expect: heap", "expect: heap\ncontrast: ../x", "9:11: `../x` cannot be `contrast`."),
        ("expect: heap", "expect: heap\nkind: essay", "9:7: There is no kind of question `essay`."),
        ("expect: heap", "expect: heap\nkind: [essay]", "9:7: There is no kind of question"),
        ("  function: Open\n", "  allocation: new(T)\n", "6:3: There is no field `variable` here."),
        ("variable: u", "variable: 7", "6:13: `variable` is `7`. Write text, in quotes"),
        ("ask:\n  variable: u\n  function: Open", "ask: u", "5:6: `ask` is `u`. Write fields, `name: value`."),
        ("belief: M06", "belief: M6", "15:13: There is no misconception `M6`."),
        (EXERCISE, "", "exercise.yaml"),
        (EXERCISE, "- a\n- b\n", "1:1: `the file` is a list. Write fields"),
    ],
)
def test_each_mistake_is_told_at_its_place(tmp_path: Path, old: str, new: str, expected: str) -> None:
    told = problems_of(write_exercise(tmp_path, replaced(old, new)))
    assert [line for line in told if expected in line], told


def test_below_a_refused_value_nothing_more_is_judged(tmp_path: Path) -> None:
    folder = write_exercise(tmp_path, replaced("  - reason: SENT\n", "  - &a\n    reason: SEND\n    text: 3\n"))
    assert problems_of(folder) == [
        "exercise.yaml:11:5: An anchor (`&a`) is not allowed. Remove it; a text that begins with & needs quotes."
    ]


def test_a_file_that_breaks_off_is_not_blamed_for_what_was_not_read(tmp_path: Path) -> None:
    told = problems_of(write_exercise(tmp_path, replaced("difficulty: 2", "difficulty: `2`")))
    assert len(told) == 1
    assert told[0].startswith("exercise.yaml:3:13: This is not YAML")


def test_code_needs_no_translation() -> None:
    assert Text(en="`new(T)`", zh="`new(T)`").of("zh") == "`new(T)`"


def test_all_sixty_misconceptions_are_there_in_both_languages() -> None:
    assert list(MISCONCEPTIONS) == [f"M{number:02}" for number in range(1, 61)]
    assert len({belief.en for belief in MISCONCEPTIONS.values()}) == 60
    assert len({belief.zh for belief in MISCONCEPTIONS.values()}) == 60


def test_every_kind_is_known_by_its_own_name() -> None:
    assert set(KINDS) == set(QuestionKind)
    for kind, model in KINDS.items():
        assert get_args(model.model_fields["kind"].annotation) == (kind,)


yaml_like = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=8,
)


@given(field=st.sampled_from(sorted(PlaceAndReason.model_fields)), value=yaml_like)
def test_no_value_of_any_field_makes_validation_raise(field: str, value: object) -> None:
    document = read_yaml(EXERCISE.encode(), "x")
    assert isinstance(document.data, dict)
    document.data[field] = value
    content, problems = validate(document, PlaceAndReason)
    assert (content is None) == bool(problems)
