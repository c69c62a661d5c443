"""What is looked for beside the words of somebody in danger."""

from __future__ import annotations

from kb.models import Understanding
from kb.urgent import with_danger


def test_who_wants_to_die_is_sought_help_for_that() -> None:
    told = Understanding("nl", lang_certain=True, danger=True, danger_kinds=("suicide",))
    assert with_danger("hij heeft pillen gespaard", told).startswith("hij heeft pillen gespaard zelfmoordpreventie")


def test_other_dangers_and_none_are_sought_as_written() -> None:
    for kinds in ((), ("violence",), ("medical", "poison")):
        told = Understanding("fr", lang_certain=True, danger=bool(kinds), danger_kinds=kinds)
        assert with_danger("il la frappe", told) == "il la frappe"
