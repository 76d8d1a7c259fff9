"""The addresses of one program: what is chosen in it and how it is compiled stand in each of them."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

from flask import url_for

from grader.escape.values import Position
from grader.operations.asking import Way
from grader.web.playground.ways import way_fields


@dataclass(frozen=True, slots=True, kw_only=True)
class Addresses:
    """Where the pages and parts of a program are."""

    program_id: str
    way: Way
    at: Position | None = None

    @property
    def page(self) -> str:
        """Of the page."""
        return self._of("show")

    @property
    def reasons(self) -> str:
        """Of the page with every true reason of what is chosen."""
        return self._of("show_reasons")

    @property
    def versions(self) -> str:
        """Of the page with all versions side by side."""
        return self._of("show_versions")

    @property
    def picture(self) -> str:
        """Of the page with the picture of memory."""
        return self._of("show_picture")

    @property
    def code(self) -> str:
        """Of the page with what the generated code does for what is chosen."""
        return self._of("show_code")

    @property
    def exercise(self) -> str:
        """Of the exercise that what is chosen would make."""
        return self._of("draft_exercise")

    @property
    def exercise_folder(self) -> str:
        """Of the same as a ZIP file."""
        return self._of("download_exercise")

    @property
    def output(self) -> str:
        """Of what the compiler prints, as plain text."""
        return self._of("show_output")

    @property
    def file(self) -> str:
        """Of the program itself."""
        return url_for("playground.download", program_id=self.program_id)

    @property
    def linked(self) -> str:
        """Of the page with the link to it shown."""
        return self._of("show", link="1")

    @property
    def whole(self) -> str:
        """Of the page with nothing chosen."""
        return replace(self, at=None).page

    def retry(self, tries: int) -> str:
        """Of the page, asked for once more."""
        return self._of("show", tries=str(tries))

    def of(self, at: Position) -> str:
        """Of the page with what stands there chosen."""
        return replace(self, at=at).page

    def _of(self, endpoint: str, **more: str) -> str:
        chosen = {"at": f"{self.at.line}:{self.at.column}"} if self.at else {}
        values: dict[str, Any] = {"program_id": self.program_id, **chosen, **way_fields(self.way), **more}
        return url_for(f"playground.{endpoint}", **values)
