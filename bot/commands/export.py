"""`relais export`: the repertory as a file that anybody may have, and that reads back as the same services."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from bot.commands.invocation import fail, of


class Format(StrEnum):
    """What the file is to be."""

    CSV = "csv"
    XLSX = "xlsx"
    HSDS = "hsds"


_BY_ENDING = {".csv": Format.CSV, ".xlsx": Format.XLSX, ".json": Format.HSDS}


def export(
    context: typer.Context,
    path: Annotated[Path, typer.Argument(help="The file to write; its ending tells the format.")],
    format_: Annotated[
        Format | None, typer.Option("--format", help="csv, xlsx or hsds (JSON); default: by the ending of PATH.")
    ] = None,
    corrected: Annotated[
        bool,
        typer.Option(
            "--corrected", help="With the corrections that were accepted since; without it, what the sources say."
        ),
    ] = False,
) -> None:
    """Write the repertory to a file. What zones add for professionals is never in it."""
    from ingest.export_as import EXPORTS
    from kb.layers import overlaid
    from kb.store import Store
    from kb.store_layers import StoreLayers

    chosen = format_ or _BY_ENDING.get(path.suffix.lower())
    if chosen is None:
        fail(f"The ending of {path.name} tells no format; add --format csv, xlsx or hsds.")
    invocation = of(context)
    store = Store.open(invocation.data_dir, create=False)
    with store.reading():
        services, terms = tuple(store.services().values()), tuple(store.taxonomy().values())
    if corrected:
        layers = StoreLayers(store.path)
        services = overlaid(services, layers.layers(), invocation.now).services
        layers.close()
    store.close()
    if not services:
        fail(f"There is no repertory in {invocation.data_dir} to export; {path} was left alone.")
    try:
        path.write_bytes(EXPORTS[chosen.value](services, terms))
    except OSError as error:
        fail(f"{path} cannot be written: {error.strerror}.")
    print(f"{len(services)} services written to {path}.")
