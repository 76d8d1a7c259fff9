"""Static files under addresses that change with their content, so that browsers may keep them for ever."""

from __future__ import annotations

import hashlib
from functools import lru_cache
from pathlib import Path
from typing import Any

from flask import Flask, Response, request

YEAR = 365 * 24 * 3600


@lru_cache(maxsize=256)
def digest_of(path: Path) -> str:
    """The first 16 hexadecimal digits of the file's SHA-256, or nothing for a file that is not there."""
    return hashlib.sha256(path.read_bytes()).hexdigest()[:16] if path.is_file() else ""


def install_assets(app: Flask) -> None:
    """Give every `url_for("static", …)` its digest, and long life to what is asked for by digest."""
    folder = Path(str(app.static_folder))

    def add_digest(endpoint: str, values: dict[str, Any]) -> None:
        if endpoint == "static" and "v" not in values:
            values["v"] = digest_of(folder / values["filename"])

    def add_life(response: Response) -> Response:
        if request.endpoint == "static":
            # Only a file that was found is read: other names may lead anywhere.
            has_digest = response.status_code == 200 and request.args.get("v") == digest_of(
                folder / (request.view_args or {})["filename"]
            )
            response.headers["Cache-Control"] = f"public, max-age={YEAR}, immutable" if has_digest else "no-cache"
        return response

    app.url_defaults(add_digest)
    app.after_request(add_life)
