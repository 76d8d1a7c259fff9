"""Programs by the ids in addresses."""

from __future__ import annotations

import logging
import re
from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum, auto

from flask import request
from sqlalchemy.exc import OperationalError

from grader.errors import RequestError
from grader.escape.values import Position, SourceFile
from grader.operations.programs import get_program, id_of, keep_program, share_program
from grader.toolchain.limits import KIB, UNTRUSTED_LIMITS
from grader.web.database import reading, writing
from grader.web.gettext import gettext as _
from grader.web.playground.examples import FILE_NAME, known_programs, program

logger = logging.getLogger(__name__)

LARGEST = UNTRUSTED_LIMITS.source_bytes

_AT = re.compile(r"(\d{1,6}):(\d{1,6})", re.ASCII)


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """A program that has an address."""

    source: SourceFile
    is_shared: bool
    """True when its address stays."""


def get_source(program_id: str) -> Found:
    """Get a program: one of those that are always there, or one that somebody sent. Raises NotFound."""
    known = known_programs().get(program_id)
    if known is not None:
        return Found(source=program(known), is_shared=True)
    kept = get_program(reading(), program_id)
    return Found(source=program(kept.source), is_shared=kept.is_shared)


class Keeping(Enum):
    """What became of a program that was to be kept."""

    DONE = auto()
    FOR_A_WHILE = auto()
    """It was to stay for ever, and too many do already."""
    FAILED = auto()
    """The database cannot be written: its disk is full, or somebody else writes without end."""


def keep_source(source: SourceFile, *, is_shared: bool) -> Keeping:
    """Keep a program that was sent, for ever if a link to it is wanted."""
    program_id = id_of(source.text)
    if program_id in known_programs():
        return Keeping.DONE
    try:
        with writing() as session:
            keep_program(session, source.text)
        if is_shared:
            with writing() as session:
                share_program(session, program_id)
    except OperationalError as error:
        logger.warning("A program is not kept: %s", error.orig)
        return Keeping.FAILED
    except RequestError:
        return Keeping.FOR_A_WHILE
    return Keeping.DONE


def sent_source() -> SourceFile:
    """The program in the form, with the line ends that its author typed: browsers send CRLF."""
    return program(request.form.get("source", "").replace("\r\n", "\n").encode(errors="replace"))


def find_fault(source: SourceFile) -> str:
    """Why a program is not even kept; empty where it is."""
    if not source.text.strip():
        return _("There is no program yet. Write one, or begin with an example.")
    if len(source.text) > LARGEST:
        return _(
            "The program has %(size)s bytes; at most %(most)s (%(kib)s KiB) are accepted. Make it shorter.",
            size=len(source.text),
            most=LARGEST,
            kib=LARGEST // KIB,
        )
    return ""


def parse_at(values: Mapping[str, str]) -> Position | None:
    """What is to be chosen, from `at=LINE:COLUMN`; None where nothing is, or nothing that could be read."""
    match = _AT.fullmatch(values.get("at", ""))
    return Position(FILE_NAME, int(match[1]), int(match[2])) if match else None
