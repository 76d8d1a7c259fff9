"""The beliefs about stack and heap that the bank tests, by the numbers of the curriculum's table."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from importlib.resources import files

from grader.catalog.texts import Text


def _load() -> dict[str, Text]:
    table = tomllib.loads((files("grader.catalog") / "misconceptions.toml").read_text(encoding="utf-8"))
    return {number: Text(en=row["en"], zh=row["zh"]) for number, row in table.items()}


MISCONCEPTIONS: Mapping[str, Text] = _load()
"""M01 to M60: what some people believe, as a statement. All of them are wrong, at least as general statements."""
