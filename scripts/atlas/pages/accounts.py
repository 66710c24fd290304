"""Pages about the catalogue itself: corrections, quality, data."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from atlas.pages.renderer import Page, Renderer
from atlas.schema.choices import MISTAKES
from atlas.views import corrections, quality, stats


def pages(renderer: Renderer) -> Iterator[Page]:
    """All of them."""
    catalog = renderer.catalog

    def wrong() -> dict[str, Any]:
        return {"groups": corrections.corrections(catalog), "mistakes": MISTAKES}

    def standing() -> dict[str, Any]:
        models, recounts = quality.by_model(catalog), quality.recounts(catalog)
        return {"figures": stats.figures(catalog), "models": models, "recounts": recounts}

    text = "Claims about language models that are often repeated and wrong, each with what the primary source says."
    yield renderer.page("corrections", "corrections/", "Corrections", text, wrong)
    text = "How well the atlas is supported: facts quoted, cited, missing, recounts that differ; the weakest first."
    yield renderer.page("quality", "quality/", "Quality", text, standing)
    text = "Download the atlas: JSON for programs, CSV for spreadsheets, the schema, and the licence."
    yield renderer.page("data", "data/", "Data and API", text, lambda: {"figures": stats.figures(catalog)})
