"""Which records nobody looked at for long, and `!verouderd`, which lists them per owner."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date, datetime

from bot.handlers.intent import Wish, intent
from bot.handlers.update_desk import UpdateDesk
from bot.handlers.update_owners import Responsible
from bot.ports import Message, Messenger, RoomKind
from bot.render import update as say
from bot.render.update_stale import Owned, stale_list
from kb.language import detect
from kb.models import Service, Status
from kb.zoning import Zoning

MODERATING = (RoomKind.MODERATORS, RoomKind.ADMIN)


def stale_records(services: Iterable[Service], today: date, months: int) -> list[Service]:
    """Services that still exist and were verified `months` ago or longer, or never: the longest ago first."""
    found = [one for one in services if one.status is Status.ACTIVE and _is_stale(one.last_verified, today, months)]
    return sorted(found, key=lambda one: (one.last_verified or date.min, one.id))


def _is_stale(verified: date | None, today: date, months: int) -> bool:
    if verified is None:
        return True
    passed = (today.year - verified.year) * 12 + today.month - verified.month - (today.day < verified.day)
    return passed >= months


class StaleHandler:
    """`!verouderd`, `!obsolètes`: a zone's in its moderators' room, all in the admin room, one's own in private."""

    def __init__(
        self, messenger: Messenger, desk: UpdateDesk, responsible: Responsible, zoning: Zoning, months: int,
        clock: Callable[[], datetime],
    ) -> None:  # fmt: skip
        self._messenger = messenger
        self._desk = desk
        self._responsible = responsible
        self._zoning = zoning
        self._months = months
        self._clock = clock

    async def __call__(self, message: Message) -> bool:
        wanted = intent(message)
        if wanted.wish is not Wish.STALE:
            return False
        lang = wanted.lang or detect(wanted.text)[0]
        records = stale_records(self._desk.services, self._clock().date(), self._months)
        if message.room.kind in MODERATING:
            zone = message.room.zone
            records = [one for one in records if zone is None or self._zoning.serves(one, (zone,))]
            text = stale_list(self._by_owner(records), lang, self._months)
        elif message.room.kind is RoomKind.DIRECT:
            mine = self._responsible.owned_by(message.sender, records)
            text = stale_list([Owned("", tuple(mine))] if mine else [], lang, self._months)
        else:
            text = say.told("update-stale-where", lang)
        await self._messenger.reply(message, text, stage="stale")
        return True

    def _by_owner(self, records: list[Service]) -> list[Owned]:
        """Owners with most to do first; what nobody owns at the end."""
        owned: dict[str, list[Service]] = {}
        for service in records:
            for user in self._responsible.owners_of(service) or ("",):
                owned.setdefault(user, []).append(service)
        ordered = sorted(owned.items(), key=lambda one: (not one[0], -len(one[1]), one[0]))
        return [Owned(user, tuple(found)) for user, found in ordered]
