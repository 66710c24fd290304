"""The folder of a build: what pages load lies in `assets/<mark>/`, which is named after its contents.

So a page never loads the script, style sheet, data or search index of another build: where a site has been replaced
while a page was open, what that page asks for is either still there, or it is not, and the page says so. Scripts and
style sheets name each other by relative addresses, and need not know the mark.
"""

from __future__ import annotations

import hashlib
from pathlib import Path

from atlas import processes

FOLDER = "assets/"
"""Where everything lies that pages load, below the site; in the live preview it stays there."""
UNMARKED = "assets/unmarked/"
"""What pages name in place of the folder of the build, until its contents are known."""
OF_NO_BUILD = "start.js"
"""The script that pages of all builds load from one address."""
_SIGNS = 12


def settle(site: Path) -> None:
    """Move the assets of a site that is written into the folder of their build, and tell all pages its name."""
    assets, moving = site / FOLDER, site / ".assets"
    address = f"{FOLDER}{mark(assets)}/"
    assets.rename(moving)
    assets.mkdir()
    (moving / OF_NO_BUILD).rename(assets / OF_NO_BUILD)
    moving.rename(site / address)

    def name_folder(page: Path) -> None:
        page.write_bytes(page.read_bytes().replace(UNMARKED.encode(), address.encode()))

    processes.do_all(name_folder, sorted(site.rglob("*.html")))


def mark(folder: Path) -> str:
    """A name for the contents of a folder: other names or bytes of files give another one."""
    digest = hashlib.sha256()
    for path in sorted(file for file in folder.rglob("*") if file.is_file()):
        content = path.read_bytes()
        digest.update(f"{path.relative_to(folder).as_posix()}\0{len(content)}\0".encode())
        digest.update(content)
    return digest.hexdigest()[:_SIGNS]
