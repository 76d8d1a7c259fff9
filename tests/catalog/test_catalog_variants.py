"""What an author declares of a variant, and what is made of it."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tree_sitter import Node

from grader.catalog.catalog import Exercise
from grader.catalog.content.culprit import Culprit
from grader.catalog.content.place_and_reason import PlaceAndReason
from grader.catalog.content.predict import Predict
from grader.catalog.loader import load_catalog, read_exercise
from grader.catalog.variants.complaints import TAKEN
from grader.catalog.variants.rewriting import (
    NAMES,
    Changes,
    rewrite_code,
    rewrite_comment,
    rewrite_source,
    rewrite_text,
    tokens,
)
from grader.config import PROJECT
from grader.escape.syntax.tree import parse_go, text_of
from tests.sample_bank import EXERCISE, GO, write_exercise

HEAD = """\
title: {en: A session keeps its user, zh: 会话留住了用户}
lesson: 4
difficulty: 2
prose: {en: Somebody logs in., zh: 有人登录。}
explanation: {en: The pointer outlives the call., zh: 指针活得比这次调用久。}
ask: {variable: u, function: Open}
"""
PREDICT = f"""{HEAD}kind: predict
expect: "moved to heap: u"
mistakes:
  - {{says: nothing, feedback: {{en: Look at `u`., zh: 看 `u`。}}}}
"""
CULPRIT = f"""{HEAD}kind: culprit
expect: 7
mistakes:
  - {{line: 6, feedback: {{en: It only makes `u`., zh: 只造出 `u`。}}}}
