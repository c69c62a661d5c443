"""Hostile data: nothing pings, nothing links in disguise, nothing reverses or hides text."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.render.clean import WORD_JOINER, clean, first_sentence, shorten, web_address


@pytest.mark.parametrize(
    ("raw", "pings"),
    [
        ("Bel @room nu", "@room"),
        ("@ROOM", "@ROOM"),
        ("info-@room.be", "@room"),
        ("x@room", "@room"),
        ("vraag @jan:matrix.org", "@jan"),
        ("(@jan:matrix.org)", "@jan"),
        ("https://matrix.to/#/@jan:matrix.org", "matrix.to"),
        ("HTTPS://MATRIX.TO/#/!room", "MATRIX.TO"),
        ("matrix:u/jan:matrix.org", "matrix:u"),
        ("javascript:alert(1)", "javascript:"),
        ("data:text/html,x", "data:"),
    ],
)
def test_pings_and_links_in_disguise_are_broken(raw: str, pings: str) -> None:
    shown = clean(raw)
    assert pings not in shown
    assert shown.replace(WORD_JOINER, "") == raw


def test_mail_addresses_stay_usable() -> None:
    assert clean("onthaal@opendeur.example") == "onthaal@opendeur.example"


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        ("abc\u202egpj.exe", "abcgpj.exe"),
        ("\u2066verborgen\u2069", "verborgen"),
        ("o\u200bn\u200cz\u2060i\ufeffchtbaar", "onzichtbaar"),
        ("nul\x00 en \x1b[31mrood", "nul en [31mrood"),
        ("twee\nregels\u2028en\u2029meer\ttab", "twee regels en meer tab"),
        ("👩\u200d⚕️ arts", "👩\u200d⚕️ arts"),
    ],
)
def test_controls_and_hidden_marks_are_taken_out(raw: str, expected: str) -> None:
    assert clean(raw) == expected


@given(st.text(max_size=300), st.integers(20, 200))
def test_whatever_the_text_it_is_one_short_line_that_cannot_ping(text: str, limit: int) -> None:
    shown = clean(text, limit)
    assert "\n" not in shown
    assert "@room" not in shown.casefold()
    assert len(shown.replace(WORD_JOINER, "")) <= limit


def test_long_text_is_cut_at_a_word() -> None:
    assert shorten("een twee drie vier vijf", 15) == "een twee drie…"
    assert shorten("x" * 50, 10) == "x" * 9 + "…"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Artsen ontvangen iedereen. Ook ’s avonds.", "Artsen ontvangen iedereen"),
        ("Zonder punt aan het einde", "Zonder punt aan het einde"),
        ("Dr. Janssens ontvangt op afspraak. Bel eerst.", "Dr. Janssens ontvangt op afspraak"),
    ],
)
def test_what_a_service_is_for_is_its_first_sentence(text: str, expected: str) -> None:
    assert first_sentence(text) == expected


@pytest.mark.parametrize(
    ("raw", "accepted"),
    [
        ("https://www.example.org/pad", True),
        ("www.example.org", True),
        ("javascript:alert(1)", False),
        ("https://known.example@evil.example/", False),
        ("https://exаmple.org", False),  # a Cyrillic letter
        ("https://xn--exmple-4nf.org", False),
        ("https://matrix.to/#/@jan:x.org", False),
        ("https://a b.example", False),
        ("https://localhost", False),
        ("https://example.org:99999", False),
        ("ftp://example.org", False),
        ("", False),
    ],
)
def test_only_plain_web_addresses_are_shown(raw: str, accepted: bool) -> None:
    assert bool(web_address(raw)) is accepted
