"""What lies on top of a record is shown with its origin and date, and only to those who may see it."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from bot.render.context import RenderContext
from bot.render.service import service_block
from kb.layers import Correction, Detail, DetailKind, Field, Layers, Overlay, overlaid, whole
from kb.models import Capacity, Lang, Service, ServiceHit, Zone

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)
RECORD = Service(id="s1", name_nl="De Toren", opening_hours="24/7", phone="02 555 01 01")
PLACES = Correction(
    1, "s1", Field.CAPACITY, {},
    whole({"capacity": "open", "capacity_date": "2026-11-22"}, Field.CAPACITY) | {"places": 3},
    "accepted", "owner", NOW, NOW + timedelta(days=3),
)  # fmt: skip
PHONE = Correction(
    2, "s1", Field.PHONE, {"phone": "02 555 01 01"}, {"phone": "02 555 09 09"}, "accepted", "moderator", NOW
)
DETAILS = (
    Detail("noord", "s1", DetailKind.HOW, "Eerst bellen, dan pas verwijzen", "nl", NOW),
    Detail("noord", "s1", DetailKind.LINE, "02 555 99 99", "nl", NOW),
    Detail("zuid", "s1", DetailKind.REMARK, "Alleen met afspraak", "nl", NOW),
)
ZONES = {one: Zone(one, one.title(), f"{one}-fr") for one in ("noord", "zuid")}


def lines(overlay: Overlay, lang: Lang = "nl", zone: str | None = "noord", *, professional: bool = True) -> str:
    context = RenderContext(NOW, ZONES, zone=zone, overlay=overlay, professional=professional)
    service = overlay.services[0]
    block = service_block(
        ServiceHit(service, 1.0, "noord", True, capacity=service.capacity), context, lang, compact=False
    )
    return "\n".join(block.facts)


def laid(*corrections: Correction, details: tuple[Detail, ...] = ()) -> Overlay:
    return overlaid([RECORD], Layers(1, corrections, details), NOW)


@pytest.mark.parametrize(
    ("lang", "sentence"),
    [
        ("nl", "3 vrije plaatsen (gemeld op 22 nov 2026, geldt tot 25 nov 2026)"),
        ("fr", "3 places libres (signalé le 22 nov. 2026, valable jusqu’au 25 nov. 2026)"),
        ("en", "3 free places (reported on 22 Nov 2026, holds until 25 Nov 2026)"),
    ],
)
def test_free_places_stand_with_their_date_and_end(lang: Lang, sentence: str) -> None:
    assert sentence in lines(laid(PLACES), lang)


def test_corrected_field_is_shown_new_and_dated() -> None:
    shown = lines(laid(PHONE))
    assert "02 555 09 09" in shown
    assert "telefoon aangepast op 22 nov 2026" in shown


def test_detail_stands_in_its_zone_only_with_origin_and_date() -> None:
    shown = lines(laid(details=DETAILS))
    assert "Zo werken we ermee: Eerst bellen, dan pas verwijzen (zone Noord, 22 nov 2026)" in shown
    assert "Lijn voor professionals: 02 555 99 99 (zone Noord, 22 nov 2026)" in shown
    assert "Alleen met afspraak" not in shown
    assert "Eerst bellen" not in lines(laid(details=DETAILS), zone=None)


def test_detail_in_another_language_says_so() -> None:
    assert "Eerst bellen, dan pas verwijzen (en néerlandais)" in lines(laid(details=DETAILS), "fr")


def test_what_is_for_professionals_stays_out_of_rooms_that_are_not_encrypted() -> None:
    shown = lines(laid(details=DETAILS), professional=False)
    assert "Eerst bellen" in shown
    assert "02 555 99 99" not in shown


def test_detail_is_shown_as_harmless_text() -> None:
    evil = replace(DETAILS[0], text="@room <b>x</b>\nhttps://matrix.to/#/@a:b " + "lang " * 100)
    shown = lines(laid(details=(evil,)))
    assert "@room" not in shown
    assert "matrix.to" not in shown
    assert len(shown) < 600


def test_capacity_that_ran_out_is_not_known() -> None:
    later = overlaid([replace(RECORD, capacity=Capacity.OPEN, capacity_date=date(2026, 1, 1))], Layers(1, ()), NOW)
    assert "vrije plaatsen" not in lines(later)
