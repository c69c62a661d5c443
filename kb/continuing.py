"""A question that continues the one before it in its thread: "en in Schaarbeek?", "et le dimanche ?".

It says a place, a time, a language, for whom or on which terms, and no need of its own; then it has the need of the
question before. What it says replaces what that said of the same kind, and the rest holds on.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from kb.models import Question, Understanding
from kb.understand.people import without_conditions, without_whom
from kb.understand.text import content_words, folded_words, plain
from kb.understand.time_words import without_times

LONGEST = 8
"""Words: who needs more to continue a question asks a new one."""
DEEPEST = 4
"""Questions of one thread that are looked back at."""

_AROUND = frozenset(
    (
        "open",
        "ouvert",
        "ouverte",
        "ouverts",
        "spreekt",
        "spreken",
        "parle",
        "parlent",
        "speaks",
        "speak",
        "quid",
        "alors",
    )
)
"""Words that go with a time or a language, not with a need."""

Understand = Callable[[Question], Understanding]


def continued(question: Question, understand: Understand, depth: int = DEEPEST) -> Question:
    """`question` with the need it continues, or as it is when it has one of its own or there is none before it."""
    before = question.previous
    if before is None or depth <= 0:
        return question
    own = understand(question)
    if not continues(own, question.text):
        return question
    whole = continued(before, understand, depth - 1)
    need = understand(whole)
    said = need.searched if own.places or own.languages or own.everywhere else whole.text
    said = without_whom(plain(said), own.target_groups).strip() if own.target_groups else said
    if own.window is not None:
        said = without_times(plain(said)).strip()
    lang = own.lang if own.lang_certain else need.lang
    return replace(question, text=f"{said} {question.text}", lang=lang, zone=question.zone or whole.zone)


def continues(understanding: Understanding, text: str) -> bool:
    """Whether a question says something about a need but names none."""
    u = understanding
    conditions = (u.places, u.languages, u.access, u.target_groups, u.window, u.wheelchair, u.home_visit, u.everywhere)
    if u.service_id or u.smalltalk or u.danger or u.glossary or not any(conditions):
        return False
    if len(folded_words(text)) > LONGEST:
        return False
    left = set(content_words(without_conditions(without_times(plain(text))))) - _AROUND
    return left.isdisjoint(u.content_words)


def shortened(question: Question, depth: int = DEEPEST) -> Question:
    """`question` as a thread remembers it: with no more questions before it than are looked back at."""
    if depth <= 0 or question.previous is None:
        return replace(question, previous=None)
    return replace(question, previous=shortened(question.previous, depth - 1))
