"""`relais ingest repertory | documents | history | rollback`: the knowledge base is changed here, and nowhere else
on the command line."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from bot.commands import show_plan
from bot.commands.invocation import Invocation, complain, fail, of
from bot.commands.progress import bar

if TYPE_CHECKING:
    from ingest.changes import Plan
    from ingest.repertory import Parsed
    from kb.generations import Change, Contents
    from kb.writer import Writer

app = typer.Typer(no_args_is_help=True, help="Bring knowledge in, see what was brought in, take it back.")

Json = Annotated[bool, typer.Option("--json", help="Print the result as JSON.")]


@app.command()
def repertory(
    context: typer.Context,
    path: Annotated[Path, typer.Argument(help="CSV, XLSX or HSDS JSON.")],
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Show what would change, change nothing.")] = False,
    yes: Annotated[bool, typer.Option("--yes", help="Do not ask, also when many services would go.")] = False,
    as_json: Json = False,
    taxonomy: Annotated[Path | None, typer.Option(help="Taxonomy; default: taxonomy.csv beside the file.")] = None,
) -> None:
    """Bring in a repertory of services; shows first what would change."""
    from ingest.changes import plan, result_json, to_change

    invocation = of(context)
    before = _contents(invocation)
    planned = plan(
        _read_repertory(invocation, path, taxonomy, before), before.services, tuple(before.taxonomy.values())
    )
    if not as_json:
        show_plan.repertory(planned)
    applied = not dry_run and _agreed(planned, yes=yes)
    generation = _generation(invocation)
    if applied:
        change = to_change(planned, who=invocation.who, at=invocation.now, source=path.name)
        generation = _apply(invocation, change)
    if as_json:
        print(json.dumps(result_json(planned, applied=applied, generation=generation), ensure_ascii=False))
    elif applied:
        print(f"Generation {generation} is in use.")
    if not applied and not dry_run:
        fail(_not_applied(planned))


@app.command()
def documents(
    context: typer.Context,
    paths: Annotated[list[Path], typer.Argument(help="Files, or folders that may hold a documents.toml.")],
    as_json: Json = False,
) -> None:
    """Bring in plan documents (.txt, .md, .html, .pdf, .docx)."""
    from ingest.documents import read_documents, result_json, to_change

    invocation = of(context)
    with bar("Reading") as progress:
        read = read_documents(paths, progress=progress)
    for failed, reason in read.failures:
        complain(reason if failed.name in reason else f"{failed.name}: {reason}")
    if not read.documents:
        raise typer.Exit(1)
    source = ", ".join(path.name or str(path) for path in paths)
    before = _contents(invocation)
    current = {
        name: (document, tuple(p for p in before.passages if p.document == name))
        for name, document in before.documents.items()
    }
    change = to_change(read, invocation.who, invocation.now, source, current)
    generation = _apply(invocation, change)
    if as_json:
        print(json.dumps(result_json(read, change, applied=True, generation=generation), ensure_ascii=False))
    else:
        show_plan.documents(change, generation)
    # A file that was asked for by name and could not be read is a failure; one in a folder is a remark.
    if any(failed in paths for failed, _reason in read.failures):
        raise typer.Exit(1)


@app.command()
def history(context: typer.Context, as_json: Json = False) -> None:
    """What was brought in, when and by whom."""
    from kb.store import Store

    store = Store.open(of(context).data_dir, create=False)
    entries = store.history()
    store.close()
    if as_json:
        print(json.dumps([show_plan.history_entry(entry) for entry in entries], ensure_ascii=False))
        return
    for entry in entries:
        print(show_plan.history_line(entry))


@app.command()
def rollback(context: typer.Context, as_json: Json = False) -> None:
    """Take back the latest ingest."""
    invocation = of(context)
    writer = _writer(invocation)
    with bar("Indexing") as progress:
        generation = writer.rollback(invocation.who, invocation.now, progress)
    print(json.dumps({"generation": generation}) if as_json else f"Taken back; generation {generation} is in use.")


def _read_repertory(invocation: Invocation, path: Path, taxonomy: Path | None, before: Contents) -> Parsed:
    from ingest.repertory import read_repertory

    with bar("Reading") as progress:
        return read_repertory(
            path,
            taxonomy_path=taxonomy,
            today=invocation.now.date(),
            zones=invocation.config.knowledge.zones,
            known_codes=tuple(before.taxonomy),
            progress=progress.rows,
        )


def _contents(invocation: Invocation) -> Contents:
    """What is known now; nothing (and no file is made) before the first ingest."""
    from kb.generations import Contents
    from kb.store import FILE_NAME, Store

    if not (invocation.data_dir / FILE_NAME).exists():
        return Contents()
    store = Store.open(invocation.data_dir)
    try:
        return store.contents()
    finally:
        store.close()


def _generation(invocation: Invocation) -> int:
    from kb.store import FILE_NAME, Store

    if not (invocation.data_dir / FILE_NAME).exists():
        return 0
    store = Store.open(invocation.data_dir)
    try:
        return store.generation()
    finally:
        store.close()


def _writer(invocation: Invocation) -> Writer:
    from kb.embed import load_embedder
    from kb.store import Store
    from kb.terms import Analyzer
    from kb.writer import Writer

    settings = invocation.config.knowledge
    embedder = load_embedder(settings.model)
    return Writer(Store.open(invocation.data_dir), embedder, Analyzer.load(), settings)


def _apply(invocation: Invocation, change: Change) -> int:
    with bar("Indexing") as progress:
        return _writer(invocation).apply(change, progress)


def _agreed(planned: Plan, *, yes: bool) -> bool:
    """Whether to go on. On a terminal a person is asked before anything known changes; without one, only a change
    that removes more than a tenth needs the agreement that --yes gives."""
    if yes or planned.empty or not planned.known_before:
        return True
    if sys.stdin.isatty() and sys.stderr.isatty():
        return typer.confirm("Apply this?", err=True)
    return not planned.needs_confirmation


def _not_applied(planned: Plan) -> str:
    if planned.needs_confirmation:
        return (
            f"This would remove {len(planned.removed)} of {planned.known_before} services; nothing was changed. "
            "Repeat with --yes if that is meant."
        )
    return "Nothing was changed."
