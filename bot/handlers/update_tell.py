"""Who hears of a correction: the thread in which it was proposed, the service's owners, the zone's moderators.

What each message is about stands in its stage ("update 12", "update 12 13" for two changes of one line), so that a
click on any of them is understood, after a restart too; the outbox says each of them once.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from bot.errors import Unreachable
from bot.handlers.update_owners import Responsible
from bot.ports import Message, Messenger, Rendered
from bot.render import update as say
from bot.store_updates import Place, UpdateStore
from kb.layers import Correction, Role
from kb.models import Service

YES, NO = "✅", "❌"
_STAGE = "update "


def stage_of(numbers: Iterable[int]) -> str:
    """The stage of everything that asks about these corrections."""
    return _STAGE + " ".join(map(str, numbers))


def numbers_in(stage: str) -> tuple[int, ...]:
    """The corrections that a message with this stage asks about; none when it asks about none."""
    numbers = stage.removeprefix(_STAGE).split()
    asks = stage.startswith(_STAGE) and all(number.isdigit() for number in numbers)
    return tuple(map(int, numbers)) if asks else ()


class Teller:
    """Says things about corrections."""

    def __init__(self, messenger: Messenger, responsible: Responsible, store: UpdateStore) -> None:
        self._messenger = messenger
        self._responsible = responsible
        self._store = store

    async def ask_others(self, proposed: Sequence[Correction], service: Service, author: str, zone: str | None) -> bool:
        """Show what was proposed to the service's owners, and to the moderators. False when there is nobody to ask."""
        stage = stage_of(one.id for one in proposed)
        text = say.change_in_both(service, proposed, "update-request")
        owners = [user for user in self._responsible.owners_of(service) if user != author]
        rooms = self._responsible.moderators_rooms(service, zone)
        for user in owners:
            await self._messenger.direct(user, text, cause=stage, stage=stage, choices=(YES, NO))
        for room in rooms:
            await self._messenger.post(room, text, cause=stage, stage=stage, choices=(YES, NO))
        return bool(owners or rooms)

    async def inform_owners(self, service: Service, accepted: Sequence[Correction], but: str) -> None:
        """A moderator confirmed; the owners can take it back."""
        text, stage = say.change_in_both(service, accepted, "update-informed"), stage_of(one.id for one in accepted)
        for user in self._responsible.owners_of(service):
            if user != but:
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

    async def outcome(self, numbers: Sequence[int], key: str, clicked: Place) -> None:
        """What came of it, once, where it was proposed; and where it was decided, when that is elsewhere."""
        cause, stage = stage_of(numbers), f"{stage_of(numbers)} {key}"
        place = self._store.place(numbers[0])
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
