"""Measurements of the bank's programs, made once and kept for all processes.

Nothing here runs a program: who may do that hands in how.
"""

from __future__ import annotations

import json
import logging
from collections.abc import Callable
from dataclasses import asdict, dataclass
from functools import cache
from hashlib import sha256
from pathlib import Path

from sqlalchemy.exc import OperationalError
from sqlalchemy.orm import Session

from grader import toolchain
from grader.escape.values import SourceFile, Toolchain
from grader.models.columns import utc_now
from grader.models.measurement import StoredMeasurement
from grader.operations.database import Database
from grader.operations.inserting import insert_into
from grader.toolchain.measurement import Measurement, measurement_from_json, measurement_to_json

logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class Trial:
    """What is measured."""

    files: tuple[SourceFile, ...]
    call: str
    """A Go expression, as an author writes it: `Open("ada")`."""
    toolchain: Toolchain

    @property
    def key(self) -> str:
        """Hash of all that the measurement depends on besides the machine."""
        files = [(file.name, sha256(file.text).hexdigest()) for file in self.files]
        content = [files, self.call, asdict(self.toolchain), measurer_version()]
        return sha256(json.dumps(content).encode()).hexdigest()


def get_measurement(database: Database, trial: Trial, measure: Callable[[], Measurement]) -> Measurement:
    """Get what was measured before, else measure and keep it. Raises what `measure` raises; that is not kept."""
    with database.reading() as session:
        kept = find_measurement(session, trial)
    if kept:
        return kept
    measurement = measure()
    try:
        with database.writing() as session:
            keep_measurement(session, trial, measurement)
    except OperationalError as error:  # a full disk is no reason to withhold what was measured
        logger.warning("A measurement is not kept: %s", error.orig)
    return measurement


def find_measurement(session: Session, trial: Trial) -> Measurement | None:
    """Find what was measured before; an entry that was damaged counts as absent."""
    stored = session.get(StoredMeasurement, trial.key)
    if stored is None or stored.digest != _digest(trial.key, stored.document):
        return None
    return measurement_from_json(stored.document)


def keep_measurement(session: Session, trial: Trial, measurement: Measurement) -> None:
    """Keep a measurement, in place of a damaged entry or one that another process just wrote."""
    document = measurement_to_json(measurement)
    content = {"document": document, "digest": _digest(trial.key, document)}
    insert = insert_into(session, StoredMeasurement).values(key=trial.key, created_at=utc_now(), **content)
    session.execute(insert.on_conflict_do_update(index_elements=[StoredMeasurement.key], set_=content))


@cache
def measurer_version() -> str:
    """Hash of the code that measures: what older code measured is not shown after a change of it."""
    folder = Path(toolchain.__path__[0])
    files = sorted(path for path in (folder / "measuring").rglob("*") if path.suffix in {".py", ".go"})
    return sha256(b"".join(path.read_bytes() for path in files)).hexdigest()


def _digest(key: str, document: str) -> str:
    return sha256(f"{key}\0{document}".encode()).hexdigest()
