"""Work on many things in several processes, which start as copies of this one and so know all that it has read."""

from __future__ import annotations

import multiprocessing
import os
import signal
import sys
import threading
from collections.abc import Callable, Sequence
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from typing import Any, NoReturn, TypeVar

T = TypeVar("T")
R = TypeVar("R")

_FEWEST = 64
"""With fewer things the time to start a process is not won back."""
_SHARE = 16
_LIFE = 1024
"""Things that processes do before new ones take their place: what a process looks at, it copies into its memory."""
_work: tuple[Callable[[Any], Any], Sequence[Any], int] | None = None


def do_all(
    work: Callable[[T], R], things: Sequence[T], *, share: int = _SHARE, in_this_process: bool = False
) -> list[R]:
    """What `work` gives for each thing. Of all else that it does, only what is outside of this process stays, as files.

    share: things that a process takes at a time, a power of two: more where neighbours are quicker done together.
    Raises what `work` raises. Systems that cannot copy processes, or not safely, do all in this one.
    `in_this_process` does so too: for processes with threads, whose locks a copy would find closed for ever.
    """
    global _work
    count = processors()
    if in_this_process or count == 1 or len(things) < _FEWEST:
        return [work(thing) for thing in things]
    _work = work, things, share
    done: list[R] = []
    for start in range(0, len(things), _LIFE):
        with ProcessPoolExecutor(count, multiprocessing.get_context("fork"), _end_with_parent) as pool:
            for some in pool.map(_do_some, range(start, min(start + _LIFE, len(things)), share)):
                done += some
    return done


def _end_with_parent() -> None:
    """End this process when the one that started it ends, also if that was killed; it would wait for work for ever."""
    parent = multiprocessing.parent_process()
    assert parent

    def wait_and_end() -> None:
        parent.join()
        os._exit(1)

    threading.Thread(target=wait_and_end, daemon=True).start()


def leave_cleanly() -> None:
    """From now on, signals to end take the processes that this one has started with it, and its temporary files."""
    for number in _SIGNALS:
        if signal.getsignal(number) != signal.SIG_IGN:
            signal.signal(number, partial(_leave, os.getpid()))


_SIGNALS = [signal.SIGTERM, *([signal.SIGHUP] if hasattr(signal, "SIGHUP") else [])]


def _leave(process: int, number: int, _: object) -> NoReturn:
    """Leave as after an error, in order; `process` is the one that was asked to leave cleanly."""
    if os.getpid() != process:  # a copy of it, which does somebody else's work
        os._exit(128 + number)
    for other in _SIGNALS:
        signal.signal(other, signal.SIG_IGN)
    for child in multiprocessing.active_children():
        child.kill()
    raise SystemExit(128 + number)


def _do_some(start: int) -> list[Any]:
    assert _work
    work, things, share = _work
    return [work(thing) for thing in things[start : start + share]]  # _LIFE is a multiple of every share


def processors() -> int:
    """As many as there are processors for this process; one where there is no safe `fork`."""
    if sys.platform == "darwin" or "fork" not in multiprocessing.get_all_start_methods():
        return 1
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
