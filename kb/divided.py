"""A message with several needs -> an answer to each, or None when it holds only one."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from typing import Protocol

from kb.confidence import probability
from kb.models import Answer, Question, Understanding
from kb.parts import EACH, about, leading, shared, together
from kb.search import Ranked, Searcher
from kb.several import Found, Need, separate
from kb.signals import Seeker
from kb.understand.ages import cut_ages
from kb.understand.needs import clause_spans, clauses, sentences
from kb.understand.stories import turns

Understand = Callable[[Question], Understanding]


class Single(Protocol):
    """Answers one need; from services only where these were `ranked` already."""

    def __call__(
        self, question: Question, understanding: Understanding, top: int, ranked: Ranked | None = None
    ) -> Answer: ...


class Divider:
    """Divides messages on one snapshot; `single` answers one need."""

    def __init__(self, searcher: Searcher, seeker: Seeker, understand: Understand, single: Single) -> None:
        self._searcher = searcher
        self._snapshot = searcher.snapshot
        self._seeker = seeker
        self._understand = understand
        self._single = single

    def answer(self, question: Question, u: Understanding, top: int, *, partly: bool = False) -> Answer | None:
        """Answers to each of several needs; None when there is only one, or when they have no answers of their own.
        `partly`: an answer to one of them will do."""
        pieces = clauses(question.text, u.lang)
        pieces = sentences(pieces) if u.service_id else pieces
        if u.glossary or u.danger or u.about_plans or len(clause_spans(question.text, u.lang)) < 2:
            return None
        look_up = partial(self._look_up, question, u)
        needs = separate(question.text, pieces, look_up, self._snapshot.services, all_found=not partly)
        if not needs and not u.service_id:
            needs = separate(question.text, turns(question.text, u.lang), look_up, self._snapshot.services)
        parts = [self._part(question, u, need, top, shown=EACH[len(needs)]) for need in needs]
        answered = [part for part in parts if part.answered]
        if not answered or (answered != parts and not partly) or len({leading(a) for a in answered}) < len(answered):
            return None
        return together(replace(u, needs=tuple(need.text for need in needs)), parts, top)

    def _look_up(self, question: Question, whole: Understanding, text: str) -> Found:
        own = self._understand(replace(question, text=text, lang=whole.lang))
        ranked = self._searcher.services(cut_ages(own.searched), whole.lang)
        if not len(ranked):
            return Found(own, ranked, None, 0.0)
        signals = self._seeker.signals(ranked, own, passages=False)
        return Found(own, ranked, signals, probability(signals, own, passages=False))

    def _part(self, question: Question, whole: Understanding, need: Need, top: int, *, shown: int) -> Answer:
        """One need of several, on the terms of the whole message where it names none itself."""
        part = replace(question, text=need.text, lang=whole.lang)
        u = shared(self._understand(part), whole, sentence=not need.firm)
        # Looking it up has ranked the services already; what documents say is not what such a message asks.
        ranked = need.found.ranked if need.whole and need.sure else None
        answer = self._single(part, u, top, ranked)
        wanted = self._seeker.wanted(need.text, whole.lang)
        return replace(answer, about=about(answer.shown_services()[:shown], wanted, self._snapshot.taxonomy))
