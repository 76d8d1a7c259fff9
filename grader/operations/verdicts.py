"""Verdicts, asked of the compiler once and kept for all processes."""

from __future__ import annotations

import json
import logging
from collections.abc import Callable, Collection
from dataclasses import asdict, dataclass
from functools import cache
from hashlib import sha256
from importlib.metadata import version
from pathlib import Path

from sqlalchemy import delete, func, select
from sqlalchemy.exc import OperationalError
from sqlalchemy.orm import Session

from grader import escape
from grader.errors import ToolchainMissing
from grader.escape.document import verdict_from_json, verdict_to_json
from grader.escape.values import Position, SourceFile, Toolchain, Verdict
from grader.models.columns import utc_now
from grader.models.stored_verdict import StoredVerdict
from grader.operations.database import Database
from grader.operations.inserting import insert_into
from grader.toolchain.compiler import Trust

logger = logging.getLogger(__name__)

MOST_VERDICTS = {Trust.TRUSTED: 20_000, Trust.UNTRUSTED: 5_000}
"""Of each kind; beyond it the oldest go. Usually some 250 MB in all; at worst 1.3 GB of strangers' long ones."""

LONGEST_UNTRUSTED = 256 * 1024
"""Characters. Nobody can fill the cache with a few programs that make the compiler talk."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Enquiry:
    """What the compiler is asked."""

    files: tuple[SourceFile, ...]
    lang: str | None = None
    """Language version asked for; None: the compiler's own."""
    flags: tuple[str, ...] = ()
    explain: tuple[Position, ...] | bool = False
    """For which variables and allocations the whole set of true reasons is wanted; True: for all."""
    trust: Trust = Trust.TRUSTED
    """Whose program it is. Who is not trusted gets no verdict that was found with wider limits, and the reverse."""

    @property
    def subject(self) -> str:
        """Hash of all that is asked, whoever answers."""
        explain = self.explain if isinstance(self.explain, bool) else sorted(map(str, self.explain)) or False
        files = [(file.name, sha256(file.text).hexdigest()) for file in self.files]
        whose = [self.trust.value] if self.trust is Trust.UNTRUSTED else []
        return _hash_of([files, self.lang, self.flags, explain, *whose])

    def key(self, toolchain: Toolchain) -> str:
        """Hash of all that the verdict depends on."""
        return _hash_of([self.subject, asdict(toolchain), judge_version()])


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptVerdict:
    """A verdict with its key in the cache."""

    key: str
    verdict: Verdict


def get_verdict(
    database: Database, enquiry: Enquiry, toolchain: Toolchain | None, judge: Callable[[], Verdict]
) -> KeptVerdict:
    """Get a verdict from the cache, or else from `judge`, which asks the compiler, and keep it.

    `toolchain` is the one that `judge` would use; None: there is no compiler, so the newest verdict that any compiler
    gave will do. The cache has its own short transactions, since no lock may be held while the compiler runs: do not
    call this inside of one that writes.
    A verdict that the database cannot keep is given all the same.
    Raises ToolchainMissing when there is neither compiler nor verdict, and whatever `judge` raises; that is not kept.
    """
    with database.reading() as session:
        kept = find_verdict(session, enquiry, toolchain)
    if kept:
        return kept
    if toolchain is None:
        raise ToolchainMissing("There is no Go compiler here, and this program was never judged before.")
    kept = KeptVerdict(key=enquiry.key(toolchain), verdict=judge())
    try:
        with database.writing() as session:
            keep_verdict(session, enquiry, kept)
    except OperationalError as error:  # a full disk is no reason to withhold what the compiler said
        logger.warning("A verdict is not kept: %s", error.orig)
    return kept


def find_verdict(session: Session, enquiry: Enquiry, toolchain: Toolchain | None) -> KeptVerdict | None:
    """Find a verdict in the cache; an entry that was damaged counts as absent. None for `toolchain`: of any."""
    query = select(StoredVerdict)
    if toolchain is not None:
        query = query.where(StoredVerdict.key == enquiry.key(toolchain))
    else:
        newest_first = (StoredVerdict.created_at.desc(), StoredVerdict.key)
        query = query.where(StoredVerdict.subject == enquiry.subject).order_by(*newest_first)
    for stored in session.scalars(query):
        if stored.digest == _digest(stored.key, stored.document):
            return KeptVerdict(key=stored.key, verdict=verdict_from_json(stored.document))
    return None


def load_verdicts(session: Session, keys: Collection[str]) -> dict[str, Verdict]:
    """Load what was kept under these keys; entries that are damaged, or gone since, are left out."""
    stored = session.scalars(select(StoredVerdict).where(StoredVerdict.key.in_(keys)))
    return {
        each.key: verdict_from_json(each.document) for each in stored if each.digest == _digest(each.key, each.document)
    }


def keep_verdict(session: Session, enquiry: Enquiry, kept: KeptVerdict) -> None:
    """Put a verdict into the cache, in place of a damaged entry or one that another process just wrote.

    Of a program from the web a verdict that is very long is not kept.
    """
    document, is_trusted = verdict_to_json(kept.verdict), enquiry.trust is Trust.TRUSTED
    if not is_trusted and len(document) > LONGEST_UNTRUSTED:
        return
    content = {"subject": enquiry.subject, "document": document, "digest": _digest(kept.key, document)}
    insert = insert_into(session, StoredVerdict).values(
        key=kept.key, created_at=utc_now(), is_trusted=is_trusted, **content
    )
    session.execute(insert.on_conflict_do_update(index_elements=[StoredVerdict.key], set_=content))
    if kept.key.startswith("00"):  # a hash: one verdict in 256, so counting costs nothing worth mention
        forget_oldest(session, enquiry.trust)


def forget_oldest(session: Session, trust: Trust, most: int | None = None) -> None:
    """Keep the cache within its bound for this kind of program."""
    of_kind = StoredVerdict.is_trusted.is_(trust is Trust.TRUSTED)
    there = session.scalar(select(func.count()).select_from(StoredVerdict).where(of_kind)) or 0
    surplus = there - (MOST_VERDICTS[trust] if most is None else most)
    if surplus > 0:
        by_age = select(StoredVerdict.key).where(of_kind).order_by(StoredVerdict.created_at, StoredVerdict.key)
        oldest = by_age.limit(surplus)
        session.execute(delete(StoredVerdict).where(StoredVerdict.key.in_(oldest)))


@cache
def judge_version() -> str:
    """Hash of the code that reads the compiler: a verdict of older code is not served after a change of it."""
    folder = Path(escape.__path__[0])
    sources = [(str(path.relative_to(folder)), path.read_bytes().hex()) for path in sorted(folder.rglob("*.py"))]
    return _hash_of([sources, version("tree-sitter"), version("tree-sitter-go")])


def _digest(key: str, document: str) -> str:
    return sha256(f"{key}\0{document}".encode()).hexdigest()


def _hash_of(content: object) -> str:
    return sha256(json.dumps(content, sort_keys=True).encode()).hexdigest()
