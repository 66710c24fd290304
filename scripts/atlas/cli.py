"""The `atlas` command: check, new, schema, stats."""

from __future__ import annotations

import argparse
import gc
import io
import os
import sys
from collections.abc import Sequence
from pathlib import Path

from atlas import processes, rules
from atlas.catalog import Catalog, Entry
from atlas.catalog.loading import load
from atlas.text import many
from atlas.text import problems as problem_forms
from atlas.text.problems import Problem, ordered


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; returns the exit code: 0 good, 1 problems found, 2 wrong use."""
    parser = _parser()
    options = parser.parse_args(arguments)
    for stream in (sys.stdout, sys.stderr):  # a message may quote any character, a terminal may not have it
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")
    try:
        options.root = _root(options.root)
        return int(options.run(options))
    except _Usage as error:
        print(f"atlas: {error}", file=sys.stderr)
        return 2
    except BrokenPipeError:  # `atlas check | head`
        sys.stderr.close()
        return 1
    except OSError as error:  # no room, no right to write, something that is no file
        reason = f"{error.filename}: {error.strerror}" if error.filename else str(error)
        print(f"atlas: {reason}", file=sys.stderr)
        return 2
    except KeyboardInterrupt:
        return 130


class _Usage(Exception):
    """The command was called in a way that cannot work."""


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="atlas", description="Check and extend the Model Atlas catalogue.")
    parser.add_argument("--root", type=Path, help="folder that holds data/ (found from here upwards if left out)")
    commands = parser.add_subparsers(required=True, metavar="COMMAND")

    check = commands.add_parser("check", help="say everything that is wrong with the data")
    check.add_argument("files", nargs="*", type=Path, metavar="FILE", help="report only on these files")
    check.add_argument("--format", choices=("text", "github", "json"), default="text")
    check.set_defaults(run=_check)

    new = commands.add_parser("new", help="start a record for a model")
    new.add_argument("name", nargs="?", help='name of the model, such as "GPT-2"')
    new.add_argument("--id", help="id and file name (made from the name if left out)")
    new.add_argument("--organization", help="id of an organization")
    new.add_argument("--released", help="YYYY, YYYY-MM or YYYY-MM-DD")
    new.add_argument("--category", help="id of a category")
    new.add_argument("--summary", help="one or two plain sentences")
    new.set_defaults(run=_new)

    schema = commands.add_parser("schema", help="write the generated files that are committed")
    schema.add_argument("--check", action="store_true", help="only say whether they are up to date")
    schema.set_defaults(run=_schema)

    stats = commands.add_parser("stats", help="count what the catalogue holds")
    stats.add_argument("--format", choices=("text", "json"), default="text")
    stats.set_defaults(run=_stats)
    return parser


def _root(given: Path | None) -> Path:
    here = Path.cwd()
    for folder in (given,) if given else (here, *here.parents):
        if (folder / "data" / "models").is_dir():
            return folder.resolve()
    where = f"{given} has no data/models" if given else "neither this folder nor one above it has data/models"
    raise _Usage(f"{where}; go to the project's folder or pass --root")


def _check(options: argparse.Namespace) -> int:
    catalog, found = load(options.root)
    entries, names = _chosen(catalog, options)
    found = ordered([*found, *rules.check(catalog, entries)])
    if names is not None:
        found = [problem for problem in found if problem.file in names]
    _print_problems(found, options.format)
    if found:
        return 1
    if options.format == "text":
        count = len(names) if names is not None else len(catalog.models) + len(catalog.concepts)
        print(f"{count} {'record' if count == 1 else 'records'} checked, no problems", file=sys.stderr)
    return 0


def _chosen(catalog: Catalog, options: argparse.Namespace) -> tuple[list[Entry] | None, set[str] | None]:
    """The entries of the files named on the command line, and those files' names; None for all."""
    if not options.files:
        return None, None
    names = set()
    for file in options.files:
        path = file.parent.resolve() / file.name  # of a link, its own place
        if path.is_dir() or not os.path.lexists(path):
            raise _Usage(f"{file} is not a file")
        if not path.is_relative_to(options.root / "data"):
            raise _Usage(f"{file} is not below {options.root.name}/data")
        names.add(path.relative_to(options.root).as_posix())
    return [entry for entry in catalog.entries.values() if entry.document.file in names], names


def _print_problems(found: list[Problem], form: str) -> None:
    if form == "json":
        print(problem_forms.as_json(found))
    elif found:
        colour = sys.stdout.isatty()
        some, others = many.printed(found)
        text = problem_forms.as_github(some) if form == "github" else problem_forms.as_text(some, colour=colour)
        print("\n".join(filter(None, (text, others))))
        count = f"{len(found)} problem{'s' if len(found) > 1 else ''}"
        print(f"{count} in {len({p.file for p in found})} file(s)", file=sys.stderr)


def _new(options: argparse.Namespace) -> int:
    from atlas import site
    from atlas.author import scaffold

    catalog, _ = load(options.root)
    try:
        answers = scaffold.answers(catalog, vars(options), ask=input if sys.stdin.isatty() else None)
    except (scaffold.Refused, EOFError, KeyboardInterrupt) as error:
        raise _Usage(str(error) or "nothing was written") from None
    name = f"data/models/{answers.id}.yml"
    if (options.root / name).exists():
        raise _Usage(f"{name} exists already; edit it, or pass another --id")
    site.write(options.root / name, scaffold.draft(answers).encode())
    print(f"Wrote {name}, a draft. Fill in what you know, then: atlas check {name}")
    return 0


def _schema(options: argparse.Namespace) -> int:
    from atlas import site
    from atlas.author import committed

    catalog, found = load(options.root)
    if found:
        _print_problems(ordered(found), "text")
        return 1
    try:
        wanted = committed.files(options.root, catalog)
    except committed.NoDocstrings as error:
        raise _Usage(str(error)) from None
    stale = [path for path, text in wanted.items() if not committed.is_current(path, text)]
    for path in stale:
        name = path.relative_to(options.root).as_posix()
        if options.check:
            print(f"{name} is out of date; run `atlas schema` and commit it")
        else:
            site.write(path, wanted[path].encode())
            print(f"wrote {name}")
    return 1 if stale and options.check else 0


def _stats(options: argparse.Namespace) -> int:
    from atlas.facts import stats

    catalog, _ = load(options.root)
    figures = stats.figures(catalog.published())
    print(stats.as_json(figures) if options.format == "json" else stats.as_text(figures))
    return 0


def run() -> int:
    """The command as installed: a short-lived process, in which collecting garbage is not worth the time."""
    gc.disable()
    processes.leave_cleanly()
    return main()


if __name__ == "__main__":
    sys.exit(run())
