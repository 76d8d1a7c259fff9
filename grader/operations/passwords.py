"""Passwords: what is accepted, and how they are kept."""

from __future__ import annotations

import secrets
from functools import cache
from unicodedata import normalize

from pwdlib import PasswordHash
from pwdlib.hashers.argon2 import Argon2Hasher

from grader.errors import RequestError

MINIMUM_CHARACTERS = 8
MAXIMUM_BYTES = 1024

# OWASP's password storage cheat sheet: Argon2id with 19 MiB, two passes, one lane. A class logs in at the same minute.
_HASHER = PasswordHash((Argon2Hasher(memory_cost=19 * 1024, time_cost=2, parallelism=1),))


def hash_password(password: str) -> str:
    """Hash a new password. Raises RequestError when it is too short or too long; nothing is ever cut off."""
    if len(password) < MINIMUM_CHARACTERS:
        raise RequestError(f"The password is too short. Choose at least {MINIMUM_CHARACTERS} characters.")
    if len(password.encode(errors="surrogatepass")) > MAXIMUM_BYTES:
        raise RequestError(f"The password is too long. Choose at most {MAXIMUM_BYTES} bytes.")
    return _HASHER.hash(_as_typed_anywhere(password))


def is_password(password: str, password_hash: str | None) -> bool:
    """Say whether a password is the one that was hashed. Without a hash the answer, no, takes the same time."""
    if len(password.encode(errors="surrogatepass")) > MAXIMUM_BYTES:
        password, password_hash = "", None
    matches = _HASHER.verify(_as_typed_anywhere(password), password_hash or _hash_of_nothing_known())
    return matches and password_hash is not None


def _as_typed_anywhere(password: str) -> bytes:
    """Keyboards spell one character in several ways (NIST SP 800-63B, 3.1.1.2)."""
    return normalize("NFKC", password).encode(errors="surrogatepass")


@cache
def _hash_of_nothing_known() -> str:
    return _HASHER.hash(secrets.token_bytes(32))
