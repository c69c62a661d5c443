"""`relais trust show | backup | restore | reset | verify`: the bot's identity, as an operator cares for it.

A recovery key is never taken from the command line, where other users of the machine and the shell's history see it.
"""

from __future__ import annotations

import asyncio
import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, NoReturn

import typer

from bot.commands.invocation import fail, of

if TYPE_CHECKING:
    from bot.matrix.sas_parties import Code
    from bot.matrix.settings import MatrixSettings

KEY_ENVIRONMENT = "RELAIS_RECOVERY_KEY"

app = typer.Typer(no_args_is_help=True, help="The bot's identity: look at it, keep it safe, get it back, verify it.")

_RESET_MEANS = (
    "This gives the bot a new identity. Everybody who verified it is warned that it changed and has to verify it "
    "again; a backup of the old identity becomes worthless. Only for keys that are lost or stolen: first try "
    "`relais trust restore`. To go on, add --yes."
)


@app.command()
def show(context: typer.Context) -> None:
    """Show keys and device, the chain as another user sees it, and what is missing. Exit 1 when something is."""
    from bot.matrix.trust_report import findings, look, public_keys

    state = asyncio.run(look(_settings(context)))
    print(f"{state.user_id}")
    for name, key in public_keys(state):
        print(f"  {name:<22} {_grouped(key) or 'none'}")
    sound = True
    for finding in findings(state):
        mark = "✓" if finding.ok else "✗" if finding.needed else "–"
        print(f"{mark} {finding.what}" + (f"\n    → {finding.todo}" if finding.todo else ""))
        sound = sound and (finding.ok or not finding.needed)
    if not sound:
        raise typer.Exit(1)


@app.command()
def backup(
    context: typer.Context,
    out: Annotated[Path | None, typer.Option(help="Write the recovery key to this new file (0600).")] = None,
    replace: Annotated[bool, typer.Option("--replace", help="Make a new backup in place of the one there is.")] = False,
) -> None:
    """Keep the identity on the homeserver, encrypted with a new recovery key that is shown once."""
    from bot.matrix import recovery_key, trust_office

    settings = _settings(context)
    if out is None and not sys.stdout.isatty():
        fail("The recovery key is shown on a terminal only, never in a pipe or a log: give a file with --out.")
    key = recovery_key.new_key()
    if out is not None:
        _write_new(out, recovery_key.to_text(key) + "\n")
    try:
        asyncio.run(trust_office.backup(settings, key, replace=replace))
    except BaseException:
        if out is not None:
            out.unlink()  # a key that opens nothing only misleads
        raise
    if out is not None:
        print(f"The identity is backed up. The recovery key is in {out}: keep that file elsewhere, off this machine.")
        return
    print("The identity is backed up. This recovery key is shown once; write it down and keep it off this machine:\n")
    print(f"    {recovery_key.to_text(key)}\n")


@app.command()
def restore(
    context: typer.Context,
    key_file: Annotated[
        Path | None, typer.Option(help=f"File with the recovery key; else ${KEY_ENVIRONMENT}, else it is asked for.")
    ] = None,
) -> None:
    """Get a lost identity back with the recovery key, and sign this device with it. The bot has to be stopped."""
    from bot.matrix import trust_office

    settings = _settings(context)
    device = asyncio.run(trust_office.restore(settings, _recovery_key(key_file)))
    print(f"The identity of {settings.user_id} is back, and device {device} is signed with it.")


@app.command()
def reset(
    context: typer.Context,
    yes: Annotated[bool, typer.Option("--yes", help="Really give the bot a new identity.")] = False,
) -> None:
    """Give the bot a new identity when the old one is lost or stolen. The bot has to be stopped."""
    from bot.matrix import trust_office

    settings = _settings(context)
    if not yes:
        fail(_RESET_MEANS)
    stale = asyncio.run(trust_office.reset(settings))
    print(f"{settings.user_id} has a new identity; whoever verified the old one has to verify it again.")
    print(f"Now run `relais trust backup{' --replace' if stale else ''}`.")


@app.command()
def verify(
    context: typer.Context,
    user: Annotated[str, typer.Argument(help="Who to compare emoji with, such as @an:example.org.")],
) -> None:
    """Compare emoji with a user, here and on their screen; then each trusts the other. The bot has to be stopped."""
    from bot.matrix.trust_verify import verify as compare

    settings = _settings(context)
    if not user.startswith("@") or ":" not in user:
        fail(f"{user!r} is not a Matrix id such as @an:example.org.")
    if not sys.stdin.isatty():
        fail("Somebody has to compare the emoji: run this on a terminal.")
    signed = asyncio.run(compare(settings, user, _same, print))
    print(f"{user} has verified the bot." + (f" The bot has signed the master key of {user}." if signed else ""))
    if not signed:
        print(f"{user} has no cross-signing identity that the bot could sign in turn.")


async def _same(user_id: str, code: Code) -> bool:
    print(f"\n    {code.symbols}\n    {code.words}\n    {code.numbers}\n")
    try:
        return await asyncio.to_thread(typer.confirm, f"Does {user_id} see the same?", default=False)
    except typer.Abort:
        return False


def _settings(context: typer.Context) -> MatrixSettings:
    from bot.logs import configure
    from bot.matrix_settings import matrix_settings

    invocation = of(context)
    settings = matrix_settings(invocation.config, invocation.data_dir, os.environ)
    configure(invocation.config.logging)
    return settings


def _recovery_key(path: Path | None) -> str:
    if path is not None:
        try:
            return path.read_text(encoding="ascii")
        except (OSError, UnicodeDecodeError):
            _unreadable(path)
    if told := os.environ.get(KEY_ENVIRONMENT):
        return told
    if not sys.stdin.isatty():
        fail(f"There is no terminal to ask for the recovery key: give --key-file or set {KEY_ENVIRONMENT}.")
    return str(typer.prompt("Recovery key", hide_input=True))


def _unreadable(path: Path) -> NoReturn:
    fail(f"{path} cannot be read; it must hold the recovery key and nothing else.")


def _write_new(path: Path, text: str) -> None:
    try:
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        fail(f"{path} is there already: give the name of a new file.")
    except OSError as error:
        fail(f"{path} cannot be written: {error.strerror}.")
    with os.fdopen(handle, "w", encoding="ascii") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())


def _grouped(key: str) -> str:
    """In groups of four, as Element shows the key of a device."""
    return " ".join(key[start : start + 4] for start in range(0, len(key), 4))
