"""Where "escapes" and "allocates" part ways, and why, as sentences for people."""

from __future__ import annotations

from enum import StrEnum
from typing import Literal


class Parting(StrEnum):
    """Why the generated code allocates otherwise than the place of a subject suggests."""

    CONSTANT = "constant"
    SMALL_VALUE = "small value"
    SMALL_INTEGER = "small integer"
    EMPTY = "empty"
    ZERO_SIZE = "zero size"
    STATIC_FUNCTION = "static function"
    DEAD_CODE = "dead code"
    NO_COPY = "no copy"
    STRING_BUFFER = "string buffer"
    CHARACTER = "character"
    SLICE_BUFFER = "slice buffer"
    APPEND_GROWS = "append grows"
    MAP_GROWS = "map grows"
    CHANNEL = "channel"
    MERGED = "merged"
    COPIES_ONLY = "copies only"
    UNASSIGNED = "unassigned"
    """No certain answer: it may be one of the calls that are listed as unassigned."""


_SENTENCES: dict[Parting, tuple[str, str]] = {
    Parting.CONSTANT: (
        "It escapes, but nothing is allocated: the value is a constant, and the interface points to read-only data.",
        "它逃逸了，但没有分配：这个值是常量，接口直接指向只读数据。",
    ),
    Parting.SMALL_VALUE: (
        "It escapes, but nothing is allocated: the interface points to one of the 256 bytes that the runtime keeps.",
        "它逃逸了，但没有分配：单字节的 256 个值运行时都备好了，接口指向其中一个。",
    ),
    Parting.SMALL_INTEGER: (
        "Boxing an integer below 256 allocates nothing: the runtime keeps these values.",
        "把小于 256 的整数放进接口不分配：运行时备好了这些值。",
    ),
    Parting.EMPTY: (
        "Boxing an empty string or a nil slice allocates nothing.",
        "把空字符串或 nil 切片放进接口不分配。",
    ),
    Parting.ZERO_SIZE: (
        "It escapes, but nothing is allocated: a value of size zero needs no storage.",
        "它逃逸了，但没有分配：大小为零的值不需要存储。",
    ),
    Parting.STATIC_FUNCTION: (
        "It escapes, but nothing is allocated: the function captures nothing, so it exists once, in read-only data.",
        "它逃逸了，但没有分配：这个函数没有捕获变量，只在只读数据里存一份。",
    ),
    Parting.DEAD_CODE: (
        "It escapes, but nothing is allocated: no instruction is left of this line, since nothing can reach or use it.",
        "它逃逸了，但没有分配：这一行永远到达不了或没有用处，没有留下任何指令。",
    ),
    Parting.NO_COPY: (
        "Nothing is allocated: the bytes are only read, so the conversion makes no copy.",
        "没有分配：字节只被读取，转换时不复制。",
    ),
    Parting.STRING_BUFFER: (
        "It allocates only if the result is longer than the buffer on the stack: 32 bytes, or 32 runes.",
        "只有结果超出栈上的缓冲区（32 字节，或 32 个 rune）时才分配。",
    ),
    Parting.CHARACTER: (
        "Nothing is allocated: a string of one character always fits the 4-byte buffer on the stack.",
        "没有分配：单个字符的字符串总能放进栈上的 4 字节缓冲区。",
    ),
    Parting.SLICE_BUFFER: (
        "It allocates only if the elements need more than the small buffer on the stack.",
        "只有元素超出栈上的小缓冲区时才分配。",
    ),
    Parting.APPEND_GROWS: (
        "`append` allocates only if the capacity does not suffice.",
        "只有容量不够时 `append` 才分配。",
    ),
    Parting.MAP_GROWS: (
        "The map begins on the stack, with room for 8 entries; more of them are allocated on the heap.",
        "这个 map 起初在栈上，可放 8 个条目；更多的条目在堆上分配。",
    ),
    Parting.CHANNEL: (
        "It always allocates: escape analysis says nothing of channels, and the runtime makes each on the heap.",
        "总会分配：逃逸分析不谈通道，运行时总在堆上创建它。",
    ),
    Parting.MERGED: (
        "One call allocates several variables of this function together.",
        "一次调用为这个函数的几个变量一起分配。",
    ),
    Parting.COPIES_ONLY: (
        "The function has no code of its own left: only the copies inlined into its callers allocate.",
        "这个函数自己没有留下代码：只有内联到调用者里的副本才分配。",
    ),
    Parting.UNASSIGNED: (
        "Which call of the generated code allocates it, if any, can not be told with certainty.",
        "无法确定生成的代码中是哪个调用（如果有）分配了它。",
    ),
}


def sentence(parting: Parting, language: Literal["en", "zh"]) -> str:
    """Say why, as one sentence; `code` stands in backticks."""
    return _SENTENCES[parting][0 if language == "en" else 1]
