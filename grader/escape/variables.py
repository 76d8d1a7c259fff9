"""Where each declared variable lives: its own body first, copies beside it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from grader.escape.diagnostics import Diagnostics, Message
from grader.escape.instances import Instances
from grader.escape.join import DeclarationIndex, Functions, is_blank, moves_by_declaration, rows_by_declaration
from grader.escape.storage import Storage, StorageRow
from grader.escape.syntax.declarations import Declaration
from grader.escape.values import Cause, Copy, Kind, Place, Reason, VariableVerdict


def judge_variables(
    declarations: Sequence[Declaration], storage: Storage, diagnostics: Diagnostics, instances: Instances
) -> tuple[VariableVerdict, ...]:
    """Say of every declared variable where it lives, in the order of the declarations."""
    index = DeclarationIndex(declarations)
    rows = rows_by_declaration(index, storage)
    moves = moves_by_declaration(index, diagnostics)
    own = [each for each, found in rows.items() if any(row.is_own for row in found)]
    functions = Functions(storage, diagnostics, own)
    verdicts = (_judge(each, rows.get(each, []), moves.get(each), functions) for each in declarations)
    return tuple(
        replace(verdict, copies=_copies(declaration, rows.get(declaration, []), instances))
        for declaration, verdict in zip(declarations, verdicts, strict=True)
    )


def _judge(
    declaration: Declaration, rows: Sequence[StorageRow], move: Message | None, functions: Functions
) -> VariableVerdict:
    if declaration.kind is Kind.PACKAGE:
        return VariableVerdict(
            name=declaration.name, at=declaration.at, function="", kind=Kind.PACKAGE, place=Place.STATIC
        )
    place = _place(declaration, rows, move, functions)
    return VariableVerdict(
        name=declaration.name,
        at=declaration.at,
        function=functions.name_of(declaration),
        kind=declaration.kind,
        place=place,
        causes=(Cause(reason=Reason.REVIEW),) if _is_contradicted(rows, move) else (),
        type=rows[0].type if rows else "",
        line=_line(place, rows, move),
        unknown_because=_why_unknown(declaration, functions) if place is Place.UNKNOWN else "",
    )


def _place(declaration: Declaration, rows: Sequence[StorageRow], move: Message | None, functions: Functions) -> Place:
    """Decide by the function's own body; for generic code, and where no own body exists, heap if any copy is.

    A function literal that is inlined wherever it is called is analysed on its own first, and only then dropped:
    `moved to heap` is then all that is left of its own body. A parameter that the body never mentions has no row; it
    stays on the stack, since only its size could move it, and that is said in a `moved to heap`.
    """
    own = [row for row in rows if row.is_own]
    if move is not None or any(row.is_heap for row in (rows if declaration.is_generic else own or rows)):
        return Place.HEAP
    if rows or functions.is_silence_stack(declaration):
        return Place.STACK
    return Place.UNKNOWN


def _is_contradicted(rows: Iterable[StorageRow], move: Message | None) -> bool:
    """Tell whether the dump of storage and the message of the own body disagree."""
    own = [row for row in rows if row.is_own]
    return bool(own) and any(row.is_heap for row in own) != (move is not None)


def _line(place: Place, rows: Sequence[StorageRow], move: Message | None) -> str:
    """Quote the line that shows the place best."""
    if move is not None:
        return move.line
    shown = [row.line for row in rows if row.is_heap == (place is Place.HEAP)]
    return shown[0] if shown else ""


def _copies(declaration: Declaration, rows: Sequence[StorageRow], instances: Instances) -> tuple[Copy, ...]:
    """List what else became of the variable: clauses of its type switch, instances of its function, inlined copies."""
    several = [row for row in rows if row.is_own] if declaration.clauses or declaration.is_generic else []
    inlined = [row for row in rows if not row.is_own]
    where = "clause" if declaration.clauses else "instance"
    copies = [_copy(row, where, declaration, instances) for row in several]
    copies += [_copy(row, "inlined", declaration, instances) for row in inlined]
    return tuple(dict.fromkeys(copies))


def _copy(row: StorageRow, where: str, declaration: Declaration, instances: Instances) -> Copy:
    at = row.chain[:-1] if where == "inlined" else row.chain[-1:] if where == "clause" else ()
    body = instances.find_body(row.function, row.chain, declaration.function) if declaration.is_generic else ""
    return Copy(
        place=Place.HEAP if row.is_heap else Place.STACK,
        where=where,
        at=at,
        instance=row.type,
        function=body,
        instantiations=instances.find_instantiations(body),
        line=row.line,
    )


def _why_unknown(declaration: Declaration, functions: Functions) -> str:
    if is_blank(declaration.function):
        return "the compiler never compiles a function named _"
    if functions.is_compiled(declaration):
        return "dead code: the compiler removed the statement that declares it"
    if declaration.is_generic:
        return "generic code that this program never instantiates"
    return "a function literal that is never compiled, since nothing can reach it"
