"""What a request may be at all, before any page looks at it."""

from __future__ import annotations

from collections.abc import Collection

from flask import Flask, abort, request
from werkzeug.sansio.utils import host_is_trusted

LARGEST = 64 * 1024
"""Bytes of a request's body: four times the longest program."""

MOST_FIELDS = 500
"""Fields of a form: twice what the largest form of the site has."""


def refuse_unmeasured_body() -> None:
    """Refuse a body that does not say its length: it would be cut at the limit and half of it be read as if whole."""
    is_chunked = "chunked" in request.headers.get("Transfer-Encoding", "").lower()
    if is_chunked or (request.method in {"POST", "PUT", "PATCH"} and request.content_length is None):
        abort(411)


def refuse_large_body() -> None:
    """Refuse by the announced length, before anything is read."""
    if (request.content_length or 0) > LARGEST:
        abort(413)


def refuse_crowded_form() -> None:
    """Refuse a form with more fields than any of ours; Werkzeug counts those of multipart forms alone."""
    if sum(len(values) for _, values in request.form.lists()) > MOST_FIELDS:
        abort(413)


def install_request_limits(app: Flask, own_hosts: Collection[str]) -> None:
    """Set the limits for every request; `own_hosts` are the names that this site is asked for by."""

    def refuse_foreign_host() -> None:
        # Flask's TRUSTED_HOSTS would leave the error page without addresses to link to.
        if not host_is_trusted(request.host, own_hosts):
            abort(400)

    app.config["MAX_CONTENT_LENGTH"] = LARGEST
    app.config["MAX_FORM_MEMORY_SIZE"] = LARGEST
    app.config["MAX_FORM_PARTS"] = MOST_FIELDS
    for refuse in (refuse_foreign_host, refuse_unmeasured_body, refuse_large_body, refuse_crowded_form):
        app.before_request(refuse)
