"""Runs Lighthouse on a page, and reads its report."""

from __future__ import annotations

import json
import os
import subprocess
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from typing import Any

CATEGORIES = ("performance", "accessibility", "best-practices", "seo")
BROWSER = ("--headless=new", "--no-sandbox", "--disable-gpu", "--disable-background-networking")


class LighthouseFailed(Exception):
    """Lighthouse gave no report; the text is what it said."""


@dataclass(frozen=True, slots=True)
class Report:
    """One run on one page. Times are those of Lighthouse's simulated phone."""

    scores: tuple[float, ...]  # 0 to 100, in the order of CATEGORIES
    largest_paint: float  # ms
    layout_shift: float
    blocking: float  # ms
    sent: float  # bytes that the server sent
    losses: tuple[str, ...] = ()  # names of the audits that cost points


@dataclass(frozen=True, slots=True)
class Lighthouse:
    """Where the tools are: Node.js, the folder with the package, a browser."""

    node: Path
    folder: Path
    chromium: Path

    def run(self, address: str) -> Report:
        """Load a page once, with Lighthouse's own preset: a mid-range phone on a slow mobile network."""
        program = self.folder / "node_modules/lighthouse/cli/index.js"
        flags = f"--chrome-flags={' '.join(BROWSER)}"
        categories = f"--only-categories={','.join(CATEGORIES)}"
        quiet = ("--quiet", "--no-enable-error-reporting")
        command: list[str | Path] = [self.node, program, address, "--output=json", *quiet, categories, flags]
        environment = os.environ | {"CHROME_PATH": str(self.chromium)}
        done = subprocess.run(command, capture_output=True, text=True, env=environment)
        if done.returncode:
            raise LighthouseFailed(f"Lighthouse failed on {address}:\n{done.stderr.strip()}")
        return read(json.loads(done.stdout))


def read(report: Mapping[str, Any]) -> Report:
    """The figures of Lighthouse's JSON."""
    if error := report.get("runtimeError"):
        raise LighthouseFailed(f"Lighthouse could not measure {report.get('requestedUrl')}: {error['message']}")
    audits = report["audits"]
    categories = [report["categories"][name] for name in CATEGORIES]
    counted = (reference["id"] for category in categories for reference in category["auditRefs"] if reference["weight"])
    return Report(
        tuple(round(100 * category["score"], 1) for category in categories),
        audits["largest-contentful-paint"]["numericValue"],
        audits["cumulative-layout-shift"]["numericValue"],
        audits["total-blocking-time"]["numericValue"],
        audits["total-byte-weight"]["numericValue"],
        tuple(name for name in dict.fromkeys(counted) if _loses(audits[name]["score"])),
    )


def _loses(score: float | None) -> bool:
    """Whether a score costs points; audits that don't apply to a page have none."""
    return score is not None and score < 1


def middle(reports: Sequence[Report]) -> Report:
    """The medians of several runs on a page, each figure by itself, and all that cost points in most of them."""
    losses = dict.fromkeys(loss for report in reports for loss in report.losses)
    return Report(
        tuple(median(scores) for scores in zip(*(r.scores for r in reports), strict=True)),
        median(r.largest_paint for r in reports),
        median(r.layout_shift for r in reports),
        median(r.blocking for r in reports),
        median(r.sent for r in reports),
        tuple(name for name in losses if 2 * sum(name in r.losses for r in reports) > len(reports)),
    )
