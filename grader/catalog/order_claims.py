"""What an author claims of the steps of a flow against the compiler, and flows that are no good question."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from grader.catalog.asking import Subject, name_of
from grader.catalog.content.order import FEWEST_STEPS, MOST_STEPS, Order
from grader.catalog.problems import Problem
from grader.catalog.texts import LANGUAGES
from grader.catalog.yaml import YamlDocument, YamlPath
from grader.escape.reasons.heap import is_size_alone
from grader.escape.values import Place, Reason, SourceFile, Step
from grader.picture.joined_steps import JoinedStep, join_steps
from grader.picture.steps import compiler_line

_OF_THE_COMPILER = re.compile(r"~\w|\.autotmp|\.dict|\{temp\}|\{storage|go\.shape|#\w")
"""Names that stand in no program."""


def repeated_traps(content: Order, document: YamlDocument) -> Iterator[Problem]:
    """Traps that stand twice."""
    for language in LANGUAGES:
        texts = [trap.text.of(language).strip() for trap in content.traps]
        for index, text in enumerate(texts):
            if text in texts[:index]:
                path = ("traps", index, "text", language)
                yield _at(document, path, "Another trap has the same text", "Word the two differently")


def order_problems(content: Order, subject: Subject, source: SourceFile, document: YamlDocument) -> Iterator[Problem]:
    """Every disagreement between the author and the compiler's flow, and flows that are no good question."""
    name, joined = name_of(content.ask), join_steps(subject.derivation)
    if subject.place is not Place.HEAP:
        what = f"`{name}` does not escape: it is {subject.place}"
        yield _at(document, ("ask",), what, "Ask about something that does")
        return
    if not joined or Reason.REVIEW in subject.reasons or is_size_alone(subject.causes):
        what = f"No flow is known by which `{name}` escapes"
        yield _at(document, ("ask",), what, "Ask about something that leaves by a pointer")
        return
    yield from _other_way_problems(name, joined, subject, document)
    yield from _step_problems(name, joined, source, document)
    if content.expect != len(joined):
        what = f"You expect {content.expect} steps, the compiler's flow has {len(joined)}: {_listed(joined)}"
        yield _at(document, ("expect",), what, f"Write `expect: {len(joined)}`, or change the program")
    yield from _true_traps(content, joined, document)


def _other_way_problems(
    name: str, joined: Sequence[JoinedStep], subject: Subject, document: YamlDocument
) -> Iterator[Problem]:
    told = {(step.why, step.at) for flow in subject.derivation for step in flow.steps}
    decisive = [cause.step for cause in subject.causes if cause.step]
    if others := [step for step in decisive if (step.why, step.at) not in told]:
        what = f"`{name}` escapes by another way, too, and its order would be as right: {compiler_line(others[0])}"
        yield _at(document, ("ask",), what, "Leave the program one way out")
    elif not subject.complete:
        what = f"Nothing proves that `{name}` has no other way out than {_listed(joined)}"
        yield _at(document, ("ask",), what, "Make the program simpler: fewer pointers to it, fewer ways out")


def _step_problems(
    name: str, joined: Sequence[JoinedStep], source: SourceFile, document: YamlDocument
) -> Iterator[Problem]:
    if not FEWEST_STEPS <= len(joined) <= MOST_STEPS:
        few = len(joined) < FEWEST_STEPS
        what = f"{len(joined)} steps are too {'few' if few else 'many'} to put in order: {_listed(joined)}"
        more = f"Let the address go on: into a variable, a field, a call; {FEWEST_STEPS} steps or more"
        yield _at(document, ("ask",), what, more if few else f"Shorten the way to {MOST_STEPS} steps or fewer")
    told = [each.sentence("en") for each in joined]
    if twice := next((text for index, text in enumerate(told) if text in told[:index]), ""):
        what = f"Two steps of `{name}` read the same: “{twice.rstrip('.')}”"
        yield _at(document, ("ask",), what, "Give the variables or types in them names that differ")
    if foreign := next((each for each in joined if _is_foreign(each.step, source)), None):
        what = f"A step is not written in {source.name}: {compiler_line(foreign.step)}"
        instead = (
            "Mark the function that is inlined `//go:noinline`, or take a flow without what the compiler makes itself"
        )
        yield _at(document, ("ask",), what, instead)


def _is_foreign(step: Step, source: SourceFile) -> bool:
    """Tell whether a step speaks of code that does not stand there: inlined, or made by the compiler."""
    if step.inlined_at or step.at.file != source.name or _OF_THE_COMPILER.search(step.expression):
        return True
    return step.why.startswith("assign-pair") and _squeezed(step.expression) not in _squeezed(source.text.decode())


def _squeezed(code: str) -> str:
    return re.sub(r"\s+", "", code).replace(":=", "=")


def _true_traps(content: Order, joined: Sequence[JoinedStep], document: YamlDocument) -> Iterator[Problem]:
    for index, trap in enumerate(content.traps):
        for language in LANGUAGES:
            if trap.text.of(language).strip() in {each.sentence(language) for each in joined}:
                what = "This is a step of the compiler's flow, and no trap"
                yield _at(document, ("traps", index, "text", language), what, "Write a step that does not happen")


def _listed(joined: Sequence[JoinedStep]) -> str:
    return " ".join(f"({number}) {each.sentence('en')}" for number, each in enumerate(joined, 1)).rstrip(".")


def _at(document: YamlDocument, path: YamlPath, what: str, instead: str) -> Problem:
    return document.problem_at(document.spot_of_value(path), what, instead)
