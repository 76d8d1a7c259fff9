"""Assignments and their exercises, and how often each has been tried."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "assignments"
down_revision = "people_and_courses"


def upgrade() -> None:
    _create_assignments()
    op.create_table(
        "attempt_counters",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("user_id", sa.Integer(), nullable=False),
        sa.Column("slug", sa.String(64), nullable=False),
        sa.Column("item_id", sa.Integer(), nullable=True),
        sa.Column("used", sa.Integer(), nullable=False),
        sa.Column("first_place_is_right", sa.Boolean(), nullable=True),
        sa.Column("solved_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("gave_up_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint("used >= 0", name=op.f("ck_attempt_counters_used")),
        sa.ForeignKeyConstraint(
            ["item_id"], ["assignment_items.id"], name="fk_attempt_counters_item_id_assignment_items"
        ),
        sa.ForeignKeyConstraint(["user_id"], ["users.id"], name="fk_attempt_counters_user_id_users"),
        sa.PrimaryKeyConstraint("id", name="pk_attempt_counters"),
    )
    op.create_index("ix_attempt_counters_item_id", "attempt_counters", ["item_id"])
    _create_unique("uq_attempt_counters_item", ["user_id", "item_id"], "item_id IS NOT NULL")
    _create_unique("uq_attempt_counters_practice", ["user_id", "slug"], "item_id IS NULL")


def _create_assignments() -> None:
    op.create_table(
        "assignments",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("course_id", sa.Integer(), nullable=False),
        sa.Column("title", sa.String(200), nullable=False),
        sa.Column("opens_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("due_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("accepts_late", sa.Boolean(), nullable=False),
        sa.Column("attempts_allowed", sa.Integer(), nullable=False),
        sa.Column("credit", sa.String(200), nullable=False),
        sa.Column("reveal", sa.String(32), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("attempts_allowed >= 1", name=op.f("ck_assignments_attempts_allowed")),
        sa.ForeignKeyConstraint(["course_id"], ["courses.id"], name="fk_assignments_course_id_courses"),
        sa.PrimaryKeyConstraint("id", name="pk_assignments"),
    )
    op.create_index("ix_assignments_course_id", "assignments", ["course_id"])
    op.create_table(
        "assignment_items",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("assignment_id", sa.Integer(), nullable=False),
        sa.Column("slug", sa.String(64), nullable=False),
        sa.Column("points", sa.BigInteger(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.CheckConstraint("points >= 0", name=op.f("ck_assignment_items_points")),
        sa.ForeignKeyConstraint(
            ["assignment_id"], ["assignments.id"], name="fk_assignment_items_assignment_id_assignments"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_assignment_items"),
        sa.UniqueConstraint("assignment_id", "slug", name="uq_assignment_items_assignment_id_slug"),
    )
    op.create_index("ix_assignment_items_slug", "assignment_items", ["slug"])


def _create_unique(name: str, columns: list[str], where: str) -> None:
    condition = sa.text(where)
    op.create_index(name, "attempt_counters", columns, unique=True, sqlite_where=condition, postgresql_where=condition)


def downgrade() -> None:
    for table in ("attempt_counters", "assignment_items", "assignments"):
        op.drop_table(table)