"""

BANK = load_catalog(PROJECT / "exercises")
VARIED = [exercise for exercise in BANK.exercises.values() if exercise.variants]
VARIANTS = [(exercise, variant) for exercise in VARIED for variant in exercise.variants]
ADA = Changes(names={"User": "Member", "u": "member", "Name": "Alias"}, values={'"ada"': '"bob"', "64": "128"})


def read(tmp_path: Path, variants: str, *, yaml: str = EXERCISE, go: bytes = GO) -> tuple[Exercise | None, list[str]]:
    exercise, problems = read_exercise(write_exercise(tmp_path, f"{yaml}variants:\n{variants}", go=go))
    return exercise, [f"{problem.line}: {problem.what}" for problem in problems]


def made(tmp_path: Path, variants: str, *, yaml: str = EXERCISE, go: bytes = GO) -> Exercise:
    exercise, problems = read(tmp_path, variants, yaml=yaml, go=go)
    assert (problems, exercise is None) == ([], False)
    assert exercise is not None
    return exercise.variants[0]


def shape(node: Node) -> list[str]:
    """The kinds of all nodes, in order."""
    return [node.type, *(kind for child in node.children for kind in shape(child))]


def test_names_change_by_whole_tokens_and_never_in_strings() -> None:
    source = b'package p\n\ntype User struct{ Name string }\n\nvar u = User{Name: "User u"}\n\nvar users = 64 + 164\n'
    assert rewrite_source(source, ADA) == (
        b'package p\n\ntype Member struct{ Alias string }\n\nvar member = Member{Alias: "User u"}\n\n'
        b"var users = 128 + 164\n"
    )


@pytest.mark.parametrize(
    ("comment", "changed"),
    [
        ("// User has u seconds.", "// Member has u seconds."),
        ("// u is a user, and User its type.", "// member is a user, and Member its type."),
        ("// the name of a User", "// the name of a Member"),
    ],
)
def test_in_comments_only_what_can_be_nothing_else_is_a_name(comment: str, changed: str) -> None:
    assert rewrite_comment(comment, ADA) == changed


def test_code_that_is_no_program_follows_too() -> None:
    assert rewrite_code('(*User).Name(&u, "ada", 64)', ADA) == '(*Member).Alias(&member, "bob", 128)'


@pytest.mark.parametrize(
    ("words", "text", "changed"),
    [
        ({"user": "member"}, "Users: a user\nis `u`, the User.", "Users: a member\nis `member`, the Member."),
        ({"an order": "a ticket"}, "It is an\norder. An order!", "It is a ticket. A ticket!"),
        ({"an `User`": "a `Member`"}, "an `User` of `User`", "a `Member` of `Member`"),
        ({"64": "128"}, "64 of 640, `64`", "128 of 640, `128`"),
        ({}, "```go\nvar u User\n```\nUser", "```go\nvar member Member\n```\nUser"),
    ],
)
def test_prose_has_its_words_changed_and_its_code_renamed(words: dict[str, str], text: str, changed: str) -> None:
    changes = Changes(names=ADA.names, values=ADA.values, words={"en": words})
    assert rewrite_text(text, "en", changes) == changed


def test_chinese_words_need_no_space_around_them() -> None:
    changes = Changes(names={"u": "m"}, words={"zh": {"用户": "会员"}})
    assert rewrite_text("每个用户都有 `u`。", "zh", changes) == "每个会员都有 `m`。"


def test_a_variant_is_an_exercise_about_another_program(tmp_path: Path) -> None:
    variant = made(
        tmp_path, "  - rename: {open: login, Open: Enter, User: Member, u: m}\n    words: {en: {user: member}}\n"
    )
    content = variant.content
    assert isinstance(content, PlaceAndReason)
    assert (variant.slug, variant.variant, variant.variant_count, variant.variants) == ("open-session", 1, 2, ())
    assert variant.source.name == "login.go"
    assert variant.source.text.decode().splitlines()[4] == "func Enter(name string) *Member {"
    assert content.ask.model_dump(exclude_none=True) == {"variable": "m", "function": "Enter"}
    assert (content.title.en, content.variants) == ("A session keeps its member", ())


def test_what_follows_a_swap_is_the_number_of_each_line(tmp_path: Path) -> None:
    go = b"package open\n\nfunc f() *int {\n\ta := 1\n\tb := 2\n\tc := &b\n\t_ = a\n\treturn c\n}\n"
    yaml = EXERCISE.replace("variable: u\n  function: Open", "variable: b\n  line: 5")
    variant = made(tmp_path, "  - swap: [4/5-6]\n", yaml=yaml, go=go)
    assert variant.source.text.decode().splitlines()[3:6] == ["\tb := 2", "\tc := &b", "\ta := 1"]
    assert isinstance(variant.content, PlaceAndReason)
    assert variant.content.ask.line == 4


def test_every_kind_of_question_follows_its_program(tmp_path: Path) -> None:
    rename = "  - rename: {u: m, User: Member, Open: Enter}\n"
    predict = made(tmp_path / "a", rename, yaml=PREDICT).content
    assert isinstance(predict, Predict)
    assert predict.expect == "moved to heap: m"
    culprit = made(tmp_path / "b", rename, yaml=CULPRIT).content
    assert isinstance(culprit, Culprit)
    assert culprit.ask.model_dump(exclude_none=True) == {"variable": "m", "function": "Enter"}


@pytest.mark.parametrize(
    ("variants", "problem"),
    [
        ("  - rename: {v: w}\n", "The program has no name `v`"),
        ("  - rename: {u: name}\n", "Two things would be called `name`"),
        ("  - rename: {u: w, User: w}\n", "Two things would be called `w`"),
        ("  - rename: {u: string}\n", "`string` has a meaning of its own in Go"),
        ("  - rename: {u: func}\n", "`func` has a meaning of its own in Go"),
        ('  - values: {"7": "8"}\n', "The program has no literal `7`"),
        ("  - swap: [6/6]\n", "`6/6` are no two parts of a program of 8 lines"),
        ("  - swap: [7/99]\n", "`7/99` are no two parts of a program of 8 lines"),
        ("  - swap: [3/5]\n", "Between the parts of `3/5` other lines stand"),
        ("  - swap: [6/7, 7/8]\n", "A line of `7/8` is swapped twice"),
        ("  - rename: {u: w}\n  - rename: {u: w}\n", "Variant 2 has the program of variant 1"),
        ("  - rename: {}\n", "Variant 1 has the program of the exercise itself"),
    ],
)
def test_a_declaration_that_makes_no_sense_is_refused_at_its_place(tmp_path: Path, variants: str, problem: str) -> None:
    exercise, problems = read(tmp_path, variants)
    assert exercise is None
    assert any(each.endswith(problem) for each in problems), problems
    line = EXERCISE.count("\n") + 1
    assert all(int(each.partition(":")[0]) > line for each in problems)


@pytest.mark.parametrize(
    ("variants", "warning"),
    [
        ("  - rename: {User: Member}\n    words: {en: {shop: till}}\n", "`shop` stands in no text outside of code"),
        ("  - rename: {u: pointer2, User: pointer}\n", ""),
    ],
)
def test_words_that_stand_nowhere_are_told(tmp_path: Path, variants: str, warning: str) -> None:
    exercise, problems = read(tmp_path, variants)
    assert exercise is not None
    assert [each.partition("Variant 1: ")[2] for each in problems] == ([warning] if warning else [])


def test_a_name_that_prose_goes_on_to_mention_is_told_until_words_say_what_becomes_of_it(tmp_path: Path) -> None:
    yaml = EXERCISE.replace("Somebody logs in.", "Somebody opens name with an `Open`.")
    rename = "  - rename: {name: label, Open: Get}\n"
    warnings = read(tmp_path, rename, yaml=yaml)[1]
    assert [each.partition(": ")[2] for each in warnings] == [
        "Variant 1: A text (`en`) says name outside of code, and would go on to say so",
        "Variant 1: A text (`en`) would say an `Get`",
    ]
    assert read(tmp_path, f"{rename}    words: {{en: {{name: name, an `Open`: a `Get`}}}}\n", yaml=yaml)[1] == []


def test_a_text_that_speaks_of_a_line_that_moves_is_told(tmp_path: Path) -> None:
    yaml = EXERCISE.replace("Somebody logs in.", "See line 5.").replace("有人登录。", "见第 5 行。")
    go = b"package open\n\nfunc Open(name string) *string {\n\tu := name\n\tv := 1\n\tw := 2\n\t_ = v * w\n"
    go += b"\treturn &u\n}\n"
    warnings = read(tmp_path, "  - swap: [5/6]\n", yaml=yaml, go=go)[1]
    assert [each.partition(": ")[2] for each in warnings] == [
        f"Variant 1: A text (`{language}`) speaks of line 5, which moves" for language in ("en", "zh")
    ]


def test_the_bank_has_variants_in_many_lessons_at_both_places() -> None:
    assert len(VARIED) >= 30
    assert all(2 <= exercise.variant_count <= 13 for exercise in VARIED)
    asked = [each.content for each in VARIED if isinstance(each.content, PlaceAndReason)]
    assert {content.lesson for content in asked} == set(range(1, 13))
    assert {"stack", "heap", "static"} <= {content.expect.value for content in asked}


@pytest.mark.parametrize(
    ("exercise", "variant"), VARIANTS, ids=[f"{variant.slug}-{variant.variant}" for _, variant in VARIANTS]
)
def test_a_variant_of_the_bank_has_the_shape_of_its_exercise(exercise: Exercise, variant: Exercise) -> None:
    before, after = (parse_go(each.source.text).root_node for each in (exercise, variant))
    declared = exercise.content.variants[variant.variant - 1]
    if declared.swap:
        assert sorted(shape(before)) == sorted(shape(after))
        return
    assert shape(before) == shape(after)
    back = Changes(names={new: old for old, new in declared.rename.items()})
    names = [text_of(node) for node in tokens(exercise.source.text) if node.type in NAMES]
    renamed = [text_of(node) for node in tokens(variant.source.text) if node.type in NAMES]
    if len(set(declared.rename.values())) == len(declared.rename):
        assert [rewrite_code(name, back) for name in renamed] == names


@given(st.data())
def test_renaming_everything_and_back_gives_the_program(data: st.DataObject) -> None:
    source = BANK.exercises[data.draw(st.sampled_from(list(BANK.exercises)))].source.text
    code = b"\n".join(line for line in source.splitlines() if b"//" not in line)
    names = sorted({text_of(node) for node in tokens(code) if node.type in NAMES} - TAKEN)
    letters = st.text("abcdefgh", min_size=3, max_size=5)
    drawn = data.draw(st.lists(letters, min_size=len(names), max_size=len(names), unique=True))
    new = [f"new_{word}" for word in drawn]
    there = Changes(names=dict(zip(names, new, strict=True)))
    back = Changes(names=dict(zip(new, names, strict=True)))
    renamed = rewrite_source(code, there)
    assert shape(parse_go(renamed).root_node) == shape(parse_go(code).root_node)
    assert rewrite_source(renamed, back) == code
