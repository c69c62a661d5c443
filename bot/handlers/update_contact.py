"""A service's new telephone number or e-mail address in an `!update` line is no user data: the guard is shown the line
without it.

The rule is narrow, because a number looks the same whoever it belongs to (docs/guard.md): one command, a colon, a name
that the repertory has, and after it nothing but the value and words that mean "phone" or "new". Everything else of the
line, the name before the colon too, is read by the guard as ever; a word more, and it reads the number as well.
"""

from __future__ import annotations

import asyncio
import re
from collections.abc import Sequence
from datetime import date

import phonenumbers

from bot.handlers.intent import Wish, intent
from bot.handlers.update_address import Streets
from bot.handlers.update_change import Around, change
from bot.handlers.update_detail import read_detail
from bot.handlers.update_find import NameBook
from bot.ports import Message
from kb.base import KnowledgeBase
from kb.layers import DetailKind, Field
from kb.models import Service

_COLON = re.compile(r"^[^:]{1,120}:(?!//)\s*(?P<rest>.+)$", re.DOTALL)
_EMAIL = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
_CONTACT = (Field.PHONE, Field.EMAIL)
_NOBODY = Around(Service(id=""), Streets(), date.min)


def contact_value(message: Message) -> tuple[str, str] | None:
    """(name of the service, the number or address as written) of a line that gives just that; else None."""
    wanted = intent(message)
    if wanted.wish not in (Wish.UPDATE, Wish.DETAIL):
        return None
    found = _COLON.match(wanted.text)
    if found is None:
        return None
    rest = found["rest"]
    if wanted.wish is Wish.DETAIL:
        detail = read_detail(wanted.text)
        if detail is None or detail[1] is not DetailKind.LINE:
            return None
        rest = detail[2]
    said = change(rest, _NOBODY)
    if said is None or said.field not in _CONTACT:
        return None
    values = _written(rest, said.field)
    return (wanted.text.partition(":")[0].strip(), values[0]) if len(values) == 1 else None


class ContactLines:
    """Knows which names the repertory has; looked up only when a line gives a number or address."""

    def __init__(self, knowledge: KnowledgeBase) -> None:
        self._knowledge = knowledge
        self._made: tuple[int, NameBook] | None = None

    async def __call__(self, message: Message, texts: Sequence[str]) -> Sequence[str]:
        """`texts` as the guard is to read them: as many, in the same order."""
        found = contact_value(message)
        if found is None or not await asyncio.to_thread(self._has, found[0]):
            return texts
        body = _spaced(message.body)
        return [text.replace(found[1], "", 1) if _spaced(text) == body else text for text in texts]

    def _has(self, name: str) -> bool:
        snapshot = self._knowledge.snapshot
        if self._made is None or self._made[0] != snapshot.generation:
            self._made = (snapshot.generation, NameBook(snapshot.services))
        return self._made[1].find(name).certain


def _written(rest: str, field: Field) -> list[str]:
    if field is Field.EMAIL:
        return _EMAIL.findall(rest)
    return [match.raw_string for match in phonenumbers.PhoneNumberMatcher(rest, "BE")]


def _spaced(text: str) -> str:
    return " ".join(text.split())
