"""Programs that people ask about, kept under an address that is made from what they say."""

from __future__ import annotations

import re
from hashlib import sha256

from sqlalchemy import ColumnElement, delete, func, select, update
from sqlalchemy.orm import Session

from grader.errors import NotFound, RequestError
from grader.models.columns import utc_now
from grader.models.program import Program
from grader.operations.inserting import insert_into

MOST_UNSHARED = 5_000
"""Programs that nobody took a link to; of more, the oldest go. At most 80 MB."""

MOST_SHARED = 50_000
"""Programs that stay; then no further link is given. At most 800 MB."""

_ID = re.compile(r"[0-9a-f]{32}")


def id_of(source: bytes) -> str:
    """Make the id of a program: the same bytes have the same one everywhere, and nobody guesses it without them."""
    return sha256(source).hexdigest()[:32]


def get_program(session: Session, program_id: str) -> Program:
    """Get a program by its id. Raises NotFound."""
    program = session.get(Program, program_id) if _ID.fullmatch(program_id) else None
    if program is None:
        raise NotFound("There is no such program. One that nobody has taken a link to is kept for a while only.")
    return program


def keep_program(session: Session, source: bytes) -> str:
    """Keep a program, and return its id. One that is there already counts as asked about now."""
    program_id, now = id_of(source), utc_now()
    insert = insert_into(session, Program).values(id=program_id, source=source, asked_at=now, is_shared=False)
    session.execute(insert.on_conflict_do_update(index_elements=[Program.id], set_={"asked_at": now}))
    if program_id.startswith("00"):  # a hash: one program in 256, so counting costs nothing worth mention
        forget_oldest_programs(session)
    return program_id


def share_program(session: Session, program_id: str) -> None:
    """Let a program stay. Raises NotFound, and RequestError where too many stay already."""
    if get_program(session, program_id).is_shared:
        return
    if _count_programs(session, Program.is_shared.is_(True)) >= MOST_SHARED:
        raise RequestError("This site keeps no more programs for ever. Copy yours instead.")
    session.execute(update(Program).where(Program.id == program_id).values(is_shared=True))


def forget_oldest_programs(session: Session, most: int = MOST_UNSHARED) -> None:
    """Keep the programs that nobody took a link to within their bound."""
    unshared = Program.is_shared.is_(False)
    surplus = _count_programs(session, unshared) - most
    if surplus > 0:
        oldest = select(Program.id).where(unshared).order_by(Program.asked_at, Program.id).limit(surplus)
        session.execute(delete(Program).where(Program.id.in_(oldest)))


def _count_programs(session: Session, which: ColumnElement[bool]) -> int:
    return session.scalar(select(func.count()).select_from(Program).where(which)) or 0
