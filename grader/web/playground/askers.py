"""Who asks, and how often anybody may."""

from __future__ import annotations

from flask import request

from grader.web.limits import limiter
from grader.web.sessions import find_person

BY_ADDRESS = 5
"""How many times more often one address may ask than one person: a whole class of visitors may sit behind it."""

PROGRAMS = 60
"""Per minute and person: what is sent."""

VIEWS = 240
"""Per minute and person: what is looked at. Most of it was judged before."""


def asker() -> str:
    """Who has one turn at the compiler: the person, guest or not; else the address."""
    person = find_person()
    return f"person {person.id}" if person else f"address {request.remote_addr}"


def _rate_of_programs() -> str:
    return f"{_per_asker(PROGRAMS)}/minute"


def _rate_of_views() -> str:
    return f"{_per_asker(VIEWS)}/minute"


def _per_asker(most: int) -> int:
    return most if find_person() else most * BY_ADDRESS


limit_programs = limiter.shared_limit(_rate_of_programs, scope="programs", key_func=asker)
limit_views = limiter.shared_limit(_rate_of_views, scope="views", key_func=asker)
