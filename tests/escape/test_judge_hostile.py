"""Programs that live by their size, judged and not only compiled: to read what is said of them must not take long."""

from __future__ import annotations

import time
from contextlib import suppress

import pytest

from grader.errors import NotJudged, ProgramError
from grader.escape.judge import judge
from grader.toolchain.limits import UNTRUSTED_LIMITS
from tests.toolchain.go_toolchain import compiler
from tests.toolchain.hostile_programs import GROWN, Grown

MOST_SECONDS = 6
"""Of this process's own work; what the compiler may take is bounded elsewhere."""


@pytest.mark.parametrize("grown", GROWN, ids=lambda grown: grown.name)
def test_the_largest_program_that_is_accepted_is_judged_soon(grown: Grown) -> None:
    file = grown.of_size(UNTRUSTED_LIMITS.source_bytes)
    started = time.process_time()
    with suppress(ProgramError, NotJudged):
        verdict = judge((file,), compiler())
        assert {each.at.file for each in verdict.variables} <= {file.name}
    assert time.process_time() - started < MOST_SECONDS
