"""Trees on data whose answer is known."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from grader.catalog.decision_tree import Leaf, Sample, Split, Tree, cross_validated, grow, guess

Row = tuple[tuple[int, ...], str]


def samples(*rows: Row) -> list[Sample]:
    """Each in a group of its own."""
    return [Sample(features=features, label=label, group=str(number)) for number, (features, label) in enumerate(rows)]


def depth_of(tree: Tree) -> int:
    return 0 if isinstance(tree, Leaf) else 1 + max(depth_of(tree.yes), depth_of(tree.no))


AND = samples(*(((a, b), "heap" if a and b else "stack") for a in (0, 1) for b in (0, 1) for _ in range(10)))
PARITY = samples(*(((a, b, c), str((a + b + c) % 2)) for a in (0, 1) for b in (0, 1) for c in (0, 1) for _ in range(5)))


def test_one_question_that_decides_is_found() -> None:
    assert grow(samples(((0, 7), "a"), ((1, 7), "b"), ((0, 9), "a"), ((1, 9), "b"))) == Split(
        0, 0, Leaf("a"), Leaf("b")
    )


def test_a_threshold_lies_at_the_last_value_of_its_side() -> None:
    tree = grow(samples(((5,), "short"), ((8,), "short"), ((20,), "long"), ((30,), "long")))
    assert tree == Split(0, 8, Leaf("short"), Leaf("long"))
    assert [guess(tree, (lines,)) for lines in (1, 8, 9, 99)] == ["short", "short", "long", "long"]


@pytest.mark.parametrize(
    ("rows", "label"),
    [
        ([((1,), "heap"), ((1,), "heap"), ((1,), "stack")], "heap"),
        ([((1,), "stack"), ((1,), "heap")], "heap"),
        ([((1,), "heap"), ((2,), "heap")], "heap"),
    ],
    ids=["majority", "a-tie-goes-by-name", "nothing-to-tell-apart"],
)
def test_where_no_question_helps_the_most_common_is_guessed(
    rows: Sequence[tuple[tuple[int, ...], str]], label: str
) -> None:
    assert grow(samples(*rows)) == Leaf(label)


def test_two_features_together_are_learned_and_no_more_than_the_depth_allows() -> None:
    tree = grow(AND)
    assert depth_of(tree) == 2
    assert all(guess(tree, each.features) == each.label for each in AND)
    assert depth_of(grow(AND, depth=1)) == 1
    assert isinstance(grow(AND, depth=0), Leaf)


def test_the_order_of_samples_changes_nothing() -> None:
    assert grow(AND) == grow(AND[::-1])


def test_what_a_rule_decides_is_guessed_without_exception() -> None:
    assert cross_validated(AND) == 1.0


def test_parity_cannot_be_learned_greedily() -> None:
    """No single question lessens the impurity of a parity, so that a greedy tree does not begin."""
    assert isinstance(grow(PARITY), Leaf)


def test_samples_of_one_group_are_never_learned_from_to_guess_each_other() -> None:
    """Each pair shares a number that nobody else has, and differs in its label: seen alone, the number misleads."""
    pairs = [Sample(features=(number,), label=label, group="") for number in range(40) for label in ("heap", "stack")]
    together = [Sample(features=each.features, label=each.label, group=str(each.features[0])) for each in pairs]
    assert cross_validated(together) == 0.5


def test_one_group_gives_nothing_to_learn_from() -> None:
    with pytest.raises(ValueError, match="nothing is left to learn from"):
        cross_validated([Sample(features=(1,), label="heap", group="one")] * 3)
    with pytest.raises(ValueError, match="needs samples"):
        grow([])


def test_folds_depend_on_names_alone() -> None:
    mixed = [
        Sample(features=(number % 7, number % 3), label=str(number % 2), group=f"g{number}") for number in range(60)
    ]
    assert cross_validated(mixed) == cross_validated(mixed[::-1])
