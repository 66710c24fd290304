"""The language of guides: text in, HTML with cuts and faults out."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from atlas.text import prose
from atlas.text.guide_markup import Block, Citation, Cut, FactName, WikiLink, parse
from records import REPEATABLE


def html(text: str) -> str:
    """The HTML of a text, in which a cut stands as its kind in pointed brackets."""
    found = parse(text)
    shown = [*(f"«{said(cut)}»" for cut in found.cuts), ""]
    return "".join(piece + cut for piece, cut in zip(found.pieces, shown, strict=True)).strip()


def said(cut: Cut) -> str:
    match cut:
        case FactName(model, variant, field):
            return f"fact {model} {variant} {field}"
        case Citation(source, locator):
            return f"source {source} {locator}".strip()
        case WikiLink(id_, shown):
            return f"link {id_} {shown}"
        case Block(kind, name, parameters):
            return f"{kind} {name} {parameters}"


def faults(text: str) -> list[str]:
    return [f"{line + 1}: {message}; {fix}" for line, _, message, fix in parse(text).faults]


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("a {bert parameters} b", "<p>a «fact bert None parameters» b</p>"),
        ("{gpt-2:xl training.tokens}", "<p>«fact gpt-2 xl training.tokens»</p>"),
        ("{bert:large training tokens}", "<p>«fact bert large training tokens»</p>"),
        (r"\{bert parameters} and `{bert parameters}`", "<p>{bert parameters} and <code>{bert parameters}</code></p>"),
        ("Told.[^bert/paper: §3, Table 1] [^survey]", "<p>Told.«source bert/paper §3, Table 1» «source survey»</p>"),
        ("[[rope]] and [[guides/a|words]]", "<p>«link rope None» and «link guides/a words»</p>"),
        ("## How *long*?", '<h2 id="how-long">How <em>long</em>?</h2>'),
        ("## How long? {#time}", '<h2 id="time">How long?</h2>'),
        ("```element patches\nsize: 288\n```", "«element patches {'size': '288'}»"),
        ("```python\nx < 1\n```", '<pre tabindex="0"><code class="language-python">x &lt; 1\n</code></pre>'),
        ("> plain", "<blockquote>\n<p>plain</p>\n</blockquote>"),
        (
            "> [!note] **Head** [^survey]\n> Text.",
            '<div class="callout callout-note" role="note">\n'
            '<p class="callout-head"><b>Note</b> <strong>Head</strong> «source survey»</p>\n<p>Text.</p>\n</div>',
        ),
        (
            "> [!reconstructed]\n>\n> - {bert layers}",
            '<div class="callout callout-reconstructed" role="note">\n'
            '<p class="callout-head"><b>Reconstructed</b> </p>\n<ul>\n<li>«fact bert None layers»</li>\n</ul>\n</div>',
        ),
    ],
)
def test_what_is_asked_for_is_found(text: str, shown: str) -> None:
    assert html(text) == shown
    assert faults(text) == []


def test_columns_of_numbers_are_marked() -> None:
    assert '<td class="number">«fact bert None layers»</td>' in html("| a | b |\n|---|--:|\n| a | {bert layers} |")


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("{}", "1: {} is not a fact; write {model field} or {model:variant field}, or \\{ for a brace"),
        ("a\n\n[^a/b/c]", "3: [^a/b/c] does not name a source; write [^source], [^record/source] or [^source: §3]"),
        ("# Title", '1: "Title" is a heading of level 1; use ## for sections and ### within them'),
        ("### Deep", '1: "Deep" is a heading of level 3; use ## for sections and ### within them'),
        ("## A\n\n## a", '3: the anchor "a" stands twice; give one of them its own: ## Words {#anchor}'),
        ("> [!joke] a", '1: "joke" is not a kind of call-out; use one of opinion, correction, reconstructed, note'),
        (
            "> [!opinion] Me\n> b",
            "1: does not say whose opinion it is, and when; "
            "write for example > [!opinion] A. Author, 25 September 2023",
        ),
        ("```models\nmodels bert\n```", '2: "models bert" is not a parameter; write one `name: value` a line'),
    ],
)
def test_what_has_no_meaning_is_told(text: str, fault: str) -> None:
    assert faults(text) == [fault]


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("<script>alert(1)</script>", "<p>&lt;script&gt;alert(1)&lt;/script&gt;</p>"),
        ("{<b onclick=x>}", "<p>{&lt;b onclick=x&gt;}</p>"),
        ("[^<b>]", "<p>[^&lt;b&gt;]</p>"),
        ('## A {#x"onclick="a}', '<h2 id="a">A {#x&quot;onclick=&quot;a}</h2>'),
        ('```"onclick="x\n<b>\n```', '<pre tabindex="0"><code>&lt;b&gt;\n</code></pre>'),
        ("[a](javascript:alert)", "<p>[a](javascript:alert)</p>"),
        (
            '> [!"><b>] x\n> y',
            '<div class="callout callout-note" role="note">\n'
            '<p class="callout-head"><b>Note</b> x</p>\n<p>y</p>\n</div>',
        ),
    ],
)
def test_what_could_do_harm_is_text(text: str, shown: str) -> None:
    assert html(text) == shown


PIECES = [*"a[]^{}#>!`|-:<&\\$* \n", "[[", "]]", "[^", "[!", "```", "```models", "{a b}"]


@REPEATABLE
@given(st.lists(st.sampled_from(PIECES)))
def test_any_text_is_cut_at_its_cuts(parts: list[str]) -> None:
    found = parse("".join(parts))
    assert len(found.pieces) == len(found.cuts) + 1
    assert prose.CUT not in "".join(found.pieces)
    assert all(0 <= fault.line <= len("".join(parts).splitlines()) for fault in found.faults)


def test_a_very_long_text_is_read() -> None:
    text = "> " * 500 + "a\n\n" + "{" * 20_000 + "[^" * 20_000
    assert parse(text).cuts == []
