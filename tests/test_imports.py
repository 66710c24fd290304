"""Who may import whom, and who may write files."""

import ast
import re
from collections.abc import Iterator
from graphlib import TopologicalSorter
from pathlib import Path

import pytest

from records import ROOT

LIBRARY = ROOT / "scripts/atlas"
ADAPTER = ROOT / "scripts/mkdocs_adapter"
FILES = sorted(LIBRARY.rglob("*.py"))

# A module imports modules of the lines above its own, and the files of its own package.
ORDER = """
text processes outputs
schema
catalog
derive
facts
elements
rules
author
verify
search
tables comparison
exports
pages
site
cli
"""
LEVEL = {module: level for level, line in enumerate(ORDER.strip().splitlines()) for module in line.split()}


def imports(path: Path, base: str = "") -> Iterator[str]:
    """The modules that a file imports, in full: `from atlas import prose` is `atlas.prose`."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert not node.level, f"{path} has a relative import"
            for alias in node.names:
                full = f"{node.module}.{alias.name}"
                yield full if file_of(full) else str(node.module)


def file_of(module: str) -> Path | None:
    """The file of a module of the library."""
    if module != "atlas" and not module.startswith("atlas."):
        return None
    path = ROOT / "scripts" / Path(*module.split("."))
    return next((file for file in (path.with_suffix(".py"), path / "__init__.py") if file.exists()), None)


def name(path: Path) -> str:
    """`scripts/atlas/schema/base.py` as `atlas.schema.base`."""
    return ".".join(path.relative_to(ROOT / "scripts").with_suffix("").parts).removesuffix(".__init__")


def part(module: str) -> str:
    """The part of the library that a module belongs to: `atlas.schema.base` to `schema`."""
    return module.split(".")[1]


MODULES = {name(path): path for path in FILES if name(path) != "atlas"}


def test_every_part_of_the_library_has_its_place_in_the_order() -> None:
    assert {part(module) for module in MODULES} == set(LEVEL)


@pytest.mark.parametrize("module", MODULES)
def test_modules_import_only_downwards(module: str) -> None:
    ours = {imported for imported in imports(MODULES[module]) if file_of(imported)}
    upwards = {
        imported
        for imported in ours
        if imported == "atlas" or (part(imported) != part(module) and LEVEL[part(imported)] >= LEVEL[part(module)])
    }
    assert upwards == set()


def test_no_module_imports_itself_by_a_detour() -> None:
    graph = {module: {i for i in imports(path) if i in MODULES} for module, path in MODULES.items()}
    packages = {module for module, path in MODULES.items() if path.name == "__init__.py"}
    TopologicalSorter({module: found - packages for module, found in graph.items()}).prepare()


def test_kinds_of_page_do_not_import_each_other() -> None:
    kinds = {path.parent.name for path in (LIBRARY / "pages").glob("*/__init__.py")} - {"shared"}
    others = {
        (module, imported)
        for module, path in MODULES.items()
        for imported in imports(path)
        if (found := kind_of(imported)) in kinds and found != kind_of(module)
    }
    assert others == set()
    assert len(kinds) > 10


def kind_of(module: str) -> str:
    """The folder of pages in which a module of the library is."""
    return module.removeprefix("atlas.pages.").partition(".")[0] if module.startswith("atlas.pages.") else ""


def test_the_overview_names_every_part() -> None:
    overview = (LIBRARY / "__init__.py").read_text(encoding="utf-8")
    assert set(LEVEL) - set(re.findall(r"[a-z]+", overview)) == set()


def test_only_the_adapter_knows_mkdocs() -> None:
    files = [*FILES, *ADAPTER.glob("*.py")]
    users = {path.name for path in files if any(module.split(".")[0] == "mkdocs" for module in imports(path))}
    assert users == {"hook.py", "catalogue_page.py", "settings.py"}


def test_the_adapter_knows_no_kind_of_page() -> None:
    """But that of pages whose Markdown MkDocs reads."""
    found = {kind_of(module) for name in ("hook", "catalogue_page") for module in imports(ADAPTER / f"{name}.py")}
    assert found - {""} == {"written"}


# --- Writing files ---

WRITES = {"write_text", "write_bytes", "mkdir", "makedirs", "touch", "rename", "replace", "unlink", "rmdir", "remove"}
WRITES |= {"symlink_to", "hardlink_to", "chmod", "mkstemp", "mkdtemp", "NamedTemporaryFile", "TemporaryDirectory"}
WRITES |= {"copy", "copyfile", "copytree", "move", "rmtree", "fdopen"}
OF_TEXT = {"replace", "remove", "copy"}  # names that harmless methods share: only those of a module that writes count
WRITERS = {"os", "shutil", "tempfile"}


def writes(source: str) -> list[str]:
    """The calls in a module that can change files."""
    found = []
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Call):
            function = node.func
            called = function.attr if isinstance(function, ast.Attribute) else getattr(function, "id", "")
            owner = function.value.id if isinstance(function, ast.Attribute) and hasattr(function.value, "id") else ""
            opens = called == "open" and any(set("wax+") & set(mode) for mode in modes(node))
            if opens or (called in WRITES and (called not in OF_TEXT or owner in WRITERS)):
                found.append(ast.unparse(node))
    return found


def modes(call: ast.Call) -> Iterator[str]:
    """What may be the mode of a call of open: short texts among its arguments."""
    for argument in [*call.args, *(keyword.value for keyword in call.keywords if keyword.arg == "mode")]:
        if isinstance(argument, ast.Constant) and isinstance(argument.value, str) and len(argument.value) < 4:
            yield argument.value


@pytest.mark.parametrize(
    "call",
    [
        "open('x', 'w')",
        "path.open('ab')",
        "open(x, mode='r+')",
        "path.write_text('')",
        "path.mkdir()",
        "os.replace(a, b)",
        "shutil.copy(a, b)",
        "path.unlink()",
        "tempfile.mkstemp()",
        "os.fdopen(handle, 'wb')",
    ],
)
def test_writing_is_recognised(call: str) -> None:
    assert writes(call) == [call]


@pytest.mark.parametrize("call", ["open('wax.txt')", "path.open('rb')", "text.replace('a', 'w')", "items.remove(3)"])
def test_reading_is_not_taken_for_writing(call: str) -> None:
    assert writes(call) == []


def test_only_site_writes_files() -> None:
    writers = [module for module, path in MODULES.items() if writes(path.read_text(encoding="utf-8"))]
    assert writers == ["atlas.site"]


# --- Names mean one thing ---

PACKAGES = [path for path in (ROOT / "scripts").rglob("*.py") if "__pycache__" not in path.parts]


def test_no_two_modules_have_the_same_name() -> None:
    names = [path.parent.name if path.name == "__init__.py" else path.stem for path in PACKAGES]
    twice = {name for name in names if names.count(name) > 1}
    assert twice == {"__main__"}


def test_no_two_classes_have_the_same_name() -> None:
    trees = [ast.parse(path.read_text(encoding="utf-8")) for path in PACKAGES]
    names = [node.name for tree in trees for node in ast.walk(tree) if isinstance(node, ast.ClassDef)]
    assert {name for name in names if names.count(name) > 1} == set()
