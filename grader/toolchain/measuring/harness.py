"""What is added to a program so that its calls can be measured.

The function under test is called through a package-level variable: called by its name it could be inlined into the
code that measures, where its variables may live elsewhere. Results are dropped: what such a call gives back cannot be
optimised away, and nothing makes it escape. Arguments that have to be made are made once, in variables of their own.

The lines stand at the end of one of the program's files: there they see what that file imports, and every line of the
program keeps its number.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from grader.errors import SourceMessage
from grader.escape.syntax.tree import parse_go, text_of
from grader.escape.values import Place, Position, SourceFile, Verdict
from grader.toolchain.measuring.calls import CALL_FILE, Argument, Call

_NAME = "graderCall"


@dataclass(frozen=True, slots=True, kw_only=True)
class _Piece:
    """Part of a generated line that the author wrote."""

    line: int
    """Line of the file."""
    start: int
    """Where it begins there, in bytes from 0."""
    origin: int
    """Where it begins in the call."""
    call: int
    """Which of the calls."""
    argument: Argument | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Harness:
    """A program that can be measured: its files, one of them with more lines than the author wrote."""

    files: tuple[SourceFile, ...]
    calls: tuple[Call, ...]
    file: str
    """The file with the further lines."""
    pieces: tuple[_Piece, ...]
    call_lines: tuple[int, ...]
    """For each call, the line on which it is made."""

    def blame(self, message: SourceMessage) -> SourceMessage:
        """Give a complaint about a generated line its place in the call: `call:1:5: …`."""
        if message.file != self.file or message.line < min(piece.line for piece in self.pieces):
            return message
        column, text = message.column - 1, self._in_words_of_the_author(message.text)
        before = [each for each in self.pieces if each.line == message.line and each.start <= column]
        if not before:
            return SourceMessage(CALL_FILE, 1, 1, text)
        piece = before[-1]
        name = CALL_FILE if len(self.calls) == 1 else f"{CALL_FILE} {piece.call + 1}"
        return SourceMessage(name, 1, column - piece.start + piece.origin + 1, text)

    def _in_words_of_the_author(self, text: str) -> str:
        """Put what the author wrote in the place of generated names."""

        def written(match: re.Match[str]) -> str:
            call, argument = self.calls[int(match["call"])], match["argument"]
            return (call.arguments[int(argument)].text if argument else call.callee).decode()

        return re.sub(rf"{_NAME}(?P<call>\d+)(?:Callee|Argument(?P<argument>\d+))", written, text)

    def find_change(self, plain: Verdict, measured: Verdict) -> str:
        """Find what the compiler decides otherwise, or copies into the code that measures; empty when nothing is."""
        now = _places_in(measured)
        for (at, what), place in _places_in(plain).items():
            if place is not Place.UNKNOWN and now.get((at, what)) is not place:
                return f"{what} at {at}"
        for variable in measured.variables:
            if any((at.file, at.line) in self._call_places for copy in variable.copies for at in copy.at):
                return f"{variable.name} at {variable.at}"
        return ""

    @property
    def _call_places(self) -> set[tuple[str, int]]:
        return {(self.file, line) for line in self.call_lines}

    def find_escaping_argument(self, index: int, measured: Verdict) -> str:
        """Find what a call through a variable would make on the heap, to be passed; empty when there is nothing."""
        line = self.call_lines[index]
        here = [each for each in measured.allocations if (each.at.file, each.at.line) == (self.file, line)]
        constants = [each for each in self.pieces if each.line == line and each.argument and each.argument.is_constant]
        for each in here:
            is_constant = any(piece.start == each.at.column - 1 for piece in constants)
            if each.place in {Place.HEAP, Place.DEPENDS} and not is_constant:
                return self._in_words_of_the_author(each.expression)
        return ""


def make_harness(files: Sequence[SourceFile], calls: Sequence[Call]) -> Harness:
    """Add the lines that make the calls."""
    index = _home(files, calls)
    home = files[index]
    first = home.text.count(b"\n") + 2  # the lines begin after an end of line that ends whatever stood there
    lines: list[bytes] = []
    pieces: list[_Piece] = []
    call_lines: list[int] = []
    for number, call in enumerate(calls):
        for text, of_author in _lines_of(number, call):
            pieces += [replace(piece, line=first + len(lines)) for piece in of_author]
            lines.append(text)
        call_lines.append(first + len(lines) - 1)
    listed = b", ".join(b"%s%d" % (_NAME.encode(), number) for number in range(len(calls)))
    lines.append(b"var GraderCalls = []func(){%s}" % listed)
    added = SourceFile(home.name, b"\n".join([home.text, *lines, b""]))
    return Harness(
        files=(*files[:index], added, *files[index + 1 :]),
        calls=tuple(calls),
        file=home.name,
        pieces=tuple(pieces),
        call_lines=tuple(call_lines),
    )


def _home(files: Sequence[SourceFile], calls: Sequence[Call]) -> int:
    """Choose the file that declares what is called first: there its imports are known; else the first file."""
    wanted = {call.function for call in calls} - {""}
    for index, file in enumerate(files):
        nodes = [node.child_by_field_name("name") for node in parse_go(file.text).root_node.named_children]
        if any(node is not None and text_of(node) in wanted for node in nodes):
            return index
    return 0


def _lines_of(number: int, call: Call) -> Iterator[tuple[bytes, list[_Piece]]]:
    """Yield the generated lines of one call, the last of which makes it, with the author's parts in each."""
    name = _NAME.encode() + b"%d" % number
    start = b"var %sCallee = " % name
    yield start + call.callee, [_piece(start, 0, number)]
    line, pieces = b"func %s() { %sCallee(" % (name, name), []
    for index, argument in enumerate(call.arguments):
        text = argument.text
        if argument.is_made_before:
            variable = b"%sArgument%d" % (name, index)
            start = b"var %s = " % variable
            yield start + argument.text, [_piece(start, argument.start, number)]
            text = variable
        line += b", " if index else b""
        pieces.append(_piece(line, argument.start, number, argument))
        line += text + (b"..." if argument.is_spread else b"")
    yield line + b") }", pieces


def _piece(before: bytes, origin: int, call: int, argument: Argument | None = None) -> _Piece:
    return _Piece(line=0, start=len(before), origin=origin, call=call, argument=argument)


def _places_in(verdict: Verdict) -> dict[tuple[Position, str], Place]:
    variables = {(each.at, each.name): each.place for each in verdict.variables}
    return variables | {(each.at, each.expression): each.place for each in verdict.allocations}
