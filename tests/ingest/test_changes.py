"""What an ingest would change, and that nothing is lost because a row was bad or a column was absent."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path

import pytest

from ingest.changes import Plan, plan, result_json, to_change
from ingest.repertory import Parsed, read_repertory
from kb.models import Service
from tests.ingest.repertory_rows import TAXONOMY, TODAY, ZONES, row, write_csv

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)


def parse(folder: Path, *rows: Mapping[str, str]) -> Parsed:
    return read_repertory(write_csv(folder, *rows), today=TODAY, zones=ZONES)


def known(parsed: Parsed) -> dict[str, Service]:
    return {service.id: service for service in parsed.services}


def update(folder: Path, old: list[dict[str, str]], new: list[dict[str, str]]) -> Plan:
    before = known(parse(folder, *old))
    return plan(parse(folder, *new), before)


def test_added_changed_removed_and_unchanged_are_told_apart(tmp_path: Path) -> None:
    old = [row(), row(id="T-2"), row(id="T-3")]
    new = [row(), row(id="T-3", phone="02 555 09 09", latitude="50.8434"), row(id="T-4")]
    assert result_json(update(tmp_path, old, new), applied=True, generation=7) == {
        "added": ["T-4"],
        "changed": {"T-3": {"phone": {"old": "02 555 09 01", "new": "02 555 09 09"}}},
        "removed": ["T-2"],
        "unchanged": 1,
        "rejected": [],
        "applied": True,
        "generation": 7,
    }


def test_values_are_shown_as_the_file_writes_them(tmp_path: Path) -> None:
    new = row(latitude="50.8435", capacity="open", waiting_weeks="", languages="nl", low_threshold="no",
              capacity_date="2026-11-01", categories="")  # fmt: skip
    (changed,) = update(tmp_path, [row()], [new]).changed
    assert changed.fields == {
        "categories": ("DENTAL;CARE", ""),
        "languages": ("nl;fr;rif", "nl"),
        "latitude": ("50.84340", "50.84350"),
        "capacity": ("waiting_list", "open"),
        "capacity_date": ("2026-10-01", "2026-11-01"),
        "waiting_weeks": ("6", ""),
        "low_threshold": ("yes", "no"),
    }


def test_rejected_row_keeps_the_record_known_before(tmp_path: Path) -> None:
    result = update(tmp_path, [row(), row(id="T-2")], [row(), row(id="T-2", capacity="vol")])
    assert result.removed == ()
    assert result.kept_old == ("T-2",)
    assert result.unchanged == 1
    assert result.empty
    assert result_json(result, applied=False, generation=1)["rejected"] == [
        {
            "row": 2,
            "id": "T-2",
            "field": "capacity",
            "value": "vol",
            "reason": "Use one of: unknown, open, waiting_list, saturated.",
        }
    ]


def test_second_row_of_an_id_neither_changes_nor_keeps_anything(tmp_path: Path) -> None:
    result = update(tmp_path, [row()], [row(), row(name_nl="Anders")])
    assert (result.unchanged, result.changed, result.kept_old) == (1, (), ())
    assert len(result.rejected) == 1


def test_column_that_the_file_lacks_keeps_its_values(tmp_path: Path) -> None:
    new = {"id": "T-1", "name_nl": "Nieuwe naam", "phone": ""}
    (changed,) = update(tmp_path, [row()], [new]).changed
    assert changed.fields == {"name_nl": ("Tandpunt De Proef", "Nieuwe naam"), "phone": ("02 555 09 01", "")}
    assert changed.service.email == "info@proef.example.org"


def test_unchanged_file_makes_an_empty_change(tmp_path: Path) -> None:
    (tmp_path / "taxonomy.csv").write_text(TAXONOMY, encoding="utf-8")
    parsed = parse(tmp_path, row())
    result = plan(parsed, known(parsed), parsed.taxonomy or ())
    assert result.empty
    assert to_change(result, who="admin", at=NOW, source="repertory.csv").empty


def test_new_taxonomy_alone_is_a_change(tmp_path: Path) -> None:
    (tmp_path / "taxonomy.csv").write_text(TAXONOMY, encoding="utf-8")
    parsed = parse(tmp_path, row())
    assert parsed.taxonomy
    change = to_change(plan(parsed, known(parsed), parsed.taxonomy[1:]), who="admin", at=NOW, source="f")
    assert change.taxonomy == parsed.taxonomy
    assert not change.empty


def test_change_carries_what_to_put_what_to_remove_and_the_counts(tmp_path: Path) -> None:
    result = update(tmp_path, [row(), row(id="T-2"), row(id="T-3")], [row(), row(id="T-2", phone="112"), row(id="T-4")])
    change = to_change(result, who="@admin:example.org", at=NOW, source="repertory.csv")
    assert {service.id for service in change.services_put} == {"T-2", "T-4"}
    assert change.services_removed == ("T-3",)
    assert change.counts == {"added": 1, "changed": 1, "removed": 1, "unchanged": 1, "rejected": 0}
    assert (change.kind, change.who, change.at, change.source) == (
        "repertory",
        "@admin:example.org",
        NOW,
        "repertory.csv",
    )


@pytest.mark.parametrize(("gone", "asks"), [(0, False), (2, False), (3, True), (20, True)])
def test_file_that_would_remove_more_than_a_tenth_needs_a_second_yes(tmp_path: Path, gone: int, asks: bool) -> None:
    old = [row(id=f"T-{n}") for n in range(20)]
    new = [*old[gone:], row(id="T-new")]
    result = update(tmp_path, old, new)
    assert len(result.removed) == gone
    assert result.needs_confirmation is asks
