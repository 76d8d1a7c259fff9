"""Whether what one statement stores in a variable may still be there where the variable is read.

Go's control flow is structured, so this is read from the blocks: a later assignment on every way between the two
(one in a block around the reading) replaces what was stored. A function with labels, and a variable of another
function (a closure's), are taken as always reached.
"""

from __future__ import annotations

from collections.abc import Iterable

from tree_sitter import Node

from grader.escape.syntax.declarations import Declaration
from grader.escape.syntax.scopes import Scopes
from grader.escape.syntax.tree import ancestors, function_around
from grader.escape.values import Position
from grader.picture.program import assigning_statement, has_goto


class Assignments:
    """The statements that assign whole variables of one file. Each variable's are kept: a variable is read often."""

    def __init__(self, scopes: Scopes) -> None:
        self._scopes = scopes
        self._found: dict[Position, list[Node]] = {}

    def of(self, declaration: Declaration) -> list[Node]:
        """Find those that assign the whole of one variable."""
        if declaration.at not in self._found:
            uses = (declaration.node, *self._scopes.use_nodes_of(declaration))
            statements = (assigning_statement(use) for use in uses)
            self._found[declaration.at] = [each for each in statements if each is not None]
        return self._found[declaration.at]


def reaches(stored: Node, read: Node, replacing: Iterable[Node]) -> bool:
    """Tell whether `stored` may be what `read` finds; `replacing` are the assignments of the whole variable."""
    function = function_around(read)
    if function is None or function_around(stored) != function or has_goto(function):
        return True
    earlier = [node for node in replacing if always_before(node, read)]
    if stored.end_byte <= read.start_byte:
        return not any(stored.end_byte <= node.start_byte for node in earlier)
    loop = common_loop(stored, read)
    return loop is not None and not any(node.start_byte >= loop.start_byte for node in earlier)


def always_before(node: Node, read: Node) -> bool:
    """Tell whether control passes `node` on every way to `read`: it stands before it, in a block around it."""
    return node.end_byte <= read.start_byte and any(node.parent == around for around in ancestors(read))


def common_loop(one: Node, other: Node) -> Node | None:
    """The innermost loop around both."""
    loops = [node for node in ancestors(one) if node.type == "for_statement"]
    return next((node for node in ancestors(other) if node in loops), None)
