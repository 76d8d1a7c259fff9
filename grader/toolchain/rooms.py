"""Rooms for judgements: a private folder each, with the way to start the compiler in it.

Behind the walls of bubblewrap a compiler takes some milliseconds to start, a good part of what a small program takes
altogether. `ReadyRooms` lets nobody wait for that: while one program is judged, the next room is made, with a compiler
in it that waits behind its walls for its arguments. A room is for one judgement, ready or not.
"""

from __future__ import annotations

import os
import re
import subprocess
import threading
import weakref
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from queue import SimpleQueue

from grader.toolchain.containment.hold import Hold
from grader.toolchain.containment.start import Reach, Start, Starter
from grader.toolchain.containment.waiting import Waiting
from grader.toolchain.limits import Limits, held_by_system
from grader.toolchain.workspace import make_workspace, remove_workspace, write_new

_NEEDS_QUOTES = re.compile(r"[\s'\"\\]")
"""What an argument in a file cannot have as it is; how to quote it is not the same up to Go 1.26 and from 1.27 on
(`expandArgs` of cmd/internal/objabi). Of all that the arguments say only our folder's name could have it."""

_MOST_PLANS = 2
"""Plans of which rooms are kept ready: two versions of Go are asked in turn."""
_MOST_READY = 2
"""Rooms of one plan: while one is in use there is another, and no hurry to make a third."""
_REST_SECONDS = 0.05
"""How long what is in no hurry is put off: as long as the judgement takes that goes on meanwhile."""
_END_SECONDS = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """What a room is like."""

    hold: Hold
    compiler: Path
    readable: tuple[Path, ...]
    limits: Limits


class Room:
    """The private folder of one judgement."""

    def __init__(self, plan: Plan) -> None:
        self.workspace = make_workspace()
        self._plan = plan
        self._reach = Reach(programs=(plan.compiler,), readable=plan.readable, private=self.workspace.folder)
        self._waiting: Waiting | None = None

    def make_ready(self) -> bool:
        """Start a compiler that waits for its arguments; return False where that is of no use.

        Raises OSError when it can not be started.
        """
        if _NEEDS_QUOTES.search(str(self.workspace.folder)):
            return False
        self._waiting = self._plan.hold.start_waiting(self._waiting_start(), self._reach)
        return self._waiting is not None

    @property
    def is_ready(self) -> bool:
        """True while a compiler waits here, and the folder is still there."""
        return self._waiting is not None and self._waiting.is_there and self.workspace.source.is_dir()

    def enter(self) -> Starter:
        """Make the folder ready and return the way to start the compiler. Call it when the program is in the folder."""
        start_anew = self._plan.hold.enter(self._reach)

        def start(what: Start) -> subprocess.Popen[bytes]:
            waiting, self._waiting = self._waiting, None
            if waiting is None:
                return start_anew(what)
            self._write_arguments(what.command[1:])
            return waiting.release()

        return start

    def close(self) -> None:
        """End what waits here, and remove the folder."""
        if self._waiting:
            self._waiting.end()
        remove_workspace(self.workspace)

    def _waiting_start(self) -> Start:
        return Start(
            command=(str(self._plan.compiler), f"@{self.workspace.arguments}"),
            folder=self.workspace.source,
            environment=self.workspace.environment,
            limits=self._plan.limits,
        )

    def _write_arguments(self, arguments: tuple[str, ...]) -> None:
        write_new(self.workspace.arguments, "\n".join(arguments).encode())
        self._plan.hold.give(self.workspace.arguments)


class Rooms:
    """Rooms that are made when they are asked for."""

    @contextmanager
    def open(self, plan: Plan) -> Iterator[Room]:
        """Give a fresh room, and remove it afterwards."""
        room = Room(plan)
        try:
            yield room
        finally:
            room.close()


