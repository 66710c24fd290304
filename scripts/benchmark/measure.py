"""Runs a command and says what it cost."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median


@dataclass(frozen=True, slots=True)
class Cost:
    """Seconds and MiB of one run, from the start of the process to its end; stages are seconds too."""

    wall: float
    cpu: float  # of all its threads, and of the processes it waited for
    peak: float  # of all its processes together, where the system says so; else of the largest
    stages: Mapping[str, float] = field(default_factory=dict)


class CommandFailed(Exception):
    """A measured command did not end well; the text is what it said."""


def run(command: Sequence[str | Path], environment: Mapping[str, str] | None = None) -> Cost:
    """Run a command to its end. Stages are those that it prints as JSON in its last line, if it does."""
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
        raise CommandFailed(f"{' '.join(map(str, command))} ended with {process.returncode}:\n{said}")
    largest = usage.ru_maxrss / (1024 if sys.platform != "darwin" else 1024 * 1024)
    return Cost(wall, usage.ru_utime + usage.ru_stime, max(largest, *together), _stages(text))


@contextmanager
def _together(process: int) -> Iterator[list[float]]:
    """MiB of a process and its children, looked at five times a second as long as it has children."""
    found, ended = [0.0], threading.Event()

    def look() -> None:
        while not ended.wait(0.2):
            with suppress(OSError):  # a process ended just now, or the system does not say
                children = Path(f"/proc/{process}/task/{process}/children").read_text().split()
                if children:
                    found.append(sum(map(_share, (str(process), *children))))

    thread = threading.Thread(target=look)
    thread.start()
    try:
        yield found
    finally:
        ended.set()
        thread.join()


def _share(process: str) -> float:
    """MiB of a process; of what it shares with others, its share."""
    text = Path(f"/proc/{process}/smaps_rollup").read_text()
    return next(int(line.split()[1]) for line in text.splitlines() if line.startswith("Pss:")) / 1024


def _stages(text: str) -> dict[str, float]:
    last = text.rsplit("\n", 1)[-1]
    return dict(json.loads(last)["stages"]) if last.startswith('{"stages"') else {}


def middle(costs: Sequence[Cost]) -> Cost:
    """The medians of several runs, each figure by itself."""
    names = costs[0].stages
    return Cost(
        median(c.wall for c in costs),
        median(c.cpu for c in costs),
        max(c.peak for c in costs),
        {name: median(c.stages[name] for c in costs) for name in names},
    )
