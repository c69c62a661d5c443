"""What a question means: an `Understanding`, made by rules that can be read, tested and printed (`--explain`).

`Context` holds what those rules look things up in; it is built once per generation and never changes.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Protocol
from zoneinfo import ZoneInfo

from kb.models import Attribute, Definition, Document, Lang, Question, Service, Term, Understanding, Zone
from kb.opening import BRUSSELS
from kb.understand import people
from kb.understand.ages import ages
from kb.understand.attributes import OPENING_WORDS, asked_attributes
from kb.understand.besides import besides
from kb.understand.danger import danger_kinds
from kb.understand.documents import DocumentIndex, nothing_sought
from kb.understand.languages import find_languages, language_words
from kb.understand.named import NamedService, NameIndex
from kb.understand.named_days import without_named_days
from kb.understand.needs import need_left
from kb.understand.places import Gazetteer
from kb.understand.plans import about_person, about_plans, seeks_help
from kb.understand.smalltalk import is_smalltalk, talk
from kb.understand.text import STOPWORDS, Word, folded_words, plain, words
from kb.understand.time_words import window, without_times

__all__ = ["Context", "Detect", "Explain", "Knows", "understand"]

Explain = Callable[[str, Lang], Definition | None]
Knows = Callable[[str], bool]


class Detect(Protocol):
    """Gives a text's language and whether that is certain; where it is not, `hint` decides."""

    def __call__(self, text: str, *, hint: Lang | None = None) -> tuple[Lang, bool]: ...


def _no_glossary(text: str, lang: Lang) -> Definition | None:
    return None


def _knows_nothing(word: str) -> bool:
    return False


_CONDITIONS = frozenset((Attribute.CAPACITY, Attribute.WHEELCHAIR, Attribute.OPEN_NOW))
_SHORT = 10
"""Words of a question that says a need and its conditions, and tells no story."""
_NO_DOCUMENTS = DocumentIndex(())


@dataclass(frozen=True, slots=True)
class Context:
    """Where understanding looks things up. `detect` gives a text's language and whether that is certain; `explain`
    the definition that a text asks for ("wat is BAR?"), None when it asks for none."""

    gazetteer: Gazetteer
    names: NameIndex
    detect: Detect
    explain: Explain = _no_glossary
    timezone: ZoneInfo = BRUSSELS
    documents: DocumentIndex = _NO_DOCUMENTS

    @classmethod
    def build(
        cls,
        services: Sequence[Service],
        zones: Sequence[Zone],
        detect: Detect,
        explain: Explain = _no_glossary,
        taxonomy: Iterable[Term] = (),
        knows: Knows = _knows_nothing,
        timezone: str = "Europe/Brussels",
        documents: Iterable[Document] = (),
    ) -> Context:
        """Indexes the names and places of `services` and `zones`: ~1 s for 15,000 services, once per generation."""
        gazetteer = Gazetteer(zones, services)
        labels = (label for term in taxonomy for label in (term.label_nl, term.label_fr, term.label_en))
        ordinary = gazetteer.words | language_words() | {word for label in labels for word in folded_words(label)}
        names = NameIndex(services, ordinary, knows)
        return cls(gazetteer, names, detect, explain, ZoneInfo(timezone), DocumentIndex(documents, ordinary))


