"""The machine's side of `relais doctor`: who can read secrets, whether there is room on the disk, what time it is."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from datetime import datetime
from email.utils import parsedate_to_datetime
from pathlib import Path

from bot.config import Config
from bot.findings import Finding
from bot.matrix_settings import secret_path

LEAST_BYTES = 1_000_000_000
"""An ingest of a large repertory writes some hundred megabytes beside what is there."""

SKEW_SECONDS = 60
"""More, and deadlines, reminders and "open now" are visibly wrong."""


def examine_host(config: Config, data_dir: Path) -> Iterator[Finding]:
    """Findings about files and the disk."""
    for key in ("password_file", "access_token_file"):
        path = secret_path(str(getattr(config.matrix, key)) or os.devnull)
        if path.is_file() and path.stat().st_mode & 0o077 and not _of_a_manager(path):
            yield Finding(False, f"Secret: others can read {path} (matrix.{key})", f"Run `chmod 600 {path}`.")
    for name in ("bot.sqlite", "kb.sqlite"):
        path = data_dir / name
        if path.exists() and not os.access(path, os.W_OK):
            yield Finding(False, f"Data folder: {path} cannot be written", f"Give it to whoever runs Relais: `chown`, "
                          f"or run the command as that account (user id {path.stat().st_uid}).")  # fmt: skip
    folder = next(one for one in (data_dir.absolute(), *data_dir.absolute().parents) if one.exists())
    free = shutil.disk_usage(folder).free
    if free < LEAST_BYTES:
        todo = "Make room: an ingest needs space beside what is there, and a full disk stops the bot."
        full = free < LEAST_BYTES // 10
        yield Finding(False, f"Disk: {free // 1_000_000} MB are free at {folder}", todo, needed=full)


def examine_clock(date: str | None, now: datetime) -> Iterator[Finding]:
    """`date`: the Date header of the homeserver's answer; `now` (aware): this machine's time when it came."""
    try:
        theirs = parsedate_to_datetime(date or "")
    except (TypeError, ValueError):
        return
    skew = abs((now - theirs).total_seconds())
    if skew > SKEW_SECONDS:
        what = f"Clock: this machine and the homeserver differ by {skew:.0f} s"
        yield Finding(False, what, "Let one of both keep time (`timedatectl set-ntp true`).", needed=False)


def _of_a_manager(path: Path) -> bool:
    """Containers and systemd hand secrets over in places of their own, whose modes nobody chooses."""
    return path.is_relative_to("/run/secrets") or path.is_relative_to("/run/credentials")
