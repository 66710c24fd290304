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

from atlas.site import load_checked
from benchmark import fragments
from benchmark.build import REST
from benchmark.golang import Go
from benchmark.hugo import different_files
from benchmark.measure import CommandFailed, Cost, run
from benchmark.plan import mark
from benchmark.recording import Recorder, Rooted, RowOf
from benchmark.synthetic import model_id, record, write_catalogue
from benchmark.tables import CHECK, EXPORTS, JSON, OURS, PAGES, YAML, Preview, Series, against_hugo, builds, previews
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


# --- Measuring ---


@pytest.mark.parametrize("options", [[], ["--no-exports"]])
def test_a_build_prints_its_figures(project: Path, tmp_path: Path, options: list[str]) -> None:
    command = [sys.executable, "-m", "benchmark.build", str(project), str(tmp_path / "out"), *options]
    done = subprocess.run(command, cwd=ROOT / "scripts", capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    stages = json.loads(done.stdout)["stages"]
    assert set(stages) == {"read and validate", "rules and quotes", "make and write pages and exports", REST}
    assert all(stages.values())
    assert (tmp_path / "out/models" / model_id(3) / "index.html").exists()
    assert (tmp_path / "out/api").exists() != bool(options)


def test_a_command_is_measured() -> None:
    cost = run([sys.executable, "-c", """print('{"stages": {"one": 0.5}}')"""])
    assert cost.stages == {"one": 0.5}
    assert cost.wall > 0 and cost.cpu > 0 and cost.peak > 1


def test_the_memory_of_a_command_is_that_of_its_processes_together() -> None:
    if not Path("/proc/self/smaps_rollup").exists():
        pytest.skip("this system does not say how much memory processes share")
    child = "import time; x = bytearray(80 << 20); time.sleep(2)"
    parent = f"import subprocess, sys; x = bytearray(60 << 20); subprocess.run([sys.executable, '-c', '{child}'])"
    assert run([sys.executable, "-c", parent]).peak > 140


def test_a_command_that_fails_says_what_it_said() -> None:
    with pytest.raises(CommandFailed, match=r"ended with 3:\nno disk"):
        run([sys.executable, "-c", "import sys; print('no disk'); sys.exit(3)"])


def test_tables_have_medians_and_the_ratio_of_each_round() -> None:
    series = Series(made_up=1000, models=1050, pages=1300, mib=25.04)
    for ours, hugo in ((2.0, 2.0), (3.0, 2.0), (9.0, 3.0)):
        for made in (PAGES, EXPORTS, CHECK):
            series.add(made, OURS, Cost(ours, 1.5, 100, {"one": ours}))
        series.add(PAGES, YAML, Cost(hugo, 4, 200))
        series.add(EXPORTS, JSON, Cost(hugo / 2, 2, 150))
    assert builds([series]).split("\n")[2] == "| 1,000 + 50 | pages | 3.00 | 1.50 | 100 | 2.86 |  |"
    assert against_hugo([series]).split("\n")[2:] == [
        "| 1,000 + 50 | 1,300 | 25.0 | pages | YAML | 3.00 (1.50) | 2.00 (4.00) | **1.50** | 1.00–3.00 | 100 | 200 |",
        "| 1,000 + 50 | 1,300 | 25.0 | pages and exports | JSON | 3.00 (1.50) | 1.00 (2.00) | **3.00** | 2.00–6.00 | 100 | 150 |",
    ]


def test_the_table_of_the_preview_has_medians() -> None:
    rows = previews([Preview("1,000 + 50", 3.21, [0.9, 1.5, 0.8], 200.4, 210.6)]).split("\n")[2:]
    assert rows == ["| 1,000 + 50 | 3.2 | 3 | **0.90** | 0.80–1.50 | 200 | 211 |"]


# --- Hugo ---

TEMPLATES = {
    "page.html.j2": """\
{% import "parts.html.j2" as ui %}
{% macro row(label) %}<dt>{{ label }}</dt><dd>{{ caller() }}</dd>{% endmacro %}
{% call row("A & B") %}{{ ui.fact(first) }}{% endcall %}
{% for line in lines %}{{ line }}{{ ", " if not loop.last }}{% else %}none{% endfor %}
{% if first == "a" %}1{% elif first == "b<" %}2{% else %}3{% endif %}{{ prose(text) }}{{ row_of }}{{ card }}{% if first %}({{ first }}){% endif %}
""",
    "parts.html.j2": """{% macro fact(value) %}<b>{{ value.upper() }}</b>{% endmacro %}""",
    "row.html.j2": """<a href="{{ to("models/") }}">{{ name }}</a>""",
}


CONTEXT = {
    "first": "b<",
    "lines": ["x", "y"],
    "text": "x",
    "prose": lambda text: Markup(f"<p>{text}"),
    "row_of": RowOf("bert"),
    "card": Markup('<a href="a/">A &amp; B</a> tokens'),
}


@pytest.fixture
def recorder() -> Recorder:
    """For three small templates."""
    return Recorder(jinja2.Environment(loader=jinja2.DictLoader(TEMPLATES), autoescape=True, trim_blocks=True))


def test_a_template_gives_its_values(recorder: Recorder) -> None:
    found = recorder.values(recorder.get_template("page.html.j2").render(CONTEXT))
    assert list(found.values()) == [
        {"upper12": "B<"},
        [{"line3": "x", "if4": True}, {"line3": "y"}],
        True,
        "<p>x",
        "bert",
        [{"as": "link", "to": "a/", "text": "A & B"}, {"as": "text", "text": " tokens"}],
        "b<",  # and no flag: where it stands, the branch is taken
    ]


def test_a_template_becomes_one_in_go(recorder: Recorder) -> None:
    recorder.get_template("page.html.j2").render(CONTEXT)
    go = Go(recorder, "../../")
    assert go.main("page.html.j2") == (
        '{{ define "main" }}{{ with .Params }}<dt>A &amp; B</dt><dd>{{ template "fact" .fact1 }}</dd>'
        "{{ range .lines2 }}{{ htmlEscape .line3 }}{{ if .if4 }}, {{ end }}{{ else }}none{{ end }}"
        "{{ if .if5 }}1{{ else if .if6 }}2{{ else }}3{{ end }}{{ .prose7 }}"
        '{{ partialCached "row-2.html" (index hugo.Data.rows .row_of8) .row_of8 }}'
        '{{ range .card9 }}{{ template "part" . }}{{ end }}{{ if .first11 }}({{ htmlEscape .first11 }}){{ end }}'
        "{{ end }}{{ end }}"
        '{{ define "fact" }}<b>{{ htmlEscape .upper12 }}</b>{{ end }}' + fragments.definition()
    )


def test_links_of_a_row_start_at_the_root(recorder: Recorder) -> None:
    found = recorder.values(recorder.get_template("row.html.j2").render(to=Rooted, name="A"))
    assert list(found.values()) == ["models/", "A"]
    row = '<a href="../{{ htmlEscape .to1 }}">{{ htmlEscape .name2 }}</a>'
    assert Go(recorder, "../").row() == row + fragments.definition()


@pytest.mark.parametrize(
    ("html", "kinds"),
    [
        ("", []),
        ("1 &lt; 2", ["text"]),
        ('<a class="sourced" href="#e1">12 &#34;x&#34;</a>', ["sourced"]),
        ('<a href="x?a&amp;b">A</a>, <a href="y">B</a> (pre)', ["link", "text", "link", "text"]),
        ('<span class="derived" title="2 &#39;x">1</span>', ["derived"]),
        ('<span class="absent absent-undisclosed">no</span>', ["absent"]),
        (
            'MIT <a class="ref" href="#e" aria-label="Source of licence">source</a><small>x</small>',
            ["text", "source", "html"],
        ),
        ('<a class="odd" href="x">A</a>', ["html"]),
        ("it's", ["html"]),  # not escaped as our templates do
    ],
)
def test_a_fragment_of_html_is_taken_apart(html: str, kinds: list[str]) -> None:
    found = fragments.parts(html)
    assert [part["as"] for part in found] == kinds
    assert fragments.as_html(found) == html


def test_text_that_is_not_in_the_plan_is_an_error(recorder: Recorder) -> None:
    with pytest.raises(ValueError, match="text without a mark: 'stray'"):
        recorder.values(f"stray{mark('?', 'if1')}")


def test_files_that_differ_are_named(tmp_path: Path) -> None:
    ours, theirs = tmp_path / "ours", tmp_path / "theirs"
    our_files = {
        "a.html": "1",
        "b.html": "2",
        "c.html": "3",
        "e.json": '{"é": 1e3, "b": [1]}',
        "f.json": "[1]",
        "g.css": "1",
    }
    their_files = {"a.html": "1", "b.html": "2 ", "d.html": "4", "e.json": '{"b":[1],"\\u00e9":1000}', "f.json": "[2]"}
    for folder, files in ((ours, our_files), (theirs, their_files)):
        folder.mkdir()
        for name, text in files.items():
            (folder / name).write_text(text)
    assert different_files(ours, theirs) == ["b.html", "c.html", "d.html", "f.json"]
