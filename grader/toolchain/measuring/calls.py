"""The calls that an author names: `Open("ada")`, taken apart by Go's grammar."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from tree_sitter import Node

from grader.errors import ProgramRefused, SourceMessage
from grader.escape.syntax.tree import descendants, parse_go, text_of
from grader.escape.values import SourceFile

CALL_FILE = "call"
"""What messages call the text of a call, as if it were a file."""

_BEFORE = b"package p\n\nvar _ = "
_MADE = frozenset(
    {"call_expression", "type_conversion_expression", "composite_literal", "func_literal", "binary_expression"}
)
"""Arguments that hold one of these, and are no constants, are made once, before the calls that are measured."""

_CONSTANT = frozenset(
    {
        *("true", "false", "nil", "int_literal", "float_literal", "imaginary_literal", "rune_literal"),
        *("interpreted_string_literal", "interpreted_string_literal_content", "escape_sequence"),
        *("raw_string_literal", "raw_string_literal_content"),
        *("unary_expression", "binary_expression", "parenthesized_expression"),
    }
)
"""What constants without a name are written of."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Argument:
    """One argument of a call."""

    text: bytes
    start: int
    """Where it begins in the call, in bytes from 0."""
    is_made_before: bool
    """True for what has to be made: the call is measured, not the making of what it is given."""
    is_spread: bool
    """True for `xs...`."""
    is_constant: bool
    """True for a number, a text, `nil` and the like: boxing it allocates nothing."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Call:
    """A call: the outermost one of an expression."""

    text: str
    callee: bytes
    """What is called, all that stands before its arguments: `Open`, `Map[int]`, `store.Put`."""
    arguments: tuple[Argument, ...]

    @property
    def function(self) -> str:
        """The name of the function where the callee is but a name, perhaps with type arguments; else empty."""
        name = self.callee.partition(b"[")[0].decode()
        return name if name.isidentifier() else ""


def parse_call(text: str) -> Call:
    """Take a call apart. Raises ProgramRefused, which says where it is not a call."""
    tree = parse_go(_BEFORE + text.encode() + b"\n")
    variable = tree.root_node.named_children[-1]
    values = next((each for each in descendants(variable) if each.type == "expression_list"), None)
    if "\n" in text or tree.root_node.has_error or values is None or len(tree.root_node.named_children) != 2:
        raise _refused("this is no Go expression in one line")
    if len(values.named_children) != 1 or values.end_byte != len(_BEFORE) + len(text.encode()):
        raise _refused("this is more than one expression")
    return _take_apart(text, values.named_children[0])


def list_plain_calls(files: Iterable[SourceFile]) -> tuple[Call, ...]:
    """List a call of every function of the package that needs no arguments, in the order of the source.

    Left out are methods, `init`, and functions with type parameters.
    """
    names = [name for file in files for name in _plain_functions(file)]
    return tuple(Call(text=f"{name}()", callee=name.encode(), arguments=()) for name in names)


def _plain_functions(file: SourceFile) -> Iterator[str]:
    for node in parse_go(file.text).root_node.named_children:
        name, parameters = node.child_by_field_name("name"), node.child_by_field_name("parameters")
        if node.type != "function_declaration" or name is None or parameters is None:
            continue
        needs_something = any(each.type == "parameter_declaration" for each in parameters.named_children)
        has_type_parameters = node.child_by_field_name("type_parameters") is not None
        if not needs_something and not has_type_parameters and text_of(name) not in {"init", "_"}:
            yield text_of(name)


def _take_apart(text: str, node: Node) -> Call:
    match node.type:
        case "call_expression":
            part = node.child_by_field_name("arguments")
            arguments = part.named_children if part else []
            end = part.start_byte if part else node.end_byte
        case "type_conversion_expression":  # what `Sum[int](1)` looks like, too
            kind, operand = node.child_by_field_name("type"), node.child_by_field_name("operand")
            arguments = [operand] if operand else []
            end = kind.end_byte if kind else node.end_byte
        case _:
            raise _refused("this is no call: a name and its arguments in parentheses")
    return Call(
        text=text,
        callee=text.encode()[: end - len(_BEFORE)],
        arguments=tuple(_argument(each) for each in arguments if each.type != "comment"),
    )


def _argument(node: Node) -> Argument:
    is_spread = node.type == "variadic_argument"
    value = node.named_children[0] if is_spread else node
    kinds = {each.type for each in (value, *descendants(value))}
    return Argument(
        text=value.text or b"",
        start=value.start_byte - len(_BEFORE),
        is_made_before=bool(kinds & _MADE) and not kinds <= _CONSTANT,
        is_spread=is_spread,
        is_constant=kinds <= _CONSTANT,
    )


def _refused(what: str) -> ProgramRefused:
    return ProgramRefused((SourceMessage(CALL_FILE, 1, 1, f'{what}. Write for example `Open("ada")`.'),))
