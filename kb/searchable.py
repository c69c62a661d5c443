"""Which words of a service or passage can be found, in which field, and which stretches of it get a vector.

Four fields per language, in falling order of what a match in them is worth. Of a service: its name and organisation;
its categories with their parents and its target groups; description, conditions and cost; where it is. Of a
passage: the document's title; the heading path; the text itself.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from kb.models import Document, Lang, Passage, Service, Term

FIELDS = ("name", "topic", "body", "place")
INDEX_LANGS: tuple[Lang, Lang] = ("nl", "fr")
COLUMNS = tuple(f"{field}_{lang}" for lang in INDEX_LANGS for field in FIELDS)
"""Columns of the full-text tables."""


@dataclass(frozen=True, slots=True)
class Cut:
    """How a text is cut in windows that get a vector each: `words` long, one every `step` words."""

    words: int
    step: int


SERVICE_WINDOWS = Cut(50, 40)
"""A description has two or three; ten words of overlap keep a phrase cut in one window whole in the next."""

PASSAGE_WINDOWS = Cut(25, 15)
"""One vector for 100 words is too blunt for a static model, and an answer is a sentence: 20 to 30 words did
better than 50, in both languages and on both sets of questions (docs/quality.md)."""

TARGET_GROUPS: Mapping[str, tuple[str, str]] = {
    "adults": ("volwassenen", "adultes"),
    "carers": ("mantelzorgers", "aidants proches"),
    "children": ("kinderen", "enfants"),
    "couples": ("koppels", "couples"),
    "disabled": ("personen met een handicap", "personnes en situation de handicap"),
    "drug_users": ("druggebruikers", "usagers de drogues"),
    "families": ("gezinnen", "familles"),
    "homeless": ("daklozen", "sans-abri"),
    "lgbtqi": ("holebi transgender lgbtqi", "lgbtqi homosexuels transgenres"),
    "men": ("mannen", "hommes"),
    "newcomers": ("nieuwkomers", "primo-arrivants"),
    "parents": ("ouders", "parents"),
    "patients": ("patiënten", "patients"),
    "prisoners": ("gedetineerden", "détenus"),
    "professionals": ("professionals hulpverleners", "professionnels"),
    "refugees": ("vluchtelingen asielzoekers", "réfugiés demandeurs d'asile"),
    "seniors": ("ouderen senioren", "personnes âgées seniors"),
    "sex_workers": ("sekswerkers", "travailleurs du sexe"),
    "students": ("studenten", "étudiants"),
    "tenants": ("huurders", "locataires"),
    "undocumented": ("mensen zonder papieren", "personnes sans papiers"),
    "women": ("vrouwen", "femmes"),
    "youth": ("jongeren", "jeunes"),
}
"""Words for the target group codes of the repertory format; "all" and unknown codes say nothing worth finding."""


@dataclass(frozen=True, slots=True)
class Searchable:
    """`columns` holds plain text per full-text column; `wholes` and `windows` are the stretches that get a vector."""

    columns: Mapping[str, str]
    wholes: tuple[str, ...]
    windows: tuple[str, ...]


def windows_of(text: str, cut: Cut) -> tuple[str, ...]:
    """Overlapping stretches of `text`; nothing when it is hardly longer than one."""
    words = text.split()
    if len(words) <= cut.words + cut.step // 2:
        return ()
    starts = range(0, max(1, len(words) - (cut.words - cut.step)), cut.step)
    return tuple(" ".join(words[start : start + cut.words]) for start in starts)


def topic_labels(service: Service, taxonomy: Mapping[str, Term], lang: Lang) -> list[str]:
    """Labels of a service's categories, each followed by its parents'; unknown codes are left out."""
    labels: list[str] = []
    for code in service.categories:
        seen: set[str] = set()
        at = code
        while at in taxonomy and at not in seen:
            seen.add(at)
            labels.append(taxonomy[at].label(lang))
            at = taxonomy[at].parent
    return list(dict.fromkeys(label for label in labels if label))


def searchable_service(service: Service, taxonomy: Mapping[str, Term]) -> Searchable:
    """A service is found by both languages it is described in; its categories have labels in both in any case."""
    columns: dict[str, str] = {}
    wholes: list[str] = []
    for lang in INDEX_LANGS:
        named = _sentences(_own(service, "name", lang), _own(service, "organization", lang))
        labels = topic_labels(service, taxonomy, lang)
        groups = [
            TARGET_GROUPS[code][INDEX_LANGS.index(lang)] for code in service.target_groups if code in TARGET_GROUPS
        ]
        body = _sentences(*(_own(service, name, lang) for name in ("description", "conditions", "cost")))
        columns[f"name_{lang}"] = named
        columns[f"topic_{lang}"] = _sentences(*labels, *groups)
        columns[f"body_{lang}"] = body
        columns[f"place_{lang}"] = _sentences(_own(service, "municipality", lang), _own(service, "street", lang))
        if named or body:
            wholes.append(_sentences(named, *labels, body))
    return Searchable(columns, tuple(wholes), tuple(w for whole in wholes for w in windows_of(whole, SERVICE_WINDOWS)))


def searchable_passage(passage: Passage, document: Document) -> Searchable:
    """A passage is found in its own language only; in English ones words are looked for as if they were French."""
    lang: Lang = "nl" if passage.lang == "nl" else "fr"
    heading = " - ".join(passage.heading)
    columns = {f"name_{lang}": document.title, f"topic_{lang}": heading, f"body_{lang}": passage.text}
    whole = _sentences(passage.heading[-1] if passage.heading else "", passage.text)
    return Searchable(columns, (whole,), windows_of(passage.text, PASSAGE_WINDOWS))


def _own(service: Service, field: str, lang: Lang) -> str:
    value: str = getattr(service, f"{field}_{lang}")
    return value


def _sentences(*parts: str) -> str:
    return ". ".join(part.strip().rstrip(".") for part in parts if part.strip())
