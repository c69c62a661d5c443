"""Several sources in one repertory: each changes its own, owners go first, nothing is merged silently."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest

from ingest.changes import Plan, plan, result_json, to_change
from ingest.merging import Incoming, came_from
from ingest.merging_duplicates import duplicates, resembles
from ingest.repertory import Parsed
from kb.layers import Correction, Field
from kb.models import Service
from kb.origins import Origin
from kb.settings import KnowledgeSettings
from kb.store import Store
from kb.writer import Writer
from tests.kb.conftest import HashingEmbedder, PlainAnalyzer

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)
TOWER = Service(
    id="s1", name_nl="Inloop De Toren", name_fr="Accueil La Tour", phone="02 555 01 01", street_nl="Lindestraat",
    house_number="5", postal_code="1030", opening_hours="Mo-Fr 09:00-17:00",
)  # fmt: skip
BRIDGE = Service(id="s2", name_nl="Nachtopvang De Brug", phone="02 555 02 02", postal_code="1080")


@dataclass
class Repertory:
    """What is known, and ingests into it one after the other."""

    owns: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    services: dict[str, Service] = field(default_factory=dict)
    origins: dict[str, Origin] = field(default_factory=dict)
    generation: int = 0

    def plan(self, source: str, *rows: Service, same: Mapping[str, str] | None = None, **parsed: Any) -> Plan:
        read = Parsed(rows, None, (), (), "csv", **parsed)
        day = date(2026, 11, 1 + self.generation)
        incoming = Incoming(source, self.owns, same or {}, self.generation + 1, day)
        return plan(read, self.services, origins=self.origins, incoming=incoming)

    def ingest(self, source: str, *rows: Service, **more: Any) -> Plan:
        made = self.plan(source, *rows, **more)
        change = to_change(made, who="test", at=NOW, source=source)
        for key in change.services_removed:
            del self.services[key]
            self.origins.pop(key, None)
        self.services |= {service.id: service for service in change.services_put}
        self.origins |= {origin.id: origin for origin in change.origins_put}
        self.generation += 1
        return made

    def sources(self, key: str) -> dict[str, str]:
        return {one.source: one.source_id for one in self.origins[key].held}


@pytest.fixture
def known() -> Repertory:
    made = Repertory()
    made.ingest("a", TOWER, BRIDGE)
    return made


def test_a_source_never_removes_what_another_holds(known: Repertory) -> None:
    made = known.ingest("b", replace(BRIDGE, id="b9", name_nl="Iets Helemaal Anders", phone="02 555 77 77"))
    assert (len(made.added), made.removed) == (1, ())
    assert set(known.services) == {"s1", "s2", "b9"}
    assert known.ingest("a", TOWER).removed == ("s2",)
    assert set(known.services) == {"s1", "b9"}


def test_service_of_two_sources_stays_when_one_lets_it_go(known: Repertory) -> None:
    known.ingest("b", replace(TOWER, phone="02 555 09 09"))
    assert known.services["s1"].phone == "02 555 09 09"
    made = known.ingest("b", replace(BRIDGE, id="b9", name_nl="Iets Anders", phone="02 555 77 77"))
    assert made.removed == ()
    assert [one.fields["phone"] for one in made.changed] == [("02 555 09 09", "02 555 01 01")]
    assert known.services["s1"] == replace(TOWER, source="a")


def test_each_column_tells_its_source_and_day(known: Repertory) -> None:
    known.ingest("b", replace(TOWER, id="x7", phone="02 555 09 09", email="info@toren.example"), same={"x7": "s1"})
    assert known.sources("s1") == {"a": "s1", "b": "x7"}
    told = came_from(known.services["s1"], known.origins["s1"], {})
    assert told["phone"] == ("b", "2026-11-02")
    assert told["email"] == ("b", "2026-11-02")
    known.ingest("a", replace(TOWER, opening_hours="24/7"), BRIDGE)
    told = came_from(known.services["s1"], known.origins["s1"], {})
    assert told["opening_hours"] == ("a", "2026-11-03")
    assert told["phone"] == ("b", "2026-11-02")
    assert came_from(known.services["s2"], known.origins["s2"], {})["phone"] == ("a", "2026-11-01")


def test_unchanged_file_of_one_source_leaves_what_the_other_said_last(known: Repertory) -> None:
    known.ingest("b", replace(TOWER, phone="02 555 09 09"))
    made = known.ingest("a", TOWER, BRIDGE)
    assert made.empty
    assert known.services["s1"].phone == "02 555 09 09"
    assert known.ingest("a", replace(TOWER, phone="02 555 03 03"), BRIDGE).changed[0].fields == {
        "phone": ("02 555 09 09", "02 555 03 03")
    }


def test_column_of_an_owner_is_overwritten_by_nobody_else() -> None:
    known = Repertory(owns={"a": ("phone",)})
    known.ingest("a", TOWER)
    made = known.ingest("b", replace(TOWER, phone="02 555 09 09", email="info@toren.example"))
    assert set(made.changed[0].fields) == {"email", "source"}
    assert known.services["s1"].phone == "02 555 01 01"
    known.ingest("a", replace(TOWER, phone="02 555 08 08"))
    assert known.services["s1"].phone == "02 555 08 08"


def test_owner_that_comes_later_wins_at_once() -> None:
    known = Repertory(owns={"b": ("phone",)})
    known.ingest("a", TOWER)
    known.ingest("b", replace(TOWER, phone="02 555 09 09"))
    known.ingest("a", replace(TOWER, phone="02 555 08 08"))
    assert known.services["s1"].phone == "02 555 09 09"


def test_empty_cell_of_another_source_empties_nothing(known: Repertory) -> None:
    known.ingest("b", replace(TOWER, opening_hours=""))
    assert known.services["s1"].opening_hours == "Mo-Fr 09:00-17:00"


def test_column_that_a_source_does_not_have_is_not_compared(known: Repertory) -> None:
    known.ingest("b", replace(TOWER, phone=""), unsaid={"s1": frozenset({"phone", "opening_hours"})})
    assert known.services["s1"].phone == "02 555 01 01"
    assert known.ingest("a", replace(TOWER, phone=""), BRIDGE).changed[0].fields == {"phone": ("02 555 01 01", "")}


def test_same_id_for_something_else_becomes_a_service_of_its_own(known: Repertory) -> None:
    other = Service(id="s2", name_nl="Tandarts Molenbeek", phone="02 555 88 88")
    made = known.ingest("b", other)
    assert made.renamed == {"s2": "b:s2"}
    assert known.services["s2"].name_nl == "Nachtopvang De Brug"
    assert known.services["b:s2"].name_nl == "Tandarts Molenbeek"
    assert known.ingest("b", replace(other, phone="02 555 66 66")).changed[0].service.id == "b:s2"


def test_joining_is_told(known: Repertory) -> None:
    made = known.plan("b", replace(TOWER, phone="02 555 09 09"))
    assert made.joined == ("s1",)
    told = result_json(made, applied=False, generation=1)
    assert (told["joined"], told["source"]) == (["s1"], "b")


def test_one_source_without_name_says_what_it_always_said() -> None:
    known = Repertory()
    known.ingest("", TOWER, BRIDGE)
    told = result_json(known.plan("", replace(TOWER, phone="1712")), applied=True, generation=2)
    assert told == {
        "added": [], "changed": {"s1": {"phone": {"old": "02 555 01 01", "new": "1712"}}}, "removed": ["s2"],
        "unchanged": 0, "rejected": [], "applied": True, "generation": 2,
    }  # fmt: skip


def test_repertory_from_before_sources_is_that_of_the_source_without_name() -> None:
    known = Repertory(services={"s1": TOWER, "s2": BRIDGE})
    assert known.plan("", TOWER, BRIDGE).empty
    made = known.ingest("", replace(TOWER, phone="1712"))
    assert made.removed == ("s2",)
    assert came_from(known.services["s1"], known.origins["s1"], {})["phone"] == ("", "2026-11-01")
    assert came_from(known.services["s1"], known.origins["s1"], {})["postal_code"] == ("", "")


def test_rollback_brings_sources_back_with_their_services(tmp_path: Path) -> None:
    store = Store.open(tmp_path)
    writer = Writer(store, HashingEmbedder(), PlainAnalyzer(), KnowledgeSettings())
    known = Repertory()
    states = []
    for source, rows in (("a", (TOWER, BRIDGE)), ("b", (replace(TOWER, phone="02 555 09 09"),)), ("a", (TOWER,))):
        writer.apply(to_change(known.ingest(source, *rows), who="test", at=NOW, source=source))
        states.append((store.services(), store.origins()))
    assert store.services() == known.services
    assert store.origins() == known.origins
    writer.rollback("test", NOW)
    assert (store.services(), store.origins()) == states[1]


@pytest.mark.parametrize(
    ("other", "why"),
    [
        ({"name_nl": "De Toren (inloop)"}, ("name", "phone", "address")),
        ({"name_nl": "Inloop De Torren", "street_nl": "", "house_number": ""}, ("name", "phone")),
        ({"name_nl": "Inloop De Toren", "phone": "+32 2 555.01.01", "street_nl": "Elders"}, ("name", "phone")),
        ({"name_nl": "", "phone": "", "street_nl": "Lindestr.", "street_fr": "", "house_number": ""}, None),
        ({"name_nl": "Tandarts", "name_fr": "Dentiste"}, None),
        ({"name_nl": "Inloop De Toren", "phone": "02 555 99 99", "street_nl": "Eikstraat"}, None),
    ],
)
def test_what_looks_like_the_same_service_is_told(other: dict[str, str], why: tuple[str, ...] | None) -> None:
    new = replace(TOWER, id="n1", **({"name_fr": ""} | other))  # type: ignore[arg-type]
    found = duplicates([new], {"s1": TOWER, "s2": BRIDGE, "n1": new})
    assert [one.why for one in found] == ([why] if why else [])


def test_units_of_one_organisation_are_no_duplicates() -> None:
    units = [replace(TOWER, id=f"u{n}", name_nl=f"{what} De Toren", name_fr="")
             for n, what in enumerate(("Kinderteam", "Volwassenenteam", "Nachtopvang"))]  # fmt: skip
    assert duplicates(units, {one.id: one for one in units}) == []


def test_duplicates_are_in_the_plan_and_not_merged(known: Repertory) -> None:
    made = known.plan("b", replace(TOWER, id="b1", name_nl="Inloop De Torren"))
    assert [(one.id, one.other) for one in made.duplicates] == [("b1", "s1")]
    assert [service.id for service in made.added] == ["b1"]
    assert result_json(made, applied=False, generation=1)["duplicates"][0]["why"] == ["name", "phone", "address"]


def test_ten_thousand_services_are_compared_by_what_they_share() -> None:
    many = {
        f"m{n}": Service(id=f"m{n}", name_nl=f"Dienst {n} Wijk {n % 97}", phone=f"02 {n:07d}", postal_code="1000")
        for n in range(10_000)
    }
    new = replace(many["m5000"], id="new")
    found = duplicates([new], many | {"new": new})  # pairs of all with all would take many minutes
    assert [(one.id, one.other) for one in found] == [("new", "m5000")]


def test_resemblance_of_one_id() -> None:
    assert resembles(TOWER, replace(TOWER, name_nl="Toren", name_fr="", street_nl=""))
    assert not resembles(TOWER, BRIDGE)


def test_corrections_that_give_way_are_told() -> None:
    hours = Correction(1, "s1", Field.HOURS, {"opening_hours": TOWER.opening_hours}, {"opening_hours": "24/7"},
                       "accepted", "owner", NOW)  # fmt: skip
    for said, told in (({"opening_hours": "Mo 09:00-10:00"}, (("s1", "hours"),)), ({"phone": "1712"}, ())):
        read = Parsed((replace(TOWER, **said),), None, (), (), "csv")  # type: ignore[arg-type]
        made = plan(read, {"s1": TOWER}, corrections=(hours,))
        assert made.superseded == told
        assert result_json(made, applied=False, generation=1).get("superseded", {}) == (
            {"s1": ["hours"]} if told else {}
        )
