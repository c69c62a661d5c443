"""`relais backup PATH` and `relais restore PATH`."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from bot.commands.invocation import of


def backup(
    context: typer.Context,
    path: Annotated[Path, typer.Argument(help="The file to write; it must not exist. It holds secrets.")],
) -> None:
    """Copy databases, session and keys into one file, also while the bot runs."""
    from bot.backup import back_up

    invocation = of(context)
    summary = back_up(invocation.data_dir, path, invocation.now)
    for name, size in summary.files.items():
        typer.echo(f"{size:>12,}  {name}")
    typer.echo(f"{path} is written. Whoever has it can speak as the bot: keep it where nobody else can read it.")


def restore(
    context: typer.Context,
    path: Annotated[Path, typer.Argument(help="A file that `relais backup` wrote.")],
) -> None:
    """Bring a backup back into an empty data folder. The bot it was taken from must never run again."""
    from bot.backup import restore as bring_back

    invocation = of(context)
    summary = bring_back(path, invocation.data_dir)
    typer.echo(f"{invocation.data_dir} is as it was at {summary.at} ({len(summary.files)} files); start the bot.")
