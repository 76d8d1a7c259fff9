"""What a call costs, on the page of an exercise's result."""

from __future__ import annotations

from flask import Flask

from grader.operations.database import Database
from grader.operations.measurements import Trial, keep_measurement
from grader.toolchain.measurement import Measurement
from grader.web.site import site_of
from tests.visiting import Visitor

MEASURED, NEVER = "ledger-pointers", "folder-depth"


def keep(app: Flask, database: Database, **numbers: int) -> None:
    """Keep a measurement of an exercise as `check` does."""
    site = site_of(app)
    exercise = site.catalog.get_exercise(MEASURED)
    call, files = exercise.content.measure or "", (exercise.source,)
    trial = Trial(files=files, call=call, toolchain=site.verdicts(files).toolchain)
    counts = {"calls": 100, "objects": 700, "bytes": 20_000, "fewest": 7, "most": 7, **numbers}
    with database.writing() as session:
        keep_measurement(session, trial, Measurement(call=call, nanoseconds=(212.4, 198.0, 1240.6), **counts))


def result_of(visitor: Visitor, slug: str) -> str:
    return visitor.follow(visitor.answer(slug)).page.text


def test_what_was_measured_is_shown_with_the_result_and_not_before(
    app: Flask, visitor: Visitor, site_database: Database
) -> None:
    keep(app, site_database)
    assert "Measured" not in visitor.get(f"/exercises/{MEASURED}").page.text
    page = result_of(visitor, MEASURED)
    assert "Measured: 7 allocations, 200 bytes, 212 ns per call (198–1 241), Go 1.27.3." in page
    assert r'Parse("rent:-85000\npay:210000\ntea:-420")' in page


def test_one_allocation_and_part_of_one_are_told_as_such(app: Flask, visitor: Visitor, site_database: Database) -> None:
    keep(app, site_database, objects=100, bytes=100)
    assert "Measured: 1 allocation, 1 byte, 212 ns" in result_of(visitor, MEASURED)
    keep(app, site_database, objects=3, bytes=0)
    assert "Measured: 0.03 allocations, 0 bytes, 212 ns" in visitor.get(f"/exercises/{MEASURED}").page.text


def test_where_nothing_was_measured_nothing_is_said(visitor: Visitor) -> None:
    assert "Measured" not in result_of(visitor, MEASURED)
    assert "Measured" not in result_of(visitor, NEVER)
