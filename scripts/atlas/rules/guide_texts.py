"""Rules about the form of guides."""

from __future__ import annotations

import re
from collections.abc import Iterator

from atlas.catalog import Entry
from atlas.rules.framework import Finding, record_rule
from atlas.schema.guide import Guide
from atlas.text.guide_markup import parse

_SENTENCES = re.compile(r"[.!?](?=\s|$)")


@record_rule("guides")
def guide_text(entry: Entry) -> Iterator[Finding]:
    """The text of a guide is the Markdown of all prose, without HTML or images, with sections `##` and `###` that
    have an anchor each; facts, sources, blocks and call-outs have the form that CONTRIBUTING shows, and an opinion
    says whose it is and when."""
    for line, needle, message, fix in parse(guide_of(entry).body).faults:
        yield Finding(("body", line), message, fix, needle=needle)


@record_rule("guides")
def guide_front(entry: Entry) -> Iterator[Finding]:
    """The summary of a guide is two sentences, it has two sections or more, and at least one next step."""
    guide = guide_of(entry)
    count = len(_SENTENCES.findall(guide.summary))
    if count != 2:
        yield Finding(("summary",), f"has {count} sentence{'' if count == 1 else 's'}, not two", "write two")
    if sum(level == 2 for level, _, _ in parse(guide.body).headings) < 2:
        yield Finding(("body",), "has fewer than two sections", "part it with headings `## Words`")
    if not guide.next:
        yield Finding(("next",), "names nothing", "name a guide, concept or model to go on with")


def guide_of(entry: Entry) -> Guide:
    """The guide of an entry of that collection."""
    assert isinstance(entry.record, Guide)
    return entry.record
