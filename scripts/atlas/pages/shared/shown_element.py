"""An element of guides as it stands on a page."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from markupsafe import Markup

from atlas.elements import Element
from atlas.pages.renderer import Renderer


def element_html(
    renderer: Renderer, address: str, element: Element, values: Mapping[str, Any], caption: str = "", anchor: str = ""
) -> str:
    """The HTML of an element with these values on the page at an address; its caption is HTML too.

    anchor: of the figure, if not its id: a page may show an element more than once.
    """
    inside = renderer.render(element.template, address, element.context(renderer.catalog, values))
    context = {"element": element, "inside": Markup(inside), "caption": Markup(caption), "anchor": anchor or element.id}
    return renderer.render("element.html.j2", address, context)
