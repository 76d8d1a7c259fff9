"""All pointers that a program makes, from its syntax: every assignment, call, return, send, capture and literal.

Nothing is run. What a variable may hold is worked out over and over until nothing new is found; what may reach a
reading follows the order of statements (see `reaching`), so that a pointer is only copied from where it can have been.
"""

from __future__ import annotations

from collections.abc import Callable

from tree_sitter import Node

from grader.escape.syntax.functions import Function
from grader.escape.syntax.tree import descendants, function_around, position_of, text_of
from grader.escape.values import Kind
from grader.picture.captures import find_captures
from grader.picture.dead_code import DeadCode
from grader.picture.evaluation import Evaluator
from grader.picture.go_types import Shape
from grader.picture.locations import (
    ANY_ELEMENT,
    KEY,
    OUTSIDE,
    UNKNOWN,
    Call,
    Location,
    Making,
    Origin,
    Pointers,
    Root,
    Value,
    inside,
    pointer_to,
    variable,
)
from grader.picture.program import Program, Unit, is_kept, parameters_of
from grader.picture.typing_rules import find_field

MAX_ROUNDS = 12
"""A chain of copies against the order of the source needs a round each; longer chains are cut off."""


def find_pointers(program: Program) -> Pointers:
    """Find all pointers of a program."""
    pointers = Pointers()
    roots = [unit.root for unit in program.units]
    walkers = [_Walker(program, unit, pointers, DeadCode(roots, unit.scopes)) for unit in program.units]
    walk_until_stable(walkers, pointers)
    mark_parameters(program, pointers)
    walk_until_stable(walkers, pointers)
    for walker in walkers:
        walker.note_unknown = True
        walker.walk()
    return pointers


def walk_until_stable(walkers: list[_Walker], pointers: Pointers) -> None:
    """Walk all files until nothing new is found."""
    for _ in range(MAX_ROUNDS):
        pointers.has_grown = False
        for walker in walkers:
            walker.walk()
        if not pointers.has_grown:
            return


def mark_parameters(program: Program, pointers: Pointers) -> None:
    """Parameters that nothing in the program is passed to get their values from outside."""
    for declaration in program.declarations.values():
        if declaration.kind in {Kind.PARAMETER, Kind.RECEIVER}:
            place = variable(declaration)
            if place.root not in pointers.made:
                pointers.store(place, UNKNOWN, Making(declaration.at.file, declaration.node))


