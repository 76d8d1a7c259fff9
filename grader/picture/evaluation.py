"""What the expressions of one file may point to."""

from __future__ import annotations

from collections.abc import Callable

from tree_sitter import Node

from grader.escape.syntax.declarations import Declaration
from grader.escape.syntax.functions import Function
from grader.escape.syntax.tree import compiler_position, text_of
from grader.escape.values import Kind, Position
from grader.picture.boxing import is_boxed
from grader.picture.go_types import GoType, Shape
from grader.picture.literal_values import LiteralReader
from grader.picture.locations import (
    ANY_ELEMENT,
    OUTSIDE,
    RECEIVER,
    UNKNOWN,
    Location,
    Making,
    Origin,
    Pointers,
    Root,
    Value,
    index_step,
    inside,
    merged,
    part_of,
    pointer_to,
    variable,
)
from grader.picture.program import Program, Unit
from grader.picture.reaching import Assignments, Reading
from grader.picture.typing_rules import Typing, find_field, pointee

MAX_DEPTH = 60
"""Expressions nested deeper than this are not followed."""
TEMPORARIES = frozenset({"call_expression", "type_assertion_expression"})
"""Expressions whose value is in no variable: a field of one is read from the value."""
REFERENCES = frozenset({Shape.SLICE, Shape.MAP, Shape.POINTER, Shape.CHANNEL})


