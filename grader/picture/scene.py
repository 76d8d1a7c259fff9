"""From a program and its verdict to a scene: every variable where the compiler put it, every pointer that it makes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from grader.escape.syntax.functions import Function
from grader.escape.values import Derivation, Place, Position, SourceFile, Verdict
from grader.picture.drafts import DraftWire, Store, draft_wires, draw_rows, is_allowed, position_of_wire
from grader.picture.flow_wires import is_passed_on_flow, number_wires
from grader.picture.focus import focus
from grader.picture.hops import number_steps
from grader.picture.locations import Origin, Pointers, Root
from grader.picture.memory import Box, Cell, Frame, Role, Row, Scene, Wire
from grader.picture.pointers import find_pointers
from grader.picture.program import Program
from grader.picture.storage_rows import CODE
from grader.picture.stores import StoreFinder


def build_scene(files: Sequence[SourceFile], verdict: Verdict, asked: Position | None) -> Scene:
    """Build the picture of a program. `asked` is the position of a variable or allocation of the verdict, or None.

    Every variable of the verdict is in exactly one region; of too many for one picture, those that have to do with what
    is asked. The program is not run: a pointer is drawn when a statement makes it, whenever that statement would run.
    """
    program = Program.read(tuple(files), verdict)
    pointers = find_pointers(program)
    stores = StoreFinder(program, pointers, asked).find_all()
    derivation = derivation_of(verdict, asked)
    wires = [wire for wire in draft_wires(stores, pointers) if is_allowed(wire)]
    asked_root = next((root for root, store in stores.items() if store.is_asked), None)
    numbered = number_wires(wires, derivation, asked_root, pointers.calls) if asked_root else {}
    whole = shown_roots(stores, wires, numbered)
    shown = focus(stores, whole, wires, numbered, asked_root) if asked_root else whole
    scene = _Drawing(program, pointers, wires, numbered, shown).scene(stores, derivation, asked_root)
    return replace(scene, left_out=len(whole - shown))


def derivation_of(verdict: Verdict, asked: Position | None) -> Derivation:
    """The explained path of what is asked."""
    variable = next((each for each in verdict.variables if each.at == asked), None)
    allocation = next((each for each in verdict.allocations if each.at == asked), None)
    judged = variable or allocation
    return judged.derivation if judged else ()


def shown_roots(
    stores: dict[Root, Store], wires: Sequence[DraftWire], numbered: dict[int, tuple[int, ...]]
) -> set[Root]:
    """Choose the storage to draw: all variables, and whatever else is linked to them."""
    shown = {root for root, store in stores.items() if store.is_variable or store.is_asked}
    holders = {Origin.RESULT, Origin.ELSEWHERE, Origin.CALLEE}
    links = [wire for wire in wires if is_passed_on_flow(wire.source.root, wires, numbered)]
    while True:
        reached = {wire.target.root for wire in links if wire.source.root in shown}
        holding = {wire.source.root for wire in links if wire.source.root.origin in holders}
        closures = {wire.source.root for wire in links if wire.source.rows[0].name == CODE}
        if shown >= reached | holding | closures:
            return shown
        shown |= reached | holding | closures


@dataclass(frozen=True)
class _Drawing:
    """What the parts of a scene are made from."""

    program: Program
    pointers: Pointers
    all_wires: list[DraftWire]
    numbered: dict[int, tuple[int, ...]]
    shown: set[Root]

    def scene(self, stores: dict[Root, Store], derivation: Derivation, asked: Root | None) -> Scene:
        """Put the regions together."""
        drawn = [store for root, store in stores.items() if root in self.shown]
        asked_store = stores[asked] if asked else None
        return Scene(
            frames=(*self.outside_frames(drawn), *self.frames(drawn)),
            heap=tuple(self.box(each) for each in drawn if each.place in {Place.HEAP, Place.DEPENDS}),
            package=tuple(self.cell(each) for each in drawn if each.place is Place.STATIC),
            unknown=tuple(self.cell(each) for each in drawn if each.place is Place.UNKNOWN),
            wires=self.wires(),
            hops=number_steps(derivation),
            asked=(asked_store.name or asked_store.type) if asked_store else "",
        )

    def wires(self) -> tuple[Wire, ...]:
        """The pointers between what is drawn."""
        return tuple(
            Wire(
                source=wire.source.row_id(wire.row),
                target=wire.target.id,
                at=position_of_wire(wire),
                hops=self.numbered.get(i, ()),
            )
            for i, wire in enumerate(self.all_wires)
            if wire.source.root in self.shown and wire.target.root in self.shown
        )

    def rows(self, store: Store) -> tuple[Row, ...]:
        """The words of a piece of storage."""
        drawn = [wire for wire in self.all_wires if wire.target.root in self.shown]
        return draw_rows(store, drawn, self.pointers)

    def cell(self, store: Store) -> Cell:
        """A variable, or storage in a frame."""
        return Cell(
            id=store.id,
            name=store.name or store.type,
            type=store.type if store.name else "",
            rows=self.rows(store),
            at=store.root.at if store.is_variable else None,
            is_expression=store.root.origin is Origin.ALLOCATION,
            is_copy=store.is_copy,
            is_asked=store.is_asked,
        )

    def box(self, store: Store) -> Box:
        """Storage on the heap."""
        return Box(
            id=store.id,
            name=store.name,
            type=store.type,
            cells=tuple(fields_of(store, self.rows(store))),
            size=store.size,
            at=store.root.at,
            is_variable=store.is_variable,
            is_copy=store.is_copy,
            is_asked=store.is_asked,
            depends=store.place is Place.DEPENDS,
        )

    def outside_frames(self, drawn: Sequence[Store]) -> Iterator[Frame]:
        """What the caller holds, and what storage of unknown place holds."""
        results = [each for each in drawn if each.root.origin is Origin.RESULT]
        elsewhere = [each for each in drawn if each.root.origin in {Origin.ELSEWHERE, Origin.CALLEE}]
        for role, stores in ((Role.CALLER, results), (Role.OUTSIDE, elsewhere)):
            if stores:
                yield Frame(id=role.value, name="", role=role, cells=tuple(self.cell(each) for each in stores))

    def frames(self, drawn: Sequence[Store]) -> Iterator[Frame]:
        """The frames of the program's functions, caller above callee, each with what the compiler left in it."""
        here = [each for each in drawn if each.place is Place.STACK and not is_outside(each)]
        for number, function in enumerate(self.functions_in_order()):
            cells = tuple(self.cell(each) for each in here if each.function == function.name)
            if cells:
                yield self.frame(function, f"f{number}", cells)
        known = self.program.functions_by_name
        rest = tuple(self.cell(each) for each in here if each.function not in known)
        if rest:
            yield Frame(id="f", name="init", role=Role.FUNCTION, cells=rest)

    def frame(self, function: Function, frame_id: str, cells: tuple[Cell, ...]) -> Frame:
        """One function's frame; a literal's is named by the function around it and its line."""
        if function.node.type != "func_literal":
            return Frame(id=frame_id, name=function.name, role=Role.FUNCTION, cells=cells)
        outer = function.name.split(".func", maxsplit=1)[0]
        return Frame(id=frame_id, name=f"{outer}:{function.at.line}", role=Role.LITERAL, cells=cells)

    def functions_in_order(self) -> list[Function]:
        """Callers before callees: from those that nothing calls along the calls, literals after what is around them.

        A method that nothing calls by its name is called through an interface, if at all: such methods come last.
        """
        below = self.callees()
        called = {callee.name for name, callees in below.items() for callee in callees if callee.name != name}
        order: dict[str, Function] = {}
        starts = [each for each in self.program.functions if each.name not in called]
        starts.sort(key=lambda each: each.node.type == "method_declaration")
        waiting = [*reversed(self.program.functions), *reversed(starts)]
        while waiting:
            function = waiting.pop()
            if function.name not in order:
                order[function.name] = function
                waiting.extend(reversed(below.get(function.name, [])))
        return list(order.values())

    def callees(self) -> dict[str, list[Function]]:
        """What each function calls, then the literals inside it."""
        below: dict[str, list[Function]] = {}
        nodes = self.program.functions_by_node
        for call in self.pointers.calls.values():
            caller = nodes.get(call.caller.id) if call.caller is not None else None
            if caller is not None:
                below.setdefault(caller.name, []).extend(call.callees)
        for function in self.program.functions:
            if function.node.type == "func_literal":
                below.setdefault(function.name.rpartition(".")[0], []).append(function)
        return below


def is_outside(store: Store) -> bool:
    """Tell whether storage belongs to no function of the program."""
    return store.root.origin in {Origin.RESULT, Origin.ELSEWHERE, Origin.CALLEE}


def fields_of(store: Store, rows: Sequence[Row]) -> Iterator[Cell]:
    """The rows of a heap box, the name of a field beside its first word."""
    before = ""
    for index, (row, planned) in enumerate(zip(rows, store.rows, strict=True)):
        shown = replace(row, label=planned.text, note=planned.note)
        yield Cell(
            id=f"{store.id}-{index}", name=planned.name if planned.name != before else "", type="", rows=(shown,)
        )
        before = planned.name
