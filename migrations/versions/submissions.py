"""Submissions, which the database itself lets nobody change or delete."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "submissions"
down_revision = "assignments"

REFUSAL = "submissions are append-only"


def upgrade() -> None:
    op.create_table(
        "submissions",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("user_id", sa.Integer(), nullable=False),
        sa.Column("item_id", sa.Integer(), nullable=True),
        sa.Column("slug", sa.String(64), nullable=False),
        sa.Column("idempotency_key", sa.String(64), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(32), nullable=False),
        sa.Column("answer", sa.JSON(), nullable=False),
        sa.Column("place", sa.String(32), nullable=False),
        sa.Column("reason", sa.String(32), nullable=True),
        sa.Column("belief", sa.String(32), nullable=True),
        sa.Column("certainty", sa.String(32), nullable=False),
        sa.Column("place_is_right", sa.Boolean(), nullable=False),
        sa.Column("is_right", sa.Boolean(), nullable=False),
        sa.Column("given", sa.BigInteger(), nullable=False),
        sa.Column("maximum", sa.BigInteger(), nullable=False),
        sa.Column("key_place", sa.String(32), nullable=False),
        sa.Column("key_reasons", sa.JSON(), nullable=False),
        sa.Column("source_hash", sa.String(64), nullable=False),
        sa.Column("verdict_key", sa.String(64), nullable=False),
        sa.Column("go_version", sa.String(32), nullable=False),
        sa.Column("lang", sa.String(16), nullable=False),
        sa.Column("flags", sa.JSON(), nullable=False),
        sa.Column("submitted_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("is_late", sa.Boolean(), nullable=False),
        sa.Column("is_after_reveal", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["item_id"], ["assignment_items.id"], name="fk_submissions_item_id_assignment_items"),
        sa.ForeignKeyConstraint(["user_id"], ["users.id"], name="fk_submissions_user_id_users"),
        sa.PrimaryKeyConstraint("id", name="pk_submissions"),
        sa.UniqueConstraint("user_id", "idempotency_key", name="uq_submissions_user_id_idempotency_key"),
    )
    graded = ["item_id", "user_id", "maximum", "given"]
    op.create_index("ix_submissions_item_id_user_id_maximum_given", "submissions", graded)
    op.create_index("ix_submissions_user_id_slug", "submissions", ["user_id", "slug"])
    _forbid_changes()


def _forbid_changes() -> None:
    if op.get_bind().dialect.name == "sqlite":
        for event in ("UPDATE", "DELETE"):
            op.execute(
                f"CREATE TRIGGER submissions_no_{event.lower()} BEFORE {event} ON submissions "
                f"BEGIN SELECT RAISE(ABORT, '{REFUSAL}'); END"
            )
    else:
        op.execute(
            "CREATE FUNCTION refuse_change_of_submissions() RETURNS trigger LANGUAGE plpgsql AS "
            f"$$ BEGIN RAISE EXCEPTION '{REFUSAL}' USING ERRCODE = 'restrict_violation'; END $$"
        )
        op.execute(
            "CREATE TRIGGER submissions_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON submissions "
            "FOR EACH STATEMENT EXECUTE FUNCTION refuse_change_of_submissions()"
        )


def downgrade() -> None:
    op.drop_table("submissions")
    if op.get_bind().dialect.name == "postgresql":
        op.execute("DROP FUNCTION refuse_change_of_submissions()")
