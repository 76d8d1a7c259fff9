"""An exercise made from a program and what is chosen in it, for an instructor to take home: nothing is written here."""

from __future__ import annotations

import io
import zipfile
from dataclasses import dataclass

from grader.catalog.asked import AllocationAsked, Asked, VariableAsked
from grader.catalog.asking import Subject, matching_declarations
from grader.catalog.loader import EXERCISE_FILE
from grader.catalog.scaffold import exercise_yaml, slug_of
from grader.escape.values import SourceFile, VariableVerdict

_THEN = (2026, 1, 1, 0, 0, 0)
"""The same draft is the same file, byte for byte."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """The two files of an exercise's folder."""

    slug: str
    source: SourceFile
    yaml: str

    def zipped(self) -> bytes:
        """The folder as a ZIP file."""
        file = io.BytesIO()
        with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as folder:
            for name, text in ((self.source.name, self.source.text), (EXERCISE_FILE, self.yaml.encode())):
                folder.writestr(zipfile.ZipInfo(f"{self.slug}/{name}", _THEN), text)
        return file.getvalue()


def draft_of(source: SourceFile, subject: Subject) -> Draft:
    """The draft that `python -m grader new` would write of the same program."""
    asked = asked_of(subject, source)
    slug = slug_of(f"{subject.function} {asked.variable if isinstance(asked, VariableAsked) else ''}")
    named = SourceFile(f"{slug.replace('-', '_')}.go", source.text)
    return Draft(slug=slug, source=named, yaml=exercise_yaml(asked, subject, lesson=1))


def asked_of(subject: Subject, source: SourceFile) -> Asked:
    """The shortest way to name it: a variable by its function, with the line only where it is needed."""
    if not isinstance(subject, VariableVerdict):
        return AllocationAsked(allocation=subject.expression, line=subject.at.line)
    asked = VariableAsked(variable=subject.name, function=subject.function or None)
    if len(matching_declarations(asked, source)) > 1:
        return VariableAsked(variable=subject.name, function=subject.function or None, line=subject.at.line)
    return asked
