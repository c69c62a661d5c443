"""What handlers ask the guard: is there user data in these texts, in this file? Fails closed, by an exception."""

from __future__ import annotations

import base64
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from bot.errors import GuardFailed
from bot.guard.findings import Kind, Verdict
from bot.guard.known import Known
from bot.screening.process import WORKER, GuardProcess
from bot.screening.wire import known_to_wire, verdicts_from_wire
from kb.models import Lang, Service


@dataclass(frozen=True, slots=True)
class Screened:
    """The verdicts on some texts, in their order, taken together."""

    verdicts: tuple[Verdict, ...] = ()

    @property
    def user_data(self) -> bool:
        """Whether any of them holds, or probably holds, user data."""
        return any(verdict.user_data for verdict in self.verdicts)

    @property
    def uncertain(self) -> bool:
        """Whether all that was found is only probable."""
        found = [verdict for verdict in self.verdicts if verdict.user_data]
        return bool(found) and all(verdict.uncertain for verdict in found)

    @property
    def exclusion(self) -> bool:
        """Whether any passes on that an identifiable person be turned away."""
        return any(verdict.exclusion for verdict in self.verdicts)

    @property
    def severe(self) -> bool:
        return any(verdict.severe for verdict in self.verdicts)

    @property
    def kinds(self) -> tuple[Kind, ...]:
        """The kinds found, each once."""
        return tuple(dict.fromkeys(kind for verdict in self.verdicts for kind in verdict.kinds))

    @property
    def lang(self) -> Lang | None:
        """The language of the first text with a finding; None when nothing was found."""
        return next((verdict.lang for verdict in self.verdicts if verdict.user_data), None)


NOTHING = Screened()


class Screen(Protocol):
    """The guard as handlers see it. Both raise GuardFailed when there is no verdict within the bound."""

    async def check(self, texts: Sequence[str], members: Iterable[str] = ()) -> Screened:
        """One verdict per text. `members` are the names of the people in the room."""
        ...

    async def check_file(self, data: bytes, members: Iterable[str] = ()) -> Screened | None:
        """The verdict on the text in a file; None when no text can be read in it."""
        ...


@dataclass(frozen=True, slots=True)
class Published:
    """What the repertory publishes at the moment; `mark` changes with it."""

    mark: object
    services: tuple[Service, ...]


class ProcessScreen:
    """A Screen over two processes: one for messages, which must never wait for a file, and one for files, started
    when the first comes. `seconds` and `file_seconds` are the bounds."""

    def __init__(
        self,
        published: Callable[[], Published],
        seconds: float,
        file_seconds: float,
        command: Sequence[str] = WORKER,
    ) -> None:
        self._published = published
        self._seconds = seconds
        self._file_seconds = file_seconds
        self._texts = GuardProcess(command)
        self._files = GuardProcess(command)
        self._known: tuple[object, dict[str, Any]] = (None, known_to_wire(Known()))

    async def start(self) -> None:
        """Raises GuardFailed when there is no guard to be had: then there must be no Relais either."""
        await self._texts.start()

    async def stop(self) -> None:
        await self._texts.stop()
        await self._files.stop()

    async def check(self, texts: Sequence[str], members: Iterable[str] = ()) -> Screened:
        """See Screen."""
        request = {"texts": list(texts), "members": list(members)}
        answer = await self._texts.ask(request, self._seconds, self._public())
        screened = _screened(answer)
        if len(screened.verdicts) != len(texts):
            raise GuardFailed("The guard left a text out.")
        return screened

    async def check_file(self, data: bytes, members: Iterable[str] = ()) -> Screened | None:
        """See Screen."""
        request = {"file": base64.b64encode(data).decode("ascii"), "members": list(members)}
        answer = await self._files.ask(request, self._file_seconds, self._public())
        return _screened(answer) if answer.get("readable") else None

    def _public(self) -> tuple[object, dict[str, Any]]:
        published = self._published()
        if published.mark != self._known[0]:
            self._known = (published.mark, known_to_wire(Known.from_services(published.services)))
        return self._known


def _screened(answer: dict[str, Any]) -> Screened:
    try:
        return Screened(verdicts_from_wire(answer["verdicts"]))
    except (ValueError, KeyError, TypeError) as error:
        raise GuardFailed(f"The guard's answer is garbled ({type(error).__name__}).") from None
