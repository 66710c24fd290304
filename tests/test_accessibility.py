"""axe-core, the common checker of WCAG, on one page of each kind: light and dark, wide and narrow."""

from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe  # type: ignore[import-untyped]
from playwright.sync_api import Page

from built import KINDS
from conftest import Visit, unfold

RULES: dict[str, dict[str, Any]] = {
    "light": {},
    "dark": {"runOnly": {"type": "rule", "values": ["color-contrast"]}},
}
"""Options of axe by colour scheme: all rules once, and in the dark, where only colours differ, the rule about them."""

schemes = pytest.mark.parametrize("scheme", RULES)


def violations(page: Page, **options: Any) -> list[str]:
    """What axe finds, as `rule: element`; `options` are axe's own. That all else is in order need not be told."""
    found = Axe().run(page, options={"resultTypes": ["violations"], **options}).response["violations"]
    return [f"{rule['id']}: {' '.join(node['target'])}" for rule in found for node in rule["nodes"]]


@pytest.mark.parametrize(("scheme", "colour"), [("light", "#eeeeee"), ("dark", "#333333")])
def test_violations_are_found(scheme: str, colour: str, visit: Visit) -> None:
    page = visit(color_scheme=scheme)
    page.locator("h1").evaluate("(heading, colour) => (heading.style.color = colour)", colour)
    assert "color-contrast: h1" in violations(page, **RULES[scheme])


@pytest.mark.parametrize("width", [360, 1280])
@schemes
@pytest.mark.parametrize("address", KINDS.values(), ids=KINDS.keys())
def test_a_page_has_no_violation(address: str, scheme: str, width: int, visit: Visit) -> None:
    page = visit(address, width=width, color_scheme=scheme)
    unfold(page)
    assert violations(page, **RULES[scheme]) == []


@schemes
def test_a_sorted_table_has_no_violation(scheme: str, visit: Visit) -> None:
    page = visit("models/", color_scheme=scheme)
    page.locator("model-table thead button").first.click()
    assert violations(page, **RULES[scheme]) == []


@pytest.mark.parametrize(("address", "width"), [("models/bert/", 360), ("models/", 360), ("models/bert/", 1280)])
def test_targets_are_large_enough(address: str, width: int, visit: Visit) -> None:
    """WCAG 2.2: 24 by 24 pixels, or that much room around; what stands inside a sentence is excepted."""
    page = visit(address, width=width)
    options = {"runOnly": {"type": "rule", "values": ["target-size"]}, "rules": {"target-size": {"enabled": True}}}
    found = Axe().run(page, options=options).response
    assert [" ".join(node["target"]) for rule in found["violations"] for node in rule["nodes"]] == []
    assert found["passes"] != []
