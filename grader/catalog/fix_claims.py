"""What an author claims of a program that is to be edited, as far as it can be told without judging an edit."""

from __future__ import annotations

from collections.abc import Iterator

from grader.catalog.asking import Subject, name_of
from grader.catalog.content.fix_it import FixIt
from grader.catalog.problems import Problem
from grader.catalog.yaml import YamlDocument
from grader.escape.values import Place, SourceFile


def fix_it_problems(content: FixIt, subject: Subject, document: YamlDocument) -> Iterator[Problem]:
    """A goal that is reached before anything is edited."""
    if subject.place is content.goal:
        what = f"`{name_of(content.ask)}` is on the {content.goal} as it is"
        other = Place.HEAP if content.goal is Place.STACK else Place.STACK
        instead = f"Write `goal: {other}`, or change the program"
        yield document.problem_at(document.spot_of_value(("goal",)), what, instead)


def edit_problems(content: FixIt, source: SourceFile, document: YamlDocument) -> Iterator[Problem]:
    """Parts that the program does not have, or that leave nothing fixed at its end."""
    last = len(source.text.decode().splitlines())
    for index, (_, end) in enumerate(content.editable):
        if end > last:
            spot = document.spot_of_value(("editable", index))
            yield document.problem_at(spot, f"{source.name} has {last} lines", "Name a part that it has")
