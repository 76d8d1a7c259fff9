"""Who asks, and how often anybody may."""

from __future__ import annotations

from flask import request

from grader.web.limits import limiter
from grader.web.sessions import find_account

BY_ADDRESS = 5
"""How many times more often one address may ask than one person: a whole class of visitors may sit behind it."""

PROGRAMS = 60
"""Per minute and person: what is sent."""

VIEWS = 240
"""Per minute and person: what is looked at. Most of it was judged before."""


LINKS = 60
"""Per hour and person: programs that stay for ever."""


def asker() -> str:
    """Who has one turn at the compiler: the account; else the address, since anybody is as many guests as they like."""
    account = find_account()
    return f"person {account.id}" if account else f"address {request.remote_addr}"


def wants_no_link() -> bool:
    """True unless the program is to stay."""
    return "share" not in request.form


def rate_of_programs() -> str:
    """How many programs whoever asks may send."""
    return f"{_per_asker(PROGRAMS)}/minute"


def _rate_of_views() -> str:
    return f"{_per_asker(VIEWS)}/minute"


def _rate_of_links() -> str:
    return f"{_per_asker(LINKS)}/hour"


def _per_asker(most: int) -> int:
    return most if find_account() else most * BY_ADDRESS


limit_programs = limiter.shared_limit(rate_of_programs, scope="programs", key_func=asker)
limit_views = limiter.shared_limit(_rate_of_views, scope="views", key_func=asker)
limit_links = limiter.shared_limit(_rate_of_links, scope="links", key_func=asker, exempt_when=wants_no_link)
