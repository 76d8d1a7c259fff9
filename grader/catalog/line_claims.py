"""What an author claims of lines, those that the compiler prints, against what it says."""

from __future__ import annotations

from collections.abc import Iterator

from grader.catalog.asking import Subject, name_of
from grader.catalog.problems import Problem
from grader.catalog.schema import Predict
from grader.catalog.yaml import YamlDocument, YamlPath
from grader.escape.printed_lines import parse_printed_line, printed_line_of


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


def _at(document: YamlDocument, path: YamlPath, what: str, instead: str) -> Problem:
    return document.problem_at(document.spot_of_value(path), what, instead)
