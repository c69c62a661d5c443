"""`relais ingest repertory | documents | agenda | history | rollback`: what is known is changed here, and nowhere else
on the command line."""

from __future__ import annotations

import json
import sys
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from bot.commands import ingest_agenda, ingest_origin, show_plan
from bot.commands.invocation import Invocation, complain, fail, of
from bot.commands.progress import bar

if TYPE_CHECKING:
    from ingest.changes import Plan
    from ingest.repertory import Parsed
    from kb.generations import Change, Contents
    from kb.layers import Correction
    from kb.origins import Origin
    from kb.writer import Writer

app = typer.Typer(no_args_is_help=True, help="Bring knowledge in, see what was brought in, take it back.")

app.command("agenda")(ingest_agenda.agenda)
app.command("origin")(ingest_origin.origin)

Json = Annotated[bool, typer.Option("--json", help="Print the result as JSON.")]


@app.command()
def repertory(
    context: typer.Context,
    path: Annotated[Path, typer.Argument(help="CSV, XLSX or HSDS JSON.")],
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Show what would change, change nothing.")] = False,
    yes: Annotated[bool, typer.Option("--yes", help="Do not ask, also when many services would go.")] = False,
    as_json: Json = False,
    taxonomy: Annotated[Path | None, typer.Option(help="Taxonomy; default: taxonomy.csv beside the file.")] = None,
    source: Annotated[str, typer.Option(help="Whose file this is; compared with what that source said before.")] = "",
    same: Annotated[
        list[str] | None, typer.Option(help="ID=SERVICE: this id of the source is that service; may be repeated.")
    ] = None,
) -> None:
    """Bring in a repertory of services; shows first what would change."""
    from ingest.changes import result_json

    invocation = of(context)
    done = None
    while done is None:  # somebody else's ingest came between: compare with what is there now, and show that
        done = _bring_in(
            invocation, path, taxonomy, dry_run=dry_run, yes=yes, quiet=as_json, source=source, same=_pairs(same or [])
        )
    planned, applied, generation = done
    if as_json:
        print(json.dumps(result_json(planned, applied=applied, generation=generation), ensure_ascii=False))
    elif applied:
        print(f"Generation {generation} is in use.")
    if not applied and not dry_run:
        fail(_not_applied(planned))


def _bring_in(
    invocation: Invocation, path: Path, taxonomy: Path | None, *, dry_run: bool, yes: bool, quiet: bool,
    source: str, same: dict[str, str],
) -> tuple[Plan, bool, int] | None:  # fmt: skip
    """Compare, show, agree, apply: the plan, whether it was applied, the generation in use. None when the knowledge
    base was changed between comparing and applying."""
    from ingest.changes import plan, to_change
    from ingest.merging_source import incoming
    from kb.errors import ChangedMeanwhile

    before, generation = _contents(invocation)
    parsed = _read_repertory(invocation, path, taxonomy, before)
    origins, corrections = _beside(invocation, generation)
    whose = incoming(
        parsed, path.name, invocation.config.knowledge, origins, base=generation, day=invocation.now.date(),
        said=source, same=_known(same, before),
    )  # fmt: skip
    terms = tuple(before.taxonomy.values())
    planned = plan(parsed, before.services, terms, origins=origins, incoming=whose, corrections=corrections)
    if not quiet:
        show_plan.repertory(planned)
    applied = not dry_run and _agreed(planned, yes=yes)
    if applied:
        change = to_change(planned, who=invocation.who, at=invocation.now, source=path.name)
        try:
            generation = _apply(invocation, replace(change, base=generation))
        except ChangedMeanwhile:
            complain("The knowledge base was changed meanwhile; comparing again.")
            return None
    return planned, applied, generation


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
    before, base = _contents(invocation)
    current = {
        name: (document, tuple(p for p in before.passages if p.document == name))
        for name, document in before.documents.items()
    }
    change = to_change(read, invocation.who, invocation.now, source, current)
    generation = _apply(invocation, replace(change, base=base))
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
            known_codes=before.taxonomy,
            mapping=invocation.config.ingest.mapping,
            progress=progress.rows,
        )


def _contents(invocation: Invocation) -> tuple[Contents, int]:
    """What is known now and the number of its generation; nothing and 0 (and no file is made) before the first."""
    from kb.generations import Contents
    from kb.store import FILE_NAME, Store

    if not (invocation.data_dir / FILE_NAME).exists():
        return Contents(), 0
    store = Store.open(invocation.data_dir)
    try:
        generation = store.generation()
        return store.contents(generation), generation
    finally:
        store.close()


def _beside(invocation: Invocation, generation: int) -> tuple[dict[str, Origin], tuple[Correction, ...]]:
    """Where the services of a generation come from, and what was corrected on top of them."""
    from kb.store import FILE_NAME, Store
    from kb.store_layers import StoreLayers

    if not (invocation.data_dir / FILE_NAME).exists():
        return {}, ()
    store, layers = Store.open(invocation.data_dir), StoreLayers.open(invocation.data_dir)
    try:
        return store.origins(generation), layers.layers().corrections
    finally:
        layers.close()
        store.close()


def _pairs(given: list[str]) -> dict[str, str]:
    """`--same ID=SERVICE` as a table."""
    wrong = next((one for one in given if "=" not in one), None)
    if wrong is not None:
        fail(f"--same {wrong} is not ID=SERVICE.")
    return {key.strip(): value.strip() for key, _, value in (one.partition("=") for one in given)}


def _known(same: dict[str, str], before: Contents) -> dict[str, str]:
    unknown = next((key for key in same.values() if key not in before.services), None)
    if unknown is not None:
        fail(f"--same names the service {unknown}, which is not in the repertory.")
    return same


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
