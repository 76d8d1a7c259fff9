"""Holding a verdict against an independent reading of the same raw text, and counting."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypedDict

from grader.escape.places import judge_places
from grader.escape.values import CompilerOutput, Place, VariableVerdict, Verdict
from grader.toolchain.compiler import Trust, make_compile
from tests.escape.independent_allocations import Accounts, read_rows, settle
from tests.escape.independent_reading import Declared, allowed_places, read_raw

if TYPE_CHECKING:
    from tests.escape.conftest import Go
    from tests.escape.standard_library import Standard


class Counts(TypedDict):
    """What the summary adds up: plain values, which travel between processes."""

    package: str
    is_older: bool
    variables: int
    differences: int
    rows: int
    untold: int
    rows_wrong: int


PROPERTY = "agreement"
"""Under which name a test hands what it counted to the summary of the run, also from another process."""


@dataclass(frozen=True, kw_only=True)
class Agreement:
    """What was compared for one package, compiled in one way."""

    package: str
    is_older: bool
    variables: int
    accounts: Accounts
    differences: tuple[str, ...]
    """In the places of variables."""

    @property
    def counts(self) -> Counts:
        """What the summary adds up."""
        accounts = self.accounts
        return {
            "package": self.package,
            "is_older": self.is_older,
            "variables": self.variables,
            "differences": len(self.differences),
            "rows": accounts.rows,
            "untold": len(accounts.untold) + len(accounts.unplaced),
            "rows_wrong": len(accounts.differences),
        }


def compare(go: Go, standard: Standard, flags: tuple[str, ...], lang: str | None = None) -> Agreement:
    """Judge one package in one way and find every difference."""
    compile_ = make_compile(go.installed, trust=Trust.TRUSTED, exports=standard.exports, flags=flags, lang=lang)
    output = compile_(standard.files)
    return hold(judge_places(standard.files, output), output, standard, is_older=lang is not None)


def hold(verdict: Verdict, output: CompilerOutput, standard: Standard, *, is_older: bool) -> Agreement:
    """Find every difference between a verdict and the raw text that it was read from."""
    return Agreement(
        package=standard.name,
        is_older=is_older,
        variables=len(verdict.variables),
        accounts=settle(verdict, read_rows(output.text, standard.files, standard.declared)),
        differences=(
            *_find_unlisted(verdict, standard.declared),
            *_find_misplaced(verdict, output, standard.declared),
            *(f"{each.at}: the dump and the messages disagree" for each in verdict.variables if each.causes),
            *(f"{each.at}: unknown for no reason" for each in verdict.variables if _is_unexplained(each)),
            *(f"unread: {line}" for line in verdict.unread),
        ),
    )


def _is_unexplained(variable: VariableVerdict) -> bool:
    return bool(variable.unknown_because) != (variable.place is Place.UNKNOWN)


def _find_unlisted(verdict: Verdict, declared: Iterable[Declared]) -> list[str]:
    """List the variables that are not listed exactly once."""
    listed = Counter((each.at.file, each.at.line, each.at.column, each.name) for each in verdict.variables)
    wanted = Counter(each.at for each in declared)
    return [f"{at}: listed {listed[at]} times, not {wanted[at]}" for at in listed | wanted if listed[at] != wanted[at]]


def _find_misplaced(verdict: Verdict, output: CompilerOutput, declared: Iterable[Declared]) -> list[str]:
    """List the variables that are elsewhere than the raw text says."""
    raw = read_raw(output.text)
    places = {(each.at.file, each.at.line, each.at.column, each.name): each.place for each in verdict.variables}
    allowed = {each.at: allowed_places(each, raw) for each in declared if each.at in places}
    return [f"{at}: {places[at]}, not {allowed[at]}" for at in allowed if places[at] not in allowed[at]]


def summarise(counted: Sequence[Counts]) -> list[str]:
    """Say as a number how far verdicts and compiler agree."""
    packages = {each["package"]: each["variables"] for each in counted if not each["is_older"]}
    variables, differences = sum(each["variables"] for each in counted), sum(each["differences"] for each in counted)
    rows, wrong = sum(each["rows"] for each in counted), sum(each["rows_wrong"] for each in counted)
    untold = sum(each["untold"] for each in counted)
    spans = f"{len(packages)} packages with {sum(packages.values()):,} variables"
    share = f"{untold} of copies not told at the call ({untold / max(rows, 1):.2%})"
    return [
        f"agreement: {spans}, compiled in several ways: {variables:,} places, {differences} differences",
        f"and {rows:,} rows on allocating expressions: {wrong} differences, {share}",
    ]
