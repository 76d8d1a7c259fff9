"""The words of a step as the source has them, for sentences about this program.

The compiler prints what it made of the source: `(*T).Set(t, &a)` for `t.Set(&a)`, `.autotmp_3` for an operand of `go`.
"""

from __future__ import annotations

from dataclasses import replace

from grader.escape.reasons.program import Program, first_of
from grader.escape.values import Cause, Step

LONGEST = 100
"""Longer statements, and those of several lines, keep the compiler's shorter words."""

_STATEMENTS = ("call_expression", "return_statement", "send_statement", "assignment_statement", "short_var_declaration")


def in_source_words(program: Program, cause: Cause) -> Cause:
    """Word the step of a cause as the source does, where that is short and the step is not of inlined code."""
    step = cause.step
    words = _words_at(program, step) if step is not None and step.why else None
    return replace(cause, step=replace(step, expression=words)) if step is not None and words else cause


def _words_at(program: Program, step: Step) -> str | None:
    if step.inlined_at:
        return None
    nodes = program.find_path(step.at)
    is_token = bool(nodes) and not nodes[0].is_named
    node = first_of(nodes[:3], *_STATEMENTS) if is_token else None
    text = (node.text or b"").decode("utf-8", "replace") if node is not None else ""
    return text if 0 < len(text) <= LONGEST and "\n" not in text else None
