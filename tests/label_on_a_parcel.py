"""The exercise of the bank by which the kind `order` is tried out on its pages."""

from __future__ import annotations

from grader.escape.values import Position, Step
from grader.grading.kinds.order import step_id, trap_id
from tests.sample_question import words

LABEL = "label-on-a-parcel"

_STEPS = {
    "address": ("&parcel", "address-of"),
    "field": ("Label{...}", "struct literal element"),
    "stored": ("label := Label{...}", "assign"),
    "returned": ("return label", "return"),
}
_TRAPS = {
    "address of the label": "The address of `label` is taken.",
    "copied": "The parcel is copied into the label: `Label{...}`.",
}
ROWS = {
    **{
        name: step_id(LABEL, Step(expression=expression, why=why, at=Position("pack.go", 1, 1)))
        for name, (expression, why) in _STEPS.items()
    },
    **{name: trap_id(LABEL, words(text)) for name, text in _TRAPS.items()},
}
"""Ids by a short name."""


def order_of(*names: str) -> list[str]:
    """What the form sends for these rows in this order; the others are left out."""
    return [f"{row}:{names.index(name) + 1 if name in names else 0}" for name, row in ROWS.items()]
