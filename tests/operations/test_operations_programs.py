from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from grader.errors import NotFound
from grader.models.program import Program
from grader.operations.database import Database
from grader.operations.programs import forget_oldest_programs, get_program, id_of, keep_program, share_program

SOURCE = b"package p\r\n\x00\xff\tvar x int // \xe2\x80\xa8"


@given(st.binary(max_size=100), st.binary(max_size=100))
def test_an_id_is_the_same_for_the_same_bytes_alone(one: bytes, other: bytes) -> None:
    assert (id_of(one) == id_of(other)) == (one == other)
    assert len(id_of(one)) == 32


def test_a_program_is_kept_byte_for_byte(session: Session) -> None:
    program_id = keep_program(session, SOURCE)
    session.expire_all()
    program = get_program(session, program_id)
    assert (program.id, program.source, program.is_shared) == (id_of(SOURCE), SOURCE, False)


@pytest.mark.parametrize("program_id", ["", "x", id_of(b"other"), id_of(SOURCE).upper(), id_of(SOURCE) + "\n"])
def test_what_nobody_sent_is_not_there(session: Session, program_id: str) -> None:
    keep_program(session, SOURCE)
    with pytest.raises(NotFound):
        get_program(session, program_id)
    with pytest.raises(NotFound):
        share_program(session, program_id)


def test_sending_a_program_again_keeps_it_shared_and_makes_it_the_newest(session: Session) -> None:
    program_id = keep_program(session, SOURCE)
    share_program(session, program_id)
    session.expire_all()
    before = get_program(session, program_id).asked_at
    keep_program(session, SOURCE)
    session.expire_all()
    program = get_program(session, program_id)
    assert program.is_shared
    assert program.asked_at > before


def test_of_those_without_a_link_only_the_newest_stay(session: Session) -> None:
    shared = keep_program(session, b"shared")
    share_program(session, shared)
    ids = [keep_program(session, f"{number}".encode()) for number in range(5)]
    keep_program(session, b"0")  # asked about again: now the newest
    forget_oldest_programs(session, most=2)
    assert set(session.scalars(select(Program.id))) == {shared, ids[0], ids[4]}


def test_many_may_send_the_same_at_once(database: Database) -> None:
    def keep(_: int) -> str:
        with database.writing() as session:
            return keep_program(session, SOURCE)

    with ThreadPoolExecutor(8) as pool:
        assert set(pool.map(keep, range(8))) == {id_of(SOURCE)}
    with database.reading() as session:
        assert session.scalar(select(func.count()).select_from(Program)) == 1
