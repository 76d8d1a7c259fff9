"""From an exercise to its variants: each is an exercise, too, with another program, and a number."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from hashlib import sha256

from grader.catalog.catalog import Exercise
from grader.catalog.content.variants import Variant
from grader.catalog.problems import Problem, errors_among
from grader.catalog.texts import Language
from grader.catalog.variants.complaints import Complaint, find_complaints
from grader.catalog.variants.content import rewrite_content
from grader.catalog.variants.rewriting import Changes, package_of, rewrite_source
from grader.catalog.variants.swaps import moved_lines
from grader.escape.values import SourceFile


def with_variants(exercise: Exercise) -> tuple[Exercise, tuple[Problem, ...]]:
    """The exercise with the variants that its author declares, and what is wrong with the declarations.

    Where something has to be mended there are no variants: those that are well would have other numbers.
    """
    declared = exercise.content.variants
    exercise = replace(exercise, variant_count=len(declared) + 1)
    problems = [
        _problem(exercise, number, complaint)
        for number, variant in enumerate(declared, 1)
        for complaint in find_complaints(exercise, variant, changes_of(variant))
    ]
    if errors_among(problems):
        return exercise, tuple(problems)
    variants = tuple(make_variant(exercise, number) for number in range(1, len(declared) + 1))
    return replace(exercise, variants=variants), (*problems, *_repeated(exercise, variants))


def make_variant(exercise: Exercise, number: int) -> Exercise:
    """The variant of this number, from 1, of an exercise whose declarations are well."""
    changes = changes_of(exercise.content.variants[number - 1])
    text = rewrite_source(exercise.source.text, changes)
    package = changes.names.get(package_of(exercise.source.text))
    source = SourceFile(f"{package}.go" if package else exercise.source.name, text)
    return replace(
        exercise,
        variant=number,
        content=rewrite_content(exercise.content, changes).model_copy(update={"variants": ()}),
        source=source,
        digest=sha256(f"{exercise.digest}\0{number}".encode()).hexdigest(),
        variants=(),
    )


def changes_of(variant: Variant) -> Changes:
    """What a declaration changes."""
    words: dict[Language, dict[str, str]] = {"en": variant.words.en, "zh": variant.words.zh}
    return Changes(names=variant.rename, values=variant.values, lines=moved_lines(variant.swap), words=words)


def _problem(exercise: Exercise, number: int, complaint: Complaint) -> Problem:
    path, what, instead, is_warning = complaint
    spot = exercise.document.spot_of_value(("variants", number - 1, *path))
    return exercise.document.problem_at(spot, f"Variant {number}: {what}", instead, is_warning=is_warning)


def _repeated(exercise: Exercise, variants: tuple[Exercise, ...]) -> Iterator[Problem]:
    """Variants with a program that is there already."""
    known = {exercise.source.text: "the exercise itself"}
    for each in variants:
        if same := known.get(each.source.text):
            spot = exercise.document.spot_of_value(("variants", each.variant - 1))
            what = f"Variant {each.variant} has the program of {same}"
            yield exercise.document.problem_at(spot, what, "Change more of it, or remove it")
        known.setdefault(each.source.text, f"variant {each.variant}")