class ReadyRooms(Rooms):
    """Rooms that are ready before they are asked for. For a process that judges often; safe to share between threads.

    Rooms that were used are removed by the thread that makes them: nobody waits for that either.
    """

    def __init__(self) -> None:
        self._keeper: _Keeper | None = None
        self._turn = threading.Lock()

    @contextmanager
    def open(self, plan: Plan) -> Iterator[Room]:
        """Give a room that nobody used, and have it removed afterwards."""
        keeper = self._find_keeper()
        room = keeper.take(replace(plan, limits=held_by_system(plan.limits))) or Room(plan)
        try:
            yield room
        finally:
            keeper.remove(room)

    def _find_keeper(self) -> _Keeper:
        with self._turn:
            keeper = self._keeper
            if keeper is None or not keeper.is_ours:
                self._keeper = keeper = _Keeper()
                weakref.finalize(self, keeper.end)
            return keeper

    def close(self) -> None:
        """Close the rooms that are ready now, as it happens by itself when this object goes, or the process."""
        with self._turn:
            keeper, self._keeper = self._keeper, None
        if keeper:
            keeper.end()


class _Keeper:
    """Makes rooms ready, in a thread of its own that lives as long: what waits ends with the thread that started it."""

    def __init__(self) -> None:
        self._process = os.getpid()
        self._lock = threading.RLock()  # a finaliser, which also takes it, may run at any time
        self._ready: dict[Plan, list[Room]] = {}
        self._over = threading.Event()
        self._asked: SimpleQueue[Plan | Room | None] = SimpleQueue()
        """Plans of which a room is to be made ready, and rooms to be removed; None: nothing more."""
        self._thread = threading.Thread(target=self._run, name="rooms", daemon=True)
        self._thread.start()

    @property
    def is_ours(self) -> bool:
        """False in a process that was forked from the one with the thread."""
        return self._process == os.getpid()

    def take(self, plan: Plan) -> Room | None:
        """Give a ready room, if there is one, and have the next one made."""
        with self._lock:
            rooms = self._ready.get(plan)
            room = rooms.pop(0) if rooms else None
        self._asked.put(plan)
        if room is not None and not room.is_ready:
            room.close()
            return None
        return room

    def remove(self, room: Room) -> None:
        """Have a room removed."""
        with self._lock:
            if not self._over.is_set():
                self._asked.put(room)
                return
        room.close()

    def end(self) -> None:
        """Close all rooms that are not in use. What belongs to the process that we were forked from stays."""
        if not self.is_ours:
            return
        with self._lock:
            self._over.set()
            rooms, self._ready = self._ready, {}
        self._asked.put(None)
        if threading.current_thread() is not self._thread:
            self._thread.join(_END_SECONDS)
        _close(room for each in rooms.values() for room in each)

    def _run(self) -> None:
        while asked := self._asked.get():
            if isinstance(asked, Room):
                asked.close()
            else:
                self._fill(asked)

    def _fill(self, plan: Plan) -> None:
        """Make rooms of a plan ready: the first at once, the others when nobody is kept by it from the processor."""
        while self._lacks(plan, 1) or (self._lacks(plan, _MOST_READY) and not self._over.wait(_REST_SECONDS)):
            room = _make_ready(plan)
            if room is None:
                return
            self._keep(plan, room)

    def _lacks(self, plan: Plan, count: int) -> bool:
        with self._lock:
            return not self._over.is_set() and len(self._ready.get(plan, ())) < count

    def _keep(self, plan: Plan, room: Room) -> None:
        with self._lock:
            surplus = [room] if self._over.is_set() else []
            if not surplus:
                self._ready[plan] = [*self._ready.pop(plan, ()), room]  # the plan used last stands last
                if len(self._ready) > _MOST_PLANS:
                    surplus = self._ready.pop(next(iter(self._ready)))
        _close(surplus)


def _close(rooms: Iterable[Room]) -> None:
    for room in rooms:
        room.close()


def _make_ready(plan: Plan) -> Room | None:
    """Make a room ready; None when that fails: whoever asks next starts anew, and is told what is wrong."""
    try:
        room = Room(plan)
    except OSError:
        return None
    try:
        if room.make_ready():
            return room
    except OSError:
        pass
    room.close()
    return None
