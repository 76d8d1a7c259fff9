"""The queue before the compiler in this process: bounded, so that who wants another page never waits behind it."""

from __future__ import annotations

import threading
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from grader.errors import CompilerBusy

PLACES = 32
"""For those whose program is judged and those who wait for that: a class that asks at once finds room."""


@dataclass(kw_only=True)
class Queue:
    """Places for askers. Who finds none is sent away at once, and does not hold a thread. Safe to share by threads."""

    places: int = PLACES
    _taken: Counter[str] = field(init=False, default_factory=Counter)
    _turn: threading.Lock = field(init=False, default_factory=threading.Lock)

    @property
    def most_of_one(self) -> int:
        """Places that one asker may have: behind one address may be many people, but there are others, too."""
        return max(1, self.places // 2)

    @contextmanager
    def take_place(self, asker: str) -> Iterator[None]:
        """Hold a place. Raises CompilerBusy where there is none."""
        with self._turn:
            if self._taken.total() >= self.places or self._taken[asker] >= self.most_of_one:
                raise CompilerBusy("Too many wait for the compiler already. Try again in a few seconds.")
            self._taken[asker] += 1
        try:
            yield
        finally:
            with self._turn:
                self._taken[asker] -= 1
                self._taken += Counter()  # names of whom nobody is left go
