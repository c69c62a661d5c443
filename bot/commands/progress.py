"""A progress bar for anything that takes over two seconds, on standard error, and only on a terminal."""

from __future__ import annotations

import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from rich.progress import Progress

PATIENCE_SECONDS = 2.0
"""What is done sooner needs no bar."""


class Bar:
    """Shows `done` of `total` once the work has taken longer than anybody's patience."""

    def __init__(self, label: str) -> None:
        self._label = label
        self._begun = time.monotonic()
        self._shown: Progress | None = None

    def __call__(self, done: int, total: int, _name: str = "") -> None:
        if self._shown is None and (not sys.stderr.isatty() or time.monotonic() - self._begun < PATIENCE_SECONDS):
            return
        if self._shown is None:
            self._shown = _rich_progress()
            self._shown.start()
            self._task = self._shown.add_task(self._label, total=total or None)
        self._shown.update(self._task, completed=done, total=total or None)

    def rows(self, done: int) -> None:
        """For work whose end is not known."""
        self(done, 0)

    def close(self) -> None:
        if self._shown is not None:
            self._shown.stop()


@contextmanager
def bar(label: str) -> Iterator[Bar]:
    """A bar that is taken away at the end."""
    shown = Bar(label)
    try:
        yield shown
    finally:
        shown.close()


def _rich_progress() -> Progress:
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    return Progress(*columns, console=Console(stderr=True), transient=True)
