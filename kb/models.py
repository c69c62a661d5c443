"""The nouns of the knowledge base: what is known, what is asked, what is answered.

All are frozen: they pass between threads and generations without copies. Field names of `Service`
are the columns of the repertory file (HSDS 3 names where HSDS has one), `_nl`/`_fr` per language.
Empty text means "not known"; `None` stands for an unknown number, date or position.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from typing import Literal

Lang = Literal["nl", "fr", "en"]
LANGS: tuple[Lang, ...] = ("nl", "fr", "en")

REGION = "region"
"""In `Service.zones`: the service serves every zone."""


class Capacity(StrEnum):
    """How full a service is, as reported on `Service.capacity_date`. Unknown is never shown as open."""

    OPEN = "open"
    WAITING_LIST = "waiting_list"
    SATURATED = "saturated"
    UNKNOWN = "unknown"


class Accessible(StrEnum):
    """Wheelchair access (OSM `wheelchair`), plus unknown."""

    YES = "yes"
    LIMITED = "limited"
    NO = "no"
    UNKNOWN = ""


class Status(StrEnum):
    """Whether a service still exists. Closed ones are never proposed, but can be asked about by name."""

    ACTIVE = "active"
    CLOSED = "closed"


@dataclass(frozen=True, slots=True)
class Zone:
    """A care zone (zorgzone / bassin). `id` is its key in the configuration; nothing knows a zone by name.

    `postcodes` may overlap between zones (1000 lies in several); `neighbourhoods` (either language)
    then tell which. `contact_*` is the person named as the way on; empty when none is configured.
    """

    id: str
    name_nl: str
    name_fr: str
    postcodes: tuple[str, ...] = ()
    neighbourhoods: tuple[str, ...] = ()
    neighbours: tuple[str, ...] = ()
    contact_name: str = ""
    contact_phone: str = ""

    def name(self, lang: Lang) -> str:
        """The zone's name for a reader of `lang`; English readers see the French one, as signs do."""
        return self.name_nl if lang == "nl" else self.name_fr


@dataclass(frozen=True, slots=True)
class Term:
    """One entry of the regional taxonomy: code, parent code ("" at the top), labels, pictogram (one emoji)."""

    code: str
    parent: str
    label_nl: str
    label_fr: str
    label_en: str
    pictogram: str

    def label(self, lang: Lang) -> str:
        return {"nl": self.label_nl, "fr": self.label_fr, "en": self.label_en}[lang]


@dataclass(frozen=True, slots=True)
class Service:
    """One service of the repertory."""

    id: str
    organization_nl: str = ""
    organization_fr: str = ""
    name_nl: str = ""
    name_fr: str = ""
    description_nl: str = ""
    description_fr: str = ""
    categories: tuple[str, ...] = ()
    target_groups: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()
    street_nl: str = ""
    street_fr: str = ""
    house_number: str = ""
    postal_code: str = ""
    municipality_nl: str = ""
    municipality_fr: str = ""
    latitude: float | None = None
    longitude: float | None = None
    phone: str = ""
    email: str = ""
    website: str = ""
    opening_hours: str = ""
    conditions_nl: str = ""
    conditions_fr: str = ""
    cost_nl: str = ""
    cost_fr: str = ""
    zones: tuple[str, ...] = ()
    capacity: Capacity = Capacity.UNKNOWN
    capacity_date: date | None = None
    waiting_weeks: int | None = None
    wheelchair: Accessible = Accessible.UNKNOWN
    low_threshold: bool | None = None
    status: Status = Status.ACTIVE
    last_verified: date | None = None
    source: str = ""

    def text(self, field_name: str, lang: Lang) -> tuple[str, Lang]:
        """A two-language field (`name`, `description`, `organization`, `conditions`, `cost`, `street`,
        `municipality`) for a reader of `lang`, and the language it is really in. Falls back to the other
        language; English readers get French first, then Dutch."""
        first: Lang = "nl" if lang == "nl" else "fr"
        second: Lang = "fr" if first == "nl" else "nl"
        value: str = getattr(self, f"{field_name}_{first}")
        if value:
            return value, first
        other: str = getattr(self, f"{field_name}_{second}")
        return (other, second) if other else ("", first)


@dataclass(frozen=True, slots=True)
class Document:
    """A plan document. `name` is its file name without the ending; `caveat` is shown with every quote."""

    name: str
    title: str
    lang: Lang
    publisher: str = ""
    date: str = ""
    """ISO year, month or day ("2022", "2022-10", "2022-10-14"), or "" when unknown."""
    caveat_nl: str = ""
    caveat_fr: str = ""
    zone: str = ""


