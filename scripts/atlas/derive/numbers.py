"""The computed numbers of a model, as fields: each is one function, whose docstring is its formula and source."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any, NamedTuple

from atlas.catalog import Catalog
from atlas.derive import costs
from atlas.derive.parameters import Recount, recount
from atlas.schema.base import Declaration
from atlas.schema.choices import LICENSE_CLASSES, Choice, Choices
from atlas.schema.registry import Field, Kind
from atlas.schema.variants import Facts
from atlas.schema.vocabulary import License

CACHE_TOKENS = 8192
"""The length of the sequence for which caches are compared."""


@dataclass(frozen=True)
class Case:
    """What a number is computed for: one variant of a model. `facts` are its own, with shared ones filled in."""

    catalog: Catalog
    model: str
    variant: str
    facts: Facts

    @cached_property
    def recount(self) -> Recount:
        return recount(self.catalog, self.model, self.variant)

    @property
    def parameters(self) -> int | None:
        """The makers' count, else ours."""
        return self.facts.parameters.value if self.facts.parameters else self.recount.total

    @cached_property
    def cache(self) -> costs.Cache | str | None:
        return costs.kv_cache(self.catalog, self.facts)

    @property
    def license(self) -> License | None:
        """The licence of the weights."""
        name = self.facts.licenses.weights if self.facts.licenses else None
        return self.catalog.licenses.get(name) if name else None


class Computed(NamedTuple):
    """A number (or a value of a closed list), and how it came about with the sizes of this case."""

    value: Any
    formula: str = ""


class NotApplicable(NamedTuple):
    """The number has no meaning here."""

    why: str


Compute = Callable[[Case], "Computed | NotApplicable | None"]


@dataclass(frozen=True, slots=True, kw_only=True)
class DerivedField(Field):
    """A field that is computed.

    method: formula and source, for readers. needs: the fields without which it cannot be had. section: of the model's
    page that shows how it is derived; without one, the evidence of the first of its needs is its own. api: its key
    among the `derived` numbers of the API.
    """

    compute: Compute
    method: str
    needs: tuple[str, ...] = ()
    section: str = "cost"
    api: str = ""


DERIVED: dict[str, DerivedField] = {}


def derived(
    label: str,
    *,
    needs: tuple[str, ...] = (),
    section: str = "cost",
    api: str = "",
    group: str = "derived",
    kind: Kind = "number",
    choices: Choices[Choice] | None = None,
    **declared: Any,
) -> Callable[[Compute], Compute]:
    """Registers a computed number under the name of its function.

    The first paragraph of the docstring says what it is, the others how it is computed, and after whom.
    """
    own = Declaration(group=group, only_models=True, **declared)

    def register(compute: Compute) -> Compute:
        what, _, method = (compute.__doc__ or "").partition("\n\n")
        DERIVED[compute.__name__] = DerivedField(
            **{name: getattr(own, name) for name in Declaration.__slots__},
            path=compute.__name__,
            label=label,
            description=" ".join(what.split()),
            kind=kind,
            choices=choices,
            compute=compute,
            method=" ".join(method.split()),
            needs=needs,
            section=section,
            api=api,
        )
        return compute

    return register


@derived(
    "Commercial use",
    group="access",
    kind="yes-no",
    section="",
    needs=("licenses.weights",),
    column="commercial-use",
)
def commercial_use(case: Case) -> Computed | None:
    """Whether the licence of the weights allows commercial use."""
    found = case.license
    return Computed(found.commercial_use) if found and found.commercial_use is not None else None


@derived(
    "Licence class",
    group="access",
    kind="choice",
    choices=LICENSE_CLASSES,
    section="",
    needs=("licenses.weights",),
    column="license-class",
    minor=True,
)
def license_class(case: Case) -> Computed | None:
    """How free the licence of the weights leaves its users."""
    return Computed(case.license.class_) if case.license else None


@derived("Parameters recounted", section="recount", api="parameters_recounted", scale=(1e6, 1e13), plural=True)
def parameters_recounted(case: Case) -> Computed | None:
    """Weights added up from the dimensions.

    The sum over all parts of the network, each as often as it is repeated, by the shapes of its matrices.
    """
    total = case.recount.total
    return Computed(total) if total else None


