"""Which variable an identifier names, and where a variable is used."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

from tree_sitter import Node, Tree

from grader.escape.syntax.declarations import Declaration, bind
from grader.escape.syntax.tree import position_of
from grader.escape.values import Kind, Position, SourceFile


@dataclass(frozen=True, slots=True, kw_only=True)
class Scopes:
    """The names of one file."""

    file: str
    tree: Tree = field(repr=False)
    declarations: tuple[Declaration, ...]
    """The variables that the file declares, in source order."""
    _uses: dict[int, Declaration] = field(repr=False)
    _nodes: dict[Declaration, tuple[Node, ...]] = field(repr=False)

    @classmethod
    def of(cls, file: SourceFile, package: Iterable[SourceFile] = ()) -> Scopes:
        """Resolve the names of a file. `package`: the other files, whose package-level variables it may use."""
        binding = bind(file)
        shared = _package_level(each for each in package if each.name != file.name)
        foreign = {start: shared[name] for start, name in binding.free.items() if name in shared}
        uses = binding.uses | foreign
        return cls(
            file=file.name,
            tree=binding.tree,
            declarations=binding.declarations,
            _uses=uses,
            _nodes=_nodes_of(binding.tree, uses),
        )

    def declaration_of(self, node: Node) -> Declaration | None:
        """Resolve an identifier of this file, declaring or using; None when it names no known variable."""
        return self._uses.get(node.start_byte)

    def uses_of(self, declaration: Declaration) -> tuple[Position, ...]:
        """Find where this file uses the variable, in source order, without the declaring identifier."""
        return tuple(position_of(each, self.file) for each in self.use_nodes_of(declaration))

    def use_nodes_of(self, declaration: Declaration) -> tuple[Node, ...]:
        """Find the identifiers of this file that use the variable, in source order."""
        return self._nodes.get(declaration, ())


def _package_level(files: Iterable[SourceFile]) -> dict[str, Declaration]:
    return {each.name: each for file in files for each in bind(file).declarations if each.kind is Kind.PACKAGE}


def _nodes_of(tree: Tree, uses: dict[int, Declaration]) -> dict[Declaration, tuple[Node, ...]]:
    found: defaultdict[Declaration, list[Node]] = defaultdict(list)
    for start in sorted(uses):
        node = tree.root_node.descendant_for_byte_range(start, start + 1)
        if node is not None and uses[start].node != node:
            found[uses[start]].append(node)
    return {declaration: tuple(nodes) for declaration, nodes in found.items()}
