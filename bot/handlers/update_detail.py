"""`!detail`: a zone's moderators add to a service how to work with it, a line for professionals, or a remark. The
regional record stays as it is; the detail is shown in answers of their zone (kb.layers)."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

import structlog

from bot.handlers.intent import Wish, intent
from bot.handlers.update_desk import UpdateDesk
from bot.handlers.update_tell import NO
from bot.ports import Message, Messenger, Reaction, Rendered
from bot.render import update as say
from bot.render.clean import NAME, clean
from bot.render.update_notes import DETAIL
from bot.roles import Roles
from kb.language import detect
from kb.layers import Detail, DetailKind
from kb.models import Lang, Service, Zone
from kb.understand.text import folded

log = structlog.get_logger(__name__)

_STAGE = "detail|"
_KINDS: dict[str, DetailKind] = {
    **dict.fromkeys(("hoe", "werkwijze", "comment", "how", "fonctionnement", "methode"), DetailKind.HOW),
    **dict.fromkeys(("lijn", "ligne", "line", "pro", "professionals", "professionnels", "tel"), DetailKind.LINE),
    **dict.fromkeys(("opmerking", "remarque", "remark", "info", "note", "nota"), DetailKind.REMARK),
}
_DROP = frozenset(("wissen", "verwijderen", "weg", "effacer", "supprimer", "remove", "delete", "-"))
_LINE = re.compile(r"^(?P<name>[^:]{1,120}?)\s*:\s*(?:(?P<kind>[^\W\d_]{2,20})\s*:\s*)?(?P<text>.*)$", re.DOTALL)


def read_detail(text: str) -> tuple[str, DetailKind, str] | None:
    """(name, kind, what is said; "" to take it away) of "name: lijn: 02 555 99 99"; a remark when no kind is named."""
    found = _LINE.match(text.strip())
    if found is None:
        return None
    word, told = folded(found["kind"] or ""), found["text"].strip()
    if word and word not in _KINDS:
        told, word = f"{found['kind']}: {told}", ""
    if not told:
        return None
    return found["name"], _KINDS.get(word, DetailKind.REMARK), "" if folded(told) in _DROP else clean(told, DETAIL)


@dataclass(frozen=True, slots=True)
class _Answer:
    text: Rendered
    stage: str = "detail"
    choices: tuple[str, ...] = ()


class DetailHandler:
    """Adds, replaces, takes away."""

    def __init__(
        self, messenger: Messenger, desk: UpdateDesk, roles: Roles, zones: dict[str, Zone],
        clock: Callable[[], datetime],
    ) -> None:  # fmt: skip
        self._messenger = messenger
        self._desk = desk
        self._roles = roles
        self._zones = zones
        self._clock = clock

    async def __call__(self, message: Message) -> bool:
        wanted = intent(message)
        if wanted.wish is not Wish.DETAIL:
            return False
        lang = wanted.lang or detect(wanted.text)[0]
        answer = await self._answer(message, wanted.text, lang)
        await self._messenger.reply(message, answer.text, stage=answer.stage, choices=answer.choices)
        return True

    async def clicked(self, reaction: Reaction) -> bool:
        """❌ on a detail that was just added."""
        said = self._messenger.said(reaction.target)
        if said is None or not said.stage.startswith(_STAGE) or reaction.key.rstrip("\ufe0f") != NO:
            return False
        _, zone, kind, service_id = said.stage.split("|", 3)
        service = self._desk.service(service_id)
        if service is not None and self._may(reaction.sender, zone):
            await asyncio.to_thread(self._desk.drop_detail, zone, service_id, DetailKind(kind))
            text = say.about("update-detail-dropped", service)
            await self._messenger.post(
                reaction.room.room_id,
                text,
                cause=said.cause,
                stage=f"dropped {said.stage}",
                thread_root=reaction.target,
            )
        return True

    async def _answer(self, message: Message, text: str, lang: Lang) -> _Answer:
        zone = self._zone(message)
        if zone is None:
            some = self._roles.is_moderator(message.sender)
            return _Answer(say.told("update-detail-zone" if some else "update-detail-not-allowed", lang))
        if not self._may(message.sender, zone):
            return _Answer(say.told("update-detail-not-allowed", lang))
        read = read_detail(text)
        if read is None:
            return _Answer(say.told("update-detail-usage", lang))
        name, kind, told = read
        found = await asyncio.to_thread(lambda: self._desk.names.find(name))
        if found.service is None:
            return _Answer(
                say.which_of(found.choices, lang) if found.certain else say.unknown(name, found.choices, lang)
            )
        return await self._put(found.service, zone, kind, told, lang)

    async def _put(self, service: Service, zone: str, kind: DetailKind, told: str, lang: Lang) -> _Answer:
        shown = say.name_of(service, lang)
        log.info("detail", service=service.id, zone=zone, kind=str(kind), put=bool(told))
        if not told:
            done = await asyncio.to_thread(self._desk.drop_detail, zone, service.id, kind)
            return _Answer(say.told("update-detail-dropped" if done else "update-detail-nothing", lang, name=shown))
        detail = Detail(zone, service.id, kind, told, detect(told, hint=lang)[0], self._clock())
        if not await asyncio.to_thread(self._desk.put_detail, detail):
            return _Answer(say.told("update-gone", lang))
        zone_name = clean(self._zones[zone].name(lang), NAME) if zone in self._zones else zone
        text = say.told("update-detail-put", lang, name=shown, zone=zone_name)
        return _Answer(text, f"{_STAGE}{zone}|{kind}|{service.id}", (NO,))

    def _zone(self, message: Message) -> str | None:
        """The zone of the room; elsewhere the one zone that this person moderates."""
        if message.room.zone:
            return message.room.zone
        mine = [zone for zone in self._zones if self._roles.is_moderator(message.sender, zone)]
        return mine[0] if len(mine) == 1 else None

    def _may(self, user_id: str, zone: str) -> bool:
        return self._roles.is_moderator(user_id, zone) or self._roles.is_admin(user_id)
