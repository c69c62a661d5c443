"""`relais ingest origin ID`: which sources hold a service, and which column came from which, since when."""

from __future__ import annotations

import json
from typing import Annotated

import typer

from bot.commands.invocation import fail, of


def origin(
    context: typer.Context,
    service: Annotated[str, typer.Argument(help="Id of the service.")],
    as_json: Annotated[bool, typer.Option("--json", help="Print the result as JSON.")] = False,
) -> None:
    """Where a service comes from: its sources with its id there, and the source and date of every column."""
    from ingest.merging import came_from
    from kb.store import Store
    from kb.store_layers import StoreLayers

    invocation = of(context)
    store = Store.open(invocation.data_dir, create=False)
    layers = StoreLayers.open(invocation.data_dir)
    try:
        found, known = layers.regional(service), store.origins().get(service)
        corrections = [one for one in layers.layers().corrections if one.service == service]
    finally:
        layers.close()
        store.close()
    if found is None:
        fail(f"There is no service {service} in the repertory.")
    columns = came_from(found, known, invocation.config.merging.owns)
    held = {one.source: one.source_id for one in known.held} if known else {"": service}
    on_top = {str(one.field): one.at.date().isoformat() for one in corrections if one.holds(found)}
    if as_json:
        told = {name: {"source": source, "date": day} for name, (source, day) in columns.items()}
        print(json.dumps({"id": service, "sources": held, "columns": told, "corrected": on_top}, ensure_ascii=False))
        return
    for source, key in held.items():
        print(f"{source or '(no name)'}: {key}")
    for name, (source, day) in columns.items():
        print(f"  {name:<16} {source or '(no name)'}  {day}".rstrip())
    for name, day in on_top.items():
        print(f"  corrected in the chat: {name}  {day}")
