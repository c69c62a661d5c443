"""A line such as "Kameleon: nieuwe openingsuren ma-vr 9-12" -> the service it is about and the changes it asks for."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from bot.handlers.intent import Wish
from bot.handlers.update_capacity import capacity, number_of_places
from bot.handlers.update_change import Around, Change
from bot.handlers.update_find import Found, NameBook
from bot.handlers.update_several import changes
from kb.layers import PLACES, Field, whole
from kb.models import Capacity, Service

_COLON = re.compile(r"^(?P<name>[^:=]{1,120}?)\s*(?:[:=](?!\d\d\b|//)|\s[–—-](?=\s))\s*(?P<rest>.*)$", re.DOTALL)
_PLACES = re.compile(r"^(?P<name>.*?)[\s:,=]*(?P<rest>(?:nog |encore |still )?\d{1,5}\b[\w\s]*)$", re.DOTALL)

Read = Callable[[str, Service], tuple[Change, ...]]
"""The changes that a text asks for, for this service."""


@dataclass(frozen=True, slots=True)
class Line:
    """`found` is the service; `rest` what is said of it, `changes` the same as changes (none: a remark)."""

    found: Found
    rest: str
    changes: tuple[Change, ...] = ()

    def about(self, service: Service, read: Read) -> Line:
        """The same line, about one of the services that its name fits."""
        return replace(self, found=Found(service, certain=True), changes=read(self.rest, service))


def reader(wish: Wish, around: Callable[[Service], Around]) -> Read:
    """How the words of a command are read: `!volzet` and `!plaatsen` are about capacity, whatever else is said."""

    def read(text: str, service: Service) -> tuple[Change, ...]:
        setting = around(service)
        places = number_of_places(text) if wish is Wish.PLACES else None
        if places is not None:
            return (_report(setting, Capacity.OPEN if places else Capacity.SATURATED, places=places),)
        if wish is Wish.FULL:
            said = capacity(f"volzet {text}")
            possible = said is not None and said.state in (Capacity.SATURATED, Capacity.WAITING_LIST)
            return (_report(setting, said.state, weeks=said.weeks),) if said and possible else ()
        return changes(text, setting)

    return read


def _report(around: Around, state: Capacity, *, weeks: int | None = None, places: int | None = None) -> Change:
    columns = {"capacity": state, "capacity_date": around.today, "waiting_weeks": weeks}
    return Change(Field.CAPACITY, whole(columns, Field.CAPACITY) | ({} if places is None else {PLACES: places}))


def line(text: str, wish: Wish, book: NameBook, read: Read, own: Sequence[Service] = ()) -> Line:
    """What a command says. `own` are the services that its author keeps right: without a name the only one is meant,
    and of several that fit, the author's."""
    text = text.strip()
    options = _cut(text, wish, book)
    for name, rest in options:
        found = _mine(book.find(name), own)
        if found.service is None:
            continue
        asked = read(rest, found.service) if rest or wish is Wish.FULL else ()
        if asked or len(options) == 1:
            return Line(found, rest, asked)
    if len(own) == 1 and (asked := read(text, own[0])):
        return Line(Found(own[0], certain=True), text, asked)
    return _undecided(options, book, own)


def _cut(text: str, wish: Wish, book: NameBook) -> list[tuple[str, str]]:
    """(name, rest), the likeliest first; one only where the text says where to cut."""
    if wish is Wish.PLACES:
        found = _PLACES.match(text)
        return [(found["name"], found["rest"])] if found else [(text, "")]
    found = _COLON.match(text)
    if found and book.find(found["name"]).certain:
        return [(found["name"], found["rest"].strip())]
    if found:  # "kameleon talen: ook Arabisch": the colon stands behind the field
        whole_line = (found["name"], found["rest"].strip())
        return [whole_line, *((name, f"{rest} {whole_line[1]}") for name, rest in book.cuts(found["name"]) if rest)]
    return list(book.cuts(text))


def _mine(found: Found, own: Sequence[Service]) -> Found:
    ids = {service.id for service in own}
    mine = [service for service in found.choices if service.id in ids]
    return Found(mine[0], certain=True) if found.certain and len(mine) == 1 else found


def _undecided(options: Sequence[tuple[str, str]], book: NameBook, own: Sequence[Service]) -> Line:
    """Several services, or none; or one of which something is said that is no change."""
    best: Line | None = None
    for name, rest in options:
        found = _mine(book.find(name), own)
        if found.service is not None or (found.certain and best is None):
            best = Line(found, rest)
        if found.service is not None:
            break
    return best or Line(book.find(options[0][0]) if options else Found(), options[0][1] if options else "")
