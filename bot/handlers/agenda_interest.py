"""A thumb on a posted event, or its number on a digest, counts as interest: a number, and nobody's name.

Nothing is kept of who clicked. The homeserver knows the reactions, so with each click it is asked for all of them on
every post of the event: distinct people are counted, once each however often and wherever they clicked, those who took
theirs back are not, and only the count is written down.
"""

from __future__ import annotations

from datetime import datetime

from bot.agenda_marks import ends, now_announced
from bot.ports import Messenger, Reaction
from bot.render.agenda_posts import NUMBERS, THUMB
from bot.store_agenda import AgendaStore, Post
from kb.agenda import Agenda

_FORMS = "\ufe0f\U0001f3fb\U0001f3fc\U0001f3fd\U0001f3fe\U0001f3ff"
_PLACES = {number.replace("\ufe0f", ""): place for place, number in enumerate(NUMBERS)}


class AgendaInterest:
    """True for a thumb or a number on a post about events."""

    def __init__(self, agenda: Agenda, store: AgendaStore, messenger: Messenger) -> None:
        self._agenda = agenda
        self._store = store
        self._messenger = messenger

    async def __call__(self, reaction: Reaction) -> bool:
        said = self._messenger.said(reaction.target)
        post = said and self._store.post_of(said.cause, said.stage, reaction.room.room_id)
        if not post:
            return False
        place = place_of(reaction.key, len(post.events))
        if place is None:
            return False
        await self.recount(post.events[place].occurrence_id)
        return True

    async def recount_all(self, now: datetime) -> None:
        """A thumb that is taken back tells nothing to whoever did not keep whose it was: it is looked for."""
        for occurrence_id in self._store.interesting(now.timestamp()):
            await self.recount(occurrence_id)

    async def recount(self, occurrence_id: str) -> None:
        """Count the people anew. When the homeserver does not tell, the count stays as it was."""
        people: set[str] = set()
        for post in self._store.posts_of(occurrence_id):
            found = await self._people(post, occurrence_id)
            if found is None:
                return
            people |= found
        line = now_announced(self._agenda, occurrence_id)
        if line is not None:
            self._store.set_interest(occurrence_id, len(people), ends(line.one, self._agenda))

    async def _people(self, post: Post, occurrence_id: str) -> set[str] | None:
        related = await self._messenger.related(post.room_id, post.handle, "m.annotation")
        if related is None:
            return None
        listed = [one.occurrence_id for one in post.events]
        people = set()
        for one in related:
            relation = one.content.get("m.relates_to")
            key = relation.get("key") if isinstance(relation, dict) else None
            place = place_of(key, len(listed)) if isinstance(key, str) else None
            if place is not None and listed[place] == occurrence_id:
                people.add(one.sender)
        return people


def place_of(key: str, listed: int) -> int | None:
    """Which of the events of a post an emoji is for: a number names one; a thumb the only one there is."""
    plain = "".join(char for char in key if char not in _FORMS)
    if plain == THUMB:
        return 0 if listed == 1 else None
    place = _PLACES.get(plain)
    return place if place is not None and place < listed else None
