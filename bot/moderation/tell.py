"""Who hears of a decision, in private: the author of the message and those who reported it."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

from bot.feature import Parts
from bot.ports import Rendered
from bot.render import moderation as words
from bot.render.guard import link
from bot.render.moderation import HIDE, MUTE, UNMUTE, WARN
from bot.store_moderation import Case, Decision, ModerationStore
from bot.store_rooms import RoomStore
from kb.models import LANGS, Lang, Zone

_LANGS: dict[str, Lang] = {lang: lang for lang in LANGS}


def cause_of(event_id: str) -> str:
    """What everything that is said about a message carries."""
    return f"report {event_id}"


def about(cause: str) -> str | None:
    """The event id in such a cause."""
    head, _, event_id = cause.partition(" ")
    return event_id if head == "report" and event_id else None


class Teller:
    """Says each thing once: what is said carries the number of the decision."""

    def __init__(self, parts: Parts, store: ModerationStore) -> None:
        self._parts = parts
        self._store = store
        self._people = RoomStore(parts.store)
        self._zones: dict[str, Zone] = {zone.id: zone for zone in parts.config.knowledge.zones}
        self._timezone = ZoneInfo(parts.config.answers.timezone)

    async def author(self, case: Case) -> None:
        """By the moderators, not by name; not before there is a rule to name, and the rule once."""
        decisions = [one for one in self._store.decisions(case.event_id) if one.action in (HIDE, WARN, MUTE)]
        waiting = [one for one in decisions if not one.told and case.rule]
        if not waiting:
            return
        named = any(one.told for one in decisions)
        written = await self._parts.messenger.written(case.room_id, case.event_id)
        author = written.author if written else ""
        mute = self._store.muted(case.room_id, author)
        goes_on = mute is not None and mute.event_id == case.event_id
        last = max((one.number for one in decisions if one.action == MUTE), default=0)
        for one in waiting:
            if one.action == MUTE and not (goes_on and one.number == last):
                continue  # it was lifted before there was a rule to name, or given another length
            # The private word is the rule: after a hidden message that named it there is nothing left to say.
            if author not in ("", self._parts.config.matrix.user_id) and not (named and one.action == WARN):
                await self._say(case, author, one, "" if named else case.rule)
            self._store.told(one.number)
            named = True

    async def may_write_again(self, case: Case, user_id: str, cause: str) -> None:
        """A mute is over."""
        text = self._text(case, user_id, UNMUTE, "")
        await self._parts.messenger.direct(user_id, text, cause=cause_of(case.event_id), stage=f"again {cause}")

    async def reporters(self, case: Case) -> None:
        """It was dealt with; not how. Who reported what is forgotten then."""
        for reporter, lang in self._store.reporters(case.event_id):
            text = words.said(_LANGS.get(lang), "moderation-report-handled")
            await self._parts.messenger.direct(reporter, text, cause=cause_of(case.event_id), stage="handled")
            self._store.answered(case.event_id, reporter)

    def lang_of(self, user_id: str) -> Lang | None:
        """The language that a person chose, if they did."""
        member = self._people.member(user_id)
        return member.language if member else None

    async def _say(self, case: Case, author: str, one: Decision, rule: str) -> None:
        mute = self._store.muted(case.room_id, author) if one.action == MUTE else None
        until = datetime.fromtimestamp(mute.until, self._timezone) if mute else None
        text = self._text(case, author, one.action, rule, until)
        await self._parts.messenger.direct(author, text, cause=cause_of(case.event_id), stage=f"author {one.number}")

    def _text(self, case: Case, user_id: str, action: str, rule: str, until: datetime | None = None) -> Rendered:
        where = link(case.room_id, case.event_id)
        return words.to_author(self.lang_of(user_id), action, rule, self._zones.get(case.zone), where, until)