class Evaluator:
    """Evaluates expressions of one file against the pointers found so far."""

    def __init__(self, program: Program, unit: Unit, pointers: Pointers) -> None:
        self.program = program
        self.unit = unit
        self.pointers = pointers
        self.typing = Typing(program, unit)
        self.literals = LiteralReader(program.types, self.value, self.allocate)
        self.assignments = Assignments(unit.scopes)
        self.depth = 0

    def value(self, node: Node | None) -> Value:
        """The pointers in an expression's value; of a value put into an interface, the pointer to its copy."""
        if node is None:
            return {}
        if self.depth > MAX_DEPTH:
            return UNKNOWN
        evaluate = EVALUATIONS.get(node.type)
        self.depth += 1
        try:
            found = evaluate(self, node) if evaluate else {}
        finally:
            self.depth -= 1
        return self.box(node, found) if is_boxed(node, self.unit.name, self.program.boxings) else found

    def box(self, node: Node, content: Value) -> Value:
        """A pointer to the copy of a value, with the pointers in it; of a method value to its receiver."""
        if method := self.typing.method_value(node):
            return self.allocate(node, self.receiver_of(method, node))
        pointer = self.allocate(node, content)
        self.pointers.boxes |= {place.root for place in pointer[()]}
        return pointer

    def receiver_of(self, method: Function, node: Node) -> Value:
        """The receiver that `x.M` keeps: as `x.M()` would be given it."""
        operand = node.child_by_field_name("operand")
        owner = self.typing.type_of(operand) if operand else None
        takes_address = method.name.startswith("(*") and owner is not None and not pointee(owner)
        held = pointer_to(self.places(operand)) if takes_address else self.value(operand)
        return inside(held, RECEIVER)

    def targets(self, node: Node | None) -> set[Location]:
        """What a pointer, slice, map or channel points to, as far as it is in the program."""
        return {target for target in self.value(node).get((), ()) if target != OUTSIDE}

    def places(self, node: Node | None) -> set[Location]:
        """The storage that an expression names; empty when it is not in the program."""
        operand = node.child_by_field_name("operand") if node is not None else None
        match node.type if node is not None else "":
            case "identifier" if node is not None:
                declaration = self.unit.scopes.declaration_of(node)
                return {variable(declaration)} if declaration else set()
            case "parenthesized_expression" if node is not None:
                return self.places(node.named_children[0])
            case "unary_expression":
                return self.targets(operand)
            case "selector_expression" if node is not None and operand is not None:
                return self.places_of_field(node, operand)
            case "index_expression" if node is not None and operand is not None:
                step = index_step(node.child_by_field_name("index"))
                return {place.part(step) for place in self.places_of_elements(operand)}
            case _:
                return set()

    def places_of_field(self, node: Node, operand: Node) -> set[Location]:
        """The storage of `x.f`: in x, or in what x points to; embedded pointers are followed on the way."""
        owner, name = self.typing.type_of(operand), text_of(node.child_by_field_name("field") or node)
        found = self.places_behind(operand, owner)
        way = find_field(owner, name) if owner else ()
        for position, each in enumerate(way):
            found = {place.part(f".{each.name}") for place in found}
            if position < len(way) - 1 and pointee(each.type):
                found = {target for place in found for target in self.load(place).get((), ()) if target != OUTSIDE}
        return found

    def places_behind(self, operand: Node, owner: GoType | None) -> set[Location]:
        """The storage that holds an operand's fields: the operand's, or what it points to."""
        if owner is None:
            return set()
        return self.targets(operand) if pointee(owner) else self.places(operand)

    def places_of_elements(self, operand: Node) -> set[Location]:
        """The storage that holds an operand's elements: an array's own, or what a slice, map or pointer refers to."""
        owner = self.typing.type_of(operand)
        if owner is None:
            return set()
        return self.targets(operand) if owner.shape in REFERENCES else self.places(operand)

    def load(self, place: Location, read: Callable[[Making], bool] | None = None) -> Value:
        """The pointers kept in a place, those that `read` lets pass."""
        kept: Value = {
            steps: frozenset(
                target for target, makings in targets.items() if read is None or any(read(each) for each in makings)
            )
            for steps, targets in self.pointers.made.get(place.root, {}).items()
        }
        return part_of({steps: targets for steps, targets in kept.items() if targets}, place.steps)

    def value_of_name(self, node: Node) -> Value:
        """A variable's value where it is read: what the assignments that reach this point have stored."""
        declaration = self.unit.scopes.declaration_of(node)
        if declaration is None:
            return UNKNOWN if text_of(node) in self.program.functions_by_name else {}
        return self.value_where_read(declaration, node)

    def value_where_read(self, declaration: Declaration, node: Node) -> Value:
        """A variable's value at a node that reads it; a bare `return` reads the results."""
        if declaration.kind is Kind.PACKAGE:
            return self.load(variable(declaration))
        reading = Reading(node, self.assignments.of(declaration))
        return self.load(variable(declaration), lambda making: reading.may_find(making.node))

    def value_of_place(self, node: Node) -> Value:
        """The value of `x.f`, `x[i]` or `*p`: unknown when its storage is not in the program."""
        places = self.places(node)
        if places:
            return merged(self.load(place) for place in places)
        operand = node.child_by_field_name("operand")
        whole = self.value(operand)
        if node.type == "selector_expression" and operand is not None and operand.type in TEMPORARIES:
            return part_of(whole, (f".{text_of(node.child_by_field_name('field') or node)}",))
        is_nil = not whole and operand is not None and self.typing.type_of(operand) is not None
        return {} if is_nil else UNKNOWN

    def value_of_inner(self, node: Node) -> Value:
        """The value of `(x)` and of a conversion: that of the operand."""
        return self.value(node.child_by_field_name("operand") or node.named_children[0])

    def value_of_assertion(self, node: Node) -> Value:
        """The value of `x.(T)`: what the interface points to if that is a copy of the value, else what it holds."""
        held = self.value_of_inner(node)
        boxes = {each for each in held.get((), frozenset()) if each.root in self.pointers.boxes}
        kept = {**held, (): held.get((), frozenset()) - boxes}
        return merged([*(self.load(box) for box in boxes), {steps: found for steps, found in kept.items() if found}])

    def value_of_unary(self, node: Node) -> Value:
        """The value of `&x`, `*p` or `<-c`."""
        operand = node.child_by_field_name("operand")
        match text_of(node.children[0]):
            case "&" if operand is not None:
                inner = operand
                while inner.type == "parenthesized_expression":
                    inner = inner.named_children[0]
                if inner.type == "composite_literal":
                    return self.allocate(node, self.value_of_literal(inner))
                return pointer_to(self.places(inner))
            case "*":
                return self.value_of_place(node)
            case "<-":
                return self.elements(operand)
            case _:
                return {}

    def elements(self, node: Node | None, step: str = ANY_ELEMENT) -> Value:
        """What may come out of a channel, slice, array or map."""
        places = self.places_of_elements(node) if node is not None else set()
        if places:
            return merged(self.load(place.part(step)) for place in places)
        whole = self.value(node)
        return UNKNOWN if OUTSIDE in whole.get((), ()) else part_of(whole, (step,))

    def value_of_slice(self, node: Node) -> Value:
        """Slicing an array points to the array; slicing a slice or string points to what that points to."""
        operand = node.child_by_field_name("operand")
        owner = self.typing.type_of(operand) if operand else None
        if operand is not None and owner is not None and owner.shape is Shape.ARRAY:
            return pointer_to(self.places(operand))
        return {} if owner is not None and owner.shape is Shape.STRING else self.value(operand)

    def value_of_literal(self, node: Node) -> Value:
        """The value of a composite literal: its parts, or a pointer to storage that holds them."""
        return self.literals.value(node)

    def allocate(self, node: Node, content: Value) -> Value:
        """A pointer to the storage that an expression allocates, with its first content."""
        at = compiler_position(node, self.unit.name)
        root = Root(Origin.ALLOCATION, at)
        self.pointers.add_allocation(root, node)
        place = Location(root)
        self.pointers.store(place, content, Making(self.unit.name, node))
        return pointer_to([place])

    def results_of_call(self, node: Node, index: int) -> Value:
        """One result of a call: of a built-in, a conversion, functions of the program, or an unknown function."""
        callee, arguments = node.child_by_field_name("function"), node.child_by_field_name("arguments")
        given = arguments.named_children if arguments else []
        name = text_of(callee) if callee else ""
        if callee is None or self.unit.scopes.declaration_of(callee) is None:
            match name:
                case "new" | "make":
                    return self.allocate(node, self.value(given[0]) if name == "new" and given else {})
                case "append":
                    return self.value_of_append(node, given)
                case "len" | "cap" | "min" | "max" | "copy" | "complex" | "real" | "imag":
                    return {}
        if callee is not None and len(given) == 1 and self.typing.is_type(callee):
            return self.value(given[0])
        functions = self.callees(callee) if callee else ()
        places = [Location(Root(Origin.RESULT, function.at), (f"[{index}]",)) for function in functions]
        return merged(self.load(place) for place in places) if places else UNKNOWN

    def value_of_append(self, node: Node, given: list[Node]) -> Value:
        """The slice that append gives: the same storage if it may have room, else new storage with the old elements."""
        before = self.targets(given[0]) if given else set()
        is_spread = text_of(node).rstrip(") \n\t,").endswith("...")
        added = merged(
            inside(self.elements(each) if is_spread else self.value(each), ANY_ELEMENT) for each in given[1:]
        )
        full = {place for place in before if self.pointers.is_full(place)}
        for place in before - full:
            self.pointers.store(place, added, Making(self.unit.name, node))
        kept: list[Value] = [pointer_to(before - full)] if before - full else []
        is_unknown = bool(given) and OUTSIDE in self.value(given[0]).get((), ())
        if is_unknown:
            kept.append(UNKNOWN)
        if full or is_unknown or not kept:
            kept.append(self.allocate(node, merged([added, *(self.load(place) for place in full)])))
        return merged(kept)

    def callees(self, callee: Node) -> tuple[Function, ...]:
        """The functions of the program that an expression may call; empty when it calls anything unknown."""
        while callee.type == "parenthesized_expression":
            callee = callee.named_children[0]
        literal = self.program.functions_by_node.get(callee.id)
        named = literal or self.typing.function_named(callee)
        if named is not None:
            return (named,)
        targets = self.value(callee).get((), frozenset())
        literals = {each.at: each for each in self.program.functions if each.node.type == "func_literal"}
        found = [literals[target.root.at] for target in targets if target.root.at in literals]
        return tuple(found) if len(found) == len(targets) else ()

    def value_of_function_literal(self, node: Node) -> Value:
        """A function literal: a pointer to what it captures."""
        at = Position(self.unit.name, node.start_point.row + 1, node.start_point.column + 1)
        root = Root(Origin.ALLOCATION, at)
        self.pointers.add_allocation(root, node)
        return pointer_to([Location(root)])


EVALUATIONS: dict[str, Callable[[Evaluator, Node], Value]] = {
    "identifier": Evaluator.value_of_name,
    "parenthesized_expression": Evaluator.value_of_inner,
    "type_assertion_expression": Evaluator.value_of_assertion,
    "type_conversion_expression": Evaluator.value_of_inner,
    "unary_expression": Evaluator.value_of_unary,
    "selector_expression": Evaluator.value_of_place,
    "index_expression": Evaluator.value_of_place,
    "slice_expression": Evaluator.value_of_slice,
    "composite_literal": Evaluator.value_of_literal,
    "call_expression": lambda self, node: self.results_of_call(node, 0),
    "func_literal": Evaluator.value_of_function_literal,
}
"""Expressions of other kinds hold no pointers."""
