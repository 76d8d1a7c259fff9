"""Cards of spaced review, the learner's day of each answer, and how many reviews a day a person wants."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "reviews"
down_revision = "measurements"

REFUSAL = "submissions are append-only"


def upgrade() -> None:
    op.create_table(
        "review_cards",
        sa.Column("user_id", sa.Integer(), nullable=False),
        sa.Column("slug", sa.String(64), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column("recalled_on", sa.Date(), nullable=False),
        sa.Column("returned_on", sa.Date(), nullable=True),
        sa.Column("owes_return", sa.Boolean(), nullable=False),
        sa.Column("stability", sa.Double(), nullable=False),
        sa.Column("difficulty", sa.Double(), nullable=False),
        sa.ForeignKeyConstraint(["user_id"], ["users.id"], name="fk_review_cards_user_id_users"),
        sa.PrimaryKeyConstraint("user_id", "slug", name="pk_review_cards"),
    )
    op.create_index("ix_review_cards_user_id_due_on", "review_cards", ["user_id", "due_on"])
    op.add_column("users", sa.Column("time_zone", sa.String(64), nullable=False, server_default="UTC"))
    op.add_column("users", sa.Column("daily_reviews", sa.Integer(), nullable=False, server_default="10"))
    _add_day_of_answer()


def _add_day_of_answer() -> None:
    """Fill in the day for answers that are there: in UTC, since nobody noted what day it was for the learner."""
    _allow_changes()
    op.add_column("submissions", sa.Column("answered_on", sa.Date(), nullable=True))
    if op.get_bind().dialect.name == "sqlite":
        op.execute("UPDATE submissions SET answered_on = date(submitted_at)")
    else:
        op.execute("UPDATE submissions SET answered_on = (submitted_at AT TIME ZONE 'UTC')::date")
    with op.batch_alter_table("submissions") as table:
        table.alter_column("answered_on", existing_type=sa.Date(), nullable=False)
    _forbid_changes()


def _allow_changes() -> None:
    """For the length of this transaction."""
    if op.get_bind().dialect.name == "sqlite":
        for event in ("update", "delete"):
            op.execute(f"DROP TRIGGER submissions_no_{event}")
    else:
        op.execute("ALTER TABLE submissions DISABLE TRIGGER submissions_append_only")


def _forbid_changes() -> None:
    if op.get_bind().dialect.name == "sqlite":
        for event in ("UPDATE", "DELETE"):
            op.execute(
                f"CREATE TRIGGER submissions_no_{event.lower()} BEFORE {event} ON submissions "
                f"BEGIN SELECT RAISE(ABORT, '{REFUSAL}'); END"
            )
    else:
        op.execute("ALTER TABLE submissions ENABLE TRIGGER submissions_append_only")


def downgrade() -> None:
    op.drop_column("submissions", "answered_on")
    op.drop_column("users", "daily_reviews")
    op.drop_column("users", "time_zone")
    op.drop_table("review_cards")
