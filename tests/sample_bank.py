"""A bank for tests: one sound exercise and one sound lesson, to be changed in one place at a time."""

from __future__ import annotations

from pathlib import Path

GO = b"""package open

type User struct{ Name string }

func Open(name string) *User {
	u := User{Name: name}
	return &u
}
"""

EXERCISE = """\
title: {en: A session keeps its user, zh: 会话留住了用户}
lesson: 4
difficulty: 2
prose: {en: Somebody logs in., zh: 有人登录。}
ask:
  variable: u
  function: Open
expect: heap
offer:
  - reason: RETURNED
  - reason: SENT
    feedback: {en: There is no channel., zh: 这里没有通道。}
  - reason: SHARED_DOWN
    feedback: {en: It is shared up., zh: 它是向上共享的。}
  - belief: M06
    text: {en: A pointer is passed., zh: 传递了指针。}
    feedback: {en: It is not., zh: 并没有。}
explanation: {en: The pointer outlives the call., zh: 指针活得比这次调用久。}
"""

COUNT = """\
kind: count
title: {en: Users, zh: 用户}
lesson: 4
difficulty: 2
prose: {en: A user., zh: 一个用户。}
measure: Open("ada")
expect: 1
mistakes:
  - {count: 0, feedback: {en: It is returned., zh: 它被返回了。}}
explanation: {en: So it is., zh: 就是这样。}
"""

LESSON = """\
number: 4
title: {en: Sharing up, zh: 向上共享}
summary: {en: A pointer goes to the caller., zh: 指针交给调用者。}
expect:
  - {program: open.go, variable: u, place: heap}
"""

TEXT = {
    "en": "# Sharing up\n\nA pointer is returned.\n\n```program\nopen.go u picture\n```\n\nThat is all.\n",
    "zh": "# 向上共享\n\n返回指针。\n\n```program\nopen.go u picture\n```\n\n就这些。\n",
}


def write_exercise(bank: Path, yaml: str | bytes = EXERCISE, *, slug: str = "open-session", go: bytes = GO) -> Path:
    """Write an exercise's folder."""
    folder = bank / slug
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "exercise.yaml").write_bytes(yaml if isinstance(yaml, bytes) else yaml.encode())
    (folder / "open.go").write_bytes(go)
    return folder


def write_lesson(bank: Path, yaml: str = LESSON, *, name: str = "04-sharing-up", go: bytes = GO) -> Path:
    """Write a lesson's folder, with both texts."""
    folder = bank / "lessons" / name
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "lesson.yaml").write_text(yaml, encoding="utf-8")
    (folder / "open.go").write_bytes(go)
    for language, text in TEXT.items():
        (folder / f"{language}.md").write_text(text, encoding="utf-8")
    return folder


def replaced(old: str, new: str, text: str = EXERCISE) -> str:
    """The text with one thing changed; the thing has to be there."""
    assert text.count(old) >= 1
    return text.replace(old, new, 1)
