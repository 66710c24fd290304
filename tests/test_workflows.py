"""What runs at GitHub: with the least rights, from fixed commits, and nothing is published that is red."""

import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml

from records import ROOT

WORKFLOWS = {path.name: yaml.safe_load(path.read_text("utf-8")) for path in (ROOT / ".github/workflows").glob("*.yml")}
JOBS = {f"{name}: {job}": content for name, flow in WORKFLOWS.items() for job, content in flow["jobs"].items()}
STEPS = [step for job in JOBS.values() for step in job["steps"]]
USES = [step["uses"] for step in STEPS if "uses" in step]
SPECIAL = {
    "check.yml: address": {"pages": "read"},
    "check.yml: deploy": {"pages": "write", "id-token": "write"},
    "weekly.yml: tell": {"issues": "write"},
}


def test_a_program_that_knows_what_is_unsafe_finds_nothing() -> None:
    program = Path(sys.executable).with_name("zizmor")
    done = subprocess.run([program, "--offline", "--quiet", "."], cwd=ROOT, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout


@pytest.mark.parametrize("uses", sorted(set(USES)))
def test_actions_are_those_of_github_at_a_commit(uses: str) -> None:
    assert re.fullmatch(r"actions/[a-z-]+@[0-9a-f]{40}", uses)


def test_an_action_is_at_one_commit_everywhere_and_its_version_stands_beside() -> None:
    texts = [path.read_text("utf-8") for path in (ROOT / ".github/workflows").glob("*.yml")]
    pins = {tuple(found) for text in texts for found in re.findall(r"uses: (\S+)@(\S+) # (v\S+)$", text, re.MULTILINE)}
    assert len(pins) == len({action for action, _, _ in pins}) == len(set(USES))


@pytest.mark.parametrize("name", WORKFLOWS)
def test_a_workflow_may_only_read(name: str) -> None:
    assert WORKFLOWS[name]["permissions"] == {"contents": "read"}


@pytest.mark.parametrize("job", JOBS)
def test_jobs_that_may_do_more_than_read_run_nothing_of_ours(job: str) -> None:
    rights = JOBS[job].get("permissions", {})
    if job in SPECIAL:
        assert rights == SPECIAL[job]
        assert [step for step in JOBS[job]["steps"] if "checkout" in step.get("uses", "")] == []
        assert "pip" not in str(JOBS[job]["steps"])
    else:
        assert set(rights.items()) <= {("contents", "read")}


def test_no_token_stays_in_a_checkout() -> None:
    checkouts: list[dict[str, Any]] = [s["with"] for s in STEPS if s.get("uses", "").startswith("actions/checkout@")]
    assert len(checkouts) > 2
    assert all(options["persist-credentials"] is False for options in checkouts)


def test_what_is_published_was_checked_before() -> None:
    jobs = WORKFLOWS["check.yml"]["jobs"]
    way = ["deploy"]
    while needed := jobs[way[-1]].get("needs"):
        way.append(needed)
    assert way == ["deploy", "build", "address", "check"]
    assert not [job for job in way if "always()" in str(jobs[job].get("if")) or jobs[job].get("continue-on-error")]
    assert jobs["address"]["if"] == "github.ref == 'refs/heads/main'"
    assert [step["run"] for step in jobs["check"]["steps"] if "run" in step] == ["scripts/test"]


def test_everything_that_is_locked_is_kept_new_but_not_the_newest() -> None:
    updates = yaml.safe_load((ROOT / ".github/dependabot.yml").read_text("utf-8"))["updates"]
    folders = {
        (u["package-ecosystem"], folder) for u in updates for folder in u.get("directories", [u.get("directory")])
    }
    locks = {("npm", f"/tests/{path.parent.name}") for path in (ROOT / "tests").glob("*/package-lock.json")}
    assert folders == {("github-actions", "/"), ("pip", "/"), *locks}
    assert all(update["cooldown"]["default-days"] >= 7 for update in updates)


@pytest.mark.parametrize("name", ["SECURITY.md", "CODE_OF_CONDUCT.md"])
def test_whoever_has_something_to_report_learns_where(name: str) -> None:
    text = (ROOT / name).read_text("utf-8")
    assert "in private" in text
    assert "@" not in text  # nobody's address is made up
