"""Codes of spoken languages -> names: `ti` -> Tigrinya, `vgt` -> Vlaamse Gebarentaal."""

from __future__ import annotations

from collections.abc import Iterable

from babel import Locale

from bot.render.clean import clean
from bot.render.words import words_for
from kb.models import Lang


def names(codes: Iterable[str], lang: Lang) -> str:
    """`Arabisch, Tigrinya`. What CLDR does not name as people here do has a sentence of its own; a code without any
    name stays as it is."""
    say, known = words_for(lang), Locale(lang).languages
    return ", ".join(
        say(f"language-{code}") if say.has(f"language-{code}") else known.get(code) or clean(code, 12) for code in codes
    )
