"""Pages about the catalogue itself: corrections, quality, data."""

from __future__ import annotations

from collections.abc import Iterator

from atlas.pages.renderer import Page, Renderer
from atlas.views import corrections, quality, stats


def pages(renderer: Renderer) -> Iterator[Page]:
    """All of them."""
    catalog = renderer.catalog
    figures = stats.figures(catalog)
    groups = corrections.corrections(catalog)
    text = "Claims about language models that are often repeated and wrong, each with what the primary source says."
    yield renderer.page(
        "corrections", "corrections/", "Corrections", text, groups=groups, mistakes=corrections.MISTAKES
    )
    text = "How well the atlas is supported: facts quoted, cited, missing, recounts that differ; the weakest first."
    models, recounts = quality.by_model(catalog), quality.recounts(catalog)
    yield renderer.page("quality", "quality/", "Quality", text, figures=figures, models=models, recounts=recounts)
    text = "Download the atlas: JSON for programs, CSV for spreadsheets, the schema, and the licence."
    yield renderer.page("data", "data/", "Data and API", text, figures=figures)
