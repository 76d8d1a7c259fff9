"""Closures on the heap that hold a variable by reference: each of them suffices to hold it there.

A path through a closure may end where another path of the same variable ends; cutting that end hides it. So captures
are looked for in the source as well.
"""

from __future__ import annotations

from collections.abc import Iterator

from grader.escape.reasons.ends import Subject
from grader.escape.reasons.notes import CAPTURE
from grader.escape.reasons.paths import Explained
from grader.escape.reasons.program import Program
from grader.escape.syntax.tree import ancestors, position_of
from grader.escape.values import Cause, Reason, Step


def find_captures(program: Program, explained: Explained, subject: Subject) -> Iterator[Cause]:
    """Yield the uses of a variable, which is on the heap itself, in function literals whose closure is there too."""
    declaration = program.declaration_of(subject.node, subject.at.file)
    if declaration is None or declaration.at != subject.at:
        return
    outside = {node.start_byte for node in ancestors(declaration.node) if node.type == "func_literal"}
    for use in program.use_nodes_of(declaration):
        literals = [each for each in ancestors(use) if each.type == "func_literal" and each.start_byte not in outside]
        places = (position_of(each, subject.at.file) for each in literals)
        if any(explained.find_allocation(each, "func literal") for each in places):
            step = Step(expression=declaration.name, why=CAPTURE, at=position_of(use, subject.at.file))
            yield Cause(reason=Reason.CAPTURED, step=step)
