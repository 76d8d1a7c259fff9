"""What calls of the bank's programs cost."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "measurements"
down_revision = "playground"


def upgrade() -> None:
    op.create_table(
        "measurements",
        sa.Column("key", sa.String(64), nullable=False),
        sa.Column("document", sa.Text(), nullable=False),
        sa.Column("digest", sa.String(64), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("key", name="pk_measurements"),
    )


def downgrade() -> None:
    op.drop_table("measurements")
