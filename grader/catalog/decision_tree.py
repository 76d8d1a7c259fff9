"""A small decision tree, and how well it guesses what it has not seen.

The tree is grown greedily: at every node the question that leaves the least Gini impurity splits the samples, up to a
depth; a leaf guesses what most of its samples are. Ties are broken by order, so that the same samples always give the
same tree. It is written here since it takes a page, and the libraries that have one take a hundred megabytes.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import sha256
from typing import TypeAlias

DEPTH = 3
"""Questions that are asked before guessing."""

FOLDS = 10


@dataclass(frozen=True, slots=True, kw_only=True)
class Sample:
    """One thing to guess."""

    features: tuple[int, ...]
    label: str
    group: str
    """Samples of one group are alike by their making: they are learned from together or guessed together."""


@dataclass(frozen=True, slots=True)
class Leaf:
    """A guess."""

    label: str


@dataclass(frozen=True, slots=True)
class Split:
    """A question: whether a feature is at most that."""

    feature: int
    at_most: int
    yes: Tree
    no: Tree


Tree: TypeAlias = Leaf | Split


def grow(samples: Sequence[Sample], depth: int = DEPTH) -> Tree:
    """Learn a tree. Raises ValueError when there is nothing to learn from."""
    if not samples:
        raise ValueError("a tree needs samples to grow from")
    found = _best_split(samples) if depth else None
    if found is None:
        return Leaf(_most_common(samples))
    feature, at_most = found
    yes = [each for each in samples if each.features[feature] <= at_most]
    no = [each for each in samples if each.features[feature] > at_most]
    return Split(feature, at_most, grow(yes, depth - 1), grow(no, depth - 1))


def guess(tree: Tree, features: tuple[int, ...]) -> str:
    """The label that a tree gives to these features."""
    while isinstance(tree, Split):
        tree = tree.yes if features[tree.feature] <= tree.at_most else tree.no
    return tree.label


def cross_validated(samples: Sequence[Sample], depth: int = DEPTH, folds: int = FOLDS) -> float:
    """The share, 0 to 1, that is guessed right by trees that were grown from the other folds.

    Groups are dealt out to folds in the order of a hash of their names, so that a fold depends on names alone.
    Raises ValueError for fewer than two groups.
    """
    groups = sorted({each.group for each in samples}, key=lambda name: sha256(name.encode()).digest())
    if len(groups) < 2:
        raise ValueError("nothing is left to learn from")
    fold_of = {name: index % folds for index, name in enumerate(groups)}
    right = 0
    for fold in sorted(set(fold_of.values())):
        tree = grow([each for each in samples if fold_of[each.group] != fold], depth)
        right += sum(guess(tree, each.features) == each.label for each in samples if fold_of[each.group] == fold)
    return right / len(samples)


def _best_split(samples: Sequence[Sample]) -> tuple[int, int] | None:
    """The feature and threshold that leave the least impurity; None where no question makes it less."""
    least, best = _impurity(samples), None
    for feature in range(len(samples[0].features)):
        for at_most in sorted({each.features[feature] for each in samples})[:-1]:
            yes = [each for each in samples if each.features[feature] <= at_most]
            no = [each for each in samples if each.features[feature] > at_most]
            if (left := _impurity(yes) + _impurity(no)) < least - 1e-9:
                least, best = left, (feature, at_most)
    return best


def _impurity(samples: Sequence[Sample]) -> float:
    """Gini impurity times the number of samples: how many would be guessed wrong by drawing from them."""
    counts = Counter(each.label for each in samples)
    return len(samples) - sum(count * count for count in counts.values()) / len(samples)


def _most_common(samples: Sequence[Sample]) -> str:
    counts = Counter(each.label for each in samples)
    return min(counts, key=lambda label: (-counts[label], label))
