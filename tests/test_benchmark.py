"""The benchmark: its catalogue, its figures, and the translation of our templates for Hugo. No time is asserted."""

import json
import os
import subprocess
import sys
from hashlib import sha256
from pathlib import Path

import jinja2
import pytest
from markupsafe import Markup

from atlas.problems import Problem
from atlas.site import load_checked
from benchmark.golang import Go
from benchmark.hugo import different_pages
from benchmark.measure import CommandFailed, Cost, run
from benchmark.mend import mended
from benchmark.plan import mark
from benchmark.recording import Recorder, Rooted, RowOf
from benchmark.synthetic import model_id, record, write_catalogue
from benchmark.tables import CHECK, EXPORTS, JSON, PAGES, YAML, Series, against_hugo, builds
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


def test_the_same_number_gives_the_same_records() -> None:
    command = [sys.executable, "-c", "from test_benchmark import digest; print(digest())"]
    paths = os.pathsep.join([str(ROOT / "tests"), str(ROOT / "scripts")])
    for seed in "12":
        env = os.environ | {"PYTHONHASHSEED": seed, "PYTHONPATH": paths}
        assert subprocess.run(command, env=env, capture_output=True, text=True).stdout.strip() == digest()


def test_no_two_models_have_the_same_id() -> None:
    assert len(set(map(model_id, range(5000)))) == 5000


def test_the_catalogue_passes_the_checks(project: Path) -> None:
    catalog, problems = load_checked(project)
    assert problems == []
    assert {model_id(number) for number in range(COUNT)} < set(catalog.models)
    assert (project / f"data/models/{model_id(7)}.yml").read_text() == record(7)


def test_a_record_has_about_three_kilobytes() -> None:
    assert 2500 < len(record(3)) < 4000


def test_what_leads_nowhere_is_taken_out_of_a_copy() -> None:
    text = "text: See [[nothing]] and [[nothing|it]].\nmodel: nobody\nrelated: [one, nobody, two]\n\nlast: 1\n"
    found = [
        Problem("a.yml", 1, 1, "text", "[[nothing]] links to nothing", "", "known-link"),
        Problem("a.yml", 2, 8, "model", '"nobody" is not a model', "", "known-id"),
        Problem("a.yml", 3, 16, "related.1", '"nobody" is not a concept', "", "known-id"),
    ]
    assert mended(text, found) == "text: See nothing and it.\nrelated: [one, two]\n\nlast: 1\n"


# --- Measuring ---


