"""A copy of the scripts to run them on, for test_scripts and test_build."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from waiting import PATIENCE

ROOT = Path(__file__).parents[1]
TOOLS = [
    "sh",
    "cat",
    "cmp",
    "cp",
    "dirname",
    "env",
    "git",
    "grep",
    "mkdir",
    "mv",
    "rm",
    "sleep",
]

# Stands in for Python where only the scripts' own logic is tested: it makes "environments" that are copies of
# itself, logs what pip is asked, "builds" one page, and for all else is the real one.
STUB_PYTHON = f"""#!/bin/sh
case "$*" in
"--version") echo "Python $VERSION" ;;
"-m venv "*) mkdir -p "$3/bin" && cp "$0" "$3/bin/python" && echo "VIRTUAL_ENV=$3" >"$3/bin/activate" ;;
"-m pip --version") ;;
"-m pip install"*) echo "$*" >>"$PIP_LOG"; exit "${{PIP_STATUS:-0}}" ;;
"-m mkdocs build"*) for new; do :; done; mkdir "$new"; echo "new" >"$new/index.html" ;;
*) '{sys.executable}' "$@" ;;
esac
"""


class Project:
    """A copy of the scripts with a site of one page, run with nothing on PATH but what a bare system has."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.bin = folder.parent / "bin"
        self.pip_log = folder.parent / "pip.log"
        self.env = {"PATH": str(self.bin), "VERSION": "3.12.0", "PIP_LOG": str(self.pip_log)}
        for name in ["scripts/build", "scripts/lib.sh", "pyproject.toml", "requirements.lock"]:
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(ROOT / name, folder / name)
        self.write("mkdocs.yml", "site_name: Example\nhooks: [hook.py]\n")
        self.write("docs/index.md", "new\n")
        self.write("hook.py", "")
        self.write("site/index.html", "previous")
        self.bin.mkdir()
        for tool in TOOLS:
            (self.bin / tool).symlink_to(shutil.which(tool) or pytest.skip(f"there is no {tool} here"))

    def write(self, name: str, text: str) -> None:
        (self.folder / name).parent.mkdir(parents=True, exist_ok=True)
        (self.folder / name).write_text(text)

    def add_command(self, name: str, text: str) -> None:
        (self.bin / name).write_text(text)
        (self.bin / name).chmod(0o755)

    def start(self) -> "subprocess.Popen[str]":
        return subprocess.Popen(
            [self.folder / "scripts/build"],
            env=self.env,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            start_new_session=True,
        )

    def build(self) -> tuple[int, str]:
        """Run scripts/build to its end; gives its exit status and all that it printed."""
        process = self.start()
        output, _ = process.communicate(timeout=PATIENCE)
        return process.returncode, output

    def pip_calls(self) -> int:
        """How often pip was asked to install since the last time this was asked."""
        calls = len(self.pip_log.read_text().splitlines()) if self.pip_log.exists() else 0
        self.pip_log.unlink(missing_ok=True)
        return calls

    def site(self) -> str:
        return (self.folder / "site/index.html").read_text()

    def leavings(self) -> set[str]:
        kept = {"scripts", "docs", "site", ".venv", "mkdocs.yml", "hook.py", "pyproject.toml", "__pycache__"}
        return {path.name for path in self.folder.iterdir()} - kept - {"requirements.lock"}
