"""Programs of the playground, and whose programs the kept verdicts are about."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "playground"
down_revision = "verdict_cache"


def upgrade() -> None:
    op.create_table(
        "programs",
        sa.Column("id", sa.String(32), nullable=False),
        sa.Column("source", sa.LargeBinary(), nullable=False),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("is_shared", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_programs"),
    )
    op.create_index("ix_programs_is_shared_asked_at", "programs", ["is_shared", "asked_at"])
    # What was kept so far is about the bank's own programs.
    with op.batch_alter_table("verdicts") as verdicts:
        verdicts.add_column(sa.Column("is_trusted", sa.Boolean(), nullable=False, server_default=sa.true()))
    with op.batch_alter_table("verdicts") as verdicts:
        verdicts.alter_column("is_trusted", server_default=None)


def downgrade() -> None:
    with op.batch_alter_table("verdicts") as verdicts:
        verdicts.drop_column("is_trusted")
    op.drop_table("programs")
