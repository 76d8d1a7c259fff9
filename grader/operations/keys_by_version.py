"""Whether the bank's keys hold for other Go versions, too: what each exercise's answer is with every one of them."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import assert_never

from grader.catalog.asking import Subject, VerdictSource, judge_exercise
from grader.catalog.catalog import Exercise
from grader.catalog.content.count import Count
from grader.catalog.content.culprit import Culprit
from grader.catalog.content.fix_it import FixIt
from grader.catalog.content.mark_all import MarkAll
from grader.catalog.content.order import Order
from grader.catalog.content.place_and_reason import PlaceAndReason
from grader.catalog.content.predict import Predict
from grader.catalog.content.versions import Versions
from grader.catalog.problems import Problem
from grader.errors import ConfigurationError, NotJudged, ProgramError
from grader.escape.culprits import deciding_lines
from grader.escape.printed_lines import printed_line_of
from grader.escape.values import Place, Verdict
from grader.operations.fix_checking import tell_solutions
from grader.picture.joined_steps import join_steps

OnProgress = Callable[[int, int, str], None]
"""Called with what is done, how much there is, and the name of the last one."""


def compare_keys(
    exercises: Sequence[Exercise], sources: Mapping[str, VerdictSource], on_progress: OnProgress
) -> tuple[Problem, ...]:
    """Ask every version about every exercise; a warning for each whose key is not the same with all.

    A variant comes after its exercise, and is told only where its keys are others.

    `sources` has a source of verdicts for each version, by its name. A version that cannot judge an exercise, since it
    does not speak its language version or does not accept the program, says something else than the others, too. Those
    whose key comes from a record are held against that elsewhere.
    """
    found: list[Problem] = []
    exercises = [each for each in exercises if not isinstance(each.content, Versions | Count)]
    known: dict[str, Mapping[str, str]] = {}
    with ThreadPoolExecutor(max_workers=os.cpu_count()) as pool:
        told = pool.map(lambda exercise: {name: _key(exercise, source) for name, source in sources.items()}, exercises)
        for done, (exercise, keys) in enumerate(zip(exercises, told, strict=True), 1):
            if exercise.variant == 0 or known.get(exercise.slug) != keys:
                found += _differences(exercise, keys)
            known.setdefault(exercise.slug, keys)
            on_progress(done, len(exercises), exercise.slug)
    return tuple(found)


def _key(exercise: Exercise, verdicts: VerdictSource) -> str:
    """The place and the set of reasons that one version gives, or why it gives none, in words."""
    content = exercise.content
    try:
        verdict, subject = judge_exercise(content, exercise.source, verdicts)
    except ConfigurationError:
        return f"none, since it does not speak go{content.go}"
    except ProgramError as error:
        return f"none, since it does not accept the program ({error.messages[0]})"
    except NotJudged as error:
        return f"none ({str(error).rstrip('.')})"
    return _key_in(exercise, verdict, subject, verdicts)


def _key_in(exercise: Exercise, verdict: Verdict, subject: Subject | None, verdicts: VerdictSource) -> str:
    content = exercise.content
    if isinstance(content, MarkAll):
        heap = [f"{each.name} (line {each.at.line})" for each in verdict.variables if each.place is Place.HEAP]
        return ", ".join(heap) or "nothing on the heap"
    if isinstance(content, Versions | Count) or subject is None:
        return "none, since it lists no such allocation"
    if not isinstance(content, FixIt):
        return _told(content, subject)
    return f"{subject.place}, and an edit {tell_solutions(exercise, content, verdict, subject, verdicts)}"


def _told(content: PlaceAndReason | Predict | Culprit | Order, subject: Subject) -> str:
    match content:
        case PlaceAndReason():
            reasons = ", ".join(sorted(subject.reasons))
            return f"{subject.place} ({reasons})" if reasons else subject.place.value
        case Predict():
            return str(printed_line_of(subject) or "none, since no line tells the place")
        case Culprit():
            lines = ", ".join(map(str, sorted(deciding_lines(subject))))
            return f"lines {lines}" if lines else "none, since no line makes it escape"
        case Order():
            steps = [each.sentence("en") for each in join_steps(subject.derivation)]
            return " ".join(steps) or "none, since it does not escape"
        case _:
            assert_never(content)


def _differences(exercise: Exercise, keys: Mapping[str, str]) -> Iterator[Problem]:
    if len(set(keys.values())) < 2:
        return
    by_key: dict[str, list[str]] = {}
    for version, key in keys.items():
        by_key.setdefault(key, []).append(version)
    which = f"The key of variant {exercise.variant}" if exercise.variant else "The key"
    told = "; ".join(f"{', '.join(versions)}: {key}" for key, versions in by_key.items())
    yield exercise.document.problem_at(
        exercise.document.spot_of_value(("kind",) if isinstance(exercise.content, MarkAll) else ("ask",)),
        f"{which} is not the same in every Go version: {told}",
        "The one in force decides; say in the explanation what another one does",
        is_warning=True,
    )