@pytest.mark.parametrize("options", [[], ["--no-exports"]])
def test_a_build_prints_its_figures(project: Path, tmp_path: Path, options: list[str]) -> None:
    command = [sys.executable, "-m", "benchmark.build", project, tmp_path / "out", *options]
    done = subprocess.run(command, cwd=ROOT / "scripts", capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    figures = json.loads(done.stdout)
    assert set(figures) == {"wall", "cpu", "peak_mib", "stages"}
    assert sum(figures["stages"].values()) == pytest.approx(figures["wall"])
    measured = ["read and validate", "rules and quotes", "render content", "exports", "theme, MkDocs, writing, start"]
    assert sorted(figures["stages"]) == sorted(measured)
    assert figures["stages"]["render content"] > 0
    assert (tmp_path / "out/models" / model_id(3) / "index.html").exists()
    assert (tmp_path / "out/api").exists() != bool(options)


def test_a_command_is_measured() -> None:
    cost = run([sys.executable, "-c", """print('{"wall": 1, "stages": {"one": 0.5}}')"""])
    assert cost.stages == {"one": 0.5}
    assert cost.wall > 0 and cost.cpu > 0 and cost.peak > 1


def test_a_command_that_fails_says_what_it_said() -> None:
    with pytest.raises(CommandFailed, match=r"ended with 3:\nno disk"):
        run([sys.executable, "-c", "import sys; print('no disk'); sys.exit(3)"])


def test_tables_have_medians_and_the_ratio_of_each_round() -> None:
    series = Series(made_up=1000, models=1050, pages=1300, mib=25.04)
    for ours, hugo in ((2.0, 2.0), (3.0, 2.0), (9.0, 3.0)):
        for name in (PAGES, EXPORTS, CHECK):
            series.add(name, Cost(ours, 1.5, 100, {"one": ours}))
        series.add(YAML, Cost(hugo, 4, 200))
        series.add(JSON, Cost(hugo / 2, 2, 150))
    assert builds([series]).split("\n")[2] == "| 1,000 + 50 | pages | 3.00 | 1.50 | 100 | 2.86 |  |"
    expected = "| 1,000 + 50 | 1,300 | 25.0 | Hugo, YAML | 2.00 | 4.00 | 200 | **1.50** | 1.00–3.00 |"
    assert against_hugo([series]).split("\n")[3] == expected


# --- Hugo ---

TEMPLATES = {
    "page.html.j2": """\
{% import "parts.html.j2" as ui %}
{% macro row(label) %}<dt>{{ label }}</dt><dd>{{ caller() }}</dd>{% endmacro %}
{% call row("A & B") %}{{ ui.fact(first) }}{% endcall %}
{% for line in lines %}{{ line }}{{ ", " if not loop.last }}{% else %}none{% endfor %}
{% if first == "a" %}1{% elif first == "b<" %}2{% else %}3{% endif %}{{ ready }}{{ row_of }}{% if first %}({{ first }}){% endif %}
""",
    "parts.html.j2": """{% macro fact(value) %}<b>{{ value.upper() }}</b>{% endmacro %}""",
    "row.html.j2": """<a href="{{ to("models/") }}">{{ name }}</a>""",
}


@pytest.fixture
def recorder() -> Recorder:
    """For three small templates."""
    return Recorder(jinja2.Environment(loader=jinja2.DictLoader(TEMPLATES), autoescape=True, trim_blocks=True))


def test_a_template_gives_its_values(recorder: Recorder) -> None:
    context = {"first": "b<", "lines": ["x", "y"], "ready": Markup("<i>"), "row_of": RowOf("bert")}
    found = recorder.values(recorder.get_template("page.html.j2").render(context))
    assert list(found.values()) == [
        {"upper11": "B<"},
        [{"line3": "x", "if4": True}, {"line3": "y"}],
        True,
        "<i>",
        "bert",
        "b<",  # and no flag: where it stands, the branch is taken
    ]


def test_a_template_becomes_one_in_go(recorder: Recorder) -> None:
    context = {"first": "b<", "lines": [], "ready": Markup("<i>"), "row_of": RowOf("bert")}
    recorder.get_template("page.html.j2").render(context)
    go = Go(recorder, "../../")
    assert go.main("page.html.j2") == (
        '{{ define "main" }}{{ with .Params }}<dt>A &amp; B</dt><dd>{{ template "fact" .fact1 }}</dd>'
        "{{ range .lines2 }}{{ htmlEscape .line3 }}{{ if .if4 }}, {{ end }}{{ else }}none{{ end }}"
        "{{ if .if5 }}1{{ else if .if6 }}2{{ else }}3{{ end }}{{ .ready7 }}"
        '{{ partialCached "row-2.html" (index hugo.Data.rows .row_of8) .row_of8 }}{{ if .first10 }}({{ htmlEscape .first10 }}){{ end }}'
        "{{ end }}{{ end }}"
        '{{ define "fact" }}<b>{{ htmlEscape .upper11 }}</b>{{ end }}'
    )


def test_links_of_a_row_start_at_the_root(recorder: Recorder) -> None:
    found = recorder.values(recorder.get_template("row.html.j2").render(to=Rooted, name="A"))
    assert list(found.values()) == ["models/", "A"]
    assert Go(recorder, "../").row() == '<a href="../{{ htmlEscape .to1 }}">{{ htmlEscape .name2 }}</a>'


def test_text_that_is_not_in_the_plan_is_an_error(recorder: Recorder) -> None:
    with pytest.raises(ValueError, match="text without a mark: 'stray'"):
        recorder.values(f"stray{mark('?', 'if1')}")


def test_pages_that_differ_are_named(tmp_path: Path) -> None:
    ours, theirs = tmp_path / "ours", tmp_path / "theirs"
    for folder, pages in ((ours, {"a": "1", "b": "2", "c": "3"}), (theirs, {"a": "1", "b": "2 ", "d": "4"})):
        folder.mkdir()
        for name, text in pages.items():
            (folder / f"{name}.html").write_text(text)
    assert different_pages(ours, theirs) == ["b.html", "c.html", "d.html"]
