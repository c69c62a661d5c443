"""What bot.sqlite keeps of corrections: where each was proposed, so that the outcome is said there, and whom the bot
asked what is wrong with an answer, for the hours in which a reply may come. No word of a message."""

from __future__ import annotations

import time
from dataclasses import dataclass

from bot.store import Store
from kb.models import LANGS, Lang

ANSWER_HOURS = 24
"""How long the words after "what is wrong?" are taken for the answer."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where a correction was proposed: room, root of the thread, and the language it was spoken in."""

    room_id: str
    root: str
    lang: Lang


class UpdateStore:
    """Tables `updates`, `updates_asked` and `updates_rounds` of bot.sqlite."""

    def __init__(self, store: Store) -> None:
        self._db = store.database

    def proposed(self, number: int, place: Place) -> None:
        """Correction `number` (kb.sqlite) was proposed there."""
        row = [number, place.room_id, place.root, place.lang, time.time()]
        self._db.execute("INSERT OR IGNORE INTO updates VALUES (?, ?, ?, ?, ?)", row)

    def place(self, number: int) -> Place | None:
        """Where it was proposed; None when that was too long ago."""
        found = self._db.execute("SELECT room_id, root, lang FROM updates WHERE number = ?", [number]).fetchone()
        return Place(found[0], found[1], next(lang for lang in LANGS if lang == found[2])) if found else None

    def ask(self, root: str, user_id: str, services: tuple[str, ...] = ()) -> None:
        """This person was asked in this thread what is wrong with one of these services (none: not known which)."""
        row = [root, user_id, " ".join(services), time.time()]
        self._db.execute("INSERT OR REPLACE INTO updates_asked VALUES (?, ?, ?, ?)", row)

    def asked(self, root: str, user_id: str) -> tuple[str, ...] | None:
        """The services that this person was asked about in this thread; None when they were not asked."""
        query = "SELECT services FROM updates_asked WHERE root = ? AND user_id = ? AND asked_at > ?"
        found = self._db.execute(query, [root, user_id, time.time() - ANSWER_HOURS * 3600]).fetchone()
        return tuple(found[0].split()) if found else None

    def answered(self, root: str, user_id: str) -> None:
        """They said it."""
        self._db.execute("DELETE FROM updates_asked WHERE root = ? AND user_id = ?", [root, user_id])

    def asked_round(self, round_id: str, user_id: str) -> None:
        """This person was asked in this round whether their records are still right."""
        row = [round_id, user_id, time.time()]
        self._db.execute("INSERT OR IGNORE INTO updates_rounds VALUES (?, ?, ?)", row)

    def was_asked(self, round_id: str, user_id: str) -> bool:
        query = "SELECT 1 FROM updates_rounds WHERE round = ? AND user_id = ?"
        return self._db.execute(query, [round_id, user_id]).fetchone() is not None

    def prune(self, *, days: int) -> None:
        """Forget where things were proposed longer ago, and questions that nobody answered."""
        now = time.time()
        self._db.execute("DELETE FROM updates WHERE proposed_at < ?", [now - days * 86400])
        self._db.execute("DELETE FROM updates_rounds WHERE asked_at < ?", [now - days * 86400])
        self._db.execute("DELETE FROM updates_asked WHERE asked_at < ?", [now - ANSWER_HOURS * 3600])
