"""Proposed, confirmed, taken back: what happens to a correction of the repertory, apart from what is said about it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, timedelta

from bot.handlers.update_address import Streets
from bot.handlers.update_change import Around, Change
from bot.handlers.update_find import NameBook
from bot.updates_settings import UpdatesSection
from kb.base import KnowledgeBase
from kb.layers import COLUMNS, PLACES, Correction, Detail, DetailKind, Field, Role, packed
from kb.models import Service
from kb.store_layers import StoreLayers

PROPOSALS_KEPT = timedelta(days=30)
"""A proposal that nobody confirmed within this time is dropped."""


class UpdateDesk:
    """Writes to kb.sqlite and brings it into use at once. Everything here blocks for milliseconds; `accept` and
    `take_back` for as long as search is made ready again: call those in a thread."""

    def __init__(self, knowledge: KnowledgeBase, settings: UpdatesSection, clock: Callable[[], datetime]) -> None:
        self._knowledge = knowledge
        self._settings = settings
        self._clock = clock
        self._layers = StoreLayers(knowledge.store.path)
        self._made: tuple[int, tuple[NameBook, Streets]] | None = None

    def close(self) -> None:
        self._layers.close()

    def today(self) -> date:
        """The day of the clock."""
        return self._clock().date()

    @property
    def services(self) -> tuple[Service, ...]:
        """The services as they are shown now, closed ones too."""
        return self._knowledge.snapshot.services

    def service(self, service_id: str) -> Service | None:
        """A service as it is shown now."""
        position = self._knowledge.snapshot.service_position.get(service_id)
        return None if position is None else self._knowledge.snapshot.services[position]

    @property
    def names(self) -> NameBook:
        """The names of the services, made once per generation: no correction changes a name."""
        return self._book()[0]

    def around(self, service: Service) -> Around:
        """What a sentence about this service is read against: as it is shown now."""
        return Around(self.service(service.id) or service, self._book()[1], self.today())

    def _book(self) -> tuple[NameBook, Streets]:
        generation = self._knowledge.snapshot.generation
        if self._made is None or self._made[0] != generation:
            services = self.services
            self._made = (generation, (NameBook(services), Streets.of(services)))
        return self._made[1]

    def says_so_already(self, service: Service, change: Change) -> bool:
        """Whether the record says just that. A report of capacity is news even then."""
        new = {name: value for name, value in change.values.items() if value not in (None, "", [])}
        return change.field is not Field.CAPACITY and packed(service, COLUMNS[change.field]) == new

    def propose(self, cause: str, service: Service, change: Change, by: Role) -> Correction | None:
        """Keep a proposal, once per `cause`; None when the service is not in the repertory (any more)."""
        regional = self._layers.regional(service.id)
        if regional is None:
            return None
        now = self._clock()
        self._layers.prune(now - PROPOSALS_KEPT)
        return self._layers.propose(
            cause, service.id, change.field, base=packed(regional, COLUMNS[change.field]), values=change.values, by=by,
            at=now, until=self._until(change, now),
        )  # fmt: skip

    def correction(self, number: int) -> Correction | None:
        return self._layers.correction(number)

    def accept(self, number: int, by: Role) -> bool:
        """A proposal is in force now, in the next question too; false when it was decided already."""
        done = self._layers.decide(number, "accepted", by=by, at=self._clock())
        self._knowledge.refresh(self._clock())
        return done

    def take_back(self, number: int, by: Role) -> bool:
        """A proposal is declined, or what was in force is no more; false when there is nothing to take back."""
        now = self._clock()
        done = self._layers.decide(number, "declined", by=by, at=now) or self._layers.decide(
            number, "declined", by=by, at=now, only_from="accepted"
        )
        self._knowledge.refresh(now)
        return done

    def put_detail(self, detail: Detail) -> bool:
        """What a zone adds is in force now; false when the repertory has no such service."""
        done = self._layers.put_detail(detail)
        self._knowledge.refresh(self._clock())
        return done

    def drop_detail(self, zone: str, service: str, kind: DetailKind) -> bool:
        """Taken away; false when there was nothing."""
        done = self._layers.drop_detail(zone, service, kind)
        self._knowledge.refresh(self._clock())
        return done

    def _until(self, change: Change, now: datetime) -> datetime | None:
        if change.field is not Field.CAPACITY:
            return None
        places = PLACES in change.values
        return now + timedelta(days=self._settings.places_days if places else self._settings.capacity_days)