@derived("Active parameters recounted", section="recount", api="active_parameters_recounted", minor=True)
def active_parameters_recounted(case: Case) -> Computed | NotApplicable | None:
    """Weights used for one token, added up from the dimensions.

    As the recount of all parameters, with the experts that one token meets.
    """
    counted = case.recount
    if counted.total and not counted.active:
        return NotApplicable("all weights are used for every token")
    return Computed(counted.active) if counted.active else None


@derived("Difference of the recount", section="recount", api="recount_difference", minor=True)
def recount_difference(case: Case) -> Computed | None:
    """How far the recount is from the makers' count.

    (recount − reported) / reported.
    """
    difference = case.recount.difference
    return Computed(round(difference, 5)) if difference is not None else None


@derived("Weights in bf16", unit="bytes", scale=(1e6, 1e13), plural=True, needs=("parameters",))
def weight_memory(case: Case) -> Computed | None:
    """Memory of the weights alone, at 16 bits.

    Parameters × 4, 2, 1 or ½ bytes; decimal gigabytes, without activations or optimizer state.
    """
    count = case.parameters
    return Computed(costs.weight_memory(count)["bf16"]) if count else None


@derived(
    "KV cache per token",
    unit="bytes",
    api="kv_cache_bytes_per_token",
    scale=(1e2, 1e8),
    needs=("attention_heads", "parameters"),
)
def kv_cache_per_token(case: Case) -> Computed | NotApplicable | None:
    """Keys and values kept for one token, at 16 bits.

    2 × key/value heads × head size × 2 bytes, summed over layers (Pope et al. 2022, arXiv:2211.05102v1); with latent
    attention the latent and the rotated part of the key.
    """
    cache = case.cache
    if isinstance(cache, costs.Cache):
        return Computed(cache.per_token, "; ".join(filter(None, (cache.formula, cache.note))))
    return NotApplicable(cache) if cache else None


@derived(
    "KV cache at 8K", unit="bytes", api="kv_cache_bytes_at_8192", minor=True, needs=("attention_heads", "parameters")
)
def kv_cache_at_8k(case: Case) -> Computed | NotApplicable | None:
    """Keys and values of a sequence of 8,192 tokens, at 16 bits.

    The cache per token × tokens; windowed layers stop growing at their window, recurrent state does not grow.
    """
    cache = case.cache
    if isinstance(cache, costs.Cache):
        return Computed(cache.at(CACHE_TOKENS), cache.formula)
    return NotApplicable(cache) if cache else None


@derived("KV cache in use", unit="bytes", minor=True, needs=("attention_heads", "parameters"))
def kv_cache_in_context(case: Case) -> Computed | NotApplicable | None:
    """Keys and values of a sequence of 8,192 tokens, or of the longest that the variant takes if that is less.

    The cache per token × tokens; windowed layers stop growing at their window, recurrent state does not grow.
    """
    cache = case.cache
    if isinstance(cache, costs.Cache):
        tokens = min(CACHE_TOKENS, case.facts.context_length or CACHE_TOKENS)
        return Computed(cache.at(tokens), f"{tokens:,} tokens")
    return NotApplicable(cache) if cache else None


@derived("Training compute", unit="FLOP", api="training_compute_flop", scale=(1e17, 1e27), needs=("training.tokens",))
def training_compute(case: Case) -> Computed | None:
    """6 × active parameters × training tokens, in floating-point operations.

    Six operations for each active parameter and token (Kaplan et al. 2020, arXiv:2001.08361v1); not for
    encoder–decoders, in which a token meets only one of the two stacks.
    """
    compute = costs.training_compute(case.catalog, case.facts)
    return Computed(compute.flop, compute.formula) if compute else None


@derived(
    "Tokens per parameter",
    unit="tokens per parameter",
    api="tokens_per_parameter",
    scale=(1e-1, 1e5),
    plural=True,
    column="tokens-per-parameter",
    needs=("training.tokens", "parameters"),
)
def tokens_per_parameter(case: Case) -> Computed | None:
    """Training tokens over parameters; about 20 is compute-optimal by Hoffmann et al. 2022.

    Training tokens ÷ parameters (arXiv:2203.15556v1).
    """
    ratio = costs.tokens_per_parameter(case.facts)
    return Computed(round(ratio, 3)) if ratio else None


def all_fields(fields: Mapping[str, Field]) -> dict[str, Field]:
    """Fields of records, and the computed ones after them."""
    return {**fields, **DERIVED}
