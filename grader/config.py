"""The settings, read from the environment: one field each, documented in the README."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from urllib.parse import urlsplit

from pydantic import Field, ValidationError
from pydantic_core import ErrorDetails
from pydantic_settings import BaseSettings, SettingsConfigDict

from grader.errors import ConfigurationError

PROJECT = Path(__file__).resolve().parent.parent


class Sandbox(StrEnum):
    """What the operator wants the compiler to be held by."""

    AUTO = "auto"
    """The best level that works."""
    BUBBLEWRAP = "bubblewrap"
    LANDLOCK = "landlock"
    LIMITS = "limits"


class Measuring(StrEnum):
    """Whether programs of trusted people may be run, to see what they cost."""

    AUTO = "auto"
    """Held by bubblewrap, where it works."""
    UNSAFE = "unsafe"
    """Where bubblewrap does not work, held by limits alone."""
    OFF = "off"


class Settings(BaseSettings):
    """Where the program finds its things and how it serves. Every field is an environment variable in capitals."""

    model_config = SettingsConfigDict(extra="ignore", frozen=True)

    host: str = Field(
        "127.0.0.1",
        description="Address to serve on. Plain http is served on loopback only, unless PUBLIC_URL says otherwise.",
    )
    port: int = Field(8000, ge=1, le=65535, description="Port to serve on.")
    public_url: str = Field(
        "",
        description="Address that browsers use, e.g. `https://go.example.edu`. With https, cookies are Secure and "
        "`__Host-`.",
    )
    proxies: int = Field(
        0,
        ge=0,
        le=9,
        description="Proxies in front whose `X-Forwarded-For` and `-Proto` are believed; 0: none, the headers are "
        "ignored.",
    )
    data_folder: Path = Field(PROJECT / "instance", description="Database, secret key and the compiler's export data.")
    database_url: str = Field(
        "", description="SQLAlchemy URL; default: SQLite in the data folder. PostgreSQL: `postgresql+psycopg://…`."
    )
    exercises_folder: Path = Field(PROJECT / "exercises", description="The bank: lessons and exercises.")
    go_root: Path | None = Field(
        None, description="Root of another Go distribution than the pinned wheel's (what `go env GOROOT` prints)."
    )
    sandbox: Sandbox = Field(
        Sandbox.AUTO,
        description="What holds the compiler: `bubblewrap`, `landlock`, `limits`, or `auto`, the best of them that "
        "works. A level that is named and does not hold ends the program.",
    )
    measure: Measuring = Field(
        Measuring.AUTO,
        description="Whether programs of authors are run, to count what they allocate: `auto`, held by bubblewrap, and "
        "not at all where it does not work; `unsafe`, without it, too; `off`. What came through the web is never run.",
    )

    @property
    def database(self) -> str:
        """The database URL in force."""
        return self.database_url or f"sqlite:///{self.data_folder / 'grader.sqlite3'}"

    @property
    def is_https(self) -> bool:
        """True when browsers reach the program over https."""
        return urlsplit(self.public_url).scheme == "https"


def load_settings() -> Settings:
    """Read the settings from the environment. Raises ConfigurationError, which names every one that is not well."""
    try:
        return Settings()
    except ValidationError as error:
        raise ConfigurationError("\n".join(map(_describe, error.errors()))) from error


def _describe(mistake: ErrorDetails) -> str:
    name = "".join(map(str, mistake["loc"])).upper()
    return f"{name}={mistake['input']}: {mistake['msg']}. The README lists every setting."
