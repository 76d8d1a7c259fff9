"""What people write to create a course or to join one."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l
from wtforms import StringField
from wtforms.validators import DataRequired, Length

from grader.operations.titles import TITLE_CHARACTERS
from grader.web.forms import BaseForm, strip


class CourseForm(BaseForm):
    """A course's title."""

    title = StringField(
        _l("Title of the course"),
        filters=[strip],
        validators=[
            DataRequired(_l("Write a title, e.g. “Systems Programming, Autumn”.")),
            Length(max=TITLE_CHARACTERS, message=_l("Too long: write at most %(max)d characters.")),
        ],
    )


class JoinForm(BaseForm):
    """A course's code, as read from a slide."""

    code = StringField(
        _l("Code of the course"),
        filters=[strip],
        validators=[DataRequired(_l("Write the code that your instructor gave you.")), Length(max=32)],
        render_kw={"autocapitalize": "characters", "autocomplete": "off", "spellcheck": "false"},
    )
