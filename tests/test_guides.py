"""Pages of guides: facts and blocks in their places, and nothing that does harm."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import html5lib
import pytest

from atlas import pages
from atlas.facts.field_names import field_named, names
from atlas.pages.guides import in_order
from atlas.site import load_checked
from built import Site, words
from hostile import allowed
from records import GUIDE, catalogue, loaded, problems_of, with_guides, write

MODELS = {
    "bert": """
        draft: false
        name: BERT
        context_length: 512
        variants: {base: {name: BERT-Base, layers: 12}, large: {name: BERT-Large, layers: 24}}
        sources: {paper: {type: paper, title: The paper, arxiv: 1810.04805v2}}
        evidence: [{source: paper, locator: "§3", supports: [context_length, variants.base.layers,
          variants.large.layers]}]
    """,
    "gpt": "draft: false\nname: GPT\nabsent: {layers: undisclosed}\nrelations: [{type: successor-of, model: bert}]",
}
SECTIONS = "\n\n## One\n\n## Two\n"


def shown(folder: Path, text: str, models: Mapping[str, str] = MODELS) -> str:
    """The HTML of the page of a guide with a text."""
    made = loaded(with_guides(catalogue(folder, models), {"a": text + SECTIONS}))
    return next(page.html for page in pages.render(made, pages.Settings()) if page.address == "guides/a/")


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("{bert:large layers}", '<a class="sourced" href="../../models/bert/#e1">24</a>'),
        ("{bert layers}", '<a class="sourced" href="../../models/bert/#e1">12–24</a>'),
        ("{gpt layers}", '<span class="absent absent-undisclosed">undisclosed</span>'),
        ("{bert hidden-size}", '<span class="absent absent-not-researched">not researched</span>'),
        ("[[bert]], [[guides/a|here]]", '<a href="../../models/bert/">BERT</a>, <a href="../../guides/a/">here</a>'),
        (
            "So.[^bert/paper: §3]",
            'So.<sup class="cite"><a id="cite-1" href="#source-1" aria-label="Source 1, §3">1</a></sup>',
        ),
        ("```comparison bert-vs-gpt\n```", '<a href="../../compare/bert-vs-gpt/">BERT vs GPT, side by side</a>'),
        ("```concept rope\ncaption: See [[gelu]].\n```", '<a href="../../concepts/rope/">rope</a>: An idea.'),
        ("```element patches\nsize: 288\npatch: 18\n```", '<output data-out="tokens">256</output>'),
    ],
)
def test_facts_and_blocks_are_put_into_their_places(tmp_path: Path, text: str, html: str) -> None:
    assert html in shown(tmp_path, text)


def test_a_table_of_models_may_be_turned(tmp_path: Path) -> None:
    block = "```models\nmodels: bert:large gpt\nfields: layers context\n{}```"
    tables = []
    for turn in ("", "rows: fields\n"):
        page = page_of(shown(tmp_path, block.format(turn)))
        tables.append([[words(cell) for cell in row] for row in next(page.iter("table")).iter("tr")])
    missing = ["undisclosed", "not researched"]
    assert tables[0] == [["Model", "Layers", "Context"], ["BERT-Large", "24", "512"], ["GPT", *missing]]
    assert tables[1] == [["", "BERT-Large", "GPT"], ["Layers", "24", missing[0]], ["Context", "512", missing[1]]]


def page_of(html: str) -> Any:
    return html5lib.parse(html, namespaceHTMLElements=False)


def test_a_source_that_is_cited_twice_is_listed_once_with_both_places(tmp_path: Path) -> None:
    page = html5lib.parse(
        shown(tmp_path, "A.[^bert/paper: §3] B.[^survey] C.[^bert/paper]"), namespaceHTMLElements=False
    )
    listed = [words(item) for item in page.iter("li") if item.attrib.get("id", "").startswith("source-")]
    assert listed == ["The paper. arXiv:1810.04805v2 ↑ §3, ↑", "A survey. read 1 January 2024 ↑"]


def test_only_pages_with_an_element_load_it(tmp_path: Path) -> None:
    texts = {"a": "```element patches\n```" + SECTIONS, "b": "None." + SECTIONS}
    made = loaded(with_guides(catalogue(tmp_path, MODELS), texts))
    loads = {page.address: (page.own_scripts, page.own_styles) for page in pages.render(made, pages.Settings())}
    assert loads["guides/a/"] == (("elements/patches",), ("elements/patches",))
    assert loads["guides/b/"] == ((), ())


def test_guides_are_in_order_of_their_shelves(tmp_path: Path) -> None:
    front = GUIDE.replace("shelf: choose", "shelf: {}").replace("order: 1", "order: {}")
    made = {
        "a": front.format("look-back", 1),
        "b": front.format("understand", 2),
        "c": front.format("understand", 1),
        "d": front.format("choose", 1),
    }
    folder = with_guides(catalogue(tmp_path, MODELS), {id_: text + SECTIONS for id_, text in made.items()})
    assert in_order(loaded(folder)) == ["c", "b", "d", "a"]


def test_a_guide_is_found_by_its_names_and_words(tmp_path: Path) -> None:
    text = GUIDE.replace("order: 1", "order: 1\naliases: [How to]") + "BERT has {bert:large layers} layers." + SECTIONS
    made = loaded(with_guides(catalogue(tmp_path, MODELS), {"a": text}))
    (found,) = [d for d in pages.full_text(pages.render(made, pages.Settings())) if d.address == "guides/a/"]
    assert (found.group.heading, found.title, found.line, found.aliases) == (
        "Guides",
        "A guide",
        "Guide · Choose",
        ("How to",),
    )
    assert "BERT has 24 layers." in found.make().shown[1]


# --- Front matter ---


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        (
            "No front matter.",
            "1:1: has no front matter; begin with a line ---, the facts about the guide, and another line ---"
            " [front-matter]",
        ),
        (GUIDE, "1:1: has no text; write it below the front matter [front-matter]"),
        (GUIDE.replace("order: 1", "body: x") + "a", "4:1: is the text itself; remove it [front-matter]"),
        (
            GUIDE.replace("shelf: choose", "shelf: chose") + "a",
            '3:8: shelf: "chose" is not allowed here; did you mean "choose"? [allowed-value]',
        ),
        (GUIDE.replace("title: A guide\n", "") + "a", "1:1: title: is missing; add `title:` [required-field]"),
        (GUIDE.replace("order: 1", "order:\t1") + "a", "4:7: has a tab; indent and separate with spaces [tab]"),
        (GUIDE + "a\u202eb" + SECTIONS, "10:2: has the invisible character U+202E; remove it [invisible-character]"),
        (
            GUIDE.replace("order: 1", "ordr: 1") + "a",
            '4:1: ordr: "ordr" is not a field here; did you mean "order"? [known-field]',
        ),
    ],
)
def test_what_is_wrong_with_front_matter_is_told(tmp_path: Path, text: str, problem: str) -> None:
    write(catalogue(tmp_path, MODELS), "docs/guides/a.md", text)
    assert f"docs/guides/a.md:{problem}" in problems_of(tmp_path)


def test_other_files_among_guides_are_told(tmp_path: Path) -> None:
    write(catalogue(tmp_path), "docs/guides/a.markdown", "a")
    (problem,) = problems_of(tmp_path)
    assert problem == "docs/guides/a.markdown:1:1: is not a guide; rename it to a.md or remove it [file-name]"


# --- Hostile guides ---

HOSTILE = {
    "html": "<script>alert(1)</script> <img src=x onerror=alert(1)>",
    "fact": '{bert <b onclick=x>} {"><script>alert(1)</script> x}',
    "citation": '[^"onclick="alert(1)] [^bert/paper: "><script>alert(1)</script>]',
    "links": '[a](javascript:alert(1)) [["><b>|<script>]] [[guides/../x]]',
    "anchor": '## A {#x"onclick="a}',
    "callout": '> [!"><script>] <script>alert(1)</script>\n> a',
    "block": '```models\nmodels: <script> bert\nfields: "><b>\ncaption: <script>alert(1)</script>\n```',
    "caption": "```element patches\ncaption: <script>alert(1)</script> [a](javascript:x)\n```",
    "element": '```element "><script>\nsize: <b>\n```',
    "code": '```"><script>\n<script>alert(1)</script>\n```',
    "template": "{{ 7*7 }} {% raw %}",
}


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_guide_is_refused_or_harmless(name: str, tmp_path: Path) -> None:
    folder = with_guides(catalogue(tmp_path, MODELS), {"a": HOSTILE[name] + SECTIONS})
    catalog, found = load_checked(folder)
    assert all(problem.file == "docs/guides/a.md" for problem in found)
    html = next(page.html for page in pages.render(catalog, pages.Settings()) if page.address == "guides/a/")
    known = (allowed.templates(), allowed.MARKDOWN, GUIDES)
    assert list(allowed.faults(allowed.fragment(html), *known)) == []


GUIDES = {
    "sup": {"class"},
    "h2": {"id"},
    "h3": {"id"},
    "a": {"id", "aria-label"},
    "pre": {"tabindex"},
    "th": {"class"},
    "td": {"class"},
}
"""What guides may add to a page beside templates and prose."""


# --- Names of fields ---


@pytest.mark.parametrize(
    ("name", "path"),
    [
        ("parameters", "parameters"),
        ("tokenizer.vocabulary_size", "tokenizer.vocabulary_size"),
        ("Vocabulary", "tokenizer.vocabulary_size"),
        ("vocabulary size", "tokenizer.vocabulary_size"),
        ("training-tokens", "training.tokens"),
        ("tokens per parameter", "tokens_per_parameter"),
        ("context", "context_length"),
        ("architecture", "architecture.type"),
    ],
)
def test_a_field_has_short_names(name: str, path: str) -> None:
    field = field_named(name)
    assert field
    assert field.path == path


def test_every_path_is_a_name_of_its_field() -> None:
    assert len(names()) > 150
    assert all(field_named(field.path) is field for field in names().values())


# --- The built site ---


def test_every_guide_has_a_page_with_its_sections_and_steps(built: Site) -> None:
    guides = [address for address in built.pages if address.startswith("guides/") and address != "guides/"]
    assert guides
    for address in guides:
        page = built.pages[address]
        contents = next(nav for nav in page.all("nav") if nav.attrib.get("aria-label") == "On this page")
        anchors = [link.attrib["href"].removeprefix("#") for link in contents.iter("a")]
        assert set(anchors) <= set(page.ids)
        assert "next" in anchors
        assert address.removeprefix("guides/") in {
            link.removeprefix("../guides/") for link in built.pages["guides/"].links
        }
