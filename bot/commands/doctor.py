"""`relais doctor`: what is there, what is missing, and what to do about it, line by line."""

from __future__ import annotations

import json
import os
from dataclasses import asdict
from typing import Annotated

import typer

from bot.commands.invocation import of


def doctor(
    context: typer.Context,
    as_json: Annotated[bool, typer.Option("--json", help="One JSON list of findings.")] = False,
) -> None:
    """Check configuration, data, knowledge, model, homeserver, encryption, trust, rooms and people; say what to do.

    Marks: ✓ well, – could be better, ✗ needed. Exit status 1 when something is needed."""
    from bot.doctor import examine

    invocation = of(context)
    if as_json:
        found = list(examine(invocation.config_path, invocation.data_dir, dict(os.environ), invocation.now))
        print(json.dumps([asdict(finding) for finding in found], ensure_ascii=False, indent=1))
        raise typer.Exit(any(finding.needed and not finding.ok for finding in found))
    sound = True
    for finding in examine(invocation.config_path, invocation.data_dir, dict(os.environ), invocation.now):
        mark = "✓" if finding.ok else "✗" if finding.needed else "–"
        print(f"{mark} {finding.what}" + (f"\n    → {finding.todo}" if finding.todo else ""))
        sound = sound and (finding.ok or not finding.needed)
    if not sound:
        raise typer.Exit(1)