class _Walker:
    """Walks the statements of one file."""

    def __init__(self, program: Program, unit: Unit, pointers: Pointers, dead_code: DeadCode) -> None:
        self.program = program
        self.unit = unit
        self.pointers = pointers
        self.evaluator = Evaluator(program, unit, pointers)
        self.note_unknown = False
        """Set once all is found: only then is it sure that a store, or a call, leads out of the program."""
        dropped = dead_code.dropped_ranges(unit.root)
        self.captures = find_captures(program, unit)
        self.nodes = [
            node
            for node in descendants(unit.root)
            if node.type in VISITS and not any(start <= node.start_byte < end for start, end in dropped)
        ]

    def walk(self) -> None:
        """Visit every statement and expression that may make a pointer."""
        for node in self.nodes:
            VISITS[node.type](self, node)

    def assign(self, left: Node, value: Value, statement: Node) -> None:
        """Store a value in what stands at the left of an assignment."""
        if not value or text_of(left) == "_":
            return
        making = Making(self.unit.name, statement)
        places = self.evaluator.places(left)
        for place in places:
            self.pointers.store(place, value, making)
        if not places and left.type != "identifier":
            self.store_elsewhere(text_of(left), value, making)

    def store_elsewhere(self, label: str, value: Value, making: Making) -> None:
        """Note a value that is stored in storage that is not in the program."""
        if not self.note_unknown:
            return
        root = Root(Origin.ELSEWHERE, position_of(making.node, self.unit.name), " ".join(label.split()))
        self.pointers.store(Location(root), value, making)

    def visit_assignment(self, node: Node) -> None:
        left, right = (node.child_by_field_name(each) for each in ("left", "right"))
        if left is not None and right is not None:
            self.assign_all(left.named_children, right.named_children, node)

    def visit_var(self, node: Node) -> None:
        values = node.child_by_field_name("value")
        if values is not None:
            self.assign_all(node.children_by_field_name("name"), values.named_children, node)

    def assign_all(self, left: list[Node], right: list[Node], statement: Node) -> None:
        """Assign several values: one each, or the results of one call, or a value with its `ok`."""
        if len(left) == len(right):
            for each, value in zip(left, right, strict=True):
                self.assign(each, self.evaluator.value(value), statement)
        elif len(right) == 1 and right[0].type == "call_expression":
            for index, each in enumerate(left):
                self.assign(each, self.evaluator.results_of_call(right[0], index), statement)
        elif left and len(right) == 1:
            self.assign(left[0], self.evaluator.value(right[0]), statement)

    def visit_range(self, node: Node) -> None:
        left, right = node.child_by_field_name("left"), node.child_by_field_name("right")
        if left is None or right is None:
            return
        ranged = self.evaluator.typing.type_of(right)
        shape = ranged.shape if ranged else Shape.UNKNOWN
        values = [self.evaluator.elements(right, KEY) if shape is Shape.MAP else {}, self.evaluator.elements(right)]
        if shape is Shape.CHANNEL:
            values = values[1:]
        elif shape in {Shape.FUNCTION, Shape.UNKNOWN}:
            values = [UNKNOWN, UNKNOWN]
        for each, value in zip(left.named_children, values, strict=False):
            self.assign(each, value, node)

    def visit_receive(self, node: Node) -> None:
        left, right = node.child_by_field_name("left"), node.child_by_field_name("right")
        if left is not None and right is not None and left.named_children:
            self.assign(left.named_children[0], self.evaluator.value(right), node)

    def visit_send(self, node: Node) -> None:
        channel, sent = node.child_by_field_name("channel"), node.child_by_field_name("value")
        value, making = self.evaluator.value(sent), Making(self.unit.name, node)
        places = self.evaluator.targets(channel)
        for place in places:
            self.pointers.store(place.part(ANY_ELEMENT), value, making)
        if not places and value and channel is not None:
            self.store_elsewhere(f"{text_of(channel)} <-", value, making)

    def visit_type_switch(self, node: Node) -> None:
        alias, switched = node.child_by_field_name("alias"), node.child_by_field_name("value")
        if alias is not None and alias.named_children:
            self.assign(alias.named_children[0], self.evaluator.value(switched), node)

    def visit_return(self, node: Node) -> None:
        around = function_around(node)
        function = self.program.functions_by_node.get(around.id) if around is not None else None
        if function is None:
            return
        returned = node.named_children[0].named_children if node.named_children else []
        names = parameters_of(function, "result")
        for index, value in enumerate(self.returned_values(node, function, returned)):
            place = Location(Root(Origin.RESULT, function.at), (f"[{index}]",))
            self.pointers.store(place, value, Making(self.unit.name, node))
            if returned and index < len(names):
                self.assign(names[index], value, node)

    def returned_values(self, node: Node, function: Function, returned: list[Node]) -> list[Value]:
        """What a return statement gives: expressions, the results of one call, or the named results."""
        if len(returned) == 1 and returned[0].type == "call_expression":
            return [self.evaluator.results_of_call(returned[0], i) for i in range(self.count_results(function))]
        if returned:
            return [self.evaluator.value(each) for each in returned]
        declared = [self.unit.scopes.declaration_of(name) for name in parameters_of(function, "result")]
        return [self.evaluator.value_where_read(each, node) if each else {} for each in declared]

    def count_results(self, function: Function) -> int:
        """How many results a function declares."""
        result = function.node.child_by_field_name("result")
        if result is None:
            return 0
        if result.type != "parameter_list":
            return 1
        return sum(max(1, len(each.children_by_field_name("name"))) for each in result.named_children)

    def visit_call(self, node: Node) -> None:
        self.evaluator.value(node)
        callee, arguments = node.child_by_field_name("function"), node.child_by_field_name("arguments")
        if callee is None or arguments is None:
            return
        functions = self.evaluator.callees(callee)
        self.pointers.calls[node.id] = Call(function_around(node), functions, is_kept(node))
        for function in functions:
            self.pass_receiver(function, callee, node)
            self.pass_arguments(function, arguments.named_children, node)
        if not functions and text_of(callee) != "append":  # its new storage is drawn
            for each in arguments.named_children:
                self.pass_unknown(callee, self.evaluator.value(each), node)
            self.pass_unknown(callee, self.unknown_receiver(callee), node)

    def unknown_receiver(self, callee: Node) -> Value:
        """The address of `x` in `x.M()`, where M is no field and x no interface: M may be a method of its pointer."""
        operand, name = callee.child_by_field_name("operand"), callee.child_by_field_name("field")
        owner = self.evaluator.typing.type_of(operand) if operand else None
        if owner is None:
            return self.evaluator.value(operand)
        if name is None or owner.shape is Shape.INTERFACE or find_field(owner, text_of(name)):
            return {}
        return pointer_to(self.evaluator.places(operand))

    def pass_unknown(self, callee: Node, value: Value, call: Node) -> None:
        """Note what is passed to a function that is not in the program."""
        if self.note_unknown and any(target != OUTSIDE for targets in value.values() for target in targets):
            root = Root(Origin.CALLEE, position_of(call, self.unit.name), text_of(callee))
            self.pointers.store(Location(root), value, Making(self.unit.name, call))

    def pass_receiver(self, function: Function, callee: Node, call: Node) -> None:
        """Give a method its receiver: the operand, its address, or what it points to, as the method wants it."""
        names, operand = parameters_of(function, "receiver"), callee.child_by_field_name("operand")
        owner = self.evaluator.typing.type_of(operand) if operand else None
        if not names or operand is None or owner is None:
            return
        wants_pointer, is_pointer = function.name.startswith("(*"), owner.shape is Shape.POINTER
        if wants_pointer == is_pointer:
            value = self.evaluator.value(operand)
        elif wants_pointer:
            value = pointer_to(self.evaluator.places(operand))
        else:
            value = UNKNOWN
        self.store_parameter(function, names[0], value, call)

    def pass_arguments(self, function: Function, given: list[Node], call: Node) -> None:
        """Give a function its arguments; those beyond the last parameter go into a slice made for them."""
        names = parameters_of(function, "parameters")
        last = names[-1] if names else None
        is_variadic = last is not None and last.parent is not None and last.parent.type.startswith("variadic")
        plain = names[:-1] if is_variadic else names
        for name, argument in zip(plain, given, strict=False):
            self.store_parameter(function, name, self.evaluator.value(argument), call)
        rest = given[len(plain) :]
        if last is None or not is_variadic or not rest:
            return
        if text_of(call).rstrip(") \n\t,").endswith("..."):
            self.store_parameter(function, last, self.evaluator.value(rest[0]), call)
            return
        for index, argument in enumerate(rest):
            content = inside(self.evaluator.value(argument), f"[{index}]")
            self.store_parameter(function, last, self.evaluator.allocate(call, content), call)

    def store_parameter(self, function: Function, name: Node, value: Value, call: Node) -> None:
        """Note what a call passes for one parameter."""
        declaration = self.program.declarations.get(position_of(name, function.at.file))
        if declaration is not None:
            self.pointers.store(variable(declaration), value, Making(self.unit.name, call))

    def visit_literal(self, node: Node) -> None:
        """A composite literal or an address, wherever it stands: its storage is made there."""
        self.evaluator.value(node)

    def visit_function_literal(self, node: Node) -> None:
        self.evaluator.value(node)
        place = Location(Root(Origin.ALLOCATION, position_of(node, self.unit.name)))
        making = Making(self.unit.name, node)
        for capture in self.captures.get(node.start_byte, ()):
            step, captured = f".{capture.declaration.name}", variable(capture.declaration)
            value = pointer_to([captured]) if capture.by_reference else self.evaluator.value(capture.use)
            self.pointers.store(place, inside(value, step), making)


VISITS: dict[str, Callable[[_Walker, Node], None]] = {
    "assignment_statement": _Walker.visit_assignment,
    "short_var_declaration": _Walker.visit_assignment,
    "var_spec": _Walker.visit_var,
    "range_clause": _Walker.visit_range,
    "receive_statement": _Walker.visit_receive,
    "send_statement": _Walker.visit_send,
    "type_switch_statement": _Walker.visit_type_switch,
    "return_statement": _Walker.visit_return,
    "call_expression": _Walker.visit_call,
    "composite_literal": _Walker.visit_literal,
    "func_literal": _Walker.visit_function_literal,
}
