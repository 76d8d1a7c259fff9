"""What a student sends: place, reason, certainty."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from flask import request

from grader.grading.answers import FIELDS
from grader.web.gettext import gettext as _

UNGRADED = {"csrf_token", "key", "next"}
"""Fields of the form that are no part of the answer."""


def sent_fields() -> Mapping[str, Sequence[str]]:
    """The fields of the answer as they were sent, foreign ones included, each with all of its values."""
    return {name: values for name, values in request.form.lists() if name not in UNGRADED}


def chosen_fields() -> dict[str, str]:
    """What is chosen so far, from the form or the address: to be shown as chosen again."""
    return {name: value for name in FIELDS if (value := request.values.get(name))}


def find_complaints(fields: Mapping[str, Sequence[str]]) -> dict[str, str]:
    """For each part of the answer that is missing, what to do."""
    complaints = {
        "place": _("Choose where it lives."),
        "reason": _("Choose a reason."),
        "certainty": _("Say how sure you are."),
    }
    return {name: complaint for name, complaint in complaints.items() if not any(fields.get(name, ()))}
