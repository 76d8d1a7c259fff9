"""Every table, so that migrations and tests can compare them with a database."""

from __future__ import annotations

from sqlalchemy.orm import configure_mappers

from grader.models import (
    assignment,
    assignment_item,
    attempt_counter,
    browser_session,
    course,
    enrolment,
    measurement,
    program,
    review_card,
    setup_token,
    stored_verdict,
    submission,
    unjudged_try,
    user,
)
from grader.models.base import Base

MODULES = (
    assignment,
    assignment_item,
    attempt_counter,
    browser_session,
    course,
    enrolment,
    measurement,
    program,
    review_card,
    setup_token,
    stored_verdict,
    submission,
    unjudged_try,
    user,
)
"""Named so that the imports are seen to be needed: importing a module puts its table into the metadata."""

METADATA = Base.metadata

configure_mappers()
