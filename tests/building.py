"""Builds of a site in a process of their own."""

import os
import subprocess
import sys
from pathlib import Path

import pytest


class Build:
    """`mkdocs build` of a project into a folder, with the code that the project has, begun at once."""

    def __init__(self, project: Path, site: Path, *options: str, **environment: str) -> None:
        own = {"PYTHONPATH": str(project / "scripts"), "NO_MKDOCS_2_WARNING": "1"}
        self.process = subprocess.Popen(
            [sys.executable, "-B", "-m", "mkdocs", "build", *options, "--site-dir", site],
            cwd=project,
            env=os.environ | own | environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )

    def output(self) -> str:
        """All that it said, once it has ended; the test fails if it ended badly."""
        said, _ = self.process.communicate()
        if self.process.returncode:
            pytest.fail(f"the site was not built:\n{said}", pytrace=False)
        return said
