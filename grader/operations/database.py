"""The database in use: engine, sessions and transactions for SQLite and PostgreSQL."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from sqlite3 import Connection as SqliteConnection

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.exc import ArgumentError, OperationalError
from sqlalchemy.orm import Session, sessionmaker
from sqlalchemy.pool import ConnectionPoolEntry

from grader.errors import ConfigurationError

BUSY_SECONDS = 10
"""How long SQLite waits for another process's writing before it gives up."""


class Database:
    """Sessions on one database. Safe to share between threads.

    A SQLite transaction that reads first and writes later fails when somebody else wrote in between, so a transaction
    that may write says so from the start, and begins with BEGIN IMMEDIATE. Do not start a compiler inside of one: on
    SQLite all other writers wait.
    """

    def __init__(self, url: str) -> None:
        self.engine = make_engine(url)
        self._read = sessionmaker(self.engine, expire_on_commit=False)
        self._write = sessionmaker(self.engine.execution_options(sqlite_begin="IMMEDIATE"), expire_on_commit=False)

    def open_session(self, *, writes: bool) -> Session:
        """Open a session whose transaction the caller commits. Without `writes`, SQLite lets it only read safely."""
        return self._write() if writes else self._read()

    @contextmanager
    def reading(self) -> Iterator[Session]:
        """Open a session that only reads; nothing is kept."""
        with self._read() as session:
            yield session

    @contextmanager
    def writing(self) -> Iterator[Session]:
        """Open a session in one transaction: kept if the block ends well, undone if it raises."""
        with self._write.begin() as session:
            yield session

    def close(self) -> None:
        """Close all connections."""
        self.engine.dispose()


@contextmanager
def raising_if_silent() -> Iterator[None]:
    """Raise ConfigurationError where the database does not answer."""
    try:
        yield
    except OperationalError as error:
        what = f"The database does not answer: {error.orig}. Check DATABASE_URL and whether the server runs."
        raise ConfigurationError(what) from error


def make_engine(url: str) -> Engine:
    """Make an engine with this program's ways: write-ahead log, foreign keys, transactions that begin when told.

    Values stay out of its errors, and so out of the log: names, hashes, answers.
    Raises ConfigurationError for what is no address of a database.
    """
    try:
        engine = create_engine(url, pool_pre_ping=not url.startswith("sqlite"), hide_parameters=True)
    except ArgumentError as error:
        what = "DATABASE_URL is no address of a database. Write one like `postgresql+psycopg://name@host/database`."
        raise ConfigurationError(what) from error
    if engine.dialect.name == "sqlite":
        _Turns(engine)
        event.listen(engine, "connect", _prepare_sqlite)
    return engine


def _prepare_sqlite(connection: SqliteConnection, _record: ConnectionPoolEntry) -> None:
    # Python's sqlite3 would begin transactions by itself, too late and never for DDL: `_Turns` does it.
    connection.isolation_level = None
    connection.execute(f"PRAGMA busy_timeout = {BUSY_SECONDS * 1000}")
    connection.execute("PRAGMA journal_mode = WAL")
    connection.execute("PRAGMA foreign_keys = ON")


class _Turns:
    """Begins SQLite's transactions, and lets the threads of this process write in turn.

    SQLite itself lets a writer wait by sleeping for growing pauses, which leaves some waiting very long. The lock here
    is only for fairness: whoever waited too long for it goes on, and then waits for SQLite.
    """

    def __init__(self, engine: Engine) -> None:
        self._lock = threading.Lock()
        event.listen(engine, "begin", self._begin)
        event.listen(engine, "checkin", self._end)

    def _begin(self, connection: Connection) -> None:
        mode = connection.get_execution_options().get("sqlite_begin", "DEFERRED")
        if mode == "IMMEDIATE" and not connection.info.get("has_turn"):
            connection.info["has_turn"] = self._lock.acquire(timeout=BUSY_SECONDS)
        connection.exec_driver_sql(f"BEGIN {mode}")

    def _end(self, _connection: SqliteConnection | None, record: ConnectionPoolEntry) -> None:
        if record.info.pop("has_turn", False):
            self._lock.release()
