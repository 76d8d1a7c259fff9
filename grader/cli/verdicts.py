"""Verdicts for commands: from the database's cache, else from the compiler, which then is asked only once."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.exc import SQLAlchemyError

from grader.cli.progress import show_progress
from grader.config import Settings
from grader.escape.judge import judge
from grader.escape.values import Compile, Position, SourceFile, Verdict
from grader.models.measurement import StoredMeasurement
from grader.models.stored_verdict import StoredVerdict
from grader.operations.database import Database
from grader.operations.verdicts import Enquiry, get_verdict
from grader.toolchain.compiler import Compiler, Trust, make_compile
from grader.toolchain.export_data import ExportData, prepare_export_data
from grader.toolchain.installed import Installed, find_installed
from grader.toolchain.packages import IMPORTABLE, find_imports


@dataclass(frozen=True, slots=True, kw_only=True)
class TrustedVerdicts:
    """The source of verdicts for programs of the person at this terminal. Safe to share between threads."""

    installed: Installed
    exports: ExportData
    database: Database | None
    """Where verdicts are kept; None: nowhere."""

    def __call__(
        self,
        files: tuple[SourceFile, ...],
        /,
        *,
        lang: str | None = None,
        flags: tuple[str, ...] = (),
        explained: tuple[Position, ...] = (),
    ) -> Verdict:
        """Raises CompileFailed, NotJudged, and ConfigurationError for a language version or flag that is not known."""
        compiler = make_compile(self.installed, trust=Trust.TRUSTED, exports=self.exports, lang=lang, flags=flags)

        def ask() -> Verdict:
            return judge(files, self.way_to_compile(compiler), explain_all=explained)

        if self.database is None:
            return ask()
        enquiry = Enquiry(files=files, lang=lang, flags=flags, explain=explained)
        return get_verdict(self.database, enquiry, compiler.toolchain, ask).verdict

    def way_to_compile(self, compiler: Compiler) -> Compile:
        """The compiler itself; who measures may look on."""
        return compiler


@contextmanager
def open_verdicts(settings: Settings, sources: Iterable[SourceFile]) -> Iterator[TrustedVerdicts]:
    """Make ready to judge these sources: find Go, prepare what they import, open the cache."""
    installed = find_installed(settings)
    packages = {*IMPORTABLE, *find_imports(sources)}
    with show_progress("Building standard packages, once") as on_progress:
        exports = prepare_export_data(installed, packages, settings.data_folder, on_progress)
    database = _find_database(settings)
    try:
        yield TrustedVerdicts(installed=installed, exports=exports, database=database)
    finally:
        if database:
            database.close()


def _find_database(settings: Settings) -> Database | None:
    """The database, if it can keep verdicts; the one in the data folder is made where it is not there yet."""
    settings.data_folder.mkdir(parents=True, exist_ok=True)
    is_new = not settings.database_url and not (settings.data_folder / "grader.sqlite3").exists()
    database = Database(settings.database)
    try:
        if is_new:
            _upgrade(database)
        with database.reading() as session:
            for table in (StoredVerdict, StoredMeasurement):
                session.execute(select(table).limit(0))  # fails unless it has the columns of this version
    except SQLAlchemyError as error:
        because = str(error).splitlines()[0]
        print(f"Verdicts are not kept: {because}. Run `python -m grader db upgrade`.", file=sys.stderr)
        database.close()
        return None
    return database


def _upgrade(database: Database) -> None:
    from grader.operations.migrating import upgrade  # noqa: PLC0415 - 200 ms that only a new database needs

    upgrade(database.engine)
