"""Writes the site of a project again as one for Hugo: content files with the values of each page, and layouts.

python -m benchmark.hugo_site PROJECT BUILT TARGET

BUILT is the site as our build made it, with exports: the shell around the pages is taken from there, with everything
that is no page of the catalogue (styles, fonts, scripts, prose). A page's values stand in its front matter, as strings
and lists ready to print; only rendered prose is HTML. Those of models and concepts are written twice: as YAML, which
we read too, and as JSON, which Hugo reads faster. The Go templates arrange them as ours do, because they are made from
ours.
Exports are data files, which Hugo reads and writes again; they are left out where the configuration says so.
"""

from __future__ import annotations

import json
import shutil
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from markupsafe import Markup, escape

from benchmark.golang import ROW, Go, row_name
from benchmark.hugo import configuration
from benchmark.recording import Recorder, Rooted, RowOf, Values
from benchmark.tables import JSON, YAML

if TYPE_CHECKING:
    from atlas.catalog import Catalog
    from atlas.pages import Page, Settings

# Our pages have no feeds, tags and so on. As text templates, because for HTML Go writes a plus sign as "&#43;".
CONFIGURATION = """\
baseURL = "{address}"
disableKinds = ["taxonomy", "term", "rss", "404", "robotstxt"]
disableHugoGeneratorInject = true
[outputFormats.html]
isPlainText = true
[taxonomies]
"""
MOUNT = """\
[[module.mounts]]
source = "{}"
target = "{}"
"""
CONTENT = {YAML: "content-yaml", JSON: "content-json"}
EXPORTS = {"exports-content": "content", "exports-data": "data", "exports-static": "static"}


def main(arguments: list[str]) -> None:
    """Write the Hugo site of arguments[0], built in arguments[1], to arguments[2]."""
    project, built, target = (Path(argument) for argument in arguments)
    sys.path.insert(0, str(project / "scripts"))
    from mkdocs.config import load_config

    from atlas import pages, site

    configuration = load_config(str(project / "mkdocs.yml"))
    catalog, _ = site.load_checked(project)
    settings = pages.Settings(configuration.extra["repository"], configuration.extra.get("branch", "main"))
    writer = _Writer(catalog, settings, configuration.site_url or "", built, target)
    writer.configurations()
    writer.pages(writer.exports())


