"""Secrets that are handed out once and recognised later."""

from __future__ import annotations

import secrets
from hashlib import sha256

TOKEN_BYTES = 32


def make_token() -> str:
    """Draw 256 random bits, as text that fits into a cookie or an address."""
    return secrets.token_urlsafe(TOKEN_BYTES)


def hash_token(token: str) -> str:
    """Make what is kept of a token. It needs no salt and no slow hash: a token cannot be guessed."""
    return sha256(token.encode(errors="surrogatepass")).hexdigest()
