"""A messenger that keeps what was said, and small answers about invented services."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from bot.config import Config
from bot.ports import Attachment, File, Message, Related, Rendered, RoomInfo, RoomKind, Said, Written
from bot.render.context import Emergency, RenderContext
from kb.base import KnowledgeBase
from kb.models import (
    Answer,
    AnswerKind,
    Capacity,
    Document,
    Lang,
    Opening,
    Passage,
    PassageHit,
    Service,
    ServiceHit,
    Term,
    Understanding,
    Zone,
)

BRUSSELS = ZoneInfo("Europe/Brussels")
NOW = datetime(2026, 11, 22, 14, 0, tzinfo=BRUSSELS)


@pytest.fixture(scope="module")
def knowledge(tmp_path_factory: pytest.TempPathFactory) -> Iterator[KnowledgeBase]:
    """Nothing was ingested."""
    base = KnowledgeBase.open(tmp_path_factory.mktemp("knowledge"), Config().knowledge)
    yield base
    base.close()


@dataclass
class FakeMessenger:
    """Keeps every call; `replies` are (event id of the question, text, stage)."""

    replies: list[tuple[str, Rendered, str]] = field(default_factory=list)
    directs: list[tuple[str, Rendered]] = field(default_factory=list)
    typed: list[bool] = field(default_factory=list)

    async def reply(self, to: Message, text: Rendered, *, stage: str = "answer", choices: tuple[str, ...] = ()) -> str:
        self.replies.append((to.event_id, text, stage))
        return f"{to.event_id} {stage}"

    async def post(
        self,
        room_id: str,
        text: Rendered,
        *,
        cause: str,
        stage: str,
        thread_root: str | None = None,
        choices: tuple[str, ...] = (),
    ) -> str:
        raise AssertionError("nothing here posts on its own")

    async def edit(self, room_id: str, said: str, text: Rendered, *, cause: str, stage: str) -> None:
        raise AssertionError("nothing here edits")

    async def send(self, room_id: str, kind: str, content: Mapping[str, object], *, cause: str, stage: str) -> str:
        raise AssertionError("nothing here sends other events")

    async def attach(self, room_id: str, file: File, *, cause: str, stage: str, thread_root: str | None = None) -> bool:
        raise AssertionError("nothing here sends files")

    def said(self, event_id: str) -> Said | None:
        return None

    async def carry(
        self, room_id: str, text: Rendered, *, cause: str, stage: str, thread_root: str | None = None
    ) -> str | None:
        raise AssertionError("nothing here carries")

    async def direct(
        self, user_id: str, text: Rendered, *, cause: str, stage: str, keep: bool = True, choices: tuple[str, ...] = ()
    ) -> str | None:
        self.directs.append((user_id, text))
        return None

    async def redact(self, room_id: str, event_id: str, reason: str, *, cause: str) -> bool:
        raise AssertionError("nothing here redacts")

    async def own_words(self, room_id: str, event_id: str) -> str | None:
        return None

    async def written(self, room_id: str, event_id: str) -> Written | None:
        raise AssertionError("nothing here asks for an event")

    async def message(self, room_id: str, event_id: str) -> Message | None:
        raise AssertionError("nothing here reads a message again")

    async def related(self, room_id: str, event_id: str, relation: str) -> tuple[Related, ...] | None:
        raise AssertionError("nothing here looks at relations")

    async def fetch(self, attachment: Attachment, limit: int) -> bytes | None:
        raise AssertionError("nothing here fetches")

    async def react(self, room_id: str, event_id: str, key: str, *, cause: str) -> None:
        raise AssertionError("nothing here reacts")

    async def pin(self, room_id: str, said: str, *, instead_of: Sequence[str] = ()) -> bool | None:
        raise AssertionError("nothing here pins")

    async def typing(self, room_id: str, on: bool) -> None:
        self.typed.append(on)


@pytest.fixture
def messenger() -> FakeMessenger:
    return FakeMessenger()


def message(body: str, *, kind: RoomKind = RoomKind.ZONE, **values: Any) -> Message:
    """A message in the room of zone `noord`, sent now by a professional."""
    room = RoomInfo("!room", kind, "noord" if kind is RoomKind.ZONE else None, True, 12)
    known: dict[str, Any] = {"event_id": "$question", "sender": "@sofie:x", "sent_at": NOW}
    return Message(room=room, body=body, **known | values)


def service(**values: Any) -> Service:
    """A complete, invented service in both languages."""
    known: dict[str, Any] = {
        "id": "s1",
        "organization_nl": "De Open Deur",
        "organization_fr": "La Porte Ouverte",
        "name_nl": "Huisartsen zonder afspraak",
        "name_fr": "Médecins sans rendez-vous",
        "description_nl": "Artsen ontvangen iedereen. Ook ’s avonds.",
        "description_fr": "Des médecins reçoivent tout le monde. Le soir aussi.",
        "categories": ("GP",),
        "languages": ("nl", "fr", "ti"),
        "street_nl": "Dorpsstraat",
        "street_fr": "Rue du Village",
        "house_number": "9",
        "postal_code": "1020",
        "municipality_nl": "Laken",
        "municipality_fr": "Laeken",
        "phone": "02 555 90 01",
        "opening_hours": "Mo-Fr 09:00-17:00; PH off",
        "conditions_nl": "Geen verzekering nodig",
        "conditions_fr": "Sans assurance",
        "cost_nl": "Gratis",
        "cost_fr": "Gratuit",
        "capacity": Capacity.OPEN,
        "capacity_date": date(2026, 8, 6),
        "last_verified": date(2026, 10, 29),
    }
    return Service(**known | values)


OPEN = Opening("open", NOW.replace(hour=18))


def hit(opening: Opening = OPEN, *, in_zone: bool = True, **values: Any) -> ServiceHit:
    found = service(**values)
    return ServiceHit(found, 0.9, "noord" if in_zone else "zuid", in_zone, opening, found.capacity)


def quote(text: str = "De zone telt veel inwoners.", *, lang: Lang = "nl", **document: Any) -> PassageHit:
    known: dict[str, Any] = {
        "name": "plan", "title": "Zoneplan", "lang": lang, "publisher": "Zoneraad", "date": "2026-02",
        "caveat_nl": "voorstellen, geen beleid", "caveat_fr": "propositions, pas une politique",
    }  # fmt: skip
    passage = Passage("plan", 3, ("Deel 1", "Waarom"), text, lang, page=4)
    return PassageHit(passage, Document(**known | document), 0.8, text)


def answer(lang: Lang = "nl", *, kind: AnswerKind = AnswerKind.RESULTS, hits: int = 1, **values: Any) -> Answer:
    understood = {"lang": lang, "lang_certain": True} | values.pop("understood", {})
    known: dict[str, Any] = {
        "services": tuple(hit(id=f"s{number}") for number in range(hits)),
        "show_services": min(hits, 3),
        "generation": 1,
        "answered": True,
        "confidence": 0.9,
    }
    return Answer(kind=kind, lang=lang, understanding=Understanding(**understood), **known | values)


CONTEXT = RenderContext(
    now=NOW,
    zones={
        "noord": Zone("noord", "Noord", "Nord", contact_name="An Voorbeeld", contact_phone="02 555 90 99"),
        "zuid": Zone("zuid", "Zuid", "Sud"),
    },
    terms={"GP": Term("GP", "", "Huisartsen", "Médecine générale", "General practice", "🩺")},
    emergency=(
        Emergency("112", {"nl": "ambulance", "fr": "ambulance", "en": "ambulance"}),
        Emergency("1813", {"nl": "Zelfmoordlijn"}),
    ),
    zone="noord",
)
