"""Eight directions of research on Transformers, and when models that stand for each came out."""

from __future__ import annotations

from typing import Any

from atlas.catalog import Catalog
from atlas.elements.element import Element, Values

DIRECTIONS = {
    "Fresh data": "scibert roberta xlm-roberta pangu-alpha chinchilla bloom",
    "Better architecture": "albert t5 switch-transformer deepnet palm",
    "Cheaper attention": "sparse-transformer linformer bigbird nystromformer palm deepseek-v2",
    "Other networks added": "conformer bert-cnn wav2vec-2 latent-diffusion jamba",
    "Longer sequences": "transformer-xl xlnet longformer bloom",
    "Ways of tuning": "t5 instructgpt bloomz flan-t5 alpaca vicuna",
    "Beyond text": "image-gpt vit wav2vec-2 hubert beit codex",
    "Several media at once": "clip dall-e simvlm coca imagen gpt-4",
}
"""What the article of September 2023 lists, in its order and our words, with models as examples of ours."""


def _more(catalog: Catalog, _: Values) -> dict[str, Any]:
    """years: the columns. rows: a direction, and for each year (address, name) of its models, oldest first."""
    found = {
        direction: sorted(
            (str(model.released), id_, model.name) for id_ in ids.split() if (model := catalog.models.get(id_))
        )
        for direction, ids in DIRECTIONS.items()
    }
    written = [int(date[:4]) for models in found.values() for date, *_ in models]
    years = range(min(written, default=0), max(written, default=0) + 1)
    rows = [
        (
            direction,
            [[(f"models/{id_}/", name) for date, id_, name in models if int(date[:4]) == year] for year in years],
        )
        for direction, models in found.items()
    ]
    return {"years": list(years), "rows": rows}


ELEMENT = Element(
    id="research-directions",
    title="Eight directions",
    about="What research on Transformers has worked on, and models that stand for it, by year.",
    more=_more,
    style=True,
)
