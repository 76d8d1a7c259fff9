"""What an author claims of lines, those that the compiler prints, against what it says."""

from __future__ import annotations

from collections.abc import Iterator

from grader.catalog.asking import Subject, name_of
from grader.catalog.content.culprit import Culprit
from grader.catalog.content.predict import Predict
from grader.catalog.problems import Problem
from grader.catalog.yaml import YamlDocument, YamlPath
from grader.escape.culprits import code_lines, deciding_lines
from grader.escape.printed_lines import parse_printed_line, printed_line_of
from grader.escape.values import Place, Reason, SourceFile


def predict_problems(content: Predict, subject: Subject, document: YamlDocument) -> Iterator[Problem]:
    """Every disagreement between the lines that an author writes and the one that is printed."""
    printed, expected = printed_line_of(subject), parse_printed_line(content.expect)
    if printed is None or expected is None:
        what = f"What the compiler prints about `{name_of(content.ask)}` says nothing of its own place"
        yield _at(document, ("ask",), what, "Ask about a variable that the body declares, or an expression")
        return
    if not printed.means(expected):
        what = f"You expect `{expected}`, the compiler prints {f'`{printed}`' if printed.name else 'nothing'}"
        yield _at(document, ("expect",), what, f'Write `expect: "{printed}"`, or change the program')
    for index, mistake in enumerate(content.mistakes):
        if mistake.says is printed.says:
            what = f"`{mistake.says}` is what the compiler says, and no mistake"
            yield _at(document, ("mistakes", index, "says"), what, "Remove it, or choose another sentence")


def repeated_mistakes(content: Predict, document: YamlDocument) -> Iterator[Problem]:
    """Sentences that feedback is written for twice."""
    said = [mistake.says for mistake in content.mistakes]
    for index, says in enumerate(said):
        if says in said[:index]:
            yield _at(document, ("mistakes", index, "says"), f"`{says}` stands here twice", "Keep one of the two")


def culprit_problems(content: Culprit, subject: Subject, document: YamlDocument) -> Iterator[Problem]:
    """Every disagreement between the lines that an author writes and those that decide."""
    name, lines = name_of(content.ask), deciding_lines(subject)
    if subject.place is not Place.HEAP:
        yield _at(
            document, ("ask",), f"`{name}` does not escape: it is {subject.place}", "Ask about something that does"
        )
        return
    if not lines or Reason.REVIEW in subject.reasons:
        what = f"No line is known to make `{name}` escape"
        yield _at(document, ("ask",), what, "Ask about something that leaves by a pointer")
        return
    if not subject.complete:
        what = f"Nothing proves that no other line makes `{name}` escape than {_listed(lines)}"
        yield _at(document, ("ask",), what, "Make the program simpler: fewer pointers to it, fewer ways out")
    yield from _line_problems(content, lines, document)


def _line_problems(content: Culprit, lines: frozenset[int], document: YamlDocument) -> Iterator[Problem]:
    if content.expect not in lines:
        what = f"You expect line {content.expect}, the compiler says {_listed(lines)}"
        yield _at(document, ("expect",), what, f"Write `expect: {min(lines)}`, or change the program")
    if len(lines) > 1:
        what = f"{len(lines)} lines make it escape ({_listed(lines)}); either counts as right"
        yield document.problem_at(
            document.spot_of_value(("ask",)), what, "Leave it so only if that is meant", is_warning=True
        )
    for index, mistake in enumerate(content.mistakes):
        if mistake.line in lines:
            what = f"Line {mistake.line} makes it escape, and is no mistake"
            yield _at(document, ("mistakes", index, "line"), what, "Remove it, or choose another line")


def misplaced_mistakes(content: Culprit, source: SourceFile, document: YamlDocument) -> Iterator[Problem]:
    """Lines that feedback is written for twice, or that nobody can choose."""
    lines, offered = [mistake.line for mistake in content.mistakes], code_lines(source)
    for index, line in enumerate(lines):
        if line not in offered:
            what, instead = f"Line {line} of {source.name} can not be chosen", "Choose a line with code of a function"
            yield _at(document, ("mistakes", index, "line"), what, instead)
        if line in lines[:index]:
            yield _at(document, ("mistakes", index, "line"), f"Line {line} stands here twice", "Keep one of the two")


def _listed(lines: frozenset[int]) -> str:
    return ("line " if len(lines) == 1 else "lines ") + ", ".join(map(str, sorted(lines)))


def _at(document: YamlDocument, path: YamlPath, what: str, instead: str) -> Problem:
    return document.problem_at(document.spot_of_value(path), what, instead)
