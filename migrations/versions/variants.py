"""Which variant of an exercise a person has and has answered, and by which word variants are drawn.

What is there was the program as its file has it: variant 0.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "variants"
down_revision = "unjudged_tries"

PRACTICE = "uq_attempt_counters_practice"


def upgrade() -> None:
    op.add_column("users", sa.Column("seed", sa.String(32), nullable=True))
    op.add_column("assignments", sa.Column("redraws", sa.Boolean(), nullable=False, server_default=sa.false()))
    for table in ("attempt_counters", "submissions"):
        op.add_column(table, sa.Column("variant", sa.Integer(), nullable=False, server_default="0"))
    op.drop_index(PRACTICE, "attempt_counters")
    _create_unique(["user_id", "slug", "variant"])


def downgrade() -> None:
    """Of several variants in practice the first that was tried stays: before, there was one counter."""
    op.execute(
        "DELETE FROM attempt_counters WHERE item_id IS NULL AND id NOT IN "
        "(SELECT min(id) FROM attempt_counters WHERE item_id IS NULL GROUP BY user_id, slug)"
    )
    op.drop_index(PRACTICE, "attempt_counters")
    for table in ("attempt_counters", "submissions"):
        op.drop_column(table, "variant")
    _create_unique(["user_id", "slug"])
    op.drop_column("assignments", "redraws")
    op.drop_column("users", "seed")


def _create_unique(columns: list[str]) -> None:
    condition = sa.text("item_id IS NULL")
    op.create_index(
        PRACTICE, "attempt_counters", columns, unique=True, sqlite_where=condition, postgresql_where=condition
    )
