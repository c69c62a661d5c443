"""`relais doctor`: what is there, what is missing, and what to do about it, line by line."""

from __future__ import annotations

import os

import typer

from bot.commands.invocation import of


def doctor(context: typer.Context) -> None:
    """Check configuration, data, knowledge, model, homeserver, encryption and trust; say what to do."""
    from bot.doctor import examine

    invocation = of(context)
    sound = True
    for finding in examine(invocation.config_path, invocation.data_dir, dict(os.environ), invocation.now):
        mark = "✓" if finding.ok else "✗" if finding.needed else "–"
        print(f"{mark} {finding.what}" + (f"\n    → {finding.todo}" if finding.todo else ""))
        sound = sound and (finding.ok or not finding.needed)
    if not sound:
        raise typer.Exit(1)
