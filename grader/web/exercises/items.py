"""The assignment, if any, that an exercise is answered in: named by `?assignment=` in its address."""

from __future__ import annotations

from flask import request
from sqlalchemy.orm import Session

from grader.errors import NotFound
from grader.models.assignment_item import AssignmentItem
from grader.models.user import User
from grader.operations.assignments import get_item_for_student
from grader.web.database import reading
from grader.web.sessions import find_person


def find_item(slug: str) -> AssignmentItem | None:
    """The assignment's exercise that the address names, to be read. Raises NotFound for somebody else's."""
    return find_item_for(reading(), find_person(), slug)


def find_item_for(session: Session, person: User | None, slug: str) -> AssignmentItem | None:
    """The same in a given session. Raises NotFound."""
    named = request.args.get("assignment")
    if named is None:
        return None
    if person is None or person.is_guest or not named.isdecimal() or len(named) > 9:
        raise NotFound
    return get_item_for_student(session, person, int(named), slug)
