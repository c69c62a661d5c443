"""What happened is no time at which help is needed."""

from __future__ import annotations

from datetime import datetime

import pytest

from kb.opening import BRUSSELS
from kb.understand.time_words import window

NOON = datetime(2026, 11, 23, 12, tzinfo=BRUSSELS)


@pytest.mark.parametrize(
    "text",
    [
        "Il a reçu ce matin une lettre de l'huissier, où trouver un juriste ?",
        "juriste pour une lettre d'expulsion reçue ce matin",
        "elle est tombée cette nuit, kiné à domicile ?",
        "gisteren gevallen, welke kinesist komt aan huis",
        "vanmiddag uit zijn kamer gezet, opvang gezocht",
        "hij is vannacht aangekomen, juridische hulp gezocht",
        "ze kreeg vandaag een brief van de deurwaarder",
        "afgelopen maandag ontslagen, sociaal secretariaat?",
        "he received an eviction letter today, legal aid?",
        "expulsé lundi dernier, relogement ?",
    ],
)
def test_a_past_event_is_no_opening_window(text: str) -> None:
    assert window(text, NOON, BRUSSELS) is None


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("kan ze vannacht opgevangen worden", "night"),
        ("hij is gevallen, wie komt er vandaag nog langs", "today"),
        ("uit huis gezet, bed voor vannacht", "night"),
        ("tandarts open vandaag", "today"),
        ("hij heeft vanavond geen bed", "tonight"),
        ("expulsé hier, où dormir ce soir ?", "tonight"),
        ("dentiste ouvert cet après-midi", "today"),
        ("juriste demain matin", "tomorrow"),
        ("gynécologue ouverte samedi", "saturday"),
        ("she was evicted, where can she sleep tonight", "tonight"),
        ("food bank open on sunday", "sunday"),
    ],
)
def test_the_time_that_help_is_needed_stays(text: str, label: str) -> None:
    found = window(text, NOON, BRUSSELS)
    assert found is not None
    assert found.label == label
