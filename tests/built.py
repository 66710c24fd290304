"""The built site as the tests read it: parsed pages, and where their links lead."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from urllib.parse import unquote, urldefrag, urljoin
from xml.etree.ElementTree import Element

import html5lib

from atlas import pages
from mkdocs_adapter.settings import page_folders

ROOT = Path(__file__).parents[1]

KINDS = pages.examples(page_folders(ROOT))
"""Addresses by name: one page of each kind, and of each kind of model."""


@dataclass(frozen=True)
class Html:
    """A parsed page. `address` is relative to the site: `models/bert/`, or `404.html`."""

    address: str
    text: str
    parser: html5lib.HTMLParser = field(repr=False)
    root: Element = field(repr=False)

    def all(self, *tags: str) -> Iterator[Element]:
        """All elements with one of these tags, in their order."""
        return (element for element in self.root.iter() if element.tag in tags)

    def attributes(self) -> Iterator[tuple[str, str, str]]:
        """(tag, attribute, value) of everything on the page."""
        for element in self.root.iter():
            if isinstance(element.tag, str):
                yield from ((element.tag, name, value) for name, value in element.attrib.items())

    @cached_property
    def ids(self) -> list[str]:
        return [value for _, name, value in self.attributes() if name == "id"]

    @cached_property
    def links(self) -> list[str]:
        """What its `<a>` lead to, as written."""
        return [element.attrib["href"] for element in self.all("a") if "href" in element.attrib]

    @cached_property
    def assets(self) -> list[str]:
        """What a browser loads with it, as written."""
        loaded = [element for element in self.all("link") if element.attrib.get("rel") != "canonical"]
        return [link.attrib["href"] for link in loaded] + [v for _, name, v in self.attributes() if name == "src"]

    def meta(self, name: str) -> str:
        found = [element.attrib["content"] for element in self.all("meta") if element.attrib.get("name") == name]
        return found[0] if found else ""

    @property
    def canonical(self) -> str:
        found = [e.attrib["href"] for e in self.all("link") if e.attrib.get("rel") == "canonical"]
        return found[0] if found else ""

    @property
    def kind(self) -> str:
        """The id of its kind; hand-written pages do not say theirs."""
        return next((value for _, name, value in self.attributes() if name == "data-kind"), "prose")

    @property
    def title(self) -> str:
        return words(next(self.all("title")))


def words(element: Element) -> str:
    """The text inside an element, white space evened out."""
    return " ".join("".join(element.itertext()).split())


def address_of(folder: Path, path: Path) -> str:
    return path.relative_to(folder).as_posix().removesuffix("index.html")


def read(folder: Path, path: Path) -> Html:
    text = path.read_text(encoding="utf-8")
    parser = html5lib.HTMLParser(namespaceHTMLElements=False)
    root = parser.parse(text)
    return Html(address_of(folder, path), text, parser, root)


class Pages(Mapping[str, Html]):
    """The pages below a folder by address, each parsed when it is asked for: that takes half as long as the build."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._paths = {address_of(folder, path): path for path in sorted(folder.rglob("*.html"))}
        self._parsed: dict[str, Html] = {}

    def __getitem__(self, address: str) -> Html:
        if address not in self._parsed:
            self._parsed[address] = read(self._folder, self._paths[address])
        return self._parsed[address]

    def __iter__(self) -> Iterator[str]:
        return iter(self._paths)

    def __len__(self) -> int:
        return len(self._paths)


class Site:
    """A built site: its pages by address, and the address under which it says it will be published."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.pages = Pages(folder)
        self.base = self.pages[""].canonical

    @property
    def assets(self) -> str:
        """The address of the folder of its assets, whose name follows from what is in it."""
        return assets_of(self.folder)

    def target(self, page: Html, link: str) -> tuple[str, str] | None:
        """(address without query, anchor) of a link into the site; None of one that leads elsewhere."""
        address, anchor = urldefrag(urljoin(self.base + page.address, link))
        address = address.partition("?")[0]
        return (unquote(address.removeprefix(self.base)), unquote(anchor)) if address.startswith(self.base) else None

    def has(self, address: str, anchor: str) -> bool:
        """Whether there is such a page or file, and on it such an anchor."""
        if address in self.pages:
            return not anchor or anchor in self.pages[address].ids
        return not anchor and bool(address) and (self.folder / address).is_file()


def assets_of(folder: Path) -> str:
    """`assets/0123456789ab/`: where a built site has what its pages load."""
    found = [path for path in (folder / "assets").iterdir() if path.is_dir()]
    assert len(found) == 1, "there is one folder of assets"
    return f"assets/{found[0].name}/"


def base_of(folder: Path) -> str:
    """The address under which a built site says it will be published."""
    home = (folder / "index.html").read_text(encoding="utf-8")
    found = re.search(r'<link rel="canonical" href="([^"]+)">', home)
    assert found, "the home page has no canonical address"
    return found[1]
