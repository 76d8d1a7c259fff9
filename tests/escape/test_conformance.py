"""Whole packages of Go's own source: every variable is listed exactly once, and is where the compiler says.

Every row of the compiler on an allocating expression is told by one allocation, and nothing else is told. What was
compared is printed as a number at the end of the run. By hand, for the whole library of any Go that is understood:

    CONFORMANCE_GO=/usr/lib/go .venv/bin/pytest tests/escape/test_conformance.py -k whole_packages
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from grader.config import PROJECT
from grader.errors import CompileFailed
from grader.escape.places import judge_places
from grader.escape.values import CompilerOutput, Place, SourceFile, Verdict
from grader.toolchain.compiler import Trust, make_compile
from tests.escape.agreement import PROPERTY, Agreement, Counts, compare, hold, summarise
from tests.escape.conftest import OTHER_GO, Go
from tests.escape.standard_library import (
    NOT_OLDER,
    OLDER,
    ONLY_IN_ITS_PLACE,
    PACKAGES,
    Library,
    Standard,
    find_all_packages,
)

MOST_UNTOLD = 0.2
"""Of the rows of a package, the share of inlined copies that are told in the body of their function only."""
FEWEST_PACKAGES, FEWEST_VARIABLES = 40, 20_000
RARE_FORMS = PROJECT / "tests" / "data" / "rare_forms.go"
WAYS = {"inlining": (), "no inlining": ("-l",)}
CHOSEN = find_all_packages(Go()) if OTHER_GO else PACKAGES

Check = Callable[[Standard, tuple[str, ...], str | None], Agreement]


@pytest.fixture(scope="session")
def library(go: Go) -> Library:
    return Library(go, CHOSEN)


@pytest.fixture
def check(go: Go, record_property: Callable[[str, object], None]) -> Check:
    """Compare, have it counted, and fail with what differs."""

    def compared(standard: Standard, flags: tuple[str, ...], lang: str | None) -> Agreement:
        agreement = compare(go, standard, flags, lang)
        record_property(PROPERTY, agreement.counts)
        assert agreement.differences == ()
        assert agreement.accounts.differences == ()
        assert len(agreement.accounts.untold) <= MOST_UNTOLD * agreement.accounts.rows
        return agreement

    return compared


@pytest.mark.parametrize("package", CHOSEN)
def test_whole_packages_agree(library: Library, check: Check, tmp_path: Path, package: str) -> None:
    """Both ways in one test: what Go's type checker says of the package is then asked once."""
    standard = library.load(package, tmp_path)
    check(standard, (), None)
    apart = check(standard, ("-l",), None)
    assert apart.accounts.untold == (), "without inlining there are no copies"


@pytest.mark.parametrize(("lang", "package"), [(lang, each) for lang, packages in OLDER.items() for each in packages])
def test_older_language_versions_agree(library: Library, check: Check, tmp_path: Path, lang: str, package: str) -> None:
    check(library.load(package, tmp_path), (), lang)


@pytest.mark.parametrize("flags", WAYS.values(), ids=WAYS.keys())
@pytest.mark.parametrize("lang", ["1.22", "1.24", "1.27"])
def test_rare_forms_agree_in_every_language_version(
    library: Library, check: Check, tmp_path: Path, lang: str, flags: tuple[str, ...]
) -> None:
    check(library.read("rare forms", [RARE_FORMS], tmp_path), flags, lang)


@pytest.mark.parametrize(("package", "lang", "why"), [(each, lang, why) for (lang, each), why in NOT_OLDER.items()])
def test_a_package_that_is_not_judged_is_not_written_in_that_language_version(
    library: Library, check: Check, tmp_path: Path, package: str, lang: str, why: str
) -> None:
    with pytest.raises(CompileFailed, match=why):
        check(library.load(package, tmp_path), (), lang)


@pytest.mark.parametrize("package", ONLY_IN_ITS_PLACE)
def test_a_package_that_is_not_judged_compiles_in_its_place_only(go: Go, package: str) -> None:
    alone = Library(go, ONLY_IN_ITS_PLACE)
    files = tuple(SourceFile(path.name, path.read_bytes()) for path in alone.paths(package))
    with pytest.raises(CompileFailed, match=ONLY_IN_ITS_PLACE[package]):
        make_compile(go.installed, trust=Trust.TRUSTED, exports=alone.exports, with_storage=False)(files)


@pytest.fixture
def rare(go: Go, library: Library, tmp_path: Path) -> tuple[Verdict, CompilerOutput, Standard]:
    standard = library.read("rare forms", [RARE_FORMS], tmp_path)
    output = make_compile(go.installed, trust=Trust.TRUSTED, exports=standard.exports)(standard.files)
    return judge_places(standard.files, output), output, standard


def test_a_verdict_that_is_wrong_is_found_out(rare: tuple[Verdict, CompilerOutput, Standard]) -> None:
    verdict, output, standard = rare
    first, *others = (each for each in verdict.variables if each.place is Place.STACK)
    moved = replace(verdict, variables=(replace(first, place=Place.HEAP), *others))
    differences = hold(moved, output, standard, is_older=False).differences
    assert any(
        str(Place.HEAP) in each and f"'{first.at.file}', {first.at.line}, {first.at.column}" in each
        for each in differences
    )
    missing = [each for each in verdict.variables if each.place is not Place.STACK]
    assert len(differences) == 1 + len(missing)
    assert sum("listed 0 times" in each for each in differences) == len(missing)


def test_an_allocation_that_is_wrong_lost_or_invented_is_found_out(
    rare: tuple[Verdict, CompilerOutput, Standard],
) -> None:
    verdict, output, standard = rare
    lost, wrong, *_ = (each for each in verdict.allocations if each.line and not each.copies)
    invented = replace(lost, line="rare_forms.go:1:1: new(T) escapes to heap")
    elsewhere = replace(wrong, place=Place.STATIC)
    kept = [each for each in verdict.allocations if each not in (lost, wrong)]
    changed = replace(verdict, allocations=(*kept, invented, elsewhere))
    assert set(hold(changed, output, standard, is_older=False).accounts.differences) == {
        f"lost: {lost.line}",
        f"invented: {invented.line}",
        f"static, not as said: {wrong.line}",
    }


def test_what_was_compared_is_said_as_a_number() -> None:
    counts = Counts(package="a", is_older=False, variables=1200, differences=1, rows=400, untold=4, rows_wrong=2)
    first, second = summarise([counts, counts, counts | {"is_older": True}, counts | {"package": "b"}])
    assert "2 packages with 2,400 variables, compiled in several ways: 4,800 places, 4 differences" in first
    assert "1,600 rows on allocating expressions: 8 differences, 16 of copies not told" in second
    assert "(1.00%)" in second


def test_enough_is_compared(library: Library, tmp_path: Path) -> None:
    declared = [each for package in PACKAGES for each in library.load(package, tmp_path).declared]
    assert len(PACKAGES) >= FEWEST_PACKAGES
    assert len(declared) >= FEWEST_VARIABLES
