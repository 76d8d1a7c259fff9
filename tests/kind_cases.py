"""An exercise of the bank for every kind of question but the usual one, with answers to it and what pages then say."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from grader.catalog.kinds import QuestionKind
from tests.label_on_a_parcel import LABEL, order_of

Fields = Mapping[str, str | Sequence[str]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """One exercise of the bank, and what can be answered to it."""

    kind: QuestionKind
    slug: str
    heading: str
    right: Fields
    right_words: tuple[str, ...]
    """What the result says to it."""
    part: Fields
    part_given: str
    part_words: tuple[str, ...]
    wrong: Fields
    empty: Fields
    complaint: str
    leaks: tuple[str, ...]
    """What the page of the question must not hold."""
    answer: str
    """The right answer in the CSV."""
    answer_words: str
    """The same on a page."""
    key: str


PREDICT = Case(
    kind=QuestionKind.PREDICT,
    slug="upload-queue",
    heading="What does the compiler print about job?",
    right={"line": "  ./queue.go:13:3:  Moved to HEAP: job "},
    right_words=("Right, that is what it prints.", "1 of 1 point", "queue.go:14:12"),
    part={"line": "job escapes to heap"},
    part_given="0.4",
    part_words=("You wrote job escapes to heap .", "It prints moved to heap: job .", "has a sentence of its own"),
    wrong={"nothing": "1"},
    empty={"line": "heap"},
    complaint="This is no such line.",
    leaks=("moved to heap: job", "job escapes"),
    answer="./queue.go:13:3: Moved to HEAP: job",
    answer_words="./queue.go:13:3: Moved to HEAP: job",
    key="moved to heap: job",
)

CULPRIT = Case(
    kind=QuestionKind.CULPRIT,
    slug="login-audit",
    heading="Which line makes entry escape?",
    right={"line": "17"},
    right_words=("Right, there it gets away.", "1 of 1 point", "moved to heap: entry"),
    part={"line": "14"},
    part_given="0.4",
    part_words=(
        "A step on the way, but not the one that decides.",
        "You chose line 14 e := &entry",
        "This line decides: 17 recent = append(recent, e)",
        "Without this line nothing could point to entry",
    ),
    wrong={"line": "19"},
    empty={"line": ""},
    complaint="Choose a line.",
    leaks=("This line decides", "audit.go:17"),
    answer="17",
    answer_words="Line 17",
    key="17",
)

MARK_ALL = Case(
    kind=QuestionKind.MARK_ALL,
    slug="two-hooks",
    heading="Which variables are on the heap?",
    right={"mark": ["last@9:2", "calls@8:2"]},
    right_words=("Right, these 2 are on the heap.", "2 of 2 points", "Go says hooks.go:8:2: moved to heap: calls"),
    part={"mark": "calls@8:2"},
    part_given="1",
    part_words=("Right in part.", "You marked it.", "of 2 points", "You did not mark it. The caller is given &last"),
    wrong={"mark": ["calls@8:2", "step@10:2"]},
    empty={"mark": ""},
    complaint="Mark at least one variable.",
    leaks=("moved to heap", "You marked it."),
    answer="calls@8:2 last@9:2",
    answer_words="calls Line 8 ; last Line 9",
    key="calls@8:2 last@9:2",
)

ORDER = Case(
    kind=QuestionKind.ORDER,
    slug=LABEL,
    heading="By which steps does parcel get away?",
    right={"step": order_of("address", "field", "stored", "returned")},
    right_words=("Right, in this order it gets away.", "3 of 3 points", "moved to heap: parcel"),
    part={"step": order_of("address", "field", "returned")},
    part_given="1",
    part_words=("Right in part.", "You left out: not right It is stored in label .", "of 3 points"),
    wrong={"step": order_of("address", "copied", "field")},
    empty={"step": order_of("address")},
    complaint="Put at least two steps in order.",
    leaks=("As it happens", "This does not happen.", "pack.go:15"),
    answer="1>2>3>4",
    answer_words="The address of parcel is taken. It becomes a field of Label{...} . It is stored in label .",
    key="1>2>3>4",
)

VERSIONS = Case(
    kind=QuestionKind.VERSIONS,
    slug="widest-column",
    heading="What changed from Go 1.24 to Go 1.27?",
    right={"candidate": "make([]int, len(cells))@4:17", "before": "heap", "after": "depends"},
    right_words=("Right, that is what changed.", "1 of 1 point", "make([]int, len(cells)) does not escape"),
    part={"candidate": "make([]int, len(cells))@4:17", "before": "heap", "after": "stack"},
    part_given="0.4",
    part_words=(
        "It changed, but otherwise.",
        "It is the one that changed, but not so.",
        "GOTOOLCHAIN=go1.24.11 go build -gcflags=-m=2 columns.go",
        "GOTOOLCHAIN=go1.27.3 go build -gcflags=-m=2 columns.go",
        "what does the newer Go do instead?",
    ),
    wrong={"candidate": "none"},
    empty={"candidate": "widths@3:42", "before": "", "after": "stack"},
    complaint="Say where it lives in both versions.",
    leaks=("From release to release", "escapes to heap", "What changed:"),
    answer="make([]int, len(cells))@4:17 heap -> depends",
    answer_words="make([]int, len(cells)) Line 4 Heap → Depends",
    key="make([]int, len(cells))@4:17 heap -> depends",
)

COUNT = Case(
    kind=QuestionKind.COUNT,
    slug="relay-race",
    heading="How many heap allocations does Race(4) make?",
    right={"count": " 2 "},
    right_words=("Right, counted exactly.", "1 of 1 point", "runtime.makechan"),
    part={"count": "4"},
    part_given="0.4",
    part_words=(
        "It allocates, but not so often.",
        "You wrote 4.",
        "Race(4) makes 2 heap allocations.",
        "A channel and its buffer are one object",
    ),
    wrong={"count": "0"},
    empty={"count": "two"},
    complaint="Write a whole number from 0 to 99.",
    leaks=("What allocates, and what only may", "heap allocations.", "runtime.makechan"),
    answer="2",
    answer_words="2",
    key="2",
)

FIX_IT = Case(
    kind=QuestionKind.FIX_IT,
    slug="numbers-of-the-queue",
    heading="Edit the program so that last is on the heap.",
    right={"part1": "\t\tlast++\r\n\t\treturn last\r\n"},
    right_words=("Right, now it is on the heap.", "1 of 1 point", "moved to heap: last", "added: last++"),
    part={"part1": "\t\tnumber := last + 1\n\t\treturn number"},
    part_given="0",
    part_words=(
        "This edit does not do it.",
        "last (line 5) is still not on the heap.",
        "The function only reads last",
        "An edit that does it",
        "added: last++",
    ),
    wrong={"part1": "\t\treturn last + 1"},
    empty={"part1": "\t\tnumber := last\n\t\tnumber++\n\t\treturn number\n"},
    complaint="Nothing is edited yet.",
    leaks=("An edit that does it", "last++", "moved to heap"),
    answer="last++ ⏎ return last",
    answer_words="+ last++ + return last",
    key="heap",
)

CASES = (PREDICT, CULPRIT, MARK_ALL, ORDER, VERSIONS, COUNT, FIX_IT)
