"""Runs a command and says what it cost."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Cost:
    """Seconds and MiB of one run, from the start of the process to its end."""

    wall: float
    cpu: float  # of all its threads, and of the processes it waited for
    peak: float  # of all its processes together, where the system says so; else of the largest


class NotMeasured(Exception):
    """Something could not be measured; the text says why."""


def run(command: Sequence[str | Path], environment: Mapping[str, str] | None = None) -> Cost:
    """Run a command to its end. Raises NotMeasured with what it said if it did not end well."""
    with tempfile.TemporaryFile() as output:
        started = time.perf_counter()
        process = subprocess.Popen(command, stdout=output, stderr=output, env=os.environ | dict(environment or {}))
        try:
            with _together(process.pid) as together:
                _, status, usage = os.wait4(process.pid, 0)
            wall = time.perf_counter() - started
            process.returncode = os.waitstatus_to_exitcode(status)
        except BaseException:
            process.kill()
            process.wait()
            raise
        output.seek(0)
        text = output.read().decode(errors="replace").strip()
    if process.returncode:
        said = "\n".join(text.split("\n")[-20:])
        raise NotMeasured(f"{' '.join(map(str, command))} ended with {process.returncode}:\n{said}")
    largest = usage.ru_maxrss / (1024 if sys.platform != "darwin" else 1024 * 1024)
    return Cost(wall, usage.ru_utime + usage.ru_stime, max(largest, *together))


@contextmanager
def _together(process: int) -> Iterator[list[float]]:
    """MiB of a process and all below it, looked at five times a second as long as there are any."""
    found, ended = [0.0], threading.Event()

    def look() -> None:
        while not ended.wait(0.2):
            with suppress(OSError):  # a process ended just now, or the system does not say
                processes = list(_family(process))
                if len(processes) > 1:
                    found.append(sum(map(_share, processes)))

    thread = threading.Thread(target=look)
    thread.start()
    try:
        yield found
    finally:
        ended.set()
        thread.join()


def _family(process: int) -> Iterator[int]:
    """A process, its children, and theirs."""
    yield process
    for children in Path(f"/proc/{process}/task").glob("*/children"):
        for child in children.read_text().split():
            yield from _family(int(child))


def _share(process: int) -> float:
    """MiB of a process; of what it shares with others, its share."""
    text = Path(f"/proc/{process}/smaps_rollup").read_text()
    return next(int(line.split()[1]) for line in text.splitlines() if line.startswith("Pss:")) / 1024
