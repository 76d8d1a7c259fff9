"""What a student sends."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from flask import request

from grader.grading.answers import fields_of
from grader.grading.questions import Question

UNGRADED = {"csrf_token", "key", "next", "variant"}
"""Fields of the form that are no part of the answer."""


def sent_fields() -> Mapping[str, Sequence[str]]:
    """The fields of the answer as they were sent, foreign ones included, each with all of its values."""
    return {name: values for name, values in request.form.lists() if name not in UNGRADED}


def chosen_fields(question: Question) -> dict[str, list[str]]:
    """What is chosen so far, from the form or the address: to be shown as chosen again."""
    return {name: request.values.getlist(name) for name in fields_of(question)}
