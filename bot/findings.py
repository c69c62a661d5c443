"""What `relais doctor` finds."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Finding:
    """`ok` or not; `what` was looked at and found; `todo` is what to do about it. `needed`: without it the bot cannot
    serve its rooms."""

    ok: bool
    what: str
    todo: str = ""
    needed: bool = True
