"""Whether what was recorded is of this exercise as it is now; the compiler is not asked."""

from __future__ import annotations

from collections.abc import Iterator
from hashlib import sha256

from grader.catalog.content.count import Count
from grader.catalog.content.versions import Versions
from grader.catalog.fields import version_order
from grader.catalog.record import Record
from grader.catalog.schema import ExerciseContent
from grader.escape.values import SourceFile


def needs_record(content: ExerciseContent) -> bool:
    """True where the key, or what the result shows, comes from a record."""
    return isinstance(content, Versions | Count) or bool(content.go_versions)


def recorded_versions(content: ExerciseContent, in_force: str) -> tuple[str, ...]:
    """The versions that are asked for the record, oldest first; `in_force` is among them unless two are named."""
    named = content.between if isinstance(content, Versions) else content.go_versions
    both = isinstance(content, Versions) and len(named) == 2
    return tuple(sorted({*named, *(() if both else (in_force,))}, key=version_order))


def compared_versions(content: Versions, record: Record) -> tuple[str, str]:
    """The two versions that the question is about: the older, and the newer, which may be that in force."""
    return content.between[0], (*content.between, record.in_force)[1]


def misfits(record: Record, content: ExerciseContent, source: SourceFile) -> Iterator[str]:
    """Each way in which the record is not of this exercise, as a sentence without its full stop."""
    if record.source != sha256(source.text).hexdigest():
        yield f"It was recorded of another {source.name}"
    if (record.lang, record.flags) != (content.go, content.flags):
        yield "It was recorded with another language version or other flags"
    versions = recorded_versions(content, record.in_force)
    if record.versions != versions:
        yield f"It was recorded with Go {_listed(record.versions)}, the exercise names {_listed(versions)}"
    if isinstance(content, Versions) and version_order(content.between[0]) >= version_order(record.in_force):
        yield f"The older version, {content.between[0]}, is not older than {record.in_force}, in force then"
    calls = {(each.go, each.call) for each in record.counts}
    wanted = {(version, content.measure) for version in versions} if isinstance(content, Count) else set()
    if calls != wanted or len(record.counts) != len(wanted):
        yield "The calls that were counted are not those of the exercise"
    if any(not each.by_version or not set(each.by_version) <= set(record.versions) for each in record.subjects):
        yield "It has places of versions that were not asked"


def _listed(versions: tuple[str, ...]) -> str:
    return ", ".join(versions)
