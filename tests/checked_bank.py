"""The real bank, checked once: what the compiler said is kept between runs in the ignored build folder.

The key of a kept verdict holds all that it depends on, the judging code included, so that none is ever stale. Whoever
comes while another process checks waits, and then finds everything there.
"""

from __future__ import annotations

import fcntl
from contextlib import closing
from dataclasses import dataclass, replace
from functools import cache

from grader.catalog.catalog import Catalog, Exercise, Lesson
from grader.catalog.judged import JudgedExercise
from grader.catalog.loader import read_catalog
from grader.catalog.problems import Problem
from grader.config import PROJECT
from grader.operations.checking import check_bank
from grader.operations.database import Database
from grader.operations.migrating import upgrade
from tests.real_verdicts import KEPT, real_verdicts


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckedBank:
    """The bank, with everything that is wrong with its files."""

    catalog: Catalog
    judged: tuple[JudgedExercise, ...]
    problems: tuple[Problem, ...]


@cache
def checked_bank() -> CheckedBank:
    KEPT.mkdir(parents=True, exist_ok=True)
    catalog, problems = read_catalog(PROJECT / "exercises")
    items: list[Exercise | Lesson] = [*catalog.exercises.values(), *catalog.lessons.values()]
    with (KEPT / "verdicts.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        with closing(Database(f"sqlite:///{KEPT / 'verdicts.sqlite3'}")) as database:
            upgrade(database.engine)
            verdicts = replace(real_verdicts(), database=database)
            checked = check_bank(items, verdicts, verdicts.installed, lambda *_: None)
    return CheckedBank(
        catalog=catalog,
        judged=tuple(each.judged for each in checked if each.judged),
        problems=(*problems, *(found for each in checked for found in each.problems)),
    )
