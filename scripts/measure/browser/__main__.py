"""The audit from end to end; scripts/audit starts it.

python -m measure.browser [--runs N] [--models N] [--only pages|events]
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterable, Sequence
from pathlib import Path

from atlas import pages
from atlas.processes import leave_cleanly
from measure.browser import browser_tables, events
from measure.browser.lighthouse import Lighthouse, LighthouseFailed, Report, middle
from measure.browser.server import serving
from measure.console import positive, say
from mkdocs_adapter.settings import page_folders

ROOT = Path(__file__).parents[3]


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure and print; the exit code is 1 where something failed."""
    parser = argparse.ArgumentParser(prog="scripts/audit", description="Measure the built site in a browser.")
    parser.add_argument("--runs", type=positive, default=5, metavar="N", help="take the median of N runs (5)")
    parser.add_argument("--models", type=positive, default=1000, metavar="N", help="made-up models (1000)")
    parser.add_argument("--only", choices=("pages", "events"), help="measure only the pages, or only the actions")
    options = parser.parse_args(arguments)
    leave_cleanly()
    chromium = Path(os.environ["ATLAS_CHROMIUM"])
    try:
        with tempfile.TemporaryDirectory(prefix="atlas-audit-") as folder:
            if options.only != "events":
                node = Path(os.environ["PLAYWRIGHT_NODEJS_PATH"])
                lighthouse = Lighthouse(node, ROOT / "tests/lighthouse", chromium)
                _pages(Path(folder) / "site", lighthouse, options.runs)
            if options.only != "pages":
                _events(Path(folder), chromium, options.models)
    except (LighthouseFailed, subprocess.CalledProcessError) as error:
        print(f"Error: {error}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 130
    return 0


def _run(*command: str | Path, **environment: str) -> None:
    """A step whose output is of interest only if it fails, and then goes where progress goes."""
    settings = os.environ | {"NO_MKDOCS_2_WARNING": "1"} | environment
    subprocess.run([sys.executable, "-m", *command], cwd=ROOT, env=settings, stdout=sys.stderr, check=True)


def _pages(site: Path, lighthouse: Lighthouse, runs: int) -> None:
    """Lighthouse on one page of each kind. The runs go around, so that a busy minute touches all pages alike."""
    with serving(site) as home:
        say("Building the site ...")
        _run("mkdocs", "build", "--strict", "--quiet", "--site-dir", site, SITE_URL=home)
        reports: dict[str, list[Report]] = {address: [] for address in measured(site, pages.kinds(page_folders(ROOT)))}
        for turn in range(1, runs + 1):
            for address, found in reports.items():
                say(f"Run {turn} of {runs}: /{address}")
                found.append(lighthouse.run(home + address))
    medians = {address: middle(found) for address, found in reports.items()}
    print(f"Lighthouse, mobile preset, medians of {runs} runs, {os.cpu_count()} cores.\n")
    print(browser_tables.pages(medians))
    if lost := browser_tables.losses(medians):
        print(f"\nWhat costs points:\n\n{lost}")


def measured(site: Path, kinds: Iterable[pages.Kind]) -> list[str]:
    """The address of the plainest example of each kind, if the site has it as a page."""
    examples = (next(iter(kind.examples.values()), None) for kind in kinds)
    return [address for address in examples if address is not None and (site / address / "index.html").is_file()]


def _events(folder: Path, chromium: Path, models: int) -> None:
    """Actions in the table of models, with a made-up catalogue."""
    project, site = folder / "project", folder / "large"
    say(f"Building a site with {models:,} made-up models ...")
    _run("measure.builds.synthetic", ROOT, project, str(models))
    place = ("--config-file", project / "mkdocs.yml", "--site-dir", site)
    _run("mkdocs", "build", "--strict", "--quiet", *place, PYTHONPATH=str(project / "scripts"))
    count = len(list((project / "data/models").glob("*.yml")))
    with serving(site) as home:
        say("Sorting, filtering and typing ...")
        found = events.measure(f"{home}models/", chromium)
    print(f"\nActions in the table of {count:,} models, from the press to the next frame:\n")
    print(browser_tables.events(found))


if __name__ == "__main__":
    sys.exit(main())
