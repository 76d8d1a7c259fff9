"""The base of every form: the only place that meets WTForms' missing types."""

from __future__ import annotations

from types import EllipsisType
from typing import Any

from flask import request
from flask_wtf import FlaskForm
from werkzeug.datastructures import MultiDict
from wtforms.validators import ValidationError


class BaseForm(FlaskForm):  # type: ignore[misc]  # Flask-WTF carries no types
    """A form with a CSRF token. Fields that the form does not know are left unread.

    Flask-WTF would also take a file or a JSON value where a text belongs; only what a form sends is read here.
    """

    def __init__(self, formdata: MultiDict[str, str] | EllipsisType | None = ..., **values: object) -> None:
        sent = request.form if request.method == "POST" else None
        super().__init__(formdata=sent if isinstance(formdata, EllipsisType) else formdata, **values)

    def refuse(self, name: str, message: object) -> None:
        """Add a complaint to a field after validation: something that only the database knew."""
        field: Any = self[name]
        field.errors = [*field.errors, message]


class MaximumBytes:
    """Refuses a text that takes more bytes in UTF-8. The message may name `%(most)d`."""

    def __init__(self, most: int, message: object) -> None:
        self.most = most
        self.message = message

    def __call__(self, _form: BaseForm, field: Any) -> None:
        """Raise WTForms' ValidationError."""
        if len((field.data or "").encode(errors="surrogatepass")) > self.most:
            raise ValidationError(str(self.message) % {"most": self.most})


def strip(value: str | None) -> str | None:
    """Take the white space around a text away."""
    return value.strip() if value else value
