from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from threading import Barrier

import pytest

from grader.errors import CompilerBusy
from grader.operations.queueing import PLACES, Queue


def test_places_are_bounded_and_given_back() -> None:
    queue = Queue(places=2)
    for _ in range(3):
        with queue.take_place("a"), queue.take_place("b"), pytest.raises(CompilerBusy, match="Try again"):
            queue.take_place("c").__enter__()


def test_one_asker_never_has_all_places() -> None:
    queue = Queue(places=4)
    with queue.take_place("a"), queue.take_place("a"):
        with pytest.raises(CompilerBusy):
            queue.take_place("a").__enter__()
        with queue.take_place("b"):
            pass


def test_a_place_comes_back_from_whoever_fails() -> None:
    queue = Queue(places=1)
    for _ in range(2):
        with pytest.raises(ZeroDivisionError), queue.take_place("a"):
            _ = 1 // 0


def test_no_more_than_all_places_are_taken_by_threads_at_once() -> None:
    queue, crowd = Queue(), 2 * PLACES
    all_asked, all_told = Barrier(crowd), Barrier(crowd)

    def ask(number: int) -> bool:
        with ExitStack() as held:
            all_asked.wait(30)
            try:
                held.enter_context(queue.take_place(f"person {number % 4}"))
            except CompilerBusy:
                return False
            finally:
                all_told.wait(30)
            return True

    with ThreadPoolExecutor(crowd) as pool:
        assert sum(pool.map(ask, range(crowd))) == PLACES
