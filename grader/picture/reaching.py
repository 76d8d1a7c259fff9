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


class Reading:
    """One reading of a variable. `replacing` are the assignments of the whole variable."""

    def __init__(self, read: Node, replacing: Iterable[Node]) -> None:
        self._read = read
        self._function = function_around(read)
        self._may_jump = self._function is not None and has_goto(self._function)
        around = {node.id for node in ancestors(read)}
        passed = (node for node in replacing if node.end_byte <= read.start_byte and parent_id(node) in around)
        self._latest = max((node.start_byte for node in passed), default=-1)
        """Where the last assignment begins that control passes on every way: one in a block around the reading."""

    def may_find(self, stored: Node) -> bool:
        """Tell whether what `stored` stores may still be there."""
        if self._function is None or self._may_jump or function_around(stored) != self._function:
            return True
        if stored.end_byte <= self._read.start_byte:
            return stored.end_byte > self._latest
        loop = common_loop(stored, self._read)
        return loop is not None and loop.start_byte > self._latest


def parent_id(node: Node) -> int | None:
    """The id of the node around this one."""
    return node.parent.id if node.parent is not None else None


def common_loop(one: Node, other: Node) -> Node | None:
    """The innermost loop around both."""
    loops = [node for node in ancestors(one) if node.type == "for_statement"]
    return next((node for node in ancestors(other) if node in loops), None)
