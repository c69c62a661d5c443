"""Corrections and details of zones: on top of the repertory, through ingests and rollbacks."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import cast

import pytest

from kb.base import KnowledgeBase
from kb.layers import Correction, Detail, DetailKind, Field, Layers, Values, overlaid, packed, unpacked, whole
from kb.models import Capacity, Service, Status
from kb.settings import KnowledgeSettings
from kb.store import Store
from kb.store_layers import StoreLayers
from kb.terms import Analyzer
from tests.kb.conftest import HashingEmbedder, PlainAnalyzer, repertory

AT = datetime(2026, 11, 22, 12, tzinfo=UTC)
SERVICE = Service(
    id="a", name_nl="Kameleon", opening_hours="Mo-Fr 09:00-17:00", phone="02 555 01 01",
    capacity=Capacity.OPEN, capacity_date=date(2026, 10, 1), last_verified=date(2026, 1, 1), languages=("nl", "fr"),
)  # fmt: skip


def correction(of: Field, values: Values, *, base: Values | None = None, until: datetime | None = None) -> Correction:
    before = packed(SERVICE, ()) if base is None else base
    return Correction(1, "a", of, before, whole(values, of), "accepted", "owner", AT, until)


HOURS = correction(Field.HOURS, {"opening_hours": "Mo-Fr 09:00-12:00"}, base={"opening_hours": "Mo-Fr 09:00-17:00"})
FULL = correction(
    Field.CAPACITY,
    {"capacity": "saturated", "capacity_date": "2026-11-22"},
    base={"capacity": "open", "capacity_date": "2026-10-01"},
    until=AT + timedelta(days=30),
)
VERIFIED = correction(Field.VERIFIED, {"last_verified": "2026-11-22"}, base={"last_verified": "2026-01-01"})


def laid(service: Service, one: Correction, now: datetime = AT) -> Service:
    return overlaid([service], Layers(1, (one,)), now).services[0]


@pytest.mark.parametrize(
    ("said", "shown"),
    [
        ({}, "Mo-Fr 09:00-12:00"),
        ({"phone": "02 555 09 09"}, "Mo-Fr 09:00-12:00"),
        ({"opening_hours": "Mo-Th 10:00-16:00"}, "Mo-Th 10:00-16:00"),
    ],
)
def test_correction_wins_until_the_source_changes_that_field(said: dict[str, str], shown: str) -> None:
    assert laid(replace(SERVICE, **said), HOURS).opening_hours == shown  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("reported", "shown"),
    [
        (date(2026, 10, 1), Capacity.SATURATED),
        (date(2026, 11, 1), Capacity.SATURATED),
        (date(2026, 11, 25), Capacity.WAITING_LIST),
        (None, Capacity.WAITING_LIST),
    ],
)
def test_capacity_report_wins_until_the_source_has_a_newer_one(reported: date | None, shown: Capacity) -> None:
    capacity = Capacity.OPEN if reported == SERVICE.capacity_date else Capacity.WAITING_LIST
    assert laid(replace(SERVICE, capacity=capacity, capacity_date=reported), FULL).capacity is shown


def test_capacity_report_past_its_time_is_unknown_and_never_what_it_was_before() -> None:
    late = laid(SERVICE, FULL, AT + timedelta(days=31))
    assert (late.capacity, late.capacity_date) == (Capacity.UNKNOWN, None)
    assert overlaid([SERVICE], Layers(1, (FULL,)), AT).until == FULL.until


def test_yes_still_right_is_the_date_of_verification_until_a_source_verifies_later() -> None:
    assert laid(SERVICE, VERIFIED).last_verified == date(2026, 11, 22)
    later = replace(SERVICE, last_verified=date(2026, 12, 1))
    assert laid(later, VERIFIED).last_verified == date(2026, 12, 1)


@pytest.mark.parametrize(
    ("of", "values", "column", "value"),
    [
        (Field.LANGUAGES, {"languages": ["nl", "ar"]}, "languages", ("nl", "ar")),
        (Field.STATUS, {"status": "closed"}, "status", Status.CLOSED),
        (Field.CAPACITY, {"capacity": "open", "places": 3}, "capacity_date", None),
        (Field.ADDRESS, {"street_nl": "Nieuwstraat", "house_number": "5"}, "latitude", None),
        (Field.ADDRESS, {"street_nl": "Nieuwstraat", "house_number": "5"}, "street_fr", ""),
    ],
)
def test_values_keep_their_kind_and_what_is_not_said_is_emptied(
    of: Field, values: Values, column: str, value: object
) -> None:
    assert unpacked(whole(values, of))[column] == value


def test_free_places_are_shown_as_long_as_their_report_counts() -> None:
    places = replace(FULL, values={**FULL.values, "capacity": "open", "places": 3})
    overlay = overlaid([SERVICE], Layers(1, (places,)), AT)
    assert overlay.places("a", AT) == places
    assert overlay.places("a", AT + timedelta(days=31)) is None
    assert overlay.places("b", AT) is None


def test_details_are_of_one_zone_and_professional_ones_only_for_those_who_may() -> None:
    details = (
        Detail("noord", "a", DetailKind.HOW, "Eerst bellen", "nl", AT),
        Detail("noord", "a", DetailKind.LINE, "02 555 99 99", "nl", AT),
        Detail("zuid", "a", DetailKind.REMARK, "Traag", "nl", AT),
    )
    overlay = overlaid([SERVICE], Layers(1, (), details), AT)
    assert [d.text for d in overlay.details_of("a", "noord", professional=True)] == ["Eerst bellen", "02 555 99 99"]
    assert [d.text for d in overlay.details_of("a", "noord", professional=False)] == ["Eerst bellen"]
    assert overlay.details_of("a", None, professional=True) == ()
    assert overlay.services == (SERVICE,)


@pytest.fixture
def knowledge(tmp_path: Path) -> KnowledgeBase:
    base = KnowledgeBase(Store.open(tmp_path), KnowledgeSettings(), cast(Analyzer, PlainAnalyzer()), HashingEmbedder())
    base.writer().apply(repertory(SERVICE, replace(SERVICE, id="b", name_nl="Anders")))
    base.refresh()
    return base


def accept(knowledge: KnowledgeBase, cause: str = "$event") -> Correction:
    layers = StoreLayers(knowledge.store.path)
    made = layers.propose(cause, "a", Field.HOURS, base=HOURS.base, values=HOURS.values, by="colleague", at=AT)
    assert layers.decide(made.id, "accepted", by="owner", at=AT)
    layers.close()
    return made


def hours(knowledge: KnowledgeBase) -> str:
    return knowledge.snapshot.services[knowledge.snapshot.service_position["a"]].opening_hours


def test_accepted_correction_is_served_after_a_refresh_without_a_new_generation(knowledge: KnowledgeBase) -> None:
    before, vectors = knowledge.mark, knowledge.snapshot.service_entries
    accept(knowledge)
    assert knowledge.refresh(AT)
    assert not knowledge.refresh(AT)
    assert hours(knowledge) == "Mo-Fr 09:00-12:00"
    assert knowledge.snapshot.generation == 1
    assert knowledge.mark != before
    assert knowledge.snapshot.service_entries is vectors
    assert knowledge.store.services()["a"].opening_hours == "Mo-Fr 09:00-17:00"


def test_correction_survives_ingest_and_rollback_and_yields_to_a_change_of_the_source(
    knowledge: KnowledgeBase,
) -> None:
    accept(knowledge)
    shown = []
    for said in ({"phone": "02 555 02 02"}, {"opening_hours": "24/7"}):
        knowledge.writer().apply(repertory(replace(SERVICE, **said)))  # type: ignore[arg-type]
        knowledge.refresh(AT)
        shown.append(hours(knowledge))
    knowledge.writer().rollback("test", AT)
    knowledge.refresh(AT)
    assert [*shown, hours(knowledge)] == ["Mo-Fr 09:00-12:00", "24/7", "Mo-Fr 09:00-12:00"]


def test_report_runs_out_while_the_bot_runs(knowledge: KnowledgeBase) -> None:
    layers = StoreLayers(knowledge.store.path)
    made = layers.propose(
        "$full", "a", Field.CAPACITY, base=FULL.base, values=FULL.values, by="owner", at=AT, until=FULL.until
    )
    layers.decide(made.id, "accepted", by="owner", at=AT)
    knowledge.refresh(AT)
    shown = [knowledge.snapshot.services[0].capacity]
    assert not knowledge.refresh(AT + timedelta(days=29))
    assert knowledge.refresh(AT + timedelta(days=31))
    assert [*shown, knowledge.snapshot.services[0].capacity] == [Capacity.SATURATED, Capacity.UNKNOWN]


def test_same_event_proposes_once_and_is_decided_once(knowledge: KnowledgeBase) -> None:
    layers = StoreLayers(knowledge.store.path)
    first = accept(knowledge)
    again = layers.propose("$event", "a", Field.PHONE, base={}, values={"phone": "1"}, by="owner", at=AT)
    assert (again.id, again.field, again.state) == (first.id, Field.HOURS, "accepted")
    assert not layers.decide(first.id, "declined", by="owner", at=AT)
    assert layers.decide(first.id, "declined", by="owner", at=AT, only_from="accepted")
    assert layers.layers().corrections == ()


def test_zone_layer_needs_a_record_under_it(knowledge: KnowledgeBase) -> None:
    layers = StoreLayers(knowledge.store.path)
    detail = Detail("noord", "a", DetailKind.HOW, "Eerst bellen", "nl", AT)
    assert layers.put_detail(detail)
    assert not layers.put_detail(replace(detail, service="nobody"))
    assert layers.layers().details == (detail,)
    assert layers.drop_detail("noord", "a", DetailKind.HOW)
    assert not layers.drop_detail("noord", "a", DetailKind.HOW)


def test_unanswered_proposals_are_forgotten_accepted_ones_kept(knowledge: KnowledgeBase) -> None:
    layers = StoreLayers(knowledge.store.path)
    kept = accept(knowledge)
    gone = layers.propose("$other", "a", Field.PHONE, base={}, values={"phone": "1"}, by="colleague", at=AT)
    layers.prune(AT + timedelta(days=1))
    assert layers.correction(kept.id) is not None
    assert layers.correction(gone.id) is None


def test_names_and_places_are_read_again_only_when_a_correction_touches_them(knowledge: KnowledgeBase) -> None:
    context = knowledge.answerer.context
    accept(knowledge)
    knowledge.refresh(AT)
    assert knowledge.answerer.context is context
    layers = StoreLayers(knowledge.store.path)
    site = {"website": "https://slaaphaven.example"}
    made = layers.propose("$site", "a", Field.WEBSITE, base={}, values=site, by="owner", at=AT)
    layers.decide(made.id, "accepted", by="owner", at=AT)
    knowledge.refresh(AT)
    assert knowledge.answerer.context is not context
