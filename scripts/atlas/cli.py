"""The `atlas` command: check, new, schema, stats, verify."""

from __future__ import annotations

import argparse
import gc
import io
import os
import sys
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

from atlas import processes, rules
from atlas.catalog import Catalog, Entry
from atlas.catalog.loading import load
from atlas.rules.addresses import vanished
from atlas.text import many
from atlas.text import problems as problem_forms
from atlas.text.characters import printable
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
        print(f"atlas: {printable(str(error))}", file=sys.stderr)
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
    check.add_argument("--fix", action="store_true", help="first put right what can be wrong in one way only")
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

    verify = commands.add_parser("verify", help="open the sources and search every quoted word in them")
    verify.add_argument("files", nargs="*", type=Path, metavar="FILE", help="look only at these files")
    verify.add_argument("--copies", type=Path, metavar="DIR", help="folder of local copies, asked before the network")
    verify.add_argument("--offline", action="store_true", help="ask the copies only")
    verify.add_argument("--json", type=Path, metavar="FILE", help="write every finding to this file")
    verify.add_argument("--report", type=Path, metavar="FILE", help="write the text of an issue to this file")
    verify.add_argument("--record", action="store_true", help="write the counts that the page Quality shows")
    verify.set_defaults(run=_verify)
    return parser


def _root(given: Path | None) -> Path:
    here = Path.cwd()
    for folder in (given,) if given else (here, *here.parents):
        if (folder / "data" / "models").is_dir():
            return folder.resolve()
    where = f"{given} has no data/models" if given else "neither this folder nor one above it has data/models"
    raise _Usage(f"{where}; go to the project's folder or pass --root")


def _check(options: argparse.Namespace) -> int:
    from atlas.author import mends

    catalog, found = load(options.root)
    entries, names = _chosen(catalog, options)
    generated: list[Problem] = []
    if not found and (names is None or any("/models/" not in name for name in names)):
        if options.fix:
            _write_mends(options.root, catalog)
        generated = mends.problems(options.root, catalog)
    found = ordered([*found, *rules.check(catalog, entries), *vanished(options.root, catalog)])
    if names is not None:
        found = [problem for problem in found if problem.file in names]
    found += generated
    _print_problems(found, options.format)
    if found:
        return 1
    if options.format == "text":
        count = len(names) if names is not None else len(catalog.models) + len(catalog.concepts) + len(catalog.guides)
        print(f"{count} {'record' if count == 1 else 'records'} checked, no problems", file=sys.stderr)
    return 0


def _write_mends(root: Path, catalog: Catalog) -> None:
    from atlas import site
    from atlas.author import mends

    for _, path, text in mends.stale(root, catalog):
        site.write(path, text.encode())
        print(f"wrote {path.relative_to(root).as_posix()}", file=sys.stderr)


def _chosen(catalog: Catalog, options: argparse.Namespace) -> tuple[list[Entry] | None, set[str] | None]:
    """The entries of the files named on the command line, and those files' names; None for all."""
    if not options.files:
        return None, None
    names = set()
    for file in options.files:
        path = file.parent.resolve() / file.name  # of a link, its own place
        if path.is_dir() or not os.path.lexists(path):
            raise _Usage(f"{file} is not a file")
        if not any(path.is_relative_to(options.root / folder) for folder in ("data", "docs/guides")):
            raise _Usage(f"{file} is not below {options.root.name}/data or docs/guides")
        names.add(path.relative_to(options.root).as_posix())
    every = (*catalog.entries.values(), *catalog.faulty)
    return [entry for entry in every if entry.document.file in names], names


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
        text = scaffold.checked(catalog, answers)
    except (scaffold.Refused, EOFError, KeyboardInterrupt) as error:
        raise _Usage(str(error) or "nothing was written") from None
    name = f"data/models/{answers.id}.yml"
    if (options.root / name).exists():
        raise _Usage(f"{name} exists already; edit it, or pass another --id")
    site.write(options.root / name, text.encode())
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


def _verify(options: argparse.Namespace) -> int:
    from atlas import site
    from atlas.verify import passages, recorded

    try:
        from atlas.verify import lookup, reports, session
    except ImportError as error:
        fix = "pip install --require-hashes -r requirements-verify.lock, with the Python that runs this"
        raise _Usage(f"verify needs packages that the site does not ({error.name}); {fix}") from None
    if options.record and options.files:
        raise _Usage("--record counts the whole catalogue; leave out the files")
    if options.copies and not options.copies.is_dir():
        raise _Usage(f"{options.copies} is not a folder")
    gc.enable()  # the readers of HTML and PDF leave much behind
    catalog, _ = load(options.root)
    entries, _ = _chosen(catalog, options)
    sources = session.libraries(options.copies, offline=options.offline, write=site.write)
    quoted = list(passages.of_catalog(catalog, entries))
    found = lookup.check(quoted, sources, session.progress(sys.stderr))
    counts = reports.counted(found, datetime.now(UTC).date().isoformat())
    if options.json:
        site.write(options.json.resolve(), reports.as_json(found, counts).encode())
    if options.report:
        site.write(options.report.resolve(), reports.as_markdown(found, counts).encode())
    if options.record:
        site.write(options.root / recorded.FILE, recorded.written(counts))
    _print_problems(reports.problems(found), "text")
    print(reports.as_text(found, counts))
    return 1 if any(outcome.state == "missing" for outcome in found) else 0


def run() -> int:
    """The command as installed: a short-lived process, in which collecting garbage is not worth the time."""
    gc.disable()
    processes.leave_cleanly()
    return main()


if __name__ == "__main__":
    sys.exit(run())
