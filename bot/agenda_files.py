"""One public calendar file per zone, in a folder that a web server serves."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Sequence
from datetime import datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from bot.errors import CalendarNotWritten
from kb.models import Zone

if TYPE_CHECKING:
    from kb.agenda import Agenda

PAST_KEPT = timedelta(days=92)
"""How long what is over stays in the files, so that nobody's calendar forgets last month."""


def write_calendars(agenda: Agenda, zones: Sequence[Zone], folder: Path, at: datetime) -> list[Path]:
    """Write `<zone>.ics` for every zone: what is for that zone or for all of them, and not for professionals only. Each
    file is replaced at once, so that nobody ever fetches half of one, and only when something in it changed; the
    files that were. Raises CalendarNotWritten."""
    from kb.agenda_ics import calendar, without_stamps

    written: list[Path] = []
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for zone in zones:
            series = agenda.series(at - PAST_KEPT, zone=zone.id)
            text: bytes = calendar(series, calendar_name(zone), at, agenda.region).to_ical()
            path = folder / f"{zone.id}.ics"
            if path.exists() and without_stamps(path.read_bytes()) == without_stamps(text):
                continue
            _replace(path, text)
            written.append(path)
    except OSError as error:
        raise CalendarNotWritten(
            f"The calendar files cannot be written to {folder}: {error.strerror or error}."
        ) from error
    return written


def calendar_name(zone: Zone | None) -> str:
    """How subscribers see the calendar: in both languages."""
    if zone is None:
        return "Agenda"
    return f"Agenda {' / '.join(dict.fromkeys((zone.name_nl, zone.name_fr)))}"


def _replace(path: Path, text: bytes) -> None:
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    try:
        with os.fdopen(handle, "wb") as stream:
            stream.write(text)
            stream.flush()
            os.fsync(stream.fileno())
        os.chmod(name, 0o644)  # a web server reads it; there is nothing in it that is not public
        os.replace(name, path)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise
