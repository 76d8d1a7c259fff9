"""The whole positions of what escapes: messages name only the outermost call, the log says where it stands."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from pathlib import PurePosixPath

from grader.escape.diagnostics import Message
from grader.escape.flows import Explanation
from grader.escape.values import Position

_STORAGE = "{storage for "


class EscapingAllocations:
    """The allocating expressions whose escape one compilation explains."""

    def __init__(self, explanations: Iterable[Explanation]) -> None:
        self._chains: defaultdict[tuple[Position, str], dict[tuple[Position, ...], None]] = defaultdict(dict)
        self._places: defaultdict[Position, list[Explanation]] = defaultdict(list)
        for each in explanations:
            if not each.leaks_to and each.flows and each.flows[0].source.startswith(_STORAGE):
                self._chains[each.at, _shown(each.name)][each.chain] = None
                self._places[each.chain[-1]].append(each)

    def chains_of(self, message: Message) -> tuple[tuple[Position, ...], ...]:
        """Find where the expressions stand of which a message says that they escape: calls first, the place last."""
        return tuple(self._chains.get((message.at, message.subject), ()))

    def is_explained(self, chain: tuple[Position, ...], function: str, printed: str) -> bool:
        """Tell whether it is explained why an expression, printed in these words, escapes in one body of a function."""
        return any(
            each.chain == chain and each.function in ("", function) and _shown(each.name) == printed
            for each in self._places.get(chain[-1], ())
        )


def is_same_chain(shown: tuple[Position, ...], chain: tuple[Position, ...]) -> bool:
    """Tell whether the dump, which leaves the folders of files out, shows this very position."""
    return len(shown) == len(chain) and all(
        (one.line, one.column, one.file) == (other.line, other.column, PurePosixPath(other.file).name)
        for one, other in zip(shown, chain, strict=True)
    )


def _shown(name: str) -> str:
    """Give the words of the message for those of the explanation: it leaves the arguments of `append` out."""
    return "append" if name.startswith("append(") else name
