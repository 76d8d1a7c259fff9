"""Where the storage of each allocating expression lives."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from tree_sitter import Node, Tree

from grader.escape.allocating import AllocatingNode, may_speak_of
from grader.escape.allocation_copies import AllocationCopies
from grader.escape.allocation_places import PlaceRules
from grader.escape.diagnostics import Diagnostics, Message
from grader.escape.escaping_allocations import EscapingAllocations, is_same_chain
from grader.escape.flows import Explanation
from grader.escape.instances import Instances, is_of_instance
from grader.escape.syntax.functions import Functions
from grader.escape.syntax.tree import ancestors, compiler_position, find_nodes, node_at, parse_go, text_of
from grader.escape.values import AllocationVerdict, Place, Position, SourceFile, Toolchain

_PARTS = frozenset({"argument_list", "literal_value", "type_identifier", "expression_list"})
"""What begins where the compiler reports the expression that it is a part of."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Found:
    """One message at the place in the source that it speaks of."""

    message: Message
    at: Position
    is_heap: bool
    nodes: tuple[AllocatingNode, ...]
    called_from: str = ""
    """The call that it stands under, for code of an inlined library function."""
    is_copy: bool = False
    """True for an inlined copy of an expression of these files."""


def judge_allocations(
    files: Iterable[SourceFile],
    diagnostics: Diagnostics,
    nodes: Sequence[AllocatingNode],
    explanations: Iterable[Explanation],
    instances: Instances,
    toolchain: Toolchain,
) -> tuple[AllocationVerdict, ...]:
    """Say of every allocating expression where its storage lives, in source order.

    An expression of the source is listed once: by its own body, or heap if any copy is where only inlined copies exist.
    What inlined library code allocates is listed under the call. Channels are on the heap in every body, and so have no
    copies.
    """
    sources = {file.name: _Source(file) for file in files}
    escaping = EscapingAllocations(explanations)
    reader = _Reader(sources, nodes, escaping)
    found = [each for message, is_heap in _messages(diagnostics) for each in reader.read(message, is_heap=is_heap)]
    empty = {name for source in sources.values() for name in source.empty_types()}
    rules = PlaceRules(toolchain=toolchain, empty=empty)
    copies = AllocationCopies(nodes, diagnostics, escaping, instances, rules)
    verdicts = reader.channels()
    for each in _once(found):
        verdict = _verdict(each, sources[each.at.file], rules)
        found_copies = () if verdict.called_from else copies.find(verdict, each.message.subject)
        verdicts.append(replace(verdict, copies=found_copies))
    return tuple(sorted(verdicts, key=lambda each: (each.at, each.expression)))


def _messages(diagnostics: Diagnostics) -> list[tuple[Message, bool]]:
    """List heap before stack, so that a place where both are said, in instances or copies, counts as heap."""
    return [(each, True) for each in diagnostics.escaping] + [(each, False) for each in diagnostics.staying]


def _once(found: Iterable[_Found]) -> list[_Found]:
    """Keep each expression once: what its own body says; else what the first of its copies says, heap being first."""
    own: dict[tuple[Position, str], _Found] = {}
    copies: dict[tuple[Position, str], _Found] = {}
    for each in found:
        words = "" if is_of_instance(each.message.subject) else each.message.subject
        (copies if each.is_copy else own).setdefault((each.at, words), each)
    places = {each.at for each in own.values()}
    return [*own.values(), *(each for each in copies.values() if each.at not in places)]


class _Source:
    """One file with its syntax tree."""

    def __init__(self, file: SourceFile) -> None:
        self.name = file.name
        self.tree: Tree = parse_go(file.text)
        self._functions = Functions(self.tree.root_node, file.name)

    def expression_at(self, at: Position) -> Node | None:
        """Find the expression that the compiler reports there."""
        inner = node_at(self.tree, at.line, at.column)
        around = [inner, *ancestors(inner)] if inner is not None else []
        matching = (each for each in around[:6] if compiler_position(each, self.name) == at)
        return next((each for each in matching if each.type not in _PARTS), None)

    def callee_at(self, at: Position) -> str:
        """Give the text of what is called at a position."""
        expression = self.expression_at(at)
        callee = expression.child_by_field_name("function") if expression is not None else None
        return text_of(callee) if callee is not None else ""

    def empty_types(self) -> Iterator[str]:
        """Yield the names of the types that are declared as `struct{}`: their values have no size."""
        for spec in find_nodes(self.tree.root_node, "type_spec"):
            name, kind = spec.child_by_field_name("name"), spec.child_by_field_name("type")
            if name is not None and kind is not None and text_of(kind).replace(" ", "") == "struct{}":
                yield text_of(name)

    def function_at(self, at: Position) -> str:
        """Name the function around a position."""
        node = node_at(self.tree, at.line, at.column)
        function = self._functions.around(node) if node is not None else None
        return function.name if function else ""


