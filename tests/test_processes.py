"""Work in several processes: all of it is done, and what goes wrong is raised."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from atlas import processes
from atlas.processes import do_all
from waiting import is_running, wait_until


@pytest.fixture(params=[1, 2])
def count(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> int:
    """Once in one process, once in two."""
    monkeypatch.setattr(processes, "processors", lambda: request.param)
    return int(request.param)


def test_every_thing_is_done_once(count: int, tmp_path: Path) -> None:
    words = {str(number): number * 3 for number in range(5000)}

    def write(name: str) -> None:
        with (tmp_path / name).open("a") as stream:
            stream.write(f"{words[name]} {os.getpid()}")

    do_all(write, list(words))
    written = {path.name: path.read_text().split() for path in tmp_path.iterdir()}
    assert {name: int(found[0]) for name, found in written.items()} == words
    assert all(len(found) == 2 for found in written.values())
    assert (os.getpid() in {int(found[1]) for found in written.values()}) == (count == 1)


def test_few_things_start_no_process(count: int) -> None:
    seen: list[int] = []
    do_all(seen.append, range(20))
    assert seen == list(range(20))


def test_what_is_found_comes_back_in_order(count: int) -> None:
    things = list(range(5000))
    assert do_all(lambda number: (number, str(-number)), things) == [(number, str(-number)) for number in things]


def test_a_process_with_threads_can_do_all_itself(count: int) -> None:
    assert set(do_all(lambda _: os.getpid(), range(5000), in_this_process=True)) == {os.getpid()}


def test_nothing_to_do(count: int) -> None:
    assert do_all(print, []) == []


def test_an_error_is_raised(count: int) -> None:
    def fail(number: int) -> None:
        if number == 4900:
            raise OSError(28, "No space left on device")

    with pytest.raises(OSError, match="No space left"):
        do_all(fail, range(5000))


ENDLESS = """
import os, pathlib, sys, time
from atlas import processes

def work(number):
    pathlib.Path(sys.argv[1], str(os.getpid())).touch()
    time.sleep(0.05 if number else 3600)

processes.processors = lambda: 2
processes.do_all(work, range(1000))
"""


@pytest.mark.parametrize("sent", [signal.SIGTERM, signal.SIGKILL])
def test_no_process_outlives_the_one_that_started_it(sent: signal.Signals, tmp_path: Path) -> None:
    """Also if it was killed: at work or waiting for some, they would stay in memory for ever."""
    main = subprocess.Popen([sys.executable, "-c", ENDLESS, tmp_path])
    wait_until(lambda: len(list(tmp_path.iterdir())) == 2)
    started = [int(path.name) for path in tmp_path.iterdir()]
    assert all(is_running(process) for process in started)
    main.send_signal(sent)
    main.wait()
    wait_until(lambda: not any(is_running(process) for process in started))


LEAVING = """
import os, pathlib, signal, subprocess, sys, tempfile, time
from atlas import processes

def work(number):
    pathlib.Path(sys.argv[1], str(os.getpid())).touch()
    time.sleep(0.05 if number else 3600)

processes.leave_cleanly()
processes.processors = lambda: 2
with tempfile.TemporaryDirectory(dir=sys.argv[2]):
    if sys.argv[3] == "workers":
        processes.do_all(work, range(1000))
    else:
        pathlib.Path(sys.argv[1], str(os.getpid())).touch()
        program = "import os, pathlib, sys, time; pathlib.Path(sys.argv[1], str(os.getpid())).touch(); time.sleep(3600)"
        subprocess.run([sys.executable, "-c", program, sys.argv[1]])
"""


@pytest.mark.parametrize("sent", [signal.SIGTERM, signal.SIGHUP])
@pytest.mark.parametrize("busy", ["workers", "another program"])
def test_who_leaves_cleanly_leaves_no_file_and_no_process(sent: signal.Signals, busy: str, tmp_path: Path) -> None:
    marks, temporary = tmp_path / "marks", tmp_path / "temporary"
    marks.mkdir()
    temporary.mkdir()
    main = subprocess.Popen([sys.executable, "-c", LEAVING, marks, temporary, busy])
    wait_until(lambda: len(list(marks.iterdir())) == 2)
    started = {int(path.name) for path in marks.iterdir()} - {main.pid}
    assert len(list(temporary.iterdir())) == 1
    main.send_signal(sent)
    assert main.wait() == 128 + sent
    assert list(temporary.iterdir()) == []
    assert not any(map(is_running, started))


def test_who_was_told_not_to_mind_that_the_terminal_goes_does_not(tmp_path: Path) -> None:
    """nohup scripts/build"""
    program = "import signal; signal.signal(signal.SIGHUP, signal.SIG_IGN)\nfrom atlas import processes\n"
    program += "processes.leave_cleanly(); signal.raise_signal(signal.SIGHUP); print('on')"
    assert subprocess.run([sys.executable, "-c", program], capture_output=True, text=True).stdout == "on\n"
