"""What a request may be at all, before any page looks at it."""

from __future__ import annotations

from flask import Flask, abort, request

LARGEST = 64 * 1024
"""Bytes of a request's body: four times the longest program."""

MOST_PARTS = 200
"""Fields of a form."""


def refuse_unmeasured_body() -> None:
    """Refuse a body that does not say its length: it would be cut at the limit and half of it be read as if whole."""
    is_chunked = "chunked" in request.headers.get("Transfer-Encoding", "").lower()
    if is_chunked or (request.method in {"POST", "PUT", "PATCH"} and request.content_length is None):
        abort(411)


def refuse_large_body() -> None:
    """Refuse by the announced length, before anything is read."""
    if (request.content_length or 0) > LARGEST:
        abort(413)


def install_request_limits(app: Flask) -> None:
    """Set the limits for every request."""
    app.config["MAX_CONTENT_LENGTH"] = LARGEST
    app.config["MAX_FORM_MEMORY_SIZE"] = LARGEST
    app.config["MAX_FORM_PARTS"] = MOST_PARTS
    app.before_request(refuse_unmeasured_body)
    app.before_request(refuse_large_body)
