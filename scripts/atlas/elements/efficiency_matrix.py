"""Which idea for saving work is used in which model, read off the records."""

from __future__ import annotations

from typing import Any

from atlas.catalog import Catalog
from atlas.elements.element import Element, Values
from atlas.facts.usage import usage

IDEAS = (
    "span-corruption",
    "mixture-of-experts",
    "parameter-offloading",
    "large-vocabulary",
    "parallel-layers",
    "multi-query-attention",
    "grouped-query-attention",
    "multi-head-latent-attention",
    "sparse-attention",
    "efficient-causal-attention",
    "gradient-checkpointing",
    "mixed-precision-training",
    "dynamic-loss-scaling",
    "checkpoint-restart",
    "compute-optimal-training",
)
MODELS = (
    *("t5", "gpt-3", "mt5", "pangu-alpha", "cpm-2", "ernie-3", "jurassic-1", "hyperclova", "yuan-1", "gopher"),
    *("ernie-3-titan", "gpt-neox-20b", "opt", "bloom", "glam", "mt-nlg", "chinchilla", "alexatm", "palm", "palm-2"),
    *("u-palm", "ul2", "glm-130b", "llama", "deepseek", "deepseek-v2"),
)
"""The models of the list, in its order."""


def matrix(catalog: Catalog) -> dict[str, list[str]]:
    """Models of the list by idea; an idea that none of them is said to use is left out."""
    used = usage(catalog)
    rows = {idea: set(used.of("concepts", idea)) for idea in IDEAS if idea in catalog.concepts}
    found = {idea: [id_ for id_ in MODELS if id_ in models] for idea, models in rows.items()}
    return {idea: models for idea, models in found.items() if models}


def _more(catalog: Catalog, _: Values) -> dict[str, Any]:
    rows = matrix(catalog)
    without = [id_ for id_ in MODELS if id_ in catalog.models and not any(id_ in models for models in rows.values())]
    columns = [id_ for id_ in MODELS if id_ in catalog.models and id_ not in without]
    return {
        "rows": rows,
        "columns": columns,
        "without": without,
        "models": catalog.models,
        "concepts": catalog.concepts,
    }


ELEMENT = Element(
    id="efficiency-matrix",
    title="Ideas for saving work, by model",
    about="Which of 26 models uses which idea for saving operations or memory.",
    more=_more,
    style=True,
)
