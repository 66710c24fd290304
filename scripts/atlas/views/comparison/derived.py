"""The computed numbers of a comparison, each with the section of the model page that shows how it is derived."""

from __future__ import annotations

from typing import NamedTuple

from atlas.catalog import Catalog
from atlas.derive import costs
from atlas.derive.parameters import recount
from atlas.quantity import grouped, scientific, short_bytes
from atlas.views.strip import ratio


class Derived(NamedTuple):
    """A computed number, its shown form, and the anchor of its section."""

    number: float
    text: str
    anchor: str


def number(catalog: Catalog, id_: str, variant: str, line: str) -> Derived | str:
    """The number of a line for a variant; or why there is none: `not-applicable`, or `not-derivable`."""
    facts = catalog.variants(id_)[variant]
    counted = recount(catalog, id_, variant).total
    if line == "recount":
        return Derived(counted, grouped(counted), "recount") if counted else "not-derivable"
    count = facts.parameters.value if facts.parameters else counted
    section = "cost" if count else ""
    if line == "weights":
        size = costs.weight_memory(count)["bf16"] if count else 0
        return Derived(size, short_bytes(size), section) if size else "not-derivable"
    if line == "cache":
        cache = costs.kv_cache(catalog, facts)
        if isinstance(cache, costs.Cache):
            return Derived(cache.per_token, short_bytes(cache.per_token), section)
        return "not-applicable" if cache else "not-derivable"
    if line == "flop":
        compute = costs.training_compute(catalog, facts)
        return Derived(compute.flop, scientific(compute.flop), section) if compute else "not-derivable"
    per = costs.tokens_per_parameter(facts)
    return Derived(per, ratio(per), section) if per else "not-derivable"
