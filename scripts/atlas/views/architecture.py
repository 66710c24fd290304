"""The architecture as a tree of named parts, for the nested list on the page and for drawings."""

from __future__ import annotations

from atlas.catalog import Catalog
from atlas.derive.anatomy import anatomy
from atlas.derive.tree import Node


def architecture_tree(catalog: Catalog, model_id: str, variant: str | None = None) -> Node:
    """The tree of a variant (the first if none is named), built from its record alone."""
    return anatomy(catalog, model_id, variant)


def as_text(node: Node, depth: int = 0) -> str:
    """The tree as indented lines, for terminals and tests."""
    times = f"{node.repeat} × " if node.repeat > 1 else ""
    detail = f" ({node.detail})" if node.detail else ""
    lines = [f"{'  ' * depth}{times}{node.label}{detail}"]
    return "\n".join(lines + [as_text(child, depth + 1) for child in node.children])
