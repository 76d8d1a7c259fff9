"""The flow as a list: for each step one plain sentence, and the compiler's own line."""

from __future__ import annotations

from dataclasses import dataclass

from grader.escape.values import Derivation, Position, Step
from grader.picture.hops import number_steps

Sentence = tuple[str, str]
"""English and Chinese. `{expression}` is the step's expression; `{name}`, `{value}` and `{callee}` are parts of it."""

SENTENCES: dict[str, Sentence] = {
    "address-of": ("The address of `{value}` is taken.", "取 `{value}` 的地址。"),
    "reference": (
        "The closure works on `{expression}` itself, not on a copy: it holds its address.",
        "闭包使用的是 `{expression}` 本身而不是副本：闭包里存着它的地址。",
    ),
    "captured by a closure": ("A function literal captures `{expression}`.", "函数字面量捕获了 `{expression}`。"),
    "spill": (
        "`{expression}` has storage of its own, and a pointer to that storage goes on.",
        "`{expression}` 有自己的存储空间，继续传递的是指向这块空间的指针。",
    ),
    "call parameter": ("It is passed in the call `{expression}`.", "它作为实参传入调用 `{expression}`。"),
    "callee operand": ("It is what the call `{expression}` calls.", "调用 `{expression}` 所调用的正是它。"),
    "return": ("It is returned: `{expression}`.", "它被返回：`{expression}`。"),
    "assign": ("It is stored in `{name}`.", "它被存入 `{name}`。"),
    "assign-pair": (
        "It is stored by the assignment `{expression}`.",
        "它经由赋值 `{expression}` 存入变量。",
    ),
    "assign-pair-dot-type": (
        "A type assertion takes it out of an interface: `{expression}`.",
        "类型断言把它从接口中取出：`{expression}`。",
    ),
    "assign-pair-receive": ("It is received from a channel: `{expression}`.", "它从通道中被接收：`{expression}`。"),
    "assign-pair-mapr": ("It is read from a map: `{expression}`.", "它从 map 中被读出：`{expression}`。"),
    "assign-pair-func-call": (
        "It is one of the results of the call in `{expression}`.",
        "它是 `{expression}` 中调用的结果之一。",
    ),
    "range": ("The loop takes it out, one element after the other.", "循环逐个元素地把它取出。"),
    "range-deref": (
        "The loop takes it out of the array, through a pointer.",
        "循环通过指针把它从数组中取出。",
    ),
    "send": ("It is sent on a channel: `{expression}`.", "它被发送到通道：`{expression}`。"),
    "key of map put": ("It becomes a key of a map: `{expression}`.", "它成为 map 的键：`{expression}`。"),
    "map literal key": ("It becomes a key of the map `{expression}`.", "它成为 map `{expression}` 的键。"),
    "map literal value": ("It becomes a value in the map `{expression}`.", "它成为 map `{expression}` 的值。"),
    "struct literal element": ("It becomes a field of `{expression}`.", "它成为 `{expression}` 的一个字段。"),
    "array literal element": ("It becomes an element of `{expression}`.", "它成为 `{expression}` 的一个元素。"),
    "slice-literal-element": ("It becomes an element of `{expression}`.", "它成为 `{expression}` 的一个元素。"),
    "dot": ("The field is selected: `{expression}`.", "选取字段：`{expression}`。"),
    "dot of pointer": (
        "The field is selected through a pointer: `{expression}`.",
        "通过指针选取字段：`{expression}`。",
    ),
    "fixed-array-index-of": (
        "An element of the array is selected: `{expression}`.",
        "选取数组的一个元素：`{expression}`。",
    ),
    "slice": ("It is sliced: `{expression}`.", "对它切片：`{expression}`。"),
    "slice-to-array": ("The slice is turned into an array: `{expression}`.", "切片被转换为数组：`{expression}`。"),
    "indirection": ("What the pointer points to is read: `{expression}`.", "读取指针指向的内容：`{expression}`。"),
    "interface-converted": (
        "It is put into an interface value: `{expression}`.",
        "它被装入接口值：`{expression}`。",
    ),
    "switch case": ("A type switch takes it out of the interface.", "类型 switch 把它从接口中取出。"),
    "appendee slice": ("It is the slice that `{expression}` extends.", "它是 `{expression}` 所扩展的切片。"),
    "appended slice...": ("Its elements are appended: `{expression}`.", "它的元素被追加：`{expression}`。"),
    "copied slice": ("Its elements are copied: `{expression}`.", "它的元素被复制：`{expression}`。"),
    "conversion to unsafe.Pointer": (
        "It is turned into an `unsafe.Pointer`: `{expression}`.",
        "它被转换为 `unsafe.Pointer`：`{expression}`。",
    ),
    "reflect.Header.Data": (
        "It becomes the data pointer of a slice or string header: `{expression}`.",
        "它成为切片或字符串头部的数据指针：`{expression}`。",
    ),
    "//go:uintptrescapes": (
        "The called function is marked `//go:uintptrescapes`: `{expression}`.",
        "被调用的函数带有 `//go:uintptrescapes` 标记：`{expression}`。",
    ),
    "too large for stack": (
        "`{expression}` is too large for the stack.",
        "`{expression}` 太大，放不进栈。",
    ),
    "too aligned for stack": (
        "`{expression}` must be aligned more strictly than the stack can.",
        "`{expression}` 的对齐要求超出了栈所能满足的范围。",
    ),
    "zero-sized element": (
        "The elements of `{expression}` have size zero.",
        "`{expression}` 的元素大小为零。",
    ),
    "non-constant size": (
        "The size of `{expression}` is not known when it is compiled.",
        "`{expression}` 的大小在编译时未知。",
    ),
    "": ("It goes on as `{expression}`.", "它以 `{expression}` 的形式继续传递。"),
}
"""The compiler's notes, from the `note` calls and heap reasons in cmd/compile/internal/escape."""
UNKNOWN_NOTE: Sentence = ("Step: `{expression}` ({why}).", "步骤：`{expression}`（{why}）。")


@dataclass(frozen=True, slots=True, kw_only=True)
class PlainStep:
    """One item of the list."""

    number: int
    sentence: str
    """With inline code in `backticks`."""
    line: str
    """As the compiler prints it: `from &u (address-of) at open.go:18:22`."""
    at: Position


def plain_steps(derivation: Derivation, language: str) -> tuple[PlainStep, ...]:
    """Say each step of a derivation in a plain sentence, `en` or `zh`."""
    return tuple(
        PlainStep(
            number=hop.number,
            sentence=sentence_of(hop.step, language),
            line=compiler_line(hop.step),
            at=hop.step.at,
        )
        for hop in number_steps(derivation)
    )


def sentence_of(step: Step, language: str) -> str:
    """Say one step; a note that nothing here knows is shown as the compiler wrote it."""
    sentence = SENTENCES.get(step.why, UNKNOWN_NOTE)[language.startswith("zh")]
    code = step.expression.replace("`", "'")
    return sentence.format(expression=code, value=code.removeprefix("&"), name=left_side(code), why=step.why)


def left_side(assignment: str) -> str:
    """What an assignment assigns to; the whole text when it is none."""
    for operator in (" := ", " = ", " += "):
        if operator in assignment:
            return assignment.split(operator, maxsplit=1)[0]
    return assignment


def compiler_line(step: Step) -> str:
    """Write a step as the compiler does."""
    note = f" ({step.why})" if step.why else ""
    return f"from {step.expression}{note} at {step.at}"
