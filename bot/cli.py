"""The command `relais`: global options, then a command. Exit status 0; 1 the command could not do it (one line on
standard error); 2 usage."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from bot.commands import (
    agenda,
    ask,
    backup,
    cases,
    demo,
    doctor,
    evaluate,
    export,
    guard,
    ingest,
    members,
    provision,
    run,
    trust,
)
from bot.commands.invocation import DEFAULT_DATA, Invocation, complain, moment
from bot.config_file import ENVIRONMENT
from kb.errors import RelaisError

app = typer.Typer(
    name="relais",
    help="A Matrix bot with a knowledge base for the chat rooms of Brussels' care zones.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)
app.add_typer(ingest.app, name="ingest")
app.add_typer(trust.app, name="trust")
app.command()(ask.ask)
app.command()(agenda.agenda)
app.command()(evaluate.evaluate)
app.command()(guard.guard)
app.command()(doctor.doctor)
app.command()(run.run)
app.command()(export.export)
app.command()(backup.backup)
app.command()(backup.restore)
app.command()(cases.cases)
app.command()(provision.provision)
app.add_typer(members.app, name="members")
app.command()(demo.demo)


@app.callback()
def options(
    context: typer.Context,
    config: Annotated[
        Path | None, typer.Option(help=f"Settings; default: ${ENVIRONMENT}, else config.toml when there is one.")
    ] = None,
    data: Annotated[Path, typer.Option(help="Folder for everything that Relais keeps.")] = DEFAULT_DATA,
    now: Annotated[str | None, typer.Option(help="What time it is (ISO 8601), for rehearsals and tests.")] = None,
) -> None:
    """What holds for every command."""
    try:
        fixed = moment(now) if now is not None else None
    except ValueError:
        raise typer.BadParameter(
            f"{now!r} is not an ISO 8601 time, such as 2026-11-22T14:00.", param_hint="--now"
        ) from None
    context.obj = Invocation(config, data, fixed)


def main() -> None:
    """Entry point of the script: errors that Relais raises on purpose become one line and exit status 1."""
    try:
        app()
    except RelaisError as error:
        complain(" ".join(str(error).split()))
        sys.exit(1)


if __name__ == "__main__":
    main()
