"""How well the atlas itself is supported."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from atlas.facts import stats
from atlas.pages.kind import Kind, Link, Page
from atlas.pages.quality import weakest
from atlas.pages.renderer import Renderer
from atlas.text import places


def _pages(renderer: Renderer) -> Iterator[Page]:
    catalog = renderer.catalog

    def standing() -> dict[str, Any]:
        models, recounts = weakest.by_model(catalog), weakest.recounts(catalog)
        looked_up = renderer.settings.verification
        return {
            "figures": stats.figures(catalog),
            "models": models,
            "recounts": recounts,
            "verification": looked_up,
            "forms": places.FORMS,
        }

    text = "How well the atlas is supported: facts quoted, cited, missing, recounts that differ; the weakest first."
    yield QUALITY.page(renderer, "quality/", "Quality", text, standing)


QUALITY = Kind(
    id="quality",
    pages=_pages,
    template="quality/page.html.j2",
    navigation=Link("Quality", "quality/", 50),
    examples={"quality": "quality/"},
)