@dataclass(frozen=True, slots=True)
class Passage:
    """About 80-160 words of a document that never cross a heading. `ordinal` counts from 0 in the document."""

    document: str
    ordinal: int
    heading: tuple[str, ...]
    text: str
    lang: Lang
    page: int | None = None
    kind: Literal["body", "footnote"] = "body"

    @property
    def id(self) -> str:
        return f"{self.document}#{self.ordinal}"


@dataclass(frozen=True, slots=True)
class Question:
    """What is asked. `asked_at` is an aware datetime; `lang` is None until detected; `previous` is the question
    that this one continues in its thread, if that is still in memory."""

    text: str
    asked_at: datetime
    zone: str | None = None
    lang: Lang | None = None
    previous: Question | None = field(default=None, repr=False)
    hint: Lang | None = None
    """The language of what was said before it, which decides where its own words leave that open."""


class Attribute(StrEnum):
    """What is asked about a named service."""

    EXISTS = "exists"
    OPEN_NOW = "open_now"
    HOURS = "hours"
    WHEELCHAIR = "wheelchair"
    LANGUAGES = "languages"
    COST = "cost"
    WAITING = "waiting"
    CAPACITY = "capacity"
    CONDITIONS = "conditions"
    PHONE = "phone"
    ADDRESS = "address"
    EMAIL = "email"
    WEBSITE = "website"


@dataclass(frozen=True, slots=True)
class Place:
    """A place named in a question. `zones` are the ids of the zones it lies in; `label` is how to call it."""

    label: str
    postcodes: tuple[str, ...]
    zones: tuple[str, ...] = ()
    latitude: float | None = None
    longitude: float | None = None


@dataclass(frozen=True, slots=True)
class Window:
    """The time at which a service must be open, aware datetimes, `end` exclusive. `label` is a locale key
    suffix (`now`, `tonight`, `sunday` ...)."""

    start: datetime
    end: datetime
    label: str
    ahead: bool = False
    """It begins after the question's moment, so what is open now says nothing about it."""


@dataclass(frozen=True, slots=True)
class Understanding:
    """What Relais made of a question; `relais ask --explain` prints it. Every field is empty when nothing was
    said about it. Codes: ISO 639 for `languages`, `target_groups` as in the repertory, `access` one of
    `undocumented`, `no_insurance`, `increased_allowance`, `free`, `anonymous`, `no_appointment`."""

    lang: Lang
    lang_certain: bool
    needs: tuple[str, ...] = ()
    """The question cut into separate needs; one element, the whole question, unless search found several."""
    places: tuple[Place, ...] = ()
    everywhere: bool = False
    """The asker said that any zone will do."""
    languages: tuple[str, ...] = ()
    likely_languages: tuple[str, ...] = ()
    """Only suggested, by a nationality or a language somebody learns: a tie-breaker, never a condition."""
    window: Window | None = None
    access: tuple[str, ...] = ()
    target_groups: tuple[str, ...] = ()
    ages: tuple[int, ...] = ()
    """In years, of whoever is told of."""
    wheelchair: bool = False
    home_visit: bool = False
    attribute: Attribute | None = None
    also_asked: tuple[Attribute, ...] = ()
    """Further facts asked for in one breath ("prix et délai")."""
    service_id: str | None = None
    """The service named in the question, when one was recognised."""
    same_name: tuple[str, ...] = ()
    """Other services that the name fits as well (those of one organisation)."""
    glossary: str | None = None
    """The acronym or term that the question asks to explain."""
    smalltalk: bool = False
    danger: bool = False
    """Somebody is in danger now: emergency numbers come first."""
    danger_kinds: tuple[str, ...] = ()
    """Which danger (`kb.understand.danger.KINDS`): which numbers fit. Empty with `danger` set: all of them."""
    talk: Literal["greeting", "help", ""] = ""
    """Small talk that is no thanks: a greeting, or a question about Relais itself."""
    about_plans: bool = False
    """It asks what a plan or policy says, or for a figure: passages come before services."""
    documents: tuple[str, ...] = ()
    """Names of the documents that the question names ("wat zegt het regeerakkoord over ...")."""
    sought: str = ""
    """With `documents`: the question without the words that name them; empty when it only asks what is in them."""
    about_person: bool = False
    """A person who needs something is mentioned."""
    seeks_help: bool = False
    """It asks where to go or who can help."""
    content_words: tuple[str, ...] = ()
    """The words that say what is needed, without place and language."""
    searched: str = ""
    """The question without its places and languages: what search is given."""

    @property
    def attributes(self) -> tuple[Attribute, ...]:
        """All facts asked for, in the order of the question."""
        return ((self.attribute,) if self.attribute else ()) + self.also_asked


