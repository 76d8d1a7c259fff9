"""What people write to register, to log in and to change their account."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l
from wtforms import PasswordField, StringField
from wtforms.validators import EqualTo, InputRequired, Length

from grader.operations.passwords import MAXIMUM_BYTES, MINIMUM_CHARACTERS
from grader.operations.users import LOGIN_CHARACTERS, NAME_CHARACTERS
from grader.web.forms import BaseForm, MaximumBytes, strip

NEW_PASSWORD = (
    InputRequired(_l("Choose a password.")),
    Length(min=MINIMUM_CHARACTERS, message=_l("Too short: choose at least %(min)d characters.")),
    MaximumBytes(MAXIMUM_BYTES, _l("Too long: choose at most %(most)d bytes.")),
)
NAME_LENGTH = Length(max=NAME_CHARACTERS, message=_l("Too long: write at most %(max)d characters."))
NEW = {"autocomplete": "new-password"}
PRESENT = {"autocomplete": "current-password"}


class LoginForm(BaseForm):
    """Login and password."""

    login = StringField(
        _l("Login"),
        filters=[strip],
        validators=[InputRequired(_l("Write your login.")), Length(max=LOGIN_CHARACTERS)],
        render_kw={"autocomplete": "username", "autocapitalize": "none", "spellcheck": "false"},
    )
    password = PasswordField(_l("Password"), validators=[InputRequired(_l("Write your password."))], render_kw=PRESENT)


class RegisterForm(BaseForm):
    """A new account."""

    login = StringField(
        _l("Login"),
        filters=[strip],
        validators=[
            InputRequired(_l("Choose a login.")),
            Length(max=LOGIN_CHARACTERS, message=_l("Too long: write at most %(max)d characters.")),
        ],
        render_kw={"autocomplete": "username", "autocapitalize": "none", "spellcheck": "false"},
    )
    name = StringField(_l("Name"), filters=[strip], validators=[NAME_LENGTH], render_kw={"autocomplete": "name"})
    password = PasswordField(_l("Password"), validators=NEW_PASSWORD, render_kw=NEW)


class NameForm(BaseForm):
    """What other people read."""

    name = StringField(
        _l("Name"),
        filters=[strip],
        validators=[InputRequired(_l("Write the name that your instructor knows you by.")), NAME_LENGTH],
        render_kw={"autocomplete": "name"},
    )


class PasswordForm(BaseForm):
    """A new password."""

    old = PasswordField(
        _l("Present password"), validators=[InputRequired(_l("Write your present password."))], render_kw=PRESENT
    )
    new = PasswordField(_l("New password"), validators=NEW_PASSWORD, render_kw=NEW)
    again = PasswordField(
        _l("New password again"),
        validators=[EqualTo("new", _l("The two new passwords differ. Write the same one twice."))],
        render_kw=NEW,
    )
