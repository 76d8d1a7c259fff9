from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from grader.catalog.yaml import MAXIMUM_BYTES, Spot, YamlDocument, read_yaml


def read(text: str) -> YamlDocument:
    return read_yaml(text.encode(), "exercise.yaml")


def only_problem(text: str | bytes) -> str:
    document = read_yaml(text if isinstance(text, bytes) else text.encode(), "exercise.yaml")
    assert len(document.problems) == 1, document.problems
    return str(document.problems[0])


def test_data_comes_with_the_place_of_every_key_and_value() -> None:
    document = read("title:\n  en: One\noffer:\n  - reason: SENT\n  - {reason: BOXED}\n")
    assert document.data == {"title": {"en": "One"}, "offer": [{"reason": "SENT"}, {"reason": "BOXED"}]}
    assert document.keys[("title", "en")] == Spot(2, 3)
    assert document.values[("title", "en")] == Spot(2, 7)
    assert document.values[("offer", 1, "reason")] == Spot(5, 14)
    assert document.problems == []


def test_what_is_absent_is_placed_at_the_nearest_thing_around_it() -> None:
    document = read("title:\n  en: One\n")
    assert document.spot_of_value(("title", "zh")) == Spot(1, 1)
    assert document.spot_of_value(("offer", 3, "text")) == Spot(1, 1)


def test_columns_count_characters_not_bytes() -> None:
    assert read("{标题: 会话, en: x}").values[("en",)] == Spot(1, 14)


@pytest.mark.parametrize(
    ("written", "read_as"),
    [
        ("no", "no"),
        ("yes", "yes"),
        ("1:30", "1:30"),
        ("2024-01-01", "2024-01-01"),
        ("017", 17),
        ("0x10", "0x10"),
        ("1e5", "1e5"),
        (".inf", ".inf"),
        ("true", True),
        ("null", None),
        ("", None),
        ("12", 12),
        ("1.27", 1.27),
        ("'12'", "12"),
        ('"true"', "true"),
        ("9" * 5000, "9" * 5000),
    ],
)
def test_only_plain_numbers_and_truth_values_are_not_text(written: str, read_as: object) -> None:
    document = read(f"key: {written}\n")
    assert document.data == {"key": read_as}
    assert type(document.data["key"]) is type(read_as)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a: &x 1", "exercise.yaml:1:4: An anchor (`&x`) is not allowed."),
        ("a: *x", "exercise.yaml:1:4: An alias (`*x`) is not allowed."),
        ("a: !!python/object/apply:os.system [id]", "exercise.yaml:1:4: A tag ("),
        ("a: !x 1", "exercise.yaml:1:4: A tag ("),
        ("a: 1\nb: 2\na: 3", "exercise.yaml:3:1: The key `a` stands twice (first in line 1)."),
        ("<<: {a: 1}\n<<: {a: 2}", "exercise.yaml:2:1: The key `<<` stands twice"),
        ("? [a]\n: b", "exercise.yaml:1:3: A key must be a word."),
        ("a: 1\n---\nb: 2", "exercise.yaml:2:1: A second document begins here."),
        ("%YAML 1.1\n---\na: 1", "exercise.yaml:2:1: A directive (`%`) is not allowed."),
        ("a:\n\tb: 1", "exercise.yaml:2:1: A tab stands in the indentation."),
        ("a: `x`", "exercise.yaml:1:4: This is not YAML:"),
        ("a: b: c", "exercise.yaml:1:5: This is not YAML:"),
        ("a: [1", "exercise.yaml:1:6: This is not YAML:"),
        ('a: "\\U0011FFFF"', "exercise.yaml:1:1: This is not YAML."),
        ("a: 1\nb: \x00", "exercise.yaml:2:4: The character U+0000 cannot stand here."),
        ("[" * 13 + "]" * 13, "exercise.yaml:1:13: More than 12 levels of nesting."),
        (b"a: 1\nb: \xff", "exercise.yaml:2:4: This is not UTF-8."),
        (b" " * (MAXIMUM_BYTES + 1), "exercise.yaml: The file has 65537 bytes, 65536 are allowed."),
    ],
)
def test_what_makes_yaml_surprising_is_refused_with_its_place(text: str | bytes, expected: str) -> None:
    assert only_problem(text).startswith(expected)


def test_the_first_of_two_equal_keys_is_read() -> None:
    assert read("a: 1\na: {b: 2}\n").data == {"a": 1}


def test_several_refusals_are_reported_at_once() -> None:
    problems = read("a: &x 1\nb: *x\nb: !t 2\n").problems
    assert [problem.line for problem in problems] == [1, 2, 3, 3]


@pytest.mark.parametrize(
    "bomb",
    [
        "a: &a [x]\n" + "".join(f"b{n}: &b{n} [{', '.join(['*a'] * 9)}]\n" for n in range(1000)),
        "a: &a {x: 1}\nb: {<<: [" + ", ".join(["*a"] * 9000) + "]}\n",
        "[" * 5000,
        "{a: " * 3000,
        "? " * 5000,
        "- " * 5000,
        "- x\n" * 16000,
        "a: |\n" + " x\n" * 16000,
        '"' + "\\n" * 30000 + '"',
    ],
    ids=["laughs", "merges", "lists", "mappings", "keys", "items", "long", "block", "escapes"],
)
def test_bombs_cost_neither_time_nor_an_exception(bomb: str) -> None:
    begun = time.process_time()
    read(bomb)
    assert time.process_time() - begun < 5


@settings(max_examples=150, deadline=None)
@given(st.binary(max_size=60))
def test_no_bytes_make_the_reader_raise(raw: bytes) -> None:
    read_yaml(raw, "x")


@settings(max_examples=150, deadline=None)
@given(st.text(alphabet="ab:-? []{}&*!|>'\"%@`#,\n\t\\xU01.~<\u2028\ufeff", max_size=30))
def test_no_text_makes_the_reader_raise_and_what_it_reads_has_a_place(text: str) -> None:
    document = read(text)
    if document.data is not None and not document.problems:
        assert () in document.values