@dataclass(frozen=True, slots=True)
class Opening:
    """State of a service's opening hours at the question's moment. `until` is when that state ends (aware), or
    None when it never does or is unknown."""

    state: Literal["open", "closed", "unknown"]
    until: datetime | None = None


@dataclass(frozen=True, slots=True)
class Stretch:
    """Open from `start` to `end` (aware); `end` is None when it never closes, or nobody knows when."""

    start: datetime
    end: datetime | None


@dataclass(frozen=True, slots=True)
class ServiceHit:
    """A ranked service. `zone` is the zone to show for it: the asker's when it serves that, else its own (or
    `region`). `in_zone` tells whether it serves the asker's zone (or the place asked for)."""

    service: Service
    score: float
    zone: str
    in_zone: bool
    opening: Opening = Opening("unknown")
    capacity: Capacity = Capacity.UNKNOWN
    """The service's capacity, already set to unknown where its report is too old."""
    then: tuple[Stretch, ...] | None = None
    """When it is open in the time asked for, where that lies ahead: () not at all, None unknown or not asked."""
    reasons: tuple[str, ...] = ()
    """Why it stands here, for `--explain`: `need`, `place`, `language:ti`, `open`, `saturated` ..."""


@dataclass(frozen=True, slots=True)
class PassageHit:
    """A ranked passage with its document and the sentences worth quoting."""

    passage: Passage
    document: Document
    score: float
    quote: str


class AnswerKind(StrEnum):
    """What sort of answer this is; the renderer has one template per kind."""

    RESULTS = "results"
    ATTRIBUTE = "attribute"
    GLOSSARY = "glossary"
    UNKNOWN = "unknown"
    SMALLTALK = "smalltalk"


@dataclass(frozen=True, slots=True)
class Definition:
    """A glossary concept for a reader: the term as asked, its expansion and its form in the other languages."""

    term: str
    nl: str
    fr: str
    en: str
    meaning_nl: str = ""
    meaning_fr: str = ""
    meaning_en: str = ""


@dataclass(frozen=True, slots=True)
class Answer:
    """Everything a renderer needs. `services` and `passages` are ranked lists, also when `answered` is false;
    `show_services` and `show_passages` say how many of them a person sees (at most 3 and 2)."""

    kind: AnswerKind
    lang: Lang
    answered: bool
    confidence: float
    """Probability (0-1), calibrated on the development split, that the answer is right."""
    understanding: Understanding
    services: tuple[ServiceHit, ...] = ()
    passages: tuple[PassageHit, ...] = ()
    show_services: int = 0
    show_passages: int = 0
    relevant: tuple[str, ...] = ()
    """Ids of those among `services` that do what is asked for, in their order. A person sees the first
    `show_services` of them, and asks for the others with `meer`; the rest of the list only ranks on."""
    verdict: Literal["yes", "no", "limited", "unknown", ""] = ""
    """For ATTRIBUTE: the direct answer about `services[0]`, where it is a yes/no question."""
    also_verdicts: tuple[Literal["yes", "no", "limited", "unknown", ""], ...] = ()
    """The same for each of `Understanding.also_asked`."""
    instead: str = ""
    """For ATTRIBUTE: id of the hit to propose where the service asked about has stopped or is full."""
    definition: Definition | None = None
    relaxed: tuple[str, ...] = ()
    """Constraints that had to be dropped, as locale key suffixes (`open`, `language`, `place`, `zone`)."""
    nearest_categories: tuple[Term, ...] = ()
    """For UNKNOWN: what comes nearest, to be offered as one clarifying question."""
    about: Term | None = None
    """For one of several `parts`: the category that its need is about, a heading for it."""
    generation: int = 0
    parts: tuple[Answer, ...] = field(default=())
    """Answers to the separate needs of one message, when there are several; then the lists above interleave theirs,
    what is shown first, and the other fields are those of the first."""

    def relevant_services(self) -> tuple[ServiceHit, ...]:
        """The hits of `relevant`, best first; all of them when nothing says which are."""
        if not self.relevant:
            return self.services
        return tuple(hit for hit in self.services if hit.service.id in self.relevant)

    def shown_services(self) -> tuple[ServiceHit, ...]:
        """What a person sees of the services."""
        return self.relevant_services()[: self.show_services]
