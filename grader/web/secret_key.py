"""The key that signs cookies: made once, kept beside the data, readable by its owner alone."""

from __future__ import annotations

import os
import secrets
from contextlib import suppress
from pathlib import Path

from grader.errors import ConfigurationError

LENGTH = 64
"""Characters of the key: 32 random bytes in hexadecimal."""


def get_secret_key(data_folder: Path) -> str:
    """The key in `data_folder/secret_key`; made there, with mode 0600, when there is none.

    Raises ConfigurationError when the file holds something else than such a key.
    """
    path = data_folder / "secret_key"
    if not path.exists():
        make_secret_key(path)
    key = path.read_text(encoding="ascii").strip()
    if len(key) < LENGTH:
        raise ConfigurationError(f"{path}: the secret key is too short. Delete the file and start again.")
    return key


def make_secret_key(path: Path) -> None:
    """Write a new key. Of several processes that start at once, the first one's key stands."""
    path.parent.mkdir(parents=True, exist_ok=True)
    draft = path.with_name(f"secret_key.{secrets.token_hex(4)}")
    descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "w", encoding="ascii") as file:
        file.write(secrets.token_hex(LENGTH // 2))
    with suppress(FileExistsError):
        path.hardlink_to(draft)
    draft.unlink()
