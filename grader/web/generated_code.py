"""What the generated code does for a variable or an allocation: whether it really allocates."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from markupsafe import Markup

from grader.catalog.prose import inline_html
from grader.escape.partings import sentence
from grader.escape.runtime_calls import RuntimeCall
from grader.escape.witness import Witness
from grader.web.gettext import gettext as _
from grader.web.languages import content_language


@dataclass(frozen=True, slots=True, kw_only=True)
class CodeSays:
    """The second witness, in words."""

    calls: Sequence[Markup]
    parting: Markup | None
    """Why the code allocates otherwise than the place suggests."""


def describe_witness(witness: Witness) -> CodeSays:
    """Say what the code does; nothing is said of what is not there."""
    own = [call for call in witness.calls if call not in witness.shared]
    told = [*map(_describe, own), *_describe_shared(witness.shared)]
    parting = sentence(witness.parting, content_language()) if witness.parting else ""
    symbol = f" `{witness.symbol}`" if witness.symbol and witness.parting else ""
    return CodeSays(
        calls=[inline_html(each) for each in dict.fromkeys(told)],
        parting=inline_html(parting + symbol) if parting else None,
    )


def describe_call(call: RuntimeCall) -> Markup:
    """Name a call and its place."""
    return inline_html(_describe(call))


def _describe(call: RuntimeCall) -> str:
    return _place(call, f"`{call.callee}`")


def _describe_shared(calls: Iterable[RuntimeCall]) -> Iterator[str]:
    """Calls at one place serve several things of the line: which is whose cannot be told."""
    bodies: dict[object, list[RuntimeCall]] = {}
    for call in calls:
        bodies.setdefault((call.function, call.at, call.inlined_at), []).append(call)
    for there in bodies.values():
        callees = _(", ").join(f"`{callee}`" for callee in dict.fromkeys(call.callee for call in there))
        yield _place(there[0], _("one of %(callees)s", callees=callees))


def _place(call: RuntimeCall, callees: str) -> str:
    if call.inlined_at:
        way = " → ".join(str(at.line) for at in call.inlined_at)
        return _("%(callees)s in line %(line)s, inlined at line %(way)s", callees=callees, line=call.at.line, way=way)
    return _("%(callees)s in line %(line)s", callees=callees, line=call.at.line)
