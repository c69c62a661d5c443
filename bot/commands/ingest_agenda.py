"""`relais ingest agenda`: bring the events of calendars in, by path or by address."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from bot.commands.invocation import Invocation, complain, of

if TYPE_CHECKING:
    from ingest.agenda_ics import EventsRead
    from kb.agenda import Agenda
    from kb.agenda_update import Update

MOST_SHOWN = 20
"""Events left out that are named; of more only the number is told."""


def agenda(
    context: typer.Context,
    sources: Annotated[list[str], typer.Argument(help="Files (.ics, .csv), folders of them, or addresses of feeds.")],
    zone: Annotated[str | None, typer.Option(help="For which zone events are that do not say.")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print the result as JSON.")] = False,
) -> None:
    """Bring in the events of calendars; each replaces what the same source announced before."""
    from kb.agenda import Agenda

    invocation = of(context)
    known = invocation.config.zones
    if zone is not None and zone not in known:
        raise typer.BadParameter(f"{zone!r} is not a zone; known: {', '.join(known)}.", param_hint="--zone")
    read, failures = _read_all(invocation, sources, zone or "")
    results: list[dict[str, object]] = []
    version = 0
    if read:
        agenda = Agenda.open(invocation.data_dir, invocation.config.knowledge)
        try:
            results = [_bring_in(agenda, source, events, invocation, quiet=as_json) for source, events in read]
            version = agenda.version
        finally:
            agenda.close()
    if as_json:
        told = {"sources": results, "failures": failures, "applied": bool(read), "version": version}
        print(json.dumps(told, ensure_ascii=False))
    for failure in failures:
        complain(failure["reason"])
    if failures or not read:
        raise typer.Exit(1)


def _read_all(
    invocation: Invocation, sources: list[str], zone: str
) -> tuple[list[tuple[str, EventsRead]], list[dict[str, str]]]:
    """What each source announces, and (source, reason) of those that cannot be read: one does not stop the others."""
    from ingest.agenda import agenda_files, read_agenda_file, source_of
    from kb.errors import RelaisError

    read: list[tuple[str, EventsRead]] = []
    failures: list[dict[str, str]] = []
    zones = invocation.config.knowledge.zones
    for source in sources:
        try:
            if source.lower().startswith(("http://", "https://", "webcal://", "webcals://")):
                read.append(_fetched(invocation, source, zone))
                continue
            files, others = agenda_files([Path(source)])
        except RelaisError as error:
            failures.append({"source": source, "reason": str(error)})
            continue
        for other in others:
            complain(f"{other.name} is neither a calendar (.ics) nor a table (.csv); it was passed over.")
        for path in files:
            try:
                read.append((source_of(path), read_agenda_file(path, zone, zones)))
            except RelaisError as error:
                failures.append({"source": str(path), "reason": str(error)})
    if not read and not failures:
        failures.append({"source": ", ".join(sources), "reason": "No calendar was found; nothing was changed."})
    return read, failures


def _fetched(invocation: Invocation, address: str, zone: str) -> tuple[str, EventsRead]:
    import asyncio

    from bot.agenda_feeds import fetch, normal
    from ingest.agenda import read_agenda

    url = normal(address)
    limits = invocation.config.agenda
    got = asyncio.run(fetch(url, seconds=limits.feed_seconds, megabytes=limits.feed_megabytes))
    return url, read_agenda(got.data, url, got.name, zone, invocation.config.knowledge.zones)


def _bring_in(
    agenda: Agenda, source: str, read: EventsRead, invocation: Invocation, *, quiet: bool
) -> dict[str, object]:
    from ingest.agenda import result_json

    spared = {rejected.uid for rejected in read.rejected}
    update = agenda.announce(source, read.events, invocation.now, spared=spared)
    if not quiet:
        _show(source, read, update)
    return result_json(source, read, update)


def _show(source: str, read: EventsRead, update: Update) -> None:
    name = Path(source).name if not source.startswith("http") else read.name or source.split("/")[2]
    counts = ", ".join(f"{count} {what}" for what, count in update.counts.items() if count)
    print(f"{name}: {counts or 'nothing'}.")
    told = [rejected.reason for rejected in read.rejected] + read.remarks
    for sentence in told[:MOST_SHOWN]:
        complain(f"{name}: {sentence}")
    if len(told) > MOST_SHOWN:
        complain(f"{name}: and {len(told) - MOST_SHOWN} more.")
