"""One measured build in a process of its own: prints how long each stage took, as a line of JSON.

python -m benchmark.build PROJECT OUTPUT [--no-exports]
"""

from __future__ import annotations

import json
import logging
import sys
import time
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from atlas.outputs import Output

STAGES: dict[str, float] = {}
"""Seconds by stage."""
REST = "MkDocs, prose pages, start"


def main(arguments: list[str]) -> None:
    """Build the project at arguments[0] into arguments[1]."""
    started = time.perf_counter()
    project, output = Path(arguments[0]), Path(arguments[1])
    sys.path.insert(0, str(project / "scripts"))
    from mkdocs.commands.build import build
    from mkdocs.config import load_config
    from mkdocs.exceptions import Abort

    logging.basicConfig(level=logging.WARNING)
    _instrument("--no-exports" not in arguments)
    config = load_config(str(project / "mkdocs.yml"), site_dir=str(output), strict=True)
    config.plugins.run_event("startup", command="build", dirty=False)
    try:
        build(config)
    except Abort as error:
        sys.exit(str(error))
    STAGES[REST] = time.perf_counter() - started - sum(STAGES.values())
    print(json.dumps({"stages": STAGES}))


def _instrument(with_exports: bool) -> None:
    """Take the time of the stages; without exports, leave them out."""
    from atlas import exports, loading, rules, site

    vars(site)["load"] = timed("read and validate", loading.load)
    rules.check = timed("rules and quotes", rules.check)
    write_all = timed("make and write pages and exports", site.write_files)

    def write_files(outputs: Iterable[Output], folder: Path) -> None:
        places = () if with_exports else (exports.BASE, exports.PAGE_DATA)
        write_all([output for output in outputs if not output.path.startswith(places)], folder)

    site.write_files = write_files


def timed(stage: str, function: Callable[..., Any]) -> Callable[..., Any]:
    """The function, with its time added to a stage."""
    STAGES[stage] = 0.0

    def wrapper(*args: Any, **kwargs: Any) -> Any:
        started = time.perf_counter()
        try:
            return function(*args, **kwargs)
        finally:
            STAGES[stage] += time.perf_counter() - started

    return wrapper


if __name__ == "__main__":
    main(sys.argv[1:])
