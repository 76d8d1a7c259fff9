"""Answers to other questions than where something lives: those have no place, and a key of their own form.

Rows that are there stay as they are. A column that may be empty from now on makes SQLite copy the table, and a copy has
no triggers, so those that keep submissions append-only are made again.
"""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "question_kinds"
down_revision = "reviews"

REFUSAL = "submissions are append-only"
NAMED: dict[str, sa.types.TypeEngine[Any]] = {
    "place": sa.String(32),
    "place_is_right": sa.Boolean(),
    "key_place": sa.String(32),
}


def upgrade() -> None:
    with op.batch_alter_table("submissions") as table:
        table.add_column(sa.Column("key", sa.JSON(), nullable=True))
        for name, column_type in NAMED.items():
            table.alter_column(name, existing_type=column_type, nullable=True)
    if op.get_bind().dialect.name == "sqlite":
        _forbid_changes_in_sqlite()


def downgrade() -> None:
    """Answers to questions of other kinds go: before, they cannot be told."""
    is_sqlite = op.get_bind().dialect.name == "sqlite"
    _allow_changes(is_sqlite=is_sqlite)
    op.execute("DELETE FROM submissions WHERE place IS NULL")
    with op.batch_alter_table("submissions") as table:
        for name, column_type in NAMED.items():
            table.alter_column(name, existing_type=column_type, nullable=False)
        table.drop_column("key")
    if is_sqlite:
        _forbid_changes_in_sqlite()
    else:
        op.execute(
            "CREATE TRIGGER submissions_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON submissions "
            "FOR EACH STATEMENT EXECUTE FUNCTION refuse_change_of_submissions()"
        )


def _allow_changes(*, is_sqlite: bool) -> None:
    if is_sqlite:
        for event in ("update", "delete"):
            op.execute(f"DROP TRIGGER submissions_no_{event}")
    else:
        op.execute("DROP TRIGGER submissions_append_only ON submissions")


def _forbid_changes_in_sqlite() -> None:
    for event in ("UPDATE", "DELETE"):
        op.execute(
            f"CREATE TRIGGER submissions_no_{event.lower()} BEFORE {event} ON submissions "
            f"BEGIN SELECT RAISE(ABORT, '{REFUSAL}'); END"
        )
