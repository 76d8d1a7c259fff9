"""Limits on what one address may try."""

from __future__ import annotations

import time
from unicodedata import normalize

from flask import Response, request
from flask_limiter import Limiter
from flask_limiter.util import get_remote_address

from grader.operations.users import LOGIN_CHARACTERS

limiter = Limiter(get_remote_address, storage_uri="memory://", strategy="moving-window")
"""Counts in memory: the program is one process with threads."""


def seconds_to_wait() -> int:
    """After how many seconds the limit that was just met lets the next try through."""
    met = limiter.current_limit
    return max(1, round(met.reset_at - time.time())) if met else 1


def account_tried() -> str:
    """The account that a login form names, however it is spelt."""
    return "account:" + normalize("NFKC", request.form.get("login", "").strip()).casefold()[:LOGIN_CHARACTERS]


def was_refused(response: Response) -> bool:
    """True when the try failed: only failures are counted, so that a class behind one address may log in at once."""
    return response.status_code >= 400
