"""The cache of verdicts."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "verdict_cache"
down_revision = "submissions"


def upgrade() -> None:
    op.create_table(
        "verdicts",
        sa.Column("key", sa.String(64), nullable=False),
        sa.Column("subject", sa.String(64), nullable=False),
        sa.Column("document", sa.Text(), nullable=False),
        sa.Column("digest", sa.String(64), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("key", name="pk_verdicts"),
    )
    op.create_index("ix_verdicts_created_at", "verdicts", ["created_at"])
    op.create_index("ix_verdicts_subject", "verdicts", ["subject"])


def downgrade() -> None:
    op.drop_table("verdicts")
