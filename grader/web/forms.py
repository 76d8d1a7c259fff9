"""The base of every form: the only place that meets WTForms' missing types."""

from __future__ import annotations

from typing import Any

from flask_wtf import FlaskForm


class BaseForm(FlaskForm):  # type: ignore[misc]  # Flask-WTF carries no types
    """A form with a CSRF token. Fields that the form does not know are left unread."""

    def first_errors(self) -> dict[str, str]:
        """For each field with a complaint, the first one."""
        return {name: str(errors[0]) for name, errors in self.errors.items() if errors}

    def refuse(self, name: str, message: object) -> None:
        """Add a complaint to a field after validation: something that only the database knew."""
        field: Any = self[name]
        field.errors = [*field.errors, message]


def strip(value: str | None) -> str | None:
    """A WTForms filter: the text without the white space around it."""
    return value.strip() if value else value


