from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, date, datetime

import pytest
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Engine, MetaData, text

from grader.models.all_tables import METADATA
from grader.operations.database import Database
from grader.operations.migrating import _config, current_revision, downgrade, is_current, newest_revision, upgrade

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)

ROWS = {
    "people_and_courses": (
        "INSERT INTO users (id, login, name, role, created_at) VALUES (1, 'ann', 'Ann', 'student', :now)",
        "INSERT INTO users (id, name, role, created_at, claimed_by_id) VALUES (2, '', 'student', :now, 1)",
        "INSERT INTO courses (id, code, title, created_at) VALUES (1, 'ABCDEF', 'Go', :now)",
        "INSERT INTO enrolments (id, course_id, user_id, role, joined_at) VALUES (1, 1, 1, 'student', :now)",
        "INSERT INTO browser_sessions (token_hash, user_id, expires_at, created_at) VALUES ('h', 1, :now, :now)",
        "INSERT INTO setup_tokens (token_hash, expires_at, created_at) VALUES ('h', :now, :now)",
    ),
    "assignments": (
        """INSERT INTO assignments
        (id, course_id, title, accepts_late, attempts_allowed, credit, reveal, created_at)
        VALUES (1, 1, 'Week 1', false, 3, '1 0.6', 'at_once', :now)""",
        "INSERT INTO assignment_items (id, assignment_id, slug, points, position) VALUES (1, 1, 'a', 2500000, 0)",
        "INSERT INTO attempt_counters (id, user_id, slug, item_id, used) VALUES (1, 1, 'a', 1, 1)",
        "INSERT INTO attempt_counters (id, user_id, slug, used) VALUES (2, 1, 'a', 1)",
    ),
    "submissions": (
        """INSERT INTO submissions
        (id, user_id, item_id, slug, idempotency_key, number, kind, answer, place, certainty, place_is_right, is_right,
        given, maximum, key_place, key_reasons, source_hash, verdict_key, go_version, lang, flags, submitted_at,
        is_late, is_after_reveal)
        VALUES (1, 1, 1, 'a', 'k', 1, 'place-and-reason', '{}', 'heap', 'sure', true, false, 400000, 1000000, 'heap',
        '[]', 's', 'v', 'go1.27.3', 'go1.27', '[]', :now, false, false)""",
    ),
    "verdict_cache": (
        "INSERT INTO verdicts (key, subject, document, digest, created_at) VALUES ('k', 's', '{}', 'd', :now)",
    ),
    "playground": ("INSERT INTO programs (id, source, asked_at, is_shared) VALUES ('p', 'package p', :now, false)",),
    "measurements": ("INSERT INTO measurements (key, document, digest, created_at) VALUES ('k', '{}', 'd', :now)",),
    "reviews": (
        """INSERT INTO review_cards (user_id, slug, due_on, recalled_on, owes_return, stability, difficulty)
        VALUES (1, 'a', '2026-11-23', '2026-11-22', true, 0.5, 6.4)""",
    ),
    "question_kinds": (
        """INSERT INTO submissions
        (id, user_id, item_id, slug, idempotency_key, number, kind, answer, certainty, is_right, given, maximum, key,
        key_reasons, source_hash, verdict_key, go_version, lang, flags, submitted_at, is_late, is_after_reveal,
        answered_on)
        VALUES (2, 1, 1, 'a', 'k2', 2, 'culprit', '{}', 'sure', false, 0, 1000000, '{}', '[]', 's', 'v', 'go1.27.3',
        'go1.27', '[]', :now, false, false, '2026-11-22')""",
    ),
    "unjudged_tries": (
        """INSERT INTO unjudged_tries (id, user_id, item_id, slug, parts, trouble, tried_at)
        VALUES (1, 1, 1, 'a', '[]', 'a.go:1:1: syntax error', :now)""",
    ),
    "variants": ("INSERT INTO attempt_counters (id, user_id, slug, variant, used) VALUES (3, 1, 'a', 2, 1)",),
}
"""For every migration, rows as they were when it was the newest: written in SQL, since models move on."""


@pytest.fixture
def engine(empty_database_url: str) -> Iterator[Engine]:
    with closing(Database(empty_database_url)) as database:
        yield database.engine


def revisions() -> list[str]:
    newest_first = ScriptDirectory.from_config(_config()).walk_revisions()
    return [script.revision for script in newest_first][::-1]


def tables(engine: Engine) -> dict[str, list[tuple[object, ...]]]:
    """Every row of every table but Alembic's own."""
    with engine.connect() as connection:
        found = MetaData()
        found.reflect(connection)
        known = [table for table in found.sorted_tables if table.name != "alembic_version"]
        return {table.name: [tuple(row) for row in connection.execute(table.select())] for table in known}


def fill(engine: Engine, revision: str) -> None:
    with engine.begin() as connection:
        for statement in ROWS[revision]:
            connection.execute(text(statement), {"now": NOW} if ":now" in statement else {})


def test_each_migration_goes_up_and_down_and_up_again_with_data_in_every_table(engine: Engine) -> None:
    before: dict[str, dict[str, list[tuple[object, ...]]]] = {}
    for revision in revisions():
        before[revision] = tables(engine)
        upgrade(engine, revision)
        fill(engine, revision)
        assert all(tables(engine).values()), f"{revision}: a table without a row shows nothing"
    for revision in reversed(revisions()):
        assert current_revision(engine) == revision
        downgrade(engine, "-1")
        assert tables(engine) == before[revision]
    upgrade(engine)
    assert is_current(engine)


def test_models_and_migrations_agree(engine: Engine) -> None:
    upgrade(engine)
    with engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True, "compare_server_default": True})
        assert compare_metadata(context, METADATA) == []


def test_migrations_form_one_line(engine: Engine) -> None:
    assert len(ScriptDirectory.from_config(_config()).get_heads()) == 1
    assert current_revision(engine) is None
    assert not is_current(engine)
    assert newest_revision() == revisions()[-1]


def test_a_migration_that_fails_changes_nothing(engine: Engine) -> None:
    upgrade(engine, "people_and_courses")
    with engine.begin() as connection:
        connection.execute(text("CREATE TABLE submissions (id INTEGER)"))
    before = tables(engine)
    with pytest.raises(Exception, match="already exists"):
        upgrade(engine)
    assert tables(engine) == before
    assert current_revision(engine) == "people_and_courses"


def test_upgrading_twice_changes_nothing(engine: Engine) -> None:
    upgrade(engine)
    upgrade(engine)
    assert is_current(engine)


def test_answers_from_before_there_were_reviews_come_back_after_the_upgrade(engine: Engine) -> None:
    newest_before_reviews = revisions()[revisions().index("reviews") - 1]
    for revision in revisions()[: revisions().index("reviews")]:
        upgrade(engine, revision)
        fill(engine, revision)
    assert current_revision(engine) == newest_before_reviews
    upgrade(engine, "reviews")
    assert tables(engine)["review_cards"] == []  # models know only the newest shape
    upgrade(engine)
    card, *others = tables(engine)["review_cards"]
    assert others == []
    assert card[:4] == (1, "a", date(2026, 11, 23), date(2026, 11, 22))  # wrong and sure: it comes back the next day
    upgrade(engine)
    assert tables(engine)["review_cards"] == [card]