def understand(question: Question, context: Context) -> Understanding:
    """What `question` asks. Pure: the same question, moment and context give the same result."""
    text = question.text
    spoken, flat = words(text), plain(text)
    lang, certain = (question.lang, True) if question.lang else context.detect(text, hint=question.hint)
    when = window(text, question.asked_at, context.timezone)
    asked = [
        (fact, span)
        for fact, span in asked_attributes(flat, timed=when is not None)
        if fact is not Attribute.WHEELCHAIR or not people.wheelchair_to_have(flat)
    ]
    named = context.names.find(spoken, asked=bool(asked), timed=when is not None, besides=partial(besides, flat, asked))
    facts = [fact for fact, _ in asked] or ([Attribute.OPEN_NOW] if named and when else [])
    spared = _spare(spoken, named)
    found = context.gazetteer.find(spared, plain(" ".join(word.folded for word in spared)))
    languages = find_languages(spared)
    taken = found.taken | languages.taken | _dates(spared, flat)
    definition = context.explain(text, lang)
    dangers = danger_kinds(text)
    documents = context.documents.find(spoken) if named is None else None
    plans = documents is not None or about_plans(flat)
    return Understanding(
        lang=lang,
        lang_certain=certain,
        needs=(text,),
        places=found.places,
        everywhere=found.everywhere,
        languages=languages.needed,
        likely_languages=languages.likely,
        window=when,
        access=people.access(flat),
        target_groups=people.target_groups(flat),
        ages=ages(flat),
        wheelchair=people.wheelchair(flat),
        home_visit=people.home_visit(flat),
        attribute=facts[0] if facts else None,
        also_asked=tuple(facts[1:]),
        service_id=named.id if named else None,
        same_name=named.others if named else (),
        glossary=definition.term if definition else None,
        smalltalk=is_smalltalk(text),
        danger=bool(dangers),
        danger_kinds=dangers,
        talk=talk(text),
        about_plans=plans,
        documents=documents.names if documents else (),
        sought=_sought(text, spoken, documents.taken) if documents else "",
        about_person=about_person(flat),
        seeks_help=seeks_help(flat),
        content_words=_content(spared, taken),
        searched=_searched(
            text,
            spared,
            taken,
            frozenset() if plans else _terms(flat, asked, short=len(spoken) <= _SHORT),
        ),
    )


def _spare(spoken: tuple[Word, ...], named: NamedService | None) -> tuple[Word, ...]:
    """The words that are not part of a service's name: a place word in a name is not a place."""
    taken = named.taken if named else frozenset()
    return tuple(word for i, word in enumerate(spoken) if i not in taken)


def _dates(spoken: tuple[Word, ...], flat: str) -> frozenset[int]:
    """Where the words of a date stand: its number would be looked for in texts."""
    told = set(flat.split()) - set(without_named_days(flat).split())
    return frozenset(i for i, word in enumerate(spoken) if word.folded in told)


def _content(spoken: tuple[Word, ...], taken: frozenset[int]) -> tuple[str, ...]:
    """What is left to look for once place and language are understood."""
    left = (word.folded for i, word in enumerate(spoken) if i not in taken)
    return tuple(dict.fromkeys(word for word in left if word not in STOPWORDS and len(word) > 1))


def _terms(flat: str, asked: Sequence[tuple[Attribute, tuple[int, int]]], *, short: bool) -> frozenset[str]:
    """The words of access, of a wheelchair and of how full or open it is: conditions, that the rules look at.
    In a longer text "complet" is part of a story."""
    facts = (flat[start:end] for fact, (start, end) in asked if short and fact in _CONDITIONS)
    told = {word for said in facts for word in said.split() if word not in STOPWORDS}
    if short and any(fact is Attribute.OPEN_NOW for fact, _ in asked):
        told |= (set(flat.split()) - set(without_times(flat).split())) | OPENING_WORDS
    return people.condition_words(flat) | told


def _searched(text: str, spoken: tuple[Word, ...], taken: frozenset[int], terms: frozenset[str]) -> str:
    """`text` with the words of places, languages and access (`terms`) cut out, as far as a need is left: "tandarts
    zonder papieren" looks for a dentist, "mensen zonder papieren" for what there is for them."""
    if not _content(spoken, taken):
        return text
    wider = taken | {i for i, word in enumerate(spoken) if word.folded in terms}
    if terms and len(wider) < len(spoken) and need_left(_content(spoken, wider)):
        taken = wider
    return _cut(text, spoken, taken)


def _sought(text: str, spoken: tuple[Word, ...], taken: frozenset[int]) -> str:
    left = _cut(text, spoken, taken)
    return "" if nothing_sought(left) else left


def _cut(text: str, spoken: tuple[Word, ...], taken: frozenset[int]) -> str:
    """`text` without some of its words."""
    for word in sorted((spoken[i] for i in taken), key=lambda word: -word.start):
        text = f"{text[: word.start]} {text[word.end :]}"
    return " ".join(text.split())
