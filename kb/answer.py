"""Ranked hits -> an Answer, or the honest lack of one.

Order of decisions: small talk; an acronym to explain; a fact about a named service; then services or passages,
whichever the question is about and is sure enough; else what comes nearest. The ranked lists are filled in any case.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from functools import partial

from kb.confidence import NAMED, THRESHOLD, Signals, probability
from kb.continuing import continued
from kb.divided import Divider
from kb.instead import with_alternative
from kb.lead import SHOWN_SERVICES, shares
from kb.models import (
    Answer,
    AnswerKind,
    Definition,
    Lang,
    PassageHit,
    Question,
    Service,
    ServiceHit,
    Term,
    Understanding,
)
from kb.named_documents import within
from kb.passage_order import passage_hits
from kb.referring import about, refers
from kb.relevance import relevant_passages, relevant_services
from kb.rules import CONSTRAINTS, order
from kb.search import Ranked, Searcher
from kb.settings import KnowledgeSettings
from kb.signals import Seeker
from kb.snapshot import Snapshot
from kb.understand import Context, Detect, Explain, Knows, understand
from kb.understand.ages import cut_ages
from kb.urgent import with_danger
from kb.verdict import verdict
from kb.which_service import by_address, settled
from kb.zoning import Zoning

CANDIDATES = 80
"""Services that the rules look at: deep enough for a service of the zone to overtake those of others."""
NEAREST = 3
FEW_WORDS = 3
"""Content words of a need so short that the words of its place would count for as much: services are then searched
without these, and the rules alone look at the place. In longer questions they help."""
EVIDENCE = 0.4
"""Share of the question that a service must hold for its category to be offered where nothing was sure enough."""
GLOSSARY_CONFIDENCE = 0.97
"""An exact form of the glossary, asked for in words that ask for a definition."""


class Answerer:
    """Answers questions on one snapshot. Threads may share it. Build a new one when a generation comes.

    `detect` gives a text's language, `explain` the definition a text asks for, `knows` whether a word is in a
    dictionary.
    """

    def __init__(
        self,
        searcher: Searcher,
        settings: KnowledgeSettings,
        *,
        detect: Detect,
        explain: Explain,
        knows: Knows,
        seeker: Seeker,
        context: Context | None = None,
    ) -> None:
        """`context`: that of an answerer whose services have the same names and places, not to be read again."""
        self._searcher = searcher
        self._snapshot: Snapshot = searcher.snapshot
        self._settings = settings
        self._explain = explain
        self._seeker = seeker
        self._zoning = Zoning(settings.zones)
        self._divider = Divider(searcher, seeker, self.understand, self._single)
        self._context = context or Context.build(
            self._snapshot.services,
            settings.zones,
            detect,
            explain,
            taxonomy=self._snapshot.taxonomy.values(),
            knows=knows,
            timezone=settings.timezone,
            documents=self._snapshot.documents.values(),
        )

    @property
    def context(self) -> Context:
        """Names and places of the services."""
        return self._context

    def understand(self, question: Question) -> Understanding:
        """What the question means, without searching."""
        return understand(question, self._context)

    def signals(self, question: Question) -> tuple[Understanding, Signals | None, Signals | None]:
        """What confidence is computed from, for services and passages (None when nothing was found): for fitting."""
        u = self.understand(question)
        services = self._searcher.services(question.text, u.lang)
        passages = self._searcher.passages(question.text, u.lang)
        return (
            u,
            self._seeker.signals(services, u, passages=False) if len(services) else None,
            self._seeker.signals(passages, u, passages=True) if len(passages) else None,
        )

    def answer(self, question: Question, top: int = 10) -> Answer:
        """The answer with up to `top` ranked services and passages."""
        referred = self._referred(question, top)
        if referred is not None:
            return referred
        question = continued(question, self.understand)
        understanding = self.understand(question)
        if understanding.smalltalk and not understanding.danger:
            return self._empty(understanding)
        several = self._divider.answer(question, understanding, top)
        if several is not None:
            return several
        whole = self._single(question, understanding, top)
        return whole if whole.answered else self._divider.answer(question, understanding, top, partly=True) or whole

    def _referred(self, question: Question, top: int) -> Answer | None:
        """An answer about the service that the question before was answered with, where that is what is asked."""
        asked = refers(self.understand(question), question.text) if question.previous else None
        if asked is None or question.previous is None:
            return None
        before = replace(question.previous, zone=question.previous.zone or question.zone)
        meant = about(asked, self.answer(before, top))
        return self._single(question, meant, top) if meant is not None else None

    def _single(
        self, question: Question, understanding: Understanding, top: int, ranked: Ranked | None = None
    ) -> Answer:
        """The answer to one need; from services only where these were `ranked` already."""
        lang = understanding.lang
        short = len(understanding.content_words) <= FEW_WORDS
        asked = cut_ages(understanding.searched if understanding.everywhere or short else question.text)
        services = self._searcher.services(with_danger(asked, understanding), lang) if ranked is None else ranked
        passages = self._searcher.passages("" if ranked is not None else understanding.sought or question.text, lang)
        sure = partial(self._sure, passages=True)
        passages, understanding, in_documents = within(passages, understanding, self._snapshot, sure)
        understanding = by_address(understanding, services, self._snapshot)
        ordered = order(
            self._candidates(services, understanding), question, understanding, self._settings, self._zoning, top
        )
        definition = self._explain(question.text, lang) if understanding.glossary else None
        sure_services = self._sure(services, understanding, passages=False)
        sure_passages = self._sure(passages, understanding, passages=True)
        if in_documents is not None:
            sure_passages = max(NAMED, sure_passages)
        hits = ordered.hits
        understanding = settled(understanding, hits)
        quoted = self._passages(passages, understanding, top)
        answer = Answer(
            kind=AnswerKind.RESULTS,
            lang=lang,
            answered=False,
            confidence=round(max(sure_services if hits else 0.0, sure_passages if quoted else 0.0), 4),
            understanding=understanding,
            services=hits,
            passages=quoted,
            relevant=relevant_services(hits, ordered.relevance, self._snapshot.taxonomy, ordered.closest),
            relaxed=ordered.relaxed,
            generation=self._snapshot.generation,
        )
        shown = shares(understanding, sure_services, sure_passages, self._seeker.about_plans(services))
        decided = self._decided(answer, definition, shown)
        if decided.kind is not AnswerKind.ATTRIBUTE:
            return decided
        return with_alternative(decided, question, self._snapshot.services, self._settings, self._zoning)

    def _decided(self, answer: Answer, definition: Definition | None, most: tuple[int, int]) -> Answer:
        """Which kind of answer it is, and how much of the lists a person sees: `most` services and passages."""
        u = answer.understanding
        if definition is not None:
            sure = max(GLOSSARY_CONFIDENCE, answer.confidence)
            return replace(answer, kind=AnswerKind.GLOSSARY, answered=True, confidence=sure, definition=definition)
        if u.service_id and answer.services:
            hit = answer.services[0]
            kind = AnswerKind.ATTRIBUTE if u.attribute else AnswerKind.RESULTS
            shown = 1 + min(len(u.same_name), SHOWN_SERVICES - 1) if kind is AnswerKind.RESULTS else 1
            return replace(
                answer,
                kind=kind,
                answered=True,
                confidence=max(NAMED, answer.confidence),
                show_services=min(shown, len(answer.services)),
                relevant=(u.service_id, *u.same_name),
                verdict=verdict(hit, u) if u.attribute else "",
                also_verdicts=tuple(verdict(hit, u, fact) for fact in u.also_asked),
            )
        if answer.confidence < THRESHOLD:
            return replace(
                answer, kind=AnswerKind.UNKNOWN, relaxed=(), nearest_categories=self._nearest(answer.services, u)
            )
        show_services, show_passages = most
        return replace(
            answer,
            answered=True,
            show_services=(shown := min(show_services, len(answer.relevant))),
            relaxed=_missed(answer, shown),
            show_passages=min(show_passages, relevant_passages(answer.passages)),
        )

    def _candidates(self, ranked: Ranked, understanding: Understanding) -> list[tuple[Service, float]]:
        services = self._snapshot.services
        found = [
            (services[int(i)], float(score)) for i, score in zip(ranked.order[:CANDIDATES], ranked.fused, strict=False)
        ]
        present = {service.id for service, _ in found}
        position = self._snapshot.service_position
        for named in (understanding.service_id, *understanding.same_name):
            if named is not None and named not in present:
                found.append((services[position[named]], 0.0))
        return found

    def _passages(self, ranked: Ranked, understanding: Understanding, top: int) -> tuple[PassageHit, ...]:
        passages = self._snapshot.passages
        count = 2 * top
        found = [(passages[int(i)], float(s)) for i, s in zip(ranked.order[:count], ranked.fused, strict=False)]
        wanted = self._seeker.wanted(understanding.searched, understanding.lang)
        return passage_hits(found, self._snapshot.documents, wanted)[:top]

    def _sure(self, ranked: Ranked, understanding: Understanding, *, passages: bool) -> float:
        if not len(ranked):
            return 0.0
        signals = self._seeker.signals(ranked, understanding, passages=passages)
        return probability(signals, understanding, passages=passages)

    def _nearest(self, hits: Sequence[ServiceHit], understanding: Understanding) -> tuple[Term, ...]:
        """The categories of the best services that hold enough of the question, most frequent first; often none."""
        position = self._snapshot.service_position
        best = hits[:5]
        held = self._seeker.evidence(understanding, [position[hit.service.id] for hit in best])
        votes: Counter[str] = Counter()
        for rank, (hit, share) in enumerate(zip(best, held, strict=True)):
            if share >= EVIDENCE:
                for place, code in enumerate(hit.service.categories[:2]):
                    votes[code] += (5 - rank) * (2 - place)
        taxonomy = self._snapshot.taxonomy
        return tuple(taxonomy[code] for code, _ in votes.most_common() if code in taxonomy)[:NEAREST]

    def _empty(self, understanding: Understanding) -> Answer:
        lang: Lang = understanding.lang
        generation = self._snapshot.generation
        return Answer(AnswerKind.SMALLTALK, lang, False, 0.0, understanding, generation=generation)


def _missed(answer: Answer, shown: int) -> tuple[str, ...]:
    """The constraints that none of the services shown meets; nothing above quotes alone."""
    hits = answer.relevant_services()[:shown]
    return tuple(what for what in CONSTRAINTS if hits and all(f"not:{what}" in hit.reasons for hit in hits))
