"""The frame of a zone's room: who is who, and in which language one is answered."""

from __future__ import annotations

from dataclasses import replace

from bot.cases.roster import Roster
from bot.feature import Feature, Parts
from bot.handlers.intent import Wish, intent
from bot.ports import Message, RoomKind
from bot.render.frame import ZonePeople, said, who_is_who
from bot.store_cases import CaseStore
from bot.store_rooms import Member, RoomStore
from kb.models import LANGS, Lang

_LANGS: dict[str, Lang] = {lang: lang for lang in LANGS} | {
    "nederlands": "nl", "néerlandais": "nl", "frans": "fr", "français": "fr", "francais": "fr", "engels": "en",
    "anglais": "en", "english": "en",
}  # fmt: skip


class FrameHandler:
    """`!wieiswie`, `!taal`, and the same in French and English."""

    def __init__(self, parts: Parts) -> None:
        self._parts = parts
        self._known = RoomStore(parts.store)
        self._cases = CaseStore(parts.store)
        self._roster = Roster(parts.config.cases.roster, parts.config.cases.load_limit)

    async def __call__(self, message: Message) -> bool:
        wanted = intent(message)
        chosen = self._known.member(message.sender)
        lang: Lang = wanted.lang or (chosen.language if chosen else None) or "nl"
        if wanted.wish is Wish.WHO:
            await self._who(message, lang)
        elif wanted.wish is Wish.LANGUAGE:
            await self._language(message, wanted.text, lang)
        else:
            return False
        return True

    async def _who(self, message: Message, lang: Lang) -> None:
        parts = self._parts
        zones = (message.room.zone,) if message.room.zone else parts.roles.zones_of(message.sender)
        known = {zone.id: zone for zone in parts.config.knowledge.zones}
        people = [self._people(zone) for zone in zones or known if zone in known]
        text = who_is_who(lang, people, parts.config.cases.helpdesks)
        await parts.messenger.reply(message, text, stage="who")

    def _people(self, zone_id: str) -> ZonePeople:
        parts = self._parts
        zone = next(zone for zone in parts.config.knowledge.zones if zone.id == zone_id)
        duty = self._roster.on_duty(zone_id, parts.clock(), self._cases.load())
        rooms = parts.roles.moderators_rooms(zone_id)
        moderators = dict.fromkeys(_short(user) for room in rooms for user in parts.rooms.members(room))
        on_duty = duty.person.user_id if duty.person else ""
        referral = parts.rooms.of_kind(RoomKind.REFERRAL, zone_id)
        unlisted = dict.fromkeys(_short(user) for room in referral for user in parts.rooms.members(room))
        return ZonePeople(zone, self._roster.of_zone(zone_id), on_duty, tuple(moderators), tuple(unlisted))

    async def _language(self, message: Message, text: str, lang: Lang) -> None:
        chosen = _LANGS.get(text.strip(" .!").casefold())
        if chosen is None:
            await self._parts.messenger.reply(message, said(lang, "frame-language-which"), stage="language")
            return
        before = self._known.member(message.sender) or Member(message.sender)
        self._known.set_members([replace(before, language=chosen)])
        await self._parts.messenger.reply(message, said(chosen, "frame-language-set"), stage="language")


def make_frame(parts: Parts) -> Feature:
    """As a feature of the bot."""
    return Feature("frame", FrameHandler(parts))


def _short(user_id: str) -> str:
    return user_id.partition(":")[0].removeprefix("@")
