"""The flow as what happens to an address, one thing after the other.

The compiler's steps are finer than that: that a closure captures a variable, that it does so by reference, and that the
closure has storage are three of them. What nobody could put in another order is told as one.
"""

from __future__ import annotations

from dataclasses import dataclass

from grader.escape.values import Derivation, Flow, Step
from grader.picture.chips import number_text
from grader.picture.steps import Sentence, sentence_of

CAPTURED_ITSELF: Sentence = (
    "A function literal captures `{expression}` itself, and so holds its address.",
    "函数字面量捕获了 `{expression}` 本身，因而持有它的地址。",
)

_PARTS = frozenset({"dot", "fixed-array-index-of"})
"""Notes of a part being chosen; the address that is taken next names the part."""


@dataclass(frozen=True, slots=True, kw_only=True)
class JoinedStep:
    """One thing that happens."""

    numbers: tuple[int, ...]
    """Of the compiler's steps in it, as on the source and in the picture."""
    step: Step
    """The one by which it is told."""
    is_by_reference: bool = False
    """A closure captures a variable itself, not a copy."""

    @property
    def number_text(self) -> str:
        """The numbers with ranges: `1–3`."""
        return number_text(self.numbers)

    def sentence(self, language: str) -> str:
        """Say it in a plain sentence, `en` or `zh`, with inline code in `backticks`."""
        if self.is_by_reference:
            code = self.step.expression.replace("`", "'")
            return CAPTURED_ITSELF[language.startswith("zh")].format(expression=code)
        return sentence_of(self.step, language)


def join_steps(derivation: Derivation) -> tuple[JoinedStep, ...]:
    """Tell a derivation as what happens, in order."""
    joined: list[JoinedStep] = []
    number, before = 0, None
    for flow in derivation:
        for index, step in enumerate(flow.steps):
            number += 1
            last = joined[-1] if joined else None
            if last and _belongs_to(last, step, before if index == 0 else None):
                joined[-1] = _with(last, number, step)
            else:
                joined.append(JoinedStep(numbers=(number,), step=step))
        before = flow
    return tuple(joined)


def _belongs_to(last: JoinedStep, step: Step, before: Flow | None) -> bool:
    """Tell whether a step only completes the one before. `before` is the flow that ended there, if one did."""
    if step.why == "spill":
        return before is not None and bool(before.steps) and before.destination == f"{{storage for {step.expression}}}"
    if step.why == "reference":
        return last.step.why == "captured by a closure" and last.step.expression == step.expression
    return last.step.why in _PARTS and step.why == "address-of" and step.expression == f"&{last.step.expression}"


def _with(last: JoinedStep, number: int, step: Step) -> JoinedStep:
    told = step if last.step.why in _PARTS else last.step
    is_by_reference = last.is_by_reference or step.why == "reference"
    return JoinedStep(numbers=(*last.numbers, number), step=told, is_by_reference=is_by_reference)
