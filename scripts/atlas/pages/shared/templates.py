"""The templates of all pages. Autoescape is on, undefined names are errors."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

import jinja2

from atlas import elements
from atlas.facts import sources
from atlas.pages.shared import components
from atlas.schema.choices import VERDICTS
from atlas.text import quantity

SHARED = Path(__file__).parent
PAGES = SHARED.parent


@lru_cache(maxsize=4)
def environment(folders: tuple[Path, ...] = ()) -> jinja2.Environment:
    """Finds `<folder>/<file>` of the kinds of page here and in further folders, and what is shared, and the
    templates of elements, by their file alone.

    A template that has changed is read again.
    """
    found = jinja2.Environment(
        loader=jinja2.FileSystemLoader([PAGES, SHARED, elements.FOLDER, *folders]),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    found.globals |= {
        "short": quantity.short,
        "grouped": quantity.grouped,
        "decimal": quantity.decimal,
        "byline": sources.byline,
        "identifier": sources.identifier,
        "source_address": sources.address,
        "fact": components.fact,
        "source_link": components.source_link,
        "terms": components.terms,
        "cited": components.cited,
        "VERDICTS": VERDICTS,
    }
    return found


def compile_all(folders: tuple[Path, ...] = ()) -> None:
    """Compile all templates now: whoever starts further processes does it for all of them."""
    found = environment(folders)
    for name in found.list_templates(filter_func=lambda name: name.endswith(".j2")):
        if not name.startswith(f"{SHARED.name}/"):  # these have another name
            found.get_template(name)
