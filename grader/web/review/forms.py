"""How many questions a day may come back."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l
from wtforms import IntegerField
from wtforms.validators import InputRequired, NumberRange

from grader.grading.reviews import MOST_DAILY_REVIEWS
from grader.web.forms import BaseForm

WANTED = _l("Choose a whole number from 1 to %(most)d.", most=MOST_DAILY_REVIEWS)


class LimitForm(BaseForm):
    """The daily limit."""

    daily_reviews = IntegerField(
        _l("Questions a day"),
        validators=[InputRequired(WANTED), NumberRange(1, MOST_DAILY_REVIEWS, WANTED)],
        render_kw={"min": 1, "max": MOST_DAILY_REVIEWS, "inputmode": "numeric", "autocomplete": "off"},
    )
