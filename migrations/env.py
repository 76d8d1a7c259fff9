"""What Alembic runs: on the connection handed over by grader.operations.migrating, else by the settings."""

from __future__ import annotations

from alembic import context
from sqlalchemy import Connection

from grader.config import Settings
from grader.models.all_tables import METADATA
from grader.operations.database import make_engine


def run(connection: Connection) -> None:
    """Run the migrations in the transaction of this connection."""
    context.configure(
        connection=connection,
        target_metadata=METADATA,
        render_as_batch=True,  # SQLite cannot alter most things: tables are copied
        transactional_ddl=True,  # also on SQLite, where the engine begins transactions itself
    )
    with context.begin_transaction():
        context.run_migrations()


handed_over = context.config.attributes.get("connection")
if isinstance(handed_over, Connection):
    run(handed_over)
else:
    engine = make_engine(Settings().database)
    with engine.connect() as connection, connection.begin():
        run(connection)
    engine.dispose()
