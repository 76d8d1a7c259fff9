"""Every error that this program raises on purpose, in one tree.

    GraderError
    ├── ConfigurationError      a setting, the bank or the machine is not as it must be
    │   ├── CatalogError        exercises or lessons have problems; carries all of them
    │   ├── ContainmentMissing  the sandbox that the operator demands does not hold here
    │   └── ToolchainError      no usable Go compiler
    │       ├── ToolchainMissing
    │       └── ToolchainUnknown
    ├── ProgramError            the Go program itself is at fault
    │   ├── ProgramRefused      not given to the compiler at all
    │   └── CompileFailed       the compiler's own complaint, with its places
    ├── NotJudged               our side: a limit, a crash, an unreadable answer; costs no attempt
    │   ├── LimitExceeded       time, memory or output
    │   ├── CompilerCrashed
    │   ├── CompilerBusy        all slots taken; try again
    │   ├── OutputNotUnderstood the compiler said something that nothing here knows
    │   └── NotMeasured         what a call costs could not be found by running it
    └── RequestError            what a person asked for can not be done
        ├── NotFound            absent, or somebody else's
        ├── AnswerInvalid       missing or foreign fields; costs no attempt
        ├── VariantNotYours     an answer to another variant of the exercise; costs no attempt
        ├── AttemptsExhausted
        ├── AssignmentClosed
        ├── ExerciseHeld        in an assignment that is open: answer it there, not in practice
        ├── AlreadyTaken        a name, code or address that exists
        ├── AlreadyAnswered     an exercise with answers cannot be taken out of its assignment
        └── LastInstructor      a course cannot be left without anybody who teaches it

Messages are written for the person who reads them: what happened, where, and what to do next.
They are caught only at the doors (web, command line).
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum, auto


class GraderError(Exception):
    """Base of all errors that this program raises on purpose."""


class ConfigurationError(GraderError):
    """A setting, the bank or the machine is not as it must be."""


class CatalogError(ConfigurationError):
    """Exercises or lessons have problems; the message lists every one of them."""


class ContainmentMissing(ConfigurationError):
    """The sandbox that the operator demands does not hold on this machine."""


class ToolchainError(ConfigurationError):
    """No usable Go compiler."""


class ToolchainMissing(ToolchainError):
    """The compiler was not found where it should be."""


class ToolchainUnknown(ToolchainError):
    """A compiler was found, of a version whose output nothing here has been checked against."""


@dataclass(frozen=True, slots=True)
class SourceMessage:
    """One complaint about a source file. Line and column are 1-based; 0 means "the file as a whole"."""

    file: str
    line: int
    column: int
    text: str

    def __str__(self) -> str:
        place = f"{self.file}:{self.line}:{self.column}" if self.line else self.file
        return f"{place}: {self.text}"


class ProgramError(GraderError):
    """The Go program itself is at fault; `messages` says where and why."""

    def __init__(self, messages: tuple[SourceMessage, ...]) -> None:
        super().__init__("\n".join(map(str, messages)))
        self.messages = messages


class ProgramRefused(ProgramError):
    """The program uses something that is not accepted from the web, and was not compiled."""


class CompileFailed(ProgramError):
    """The compiler refused the program; its messages, with their places."""


class NotJudged(GraderError):
    """No verdict for a reason that is ours, not the program's. It never costs an attempt."""


class Bound(Enum):
    """What is limited when a program is judged."""

    TIME = auto()
    MEMORY = auto()
    """And room for files."""
    OUTPUT = auto()
    """What is printed, logged or generated, and has to be read."""


class LimitExceeded(NotJudged):
    """The compiler was stopped at a limit of time, memory or output: at `bound`; None where nobody knows which."""

    def __init__(self, message: str, bound: Bound | None = None) -> None:
        super().__init__(message)
        self.bound = bound


class CompilerCrashed(NotJudged):
    """The compiler died of an error of its own."""


class CompilerBusy(NotJudged):
    """Every compiler slot is taken; trying again later may work."""


class OutputNotUnderstood(NotJudged):
    """The compiler printed a line that nothing here knows; the line is quoted in the message."""


class NotMeasured(NotJudged):
    """A call was not measured: not here, or not this one. The message begins with `not measured:` and says why."""

    def __init__(self, because: str) -> None:
        super().__init__(f"not measured: {because}")
        self.because = because


class RequestError(GraderError):
    """What a person asked for can not be done."""


class NotFound(RequestError):
    """The thing does not exist, or belongs to somebody else."""


class AnswerInvalid(RequestError):
    """An answer with missing or foreign fields. It costs no attempt."""


class VariantNotYours(RequestError):
    """The answer is to another variant of the exercise than the person is asked about. It costs no attempt."""


class AttemptsExhausted(RequestError):
    """No attempt is left for this question."""


class AssignmentClosed(RequestError):
    """The assignment does not take answers now."""


class ExerciseHeld(RequestError):
    """The exercise is in an open assignment whose verdict comes later: it is answered there, not in practice."""


class AlreadyTaken(RequestError):
    """A name, code or address that somebody already has."""


class AlreadyAnswered(RequestError):
    """An exercise of an assignment has answers, so it cannot be taken out."""


class LastInstructor(RequestError):
    """The course would be left without anybody who teaches it."""
