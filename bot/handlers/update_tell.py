"""Who hears of a correction: the thread in which it was proposed, the service's owners, the zone's moderators.

What each message is about stands in its stage ("update 12"), so that a click on any of them is understood, after a
restart too; the outbox says each of them once.
"""

from __future__ import annotations

from bot.errors import Unreachable
from bot.handlers.update_owners import Responsible
from bot.ports import Message, Messenger, Rendered
from bot.render import update as say
from bot.store_updates import Place, UpdateStore
from kb.layers import Correction, Field, Role, Values
from kb.models import Service

YES, NO = "✅", "❌"
_STAGE = "update "


def stage_of(number: int) -> str:
    """The stage of everything that asks about a correction."""
    return f"{_STAGE}{number}"


def number_in(stage: str) -> int | None:
    """The correction that a message with this stage asks about."""
    number = stage.removeprefix(_STAGE)
    return int(number) if stage.startswith(_STAGE) and number.isdigit() else None


class Teller:
    """Says things about corrections."""

    def __init__(self, messenger: Messenger, responsible: Responsible, store: UpdateStore) -> None:
        self._messenger = messenger
        self._responsible = responsible
        self._store = store

    async def ask_others(self, correction: Correction, service: Service, author: str, zone: str | None) -> bool:
        """Show a proposal to the service's owners, and to the moderators. False when there is nobody to ask."""
        stage = stage_of(correction.id)
        text = say.change_in_both(service, correction.field, correction.values, "update-request")
        owners = [user for user in self._responsible.owners_of(service) if user != author]
        rooms = self._responsible.moderators_rooms(service, zone)
        for user in owners:
            await self._messenger.direct(user, text, cause=stage, stage=stage, choices=(YES, NO))
        for room in rooms:
            await self._messenger.post(room, text, cause=stage, stage=stage, choices=(YES, NO))
        return bool(owners or rooms)

    async def inform_owners(self, service: Service, of: Field, values: Values, number: int, but: str) -> None:
        """A moderator confirmed; the owners can take it back."""
        text = say.change_in_both(service, of, values, "update-informed")
        for user in self._responsible.owners_of(service):
            if user != but:
                stage = stage_of(number)
                await self._messenger.direct(user, text, cause=f"{stage} accepted", stage=stage, choices=(NO,))

    async def pass_on(self, message: Message, service: Service | None, text: str) -> bool:
        """A remark that a person has to read. False when there is nobody to pass it to. Its words never touch the disk,
        so that they cannot wait in the outbox: Unreachable when nobody got them, and the inbox tries the line again."""
        shown = say.remark(service, text)
        owners = self._responsible.owners_of(service) if service else ()
        rooms = self._responsible.moderators_rooms(service, message.room.zone)
        users, passed = [user for user in owners if user != message.sender], list[str | None]()
        for user in users:
            passed.append(await self._messenger.direct(user, shown, cause=message.event_id, stage="remark", keep=False))
        for room in rooms:
            passed.append(await self._messenger.carry(room, shown, cause=message.event_id, stage="remark"))
        if passed and not any(passed):
            raise Unreachable("A remark about a service could not be passed on.")
        return bool(passed)

    async def outcome(self, number: int, key: str, clicked: Place) -> None:
        """What came of it, once, where it was proposed; and where it was decided, when that is elsewhere."""
        cause, stage = stage_of(number), f"{stage_of(number)} {key}"
        place = self._store.place(number)
        if place is not None:
            await self._messenger.post(
                place.room_id, say.told(key, place.lang), cause=cause, stage=stage, thread_root=place.root
            )
        if place is None or place.room_id != clicked.room_id:
            await self._messenger.post(
                clicked.room_id, say.told_in_both(key), cause=cause, stage=f"{stage} here", thread_root=clicked.root
            )

    async def answer(self, message: Message, text: Rendered, *, stage: str, choices: tuple[str, ...] = ()) -> None:
        await self._messenger.reply(message, text, stage=stage, choices=choices)


def accepted_key(by: Role) -> str:
    """The sentence for who confirmed."""
    return "update-accepted-owner" if by == "owner" else "update-accepted-moderator"
