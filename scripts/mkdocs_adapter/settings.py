"""What mkdocs.yml says, for whoever looks at the pages of the site without building it."""

from __future__ import annotations

from pathlib import Path

from mkdocs.utils.yaml import yaml_load


def page_folders(root: Path) -> tuple[Path, ...]:
    """The further folders of pages of the project at `root`."""
    with (root / "mkdocs.yml").open(encoding="utf-8") as file:
        extra = yaml_load(file)["extra"]
    return tuple(root / folder for folder in extra.get("page_folders") or ())
