"""From a sentence to a picture in three systems, drawn side by side, and the sizes of their parts."""

from __future__ import annotations

from itertools import pairwise
from typing import Any

from atlas.catalog import Catalog
from atlas.elements.diagram import Box, Diagram, down, stack
from atlas.elements.element import Element, Values

_X, _WIDE = 10.0, 214.0
PARTS = (
    ("DALL-E", "draws", "Transformer decoder", "dall-e", "12b", ""),
    ("DALL-E", "makes pixels", "discrete VAE", "dall-e", "12b", "dvae"),
    (
        "Latent Diffusion",
        "reads the text",
        "Transformer encoder, trained along",
        "latent-diffusion",
        "text-to-image",
        "text",
    ),
    ("Latent Diffusion", "draws", "U-Net", "latent-diffusion", "text-to-image", "unet"),
    ("Latent Diffusion", "makes pixels", "autoencoder", "latent-diffusion", "text-to-image", "autoencoder"),
    ("Stable Diffusion", "reads the text", "CLIP's text encoder, frozen", "stable-diffusion", "v1-4", "text_encoder"),
    ("Stable Diffusion", "draws", "U-Net", "stable-diffusion", "v1-4", "unet"),
    ("Stable Diffusion", "makes pixels", "autoencoder, frozen", "stable-diffusion", "v1-4", "autoencoder"),
    ("Imagen", "reads the text", "T5-XXL's encoder, frozen", "imagen", "imagen", "text_encoder"),
    ("Imagen", "draws 64 × 64", "U-Net", "imagen", "imagen", "base"),
    ("Imagen", "enlarges to 256 × 256", "Efficient U-Net", "imagen", "imagen", "super_resolution_256"),
    ("Imagen", "enlarges to 1,024 × 1,024", "Efficient U-Net", "imagen", "imagen", "super_resolution_1024"),
)
"""System, what the part does, what it is; model, variant and component of the catalogue."""
PIPELINES = {
    "DALL-E": (
        ("Text", "up to 256 tokens", "plain"),
        ("Transformer decoder", "writes 1,024 tokens, one by one", "trained"),
        ("32 × 32 codes", "each one of 8,192", "plain"),
        ("Decoder of the dVAE", "trained before, frozen", "frozen"),
        ("256 × 256 pixels", "", "plain"),
    ),
    "Latent Diffusion": (
        ("Text", "77 tokens", "plain"),
        ("Transformer encoder", "frozen in Stable Diffusion", "trained"),
        ("U-Net, run many times", "reads text vectors, starts from noise", "trained"),
        ("32 × 32 × 4 numbers", "64 × 64 × 4 in Stable Diffusion", "plain"),
        ("Decoder of the autoencoder", "trained before, frozen", "frozen"),
        ("256 × 256 pixels", "512 × 512 in Stable Diffusion", "plain"),
    ),
    "Imagen": (
        ("Text", "", "plain"),
        ("Encoder of T5-XXL", "frozen; read by all three U-Nets", "frozen"),
        ("U-Net, run many times", "starts from noise", "trained"),
        ("64 × 64 pixels", "", "plain"),
        ("U-Net, run many times", "enlarges", "trained"),
        ("256 × 256 pixels", "", "plain"),
        ("U-Net, run many times", "enlarges", "trained"),
        ("1,024 × 1,024 pixels", "", "plain"),
    ),
}
"""From top to bottom: a head, a line below it, and how the box is drawn."""


def drawing(system: str) -> Diagram:
    steps = PIPELINES[system]
    boxes = stack([Box(_X, 8, _WIDE, head, (line,) if line else (), kind=kind) for head, line, kind in steps], 18)
    arrows = tuple(down(above, below) for above, below in pairwise(boxes))
    label = f"{system}, from top to bottom: {', then '.join(head for head, *_ in steps)}"
    named = {str(number): box for number, box in enumerate(boxes)}
    return Diagram(f"pipeline-{system.lower().replace(' ', '-')}", label, _X + _WIDE + 10, named, arrows)


def sizes(catalog: Catalog) -> list[tuple[str, str, str, str, str]]:
    """Address and name of a system, what a part does, what it is, and its parameters as the catalogue has them."""
    rows = []
    for system, does, what, model, variant, component in PARTS:
        facts = catalog.facts(model, variant, component or None)
        known = facts.parameters.text if facts and facts.parameters else "not researched"
        rows.append((f"models/{model}/", system, does, what, known))
    return rows


def _more(catalog: Catalog, _: Values) -> dict[str, Any]:
    return {"drawings": [(system, drawing(system)) for system in PIPELINES], "rows": sizes(catalog)}


ELEMENT = Element(
    id="image-pipelines",
    title="From a sentence to a picture",
    about="Three systems side by side: what reads the text, in which space is drawn, and how large each part is.",
    more=_more,
    style=True,
    shared=("boxes",),
)