class _Writer:
    def __init__(self, catalog: Catalog, settings: Settings, address: str, built: Path, target: Path) -> None:
        self.catalog, self.settings, self.address, self.built, self.target = catalog, settings, address, built, target

    def configurations(self) -> None:
        """One for each kind of front matter, with exports and without."""
        for kind, content in CONTENT.items():
            own = {content: "content", "data": "data", "static": "static"}
            for exports, mounts in ((False, own), (True, own | EXPORTS)):
                text = CONFIGURATION.format(address=self.address)
                text += "".join(MOUNT.format(source, target) for source, target in mounts.items())
                self._file(configuration(kind, exports=exports), text)

    def exports(self) -> set[Path]:
        """JSON as data of a page that writes it, which keeps Hugo from changing its keys; CSV as it is. Gives both."""
        self._file("layouts/export/page.json", "{{ index hugo.Data.exports .Params.document | jsonify }}")
        found = sorted(path for path in self.built.rglob("*.*") if path.suffix in (".json", ".csv"))
        for number, path in enumerate(found):
            name, text = path.relative_to(self.built).as_posix(), path.read_bytes().decode()
            if path.suffix == ".json":
                head = {"type": "export", "outputs": ["json"], "url": f"/{name}", "document": f"e{number}"}
                self._file(f"exports-content/exports/e{number}.md", json.dumps(head))
                self._file(f"exports-data/exports/e{number}.json", text)
            else:
                self._file(f"exports-static/{name}", text)
        return set(found)

    def pages(self, exports: set[Path]) -> None:
        """Pages, layouts, and everything that is copied."""
        from atlas import pages

        ours = list(pages.render(self.catalog, self.settings))
        examples = {page.kind: page for page in reversed(ours)}
        self._static(exports | {self.built / page.address / "index.html" for page in ours})
        for page in examples.values():
            self._file(f"layouts/{page.kind}/baseof.html", self._shell(page))
        recorder, rows = _record()
        recorded = list(pages.render(self.catalog, self.settings))
        sections = _sections(page.address for page in recorded)
        for page in recorded:
            self._content(page, recorder, page.address in sections)
        self._file("data/rows.json", json.dumps(rows, ensure_ascii=False))
        for page in examples.values():
            kind = "home" if not page.address else "section" if page.address in sections else "page"
            go = Go(recorder, _root(page.address))
            self._file(f"layouts/{page.kind}/{kind}.html", go.main(f"{page.kind}.html.j2"))
            if ROW in recorder.plans:
                self._file(f"layouts/_partials/{row_name(go.root)}", go.row())
        for address in sections - {page.address for page in recorded}:
            for folder in CONTENT.values():
                self._file(f"{folder}/{address}_index.md", '{"build": {"render": "never"}}\n')

    def _static(self, made: set[Path]) -> None:
        """Everything that Hugo does not make; a sitemap it makes by itself."""
        for path in self.built.rglob("*"):
            if path.is_file() and path not in made and not path.name.startswith("sitemap.xml"):
                copy = self.target / "static" / path.relative_to(self.built)
                copy.parent.mkdir(parents=True, exist_ok=True)
                shutil.copy(path, copy)

    def _shell(self, page: Page) -> str:
        """What stands around pages of a kind, as a layout."""
        text = (self.built / page.address / "index.html").read_text(encoding="utf-8")
        before, after = text.split(page.html)
        parts = {
            f"<title>{escape(_title(page))}": "<title>{{ htmlEscape .Title }}",
            f'content="{escape(page.description)}"': 'content="{{ htmlEscape .Description }}"',
            f'rel="canonical" href="{self.address}{page.address}"': 'rel="canonical" href="{{ .Params.canonical }}"',
        }
        for ours, go in parts.items():
            if page.address or not ours.startswith("<title>"):
                assert before.count(ours) == 1, f"{page.address}: {ours} stands {before.count(ours)} times in the shell"
            before = before.replace(ours, go)
        after = after.replace(f">{self.address}{page.address}<", ">{{ .Params.canonical }}<")
        return f'{before}{{{{ block "main" . }}}}{{{{ end }}}}{after}'

    def _content(self, page: Page, recorder: Recorder, is_section: bool) -> None:
        head = {
            "title": _title(page),
            "description": page.description,
            "canonical": self.address + page.address,
            "type": page.kind,
        }
        name = f"{page.address}_index" if is_section else page.address.rstrip("/")
        text = json.dumps(head | recorder.values(page.html), ensure_ascii=False) + "\n"
        # JSON is a style of YAML. The largest lists stay JSON, because Hugo refuses YAML of such a size.
        yaml = f"---\n{text}---\n" if page.kind in ("model", "concept") else text
        self._file(f"{CONTENT[YAML]}/{name}.md", yaml)
        self._file(f"{CONTENT[JSON]}/{name}.md", text)

    def _file(self, name: str, text: str) -> None:
        path = self.target / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")


def _record() -> tuple[Recorder, dict[str, Values]]:
    """From here on pages render to their values; (recorder, values of each row, filled while they render)."""
    from atlas.pages import renderer
    from atlas.views import tables

    recorder = Recorder(like=renderer._environment())
    rows: dict[str, Values] = {}

    def row(self: Any, root: str, id_: str, table: tables.Table) -> Markup:
        key = id_ if table is tables.OVERVIEW else f"{table.id}:{id_}"
        if key not in rows:
            context = {"row": tables.row(self.catalog, id_, table), "columns": table.columns, "to": Rooted}
            rows[key] = recorder.values(recorder.get_template(ROW).render(context))
        return RowOf(key)

    vars(renderer)["_environment"] = lambda: recorder
    renderer.Renderer._row = row  # type: ignore[method-assign]
    return recorder, rows


def _sections(addresses: Iterable[str]) -> set[str]:
    """The folders that hold pages of their own, which Hugo calls sections."""
    return {"", *(f"{Path(address).parent.as_posix()}/" for address in addresses if address.count("/") > 1)}


def _title(page: Page) -> str:
    return str(Markup(page.title).striptags())


def _root(address: str) -> str:
    return "../" * address.count("/") or "./"


if __name__ == "__main__":
    main(sys.argv[1:])