class _Reader:
    """Leads messages back to the expressions of the source."""

    def __init__(
        self, sources: Mapping[str, _Source], nodes: Iterable[AllocatingNode], escaping: EscapingAllocations
    ) -> None:
        self._sources = sources
        self._escaping = escaping
        self._nodes: defaultdict[Position, list[AllocatingNode]] = defaultdict(list)
        for node in nodes:
            self._nodes[node.chain[0]].append(node)

    def read(self, message: Message, *, is_heap: bool) -> list[_Found]:
        """Find the expressions that a message speaks of; none for parameters and for what the compiler made.

        Of what escapes the log says the whole position; of what does not, the dump shows what may be meant.
        """
        source = self._sources.get(message.at.file)
        if source is None or message.at.column == 0 or _is_parameter(source, message):
            return []
        nodes = [each for each in self._nodes.get(message.at, ()) if _is_possible(message, each, is_heap=is_heap)]
        chains = self._escaping.chains_of(message) if is_heap else ()
        if not chains:
            chains = tuple(dict.fromkeys(each.chain for each in nodes if self._is_plausible(message, each)))
            chains = tuple(each for each in chains if len(each) == 1) or chains or ((message.at,),)
        found = (self._at_chain(message, chain, nodes, is_heap=is_heap) for chain in chains)
        return [each for each in found if self._is_in_source(each)]

    def _at_chain(
        self, message: Message, chain: tuple[Position, ...], nodes: Sequence[AllocatingNode], *, is_heap: bool
    ) -> _Found:
        """Lead an inlined copy back to its own place in the source; library code, to the call it stands under."""
        at = next(each for each in reversed(chain) if each.file in self._sources)
        is_own_code = at == chain[-1]
        return _Found(
            message=message,
            at=at,
            is_heap=is_heap,
            called_from="" if is_own_code else self._sources[at.file].callee_at(at),
            is_copy=is_own_code and len(chain) > 1,
            nodes=tuple(each for each in nodes if is_same_chain(each.chain, chain)),
        )

    def _is_plausible(self, message: Message, node: AllocatingNode) -> bool:
        """Tell whether a message can speak of a node by what the source has at its place."""
        at = node.chain[-1]
        if "{" not in message.subject or at.file not in self._sources:
            return True
        expression = self._sources[at.file].expression_at(at)
        return expression is not None and expression.type in ("composite_literal", "unary_expression")

    def _is_in_source(self, found: _Found) -> bool:
        """Tell function literals from the closures that the compiler makes, as for `go f(n)`."""
        if found.message.subject != "func literal" or found.called_from:
            return True
        expression = self._sources[found.at.file].expression_at(found.at)
        return expression is not None and expression.type == "func_literal"

    def channels(self) -> list[AllocationVerdict]:
        """List the channels: the compiler says nothing of them, and they are always on the heap."""
        places = {each.chain[-1] for nodes in self._nodes.values() for each in nodes if each.operator == "MAKECHAN"}
        return [self._channel(at) for at in places if at.file in self._sources]

    def _channel(self, at: Position) -> AllocationVerdict:
        source = self._sources[at.file]
        expression = source.expression_at(at)
        return AllocationVerdict(
            expression=text_of(expression) if expression else "make(chan)",
            at=at,
            function=source.function_at(at),
            place=Place.HEAP,
        )


def _is_parameter(source: _Source, message: Message) -> bool:
    """Tell a message about what a parameter points to: it stands at the parameter's name, or at an unnamed one."""
    node = node_at(source.tree, message.at.line, message.at.column)
    return (
        node is not None
        and any(
            each.type in ("parameter_declaration", "variadic_parameter_declaration", "parameter_list")
            for each in (node, *ancestors(node))
            if each.type not in ("identifier", "type_identifier")
        )
        and not _is_in_body(node)
    )


def _is_in_body(node: Node) -> bool:
    """Tell whether the innermost of parameter list and block around a node is a block."""
    for each in ancestors(node):
        if each.type in ("block", "parameter_list"):
            return each.type == "block"
    return True


def _is_possible(message: Message, node: AllocatingNode, *, is_heap: bool) -> bool:
    """Tell whether a message can speak of this node."""
    return node.escapes is not (not is_heap) and may_speak_of(message.subject, node)


def _verdict(found: _Found, source: _Source, rules: PlaceRules) -> AllocationVerdict:
    expression = source.expression_at(found.at)
    subject = found.message.subject
    if is_of_instance(subject) and expression is not None and not found.called_from:
        subject = text_of(expression)
    return AllocationVerdict(
        expression=subject,
        at=found.at,
        function=source.function_at(found.at),
        place=rules.place_of(found.nodes, is_heap=found.is_heap),
        line=found.message.line,
        called_from=found.called_from,
    )
