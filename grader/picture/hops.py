"""The steps of a flow, numbered from 1: the same numbers on the source, in the list and in the picture."""

from __future__ import annotations

from grader.escape.values import Derivation
from grader.picture.memory import Hop


def number_steps(derivation: Derivation) -> tuple[Hop, ...]:
    """Number the steps of all flows, in order."""
    steps = [step for flow in derivation for step in flow.steps]
    return tuple(Hop(number=number, step=step) for number, step in enumerate(steps, 1))
