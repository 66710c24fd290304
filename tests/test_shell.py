"""Spliced pages are byte for byte what the theme renders in full."""

from collections.abc import Callable, Hashable, Iterable
from pathlib import Path

import pytest

from atlas import site
from atlas.catalog import Catalog
from atlas.outputs import Output
from mkdocs_adapter import shell


def test_a_shell_is_rendered_once_and_filled_with_each_page_s_parts() -> None:
    asked = []

    def render(parts: shell.ShellParts) -> str:
        asked.append(parts)
        return f"<title>{parts.title}</title>{parts.content}"

    shells = shell.Shells()
    shells.offer("model", render)
    pages = [shells.fill("model", shell.ShellParts(title, "", "", f"<p>{title}</p>")) for title in ("A & B", "C")]
    assert pages == ["<title>A &amp; B</title><p>A & B</p>", "<title>C</title><p>C</p>"]
    assert asked == [shell.ShellParts.marks()]


def make_in_order(catalog: Catalog, outputs: Iterable[Output], folder: Path) -> None:
    """In the place of what writes files: in this process, which sees all that is made, and in their order."""
    for output in outputs:
        output.make()


def test_every_page_is_what_the_theme_renders_in_full(
    monkeypatch: pytest.MonkeyPatch, build_here: Callable[[], None]
) -> None:
    offer, fill = shell.Shells.offer, shell.Shells.fill
    renders: list[Callable[[shell.ShellParts], str]] = []
    compared: list[str] = []

    def keep(self: shell.Shells, key: Hashable, render: Callable[[shell.ShellParts], str]) -> None:
        renders.append(render)
        offer(self, key, render)

    def compare(self: shell.Shells, key: Hashable, parts: shell.ShellParts) -> str:
        spliced = fill(self, key, parts)
        assert spliced == renders[len(compared)](parts), parts.title  # pages are filled in the order of their offers
        compared.append(parts.title)
        return spliced

    monkeypatch.setattr(shell.Shells, "offer", keep)
    monkeypatch.setattr(shell.Shells, "fill", compare)
    monkeypatch.setattr(site, "write_files", make_in_order)
    build_here()
    assert len(compared) == len(renders) > 300
