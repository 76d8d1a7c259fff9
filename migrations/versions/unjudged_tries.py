"""Edited programs that could not be judged."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "unjudged_tries"
down_revision = "question_kinds"


def upgrade() -> None:
    op.create_table(
        "unjudged_tries",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("user_id", sa.Integer(), nullable=False),
        sa.Column("item_id", sa.Integer(), nullable=True),
        sa.Column("slug", sa.String(64), nullable=False),
        sa.Column("parts", sa.JSON(), nullable=False),
        sa.Column("trouble", sa.String(500), nullable=False),
        sa.Column("tried_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_unjudged_tries"),
        sa.ForeignKeyConstraint(["user_id"], ["users.id"], name="fk_unjudged_tries_user_id_users", ondelete="CASCADE"),
        sa.ForeignKeyConstraint(
            ["item_id"],
            ["assignment_items.id"],
            name="fk_unjudged_tries_item_id_assignment_items",
            ondelete="CASCADE",
        ),
    )
    op.create_index("ix_unjudged_tries_user_id_slug", "unjudged_tries", ["user_id", "slug"])


def downgrade() -> None:
    op.drop_table("unjudged_tries")
