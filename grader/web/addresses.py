"""Where to send the reader next."""

from __future__ import annotations

from urllib.parse import urlsplit

from flask import request, url_for


def is_own_address(target: str) -> bool:
    """True for a path on this site: no other host or scheme, and nothing that a browser reads as one."""
    if not target.startswith("/") or target.startswith("//") or any(char in target for char in "\\\r\n\t\0"):
        return False
    parts = urlsplit(target)
    return not parts.scheme and not parts.netloc


def next_address(fallback: str) -> str:
    """The page that the reader came from, as the form or the query says, if it is one of ours."""
    target = request.form.get("next") or request.args.get("next") or ""
    return target if is_own_address(target) else url_for(fallback)


def here() -> str:
    """The address of this page, to come back to; for an answer to a POST, of the page that its form stood on."""
    if request.method in {"GET", "HEAD"}:
        return request.full_path.rstrip("?")
    came_from = urlsplit(request.referrer or "")
    address = f"{came_from.path}?{came_from.query}".rstrip("?")
    return address if came_from.netloc == request.host and is_own_address(address) else url_for("home.show")
