"""How sure one can be, in the reader's words."""

from __future__ import annotations

from grader.grading.certainty import Certainty
from grader.web.gettext import gettext as _


def certainty_words() -> dict[Certainty, str]:
    """Each certainty, the least first."""
    return {Certainty.GUESSING: _("Guessing"), Certainty.FAIRLY_SURE: _("Fairly sure"), Certainty.SURE: _("Sure")}
