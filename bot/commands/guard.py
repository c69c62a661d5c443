"""`relais guard`: what the guard sees in messages, one per line of standard input. Nothing of them is kept."""

from __future__ import annotations

import json
import sys
from typing import TYPE_CHECKING, Annotated, Any

import typer

from bot.commands.invocation import of

if TYPE_CHECKING:
    from pathlib import Path

    from bot.guard import Known, Verdict


def guard(
    context: typer.Context,
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON object per message.")] = False,
) -> None:
    """Show what the guard finds in messages, one per line of standard input."""
    from bot.guard import check

    known = published(of(context).data_dir)
    for line in sys.stdin:
        verdict = check(line.rstrip("\r\n"), known=known)
        print(json.dumps(as_result(verdict), ensure_ascii=False) if as_json else readable(verdict), flush=True)


def as_result(verdict: Verdict) -> dict[str, Any]:
    """A verdict as `--json` prints it (a contract, see design.md)."""
    findings = [{"kind": str(it.kind), "start": it.start, "end": it.end} for it in verdict.findings]
    return {"user_data": verdict.user_data, "findings": findings, "cleaned": verdict.cleaned}


def readable(verdict: Verdict) -> str:
    """One line: what was seen, and the message without it."""
    if not verdict.user_data:
        return "-"
    kinds = ", ".join(verdict.kinds)
    return (
        f"{kinds}{' (severe)' if verdict.severe else ''}{' (probable)' if verdict.uncertain else ''}: {verdict.cleaned}"
    )


def published(data_dir: Path) -> Known:
    """What the repertory in the data folder publishes; nothing when there is none."""
    from bot.guard import Known

    if not (data_dir / "kb.sqlite").is_file():
        return Known()
    from kb.models import Service
    from kb.store import Store

    store = Store.open(data_dir)
    try:
        with store.reading():
            return Known.from_services(service for _, service in store.records(Service, "services", store.generation()))
    finally:
        store.close()
