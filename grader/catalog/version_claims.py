"""What an author claims of two versions of Go against what was recorded of them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from grader.catalog.asking import name_of
from grader.catalog.candidates import Candidate, find_candidates, find_named, recorded_like
from grader.catalog.content.versions import NONE, NamedCandidate, Versions
from grader.catalog.problems import Problem
from grader.catalog.record import Record
from grader.catalog.record_fit import compared_versions
from grader.catalog.yaml import YamlDocument, YamlPath
from grader.escape.values import Place, SourceFile


def repeated_candidates(content: Versions, document: YamlDocument) -> Iterator[Problem]:
    """Candidates that stand twice, or are called as what is chosen when nothing changed, and repeated feedback."""
    for index, asked in enumerate(content.candidates):
        if asked in content.candidates[:index]:
            yield _at(document, ("candidates", index), f"`{name_of(asked)}` stands here twice", "Keep one of the two")
        if name_of(asked) == NONE:
            yield _at(document, ("candidates", index), f"A candidate is called `{NONE}`", "Give it another name")
    named = [(each.candidate, each.line) for each in content.mistakes]
    for index, mistake in enumerate(named):
        if mistake in named[:index]:
            what = f"`{mistake[0]}` stands here twice"
            yield _at(document, ("mistakes", index, "candidate"), what, "Keep one of the two")


def version_problems(
    content: Versions, source: SourceFile, record: Record, document: YamlDocument
) -> Iterator[Problem]:
    """Every disagreement between the author's words and what the two versions said, and what is no good question."""
    found = find_candidates(content, source, record)
    candidates = [each for each in found if each]
    if len(candidates) < len(found):
        for index, each in enumerate(found):
            if each is None:
                yield _unfound(content, index, source, record, document)
        return
    yield from _place_problems(content, candidates, document)
    changed = [each for each in candidates if each.is_changed]
    if len(changed) > 1:
        what = f"{len(changed)} candidates changed: {'; '.join(map(_told, changed))}"
        yield _at(document, ("candidates",), what, "Leave one of them, or none")
        return
    yield from _expectation_problems(content, candidates, changed, document)
    yield from _mistake_problems(content, candidates, changed, document)


def _unfound(content: Versions, index: int, source: SourceFile, record: Record, document: YamlDocument) -> Problem:
    asked = content.candidates[index]
    found = recorded_like(asked, source, record)
    if len(found) == 1:
        lacking = [each for each in compared_versions(content, record) if each not in found[0].by_version]
        what = f"Go {' and '.join(lacking)} prints nothing from which the place of `{name_of(asked)}` is known"
        return _at(document, ("candidates", index), what, "Choose another candidate")
    names = sorted({side.name for each in record.subjects for side in each.by_version.values()})
    what = f"{len(found) or 'No'} variables or allocations of {source.name} are `{name_of(asked)}` as it is named here"
    return _at(document, ("candidates", index), what, f"Name one of {', '.join(f'`{name}`' for name in names)}")


def _place_problems(content: Versions, candidates: Sequence[Candidate], document: YamlDocument) -> Iterator[Problem]:
    for index, each in enumerate(candidates):
        places = {each.before.place, each.after.place}
        if Place.UNKNOWN in places:
            what = f"One of the versions has no `{each.name}`: it is never compiled"
            yield _at(document, ("candidates", index), what, "Choose another candidate")
        elif missing := places - set(content.places):
            what = f"`{each.name}` lives in a place that is not among `places`: {', '.join(sorted(missing))}"
            yield _at(document, ("places",), what, "Add it, or choose another candidate")


def _expectation_problems(
    content: Versions, candidates: Sequence[Candidate], changed: Sequence[Candidate], document: YamlDocument
) -> Iterator[Problem]:
    expect = content.expect
    expected = find_named(expect, candidates)
    if expected is None and expect.candidate != NONE:
        yield _misnamed(expect, ("expect", "candidate"), candidates, document)
        return
    right = changed[0] if changed else None
    if expected == right and (
        right is None or (expect.before, expect.after) == (right.before.place, right.after.place)
    ):
        return
    claimed = f"`{expect.candidate}` to go from {expect.before} to {expect.after}" if expected else "no change"
    what = f"You expect {claimed}, the compilers say: {_told(right) if right else 'nothing changes'}"
    instead = (
        f"Write `{{candidate: {right.name}, before: {right.before.place}, after: {right.after.place}}}`"
        if right
        else f"Write `{{candidate: {NONE}}}`"
    )
    yield _at(document, ("expect",), what, f"{instead}, or change the program")


def _mistake_problems(
    content: Versions, candidates: Sequence[Candidate], changed: Sequence[Candidate], document: YamlDocument
) -> Iterator[Problem]:
    for index, mistake in enumerate(content.mistakes):
        path: YamlPath = ("mistakes", index, "candidate")
        if mistake.candidate == NONE:
            if not changed:
                what = f"`{NONE}` is right, and no mistake"
                yield _at(document, path, what, "Remove it, or choose another candidate")
        elif find_named(mistake, candidates) is None:
            yield _misnamed(mistake, path, candidates, document)


def _misnamed(
    named: NamedCandidate, path: YamlPath, candidates: Sequence[Candidate], document: YamlDocument
) -> Problem:
    what = f"`{named.candidate}` is not one of the candidates, or not only one"
    known = ", ".join(f"`{each.name}` (line {each.subject.line})" for each in candidates)
    return _at(document, path, what, f"Name one of {known}, or `{NONE}`")


def _told(candidate: Candidate) -> str:
    return f"`{candidate.name}` goes from {candidate.before.place} to {candidate.after.place}"


def _at(document: YamlDocument, path: YamlPath, what: str, instead: str) -> Problem:
    return document.problem_at(document.spot_of_value(path), what, instead)
