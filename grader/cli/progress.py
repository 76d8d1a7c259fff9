"""Progress of long work, on standard error, where it mixes with no result."""

from __future__ import annotations

import contextlib
import sys
import threading
from collections.abc import Iterator

from grader.toolchain.export_data import OnProgress


@contextlib.contextmanager
def show_progress(what: str) -> Iterator[OnProgress]:
    """Give a function to call with (done, total, name). A bar on a terminal; elsewhere one line when the work begins.

    Nothing is shown if there is nothing to do, that is, if the function is never called.
    """
    if not sys.stderr.isatty():
        yield _announce_once(what)
        return
    from rich.console import Console  # noqa: PLC0415 - 100 ms that only a terminal needs
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn  # noqa: PLC0415 - as above

    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TextColumn("{task.fields[name]}"))
    with Progress(*columns, console=Console(stderr=True), transient=True) as progress:
        task = progress.add_task(what, total=None, name="", visible=False)

        def show(done: int, total: int, name: str) -> None:
            progress.update(task, completed=done, total=total, name=name, visible=True)

        yield show


@contextlib.contextmanager
def tell_when_slow(what: str, *, seconds: float = 1) -> Iterator[None]:
    """Say what is being done once it has taken so long: with a running clock on a terminal, else as one line."""
    with contextlib.ExitStack() as shown:
        timer = threading.Timer(seconds, _show_clock, (what, shown))
        timer.start()
        try:
            yield
        finally:
            timer.cancel()
            timer.join()


def _show_clock(what: str, shown: contextlib.ExitStack) -> None:
    """Show that work of unknown length goes on, until `shown` is closed."""
    if not sys.stderr.isatty():
        print(f"{what} …", file=sys.stderr, flush=True)
        return
    from rich.console import Console  # noqa: PLC0415 - 100 ms that only a terminal needs
    from rich.progress import Progress, SpinnerColumn, TextColumn, TimeElapsedColumn  # noqa: PLC0415 - as above

    columns = (SpinnerColumn(), TextColumn("{task.description}"), TimeElapsedColumn())
    progress = Progress(*columns, console=Console(stderr=True), transient=True)
    shown.enter_context(progress).add_task(what, total=None)


def _announce_once(what: str) -> OnProgress:
    announced = False

    def announce(_done: int, total: int, _name: str) -> None:
        nonlocal announced
        if not announced:
            print(f"{what}: {total} …", file=sys.stderr, flush=True)
            announced = True

    return announce
