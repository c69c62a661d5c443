"""What every command is given: which settings, which data folder, what time it is, and who is asking."""

from __future__ import annotations

import getpass
import os
import sys
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from pathlib import Path
from typing import NoReturn
from zoneinfo import ZoneInfo

import typer

from bot.config import Config
from bot.config_file import load

DEFAULT_DATA = Path("relais-data")
BRUSSELS = ZoneInfo("Europe/Brussels")


@dataclass(frozen=True)
class Invocation:
    """The options before the command's name. `fixed_now` is the moment given with --now."""

    config_path: Path | None
    data_dir: Path
    fixed_now: datetime | None

    @cached_property
    def config(self) -> Config:
        """The settings; raises ConfigError. Read by the commands that need them, once."""
        return load(self.config_path, dict(os.environ))

    @property
    def now(self) -> datetime:
        """What time it is (aware): --now, else the clock."""
        return self.fixed_now or datetime.now(BRUSSELS)

    @property
    def who(self) -> str:
        """Whose name the history shows for an ingest."""
        try:
            return getpass.getuser()
        except (OSError, KeyError):  # a container without an entry for its user
            return "cli"


def moment(text: str) -> datetime:
    """An ISO 8601 date or time as an aware datetime; without an offset it is Brussels time. Raises ValueError, also
    for years in which "tomorrow" or a time zone could not be reckoned with."""
    value = datetime.fromisoformat(text)
    if not 1970 <= value.year < 2200:
        raise ValueError("the year lies outside 1970-2199")
    return value if value.tzinfo else value.replace(tzinfo=BRUSSELS)


def of(context: typer.Context) -> Invocation:
    """The invocation that the command line was begun with."""
    invocation = context.find_object(Invocation)
    if invocation is None:
        raise RuntimeError("the command was called without the callback of bot.cli")
    return invocation


def complain(text: str) -> None:
    """One line on standard error."""
    print(f"relais: {text}", file=sys.stderr)


def fail(text: str) -> NoReturn:
    """One line on standard error, and exit status 1."""
    complain(text)
    raise typer.Exit(1)
