"""The themes of the rooms, their pictograms, and which theme a category of the repertory belongs to.

Nothing knows a taxonomy's codes: a category's labels say what it is about, those of its parents first, because a parent
is broader and seldom named after something else ("sheltered living" stands under mental health, not under housing).
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from types import MappingProxyType

from kb.models import Answer, AnswerKind, ServiceHit, Term
from kb.understand.text import folded

ICONS: Mapping[str, str] = MappingProxyType({
    "housing": "🏠", "mental_health": "🧠", "addiction": "🚭", "youth": "🧒", "elderly": "👵", "debts": "💶",
    "migration": "🌍", "health": "🩺",
})  # fmt: skip

_WORDS: tuple[tuple[str, str], ...] = (
    ("mental_health", r"geestelijke gezondheid|psych\w*|sante mentale|mental health|zelfmoord|suicid\w*"),
    ("addiction", r"verslaving\w*|assuetude\w*|addiction\w*|drugs?|alcohol|alcool|toxicoman\w*"),
    ("debts", r"schuld\w*|dettes?|surendettement|debts?"),
    ("elderly", r"ouderen\w*|bejaard\w*|senioren|aines|personnes agees|older people|elder\w*|seniors?"),
    ("migration", r"migratie|migration|migrant\w*|asiel\w*|asile|asylum|nieuwkomers|primo arrivants|newcomers?"),
    ("housing", r"wonen|huisvesting|logement|housing|dak en thuislo\w+|daklo\w+|thuislo\w+|sans abri\w*|homeless\w*"),
    ("youth", r"jeugd\w*|jongeren\w*|jeunesse|jeunes|youth|kinderen|enfance|enfants|children"),
    ("health", r"gezondheidszorg|gezondheid|soins de sante|sante|health care|health|medi\w+"),
)
"""The first that a label holds a word of; the general ones come last."""
_NO_THEME = re.compile(
    r"\b(gezinsplanning|planning familial|family planning|moeder en kind|mere et enfant|maternity|kinderopvang"
    r"|petite enfance|childcare|baby\w*|bebes?|peuters?|tout petits)\b"
)
"""Stands under "family and youth", and a colleague would not look for it under youth."""
_THEMES = tuple((theme, re.compile(rf"\b(?:{words})\b")) for theme, words in _WORDS)

SURE = 0.6
"""Least probability that the answer is right: a wrong label on a wrong answer tells a colleague to look elsewhere."""


def theme_of_category(code: str, taxonomy: Mapping[str, Term]) -> str | None:
    """The theme of a category, None for one that belongs to none."""
    chain: list[Term] = []
    while code in taxonomy and taxonomy[code] not in chain:
        chain.append(taxonomy[code])
        code = taxonomy[code].parent
    if any(_NO_THEME.search(_labels(term)) for term in chain):
        return None
    return next((theme for term in reversed(chain) if (theme := _theme_of(_labels(term)))), None)


def theme_of(answer: Answer, taxonomy: Mapping[str, Term]) -> str | None:
    """The theme that an answer is surely about; None where it shows services of several, or is not sure. On questions
    with known answers 32 of 33 labels were those of a right answer (docs/moderation.md)."""
    if answer.kind is not AnswerKind.RESULTS or not answer.answered or answer.confidence < SURE:
        return None
    if answer.understanding.danger or answer.understanding.service_id:
        return None
    parts = answer.parts or (answer,)
    themes = {_shown_theme(part.shown_services(), taxonomy) for part in parts}
    return themes.pop() if len(themes) == 1 else None


def _shown_theme(hits: Sequence[ServiceHit], taxonomy: Mapping[str, Term]) -> str | None:
    """The one that everything shown mainly does."""
    themes = {_main_theme(hit.service.categories, taxonomy) for hit in hits}
    return themes.pop() if len(themes) == 1 else None


def _main_theme(categories: Sequence[str], taxonomy: Mapping[str, Term]) -> str | None:
    """That of the first category."""
    return next((theme_of_category(code, taxonomy) for code in categories if code in taxonomy), None)


def _labels(term: Term) -> str:
    flat = re.sub(r"[^\w]+", " ", f"{term.label_nl} | {term.label_fr} | {term.label_en}")
    return folded(flat)


def _theme_of(labels: str) -> str | None:
    return next((theme for theme, words in _THEMES if words.search(labels)), None)
