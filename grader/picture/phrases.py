"""The fixed words of the picture, in both languages. Field names say where each stands."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Phrases:
    """One language's words. `{…}` are filled in by str.format."""

    stack: str
    stack_note: str
    heap: str
    heap_note: str
    heap_empty: str
    package: str
    package_note: str
    never: str
    caller: str
    caller_note: str
    outside: str
    outside_note: str
    literal: str
    literal_note: str
    copy_of: str
    left_out: str
    title: str
    title_asked: str
    comma: str
    space: str
    """Between two sentences."""
    holds: str
    literal_holds: str
    caller_holds: str
    outside_holds: str
    of_type: str
    heap_has: str
    heap_has_nothing: str
    sized: str
    sized_one: str
    part_of: str
    package_has: str
    never_has: str
    points: str
    points_in_flow: str
    points_outside: str
    depends: str
    rest: str


ENGLISH = Phrases(
    stack="Stack",
    stack_note="caller above, callee below",
    heap="Heap",
    heap_note="kept while reachable",
    heap_empty="no variable here",
    package="Package data",
    package_note="neither stack nor heap",
    never="Never compiled: no storage",
    caller="caller",
    caller_note="not in this file",
    outside="elsewhere",
    outside_note="not in this file",
    literal="func literal",
    literal_note="in {name}",
    copy_of="copy of {name}",
    left_out="{count} more",
    title="Stack and heap",
    title_asked="Stack and heap, with {name} marked",
    comma=", ",
    space=" ",
    holds="The frame of {name} holds {cells}.",
    literal_holds="The frame of the function literal in {name} holds {cells}.",
    caller_holds="The caller, which is not in this file, holds {cells}.",
    outside_holds="Storage that is not in this file holds {cells}.",
    of_type="{name} ({type})",
    heap_has="On the heap: {boxes}.",
    heap_has_nothing="No variable is on the heap.",
    sized="{name} ({type}, {size} bytes)",
    sized_one="{name} ({type}, 1 byte)",
    part_of="{path} of {name}",
    package_has="Package data, neither stack nor heap: {cells}.",
    never_has="Never compiled, so without storage: {cells}.",
    points="{source} points to {target}.",
    points_in_flow="{source} points to {target}: step {numbers} of the flow.",
    points_outside="What these point to is not drawn: {sources}.",
    depends="{name} is on the heap only when it is too large for a small buffer in the frame.",
    rest="{count} more that have less to do with {name} are not drawn.",
)

CHINESE = Phrases(
    stack="栈",
    stack_note="上为调用者，下为被调用者",
    heap="堆",
    heap_note="可达期间一直保留",
    heap_empty="没有变量",
    package="静态数据区",
    package_note="既不在栈上，也不在堆上",
    never="从未编译：没有存储空间",
    caller="调用者",
    caller_note="不在本文件中",
    outside="别处",
    outside_note="不在本文件中",
    literal="函数字面量",
    literal_note="位于 {name}",
    copy_of="{name} 的副本",
    left_out="另有 {count} 个",
    title="栈与堆",
    title_asked="栈与堆，已标出 {name}",
    comma="、",
    space="",
    holds="{name} 的栈帧中有 {cells}。",
    literal_holds="{name} 中函数字面量的栈帧中有 {cells}。",
    caller_holds="调用者（不在本文件中）持有 {cells}。",
    outside_holds="本文件之外的存储空间中有 {cells}。",
    of_type="{name}（{type}）",
    heap_has="堆上有 {boxes}。",
    heap_has_nothing="没有变量在堆上。",
    sized="{name}（{type}，{size} 字节）",
    sized_one="{name}（{type}，1 字节）",
    part_of="{name} 的 {path}",
    package_has="静态数据区，既不是栈也不是堆：{cells}。",
    never_has="从未编译，因此没有存储空间：{cells}。",
    points="{source} 指向 {target}。",
    points_in_flow="{source} 指向 {target}：数据流的第 {numbers} 步。",
    points_outside="以下指针的目标没有画出：{sources}。",
    depends="{name} 只有在大到放不进栈帧里的小缓冲区时才在堆上。",
    rest="另有 {count} 处与 {name} 关系不大，没有画出。",
)


def get_phrases(language: str) -> Phrases:
    """Return the Chinese words for `zh` and its variants, the English ones for all else."""
    return CHINESE if language.startswith("zh") else ENGLISH
