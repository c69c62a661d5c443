"""What is asked of the agenda: `!agenda deze week in Schaarbeek`, "et en français ?" -> a `Query`.

`read` takes a text apart; `continued` lays what it says over the question before it in the thread.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime
from zoneinfo import ZoneInfo

from bot.agenda_days import Period, following
from bot.agenda_period import period_of
from kb.models import LANGS, Lang, Place, Question, Understanding
from kb.understand.plans import about_person, seeks_help
from kb.understand.text import content_words, plain

Understand = Callable[[Question], Understanding]

KINDS: tuple[tuple[str, str], ...] = (
    ("training", r"vorming\w*|\w*opleiding\w*|bijscholing\w*|cursus\w*|trainings?|formations?|workshops?|ateliers?"
                 r"|studiedag\w*|journees? d? ?etudes?|seminar\w*|seminaires?|webinar\w*|webinaires?|courses?"),
    ("meeting", r"\w*overleg\w*|vergadering\w*|reunions?|concertations?|tables? rondes?|meetings?|intervisi\w*"
                r"|bijeenkomst\w*|rencontres?|ontmoeting\w*"),
    ("info", r"info\w*|informatie\w*|seances? d? ?info\w*|information sessions?"),
    ("fair", r"\w*beurs|\w*beurzen|salons?|foires?|fairs?|opendeurdag\w*|portes ouvertes|open days?"),
    ("walk", r"\w*wandeling\w*|promenades?|balades?|walks?"),
    ("immersion", r"onderdompeling\w*|immersi\w*|inleefdag\w*"),
    ("campaign", r"\w*campagnes?|campaigns?"),
    ("lecture", r"lezing\w*|conferenti\w*|conferences?|debat\w*|talks?|lectures?|symposi\w*|colloqu\w*"),
)  # fmt: skip
"""What people call events, in either language: an asked "vorming" is found in an announced "atelier"."""

_KINDS = tuple((name, re.compile(rf" (?:{words}) ")) for name, words in KINDS)
_AROUND_TEXT = """
    agenda kalender calendrier calendar evenement evenementen evenements evenement events event activiteit
    activiteiten activites activite activities activity volgende eerstvolgende komende prochain prochaine prochains
    prochaines next upcoming coming binnenkort prochainement soon doen gepland programma neuf prevu programme passe
    planned going thema theme gemeente commune taal langue language sujet onderwerp zone bassin tonen toon montre
    show lijst liste list alles tout all staat staan komt komen vindt plaats lieu heeft hebben anders autre autres
    else daarna apres ensuite then after that later plus tard eerst encore nog bezig nieuws nieuw new nouveau semaine
    week weekend maand mois month dag jour day uur heure hour quand wanneer when wie geeft donne gives
    team equipe aan rond autour concernant regarding gegeven doorgaan
"""
_SAID_AROUND = frozenset(_AROUND_TEXT.split())
"""Words that say that it is about the agenda, or ask, and not what events are to be about."""
_AFTER = re.compile(
    r" (daarna|nadien|en dan|en later|later|erna|et apres|apres( ca| cela)?|ensuite|et plus tard|par la suite|la suite"
    r"|suivante?s?|daarop|de week erna|following( week)?|after( that)?|and then|afterwards|what next|meer|verder|encore"
    r"|more) "
)
_ALL_ZONES = re.compile(
    r" (alle|andere|elke|(toutes|tous|dans) les( autres)?|d autres|autres|all|other|every) (de )?(zones?|bassins?) "
)
_NEXT_ONE = re.compile(r" (volgende|eerstvolgende|prochaine?|next) ")
_CONTINUES = re.compile(r"^ (en|et|and|of|ou|or|maar|mais|but|what about|quid|wat met|hoe zit het met) ")
_LANGUAGES: dict[str, Lang] = {
    "nl": "nl", "nederlands": "nl", "nederlandstalig": "nl", "neerlandais": "nl", "neerlandophone": "nl", "dutch": "nl",
    "fr": "fr", "frans": "fr", "franstalig": "fr", "francais": "fr", "francophone": "fr", "french": "fr",
    "engels": "en", "engelstalig": "en", "anglais": "en", "english": "en",
}  # fmt: skip
FEW = 3
LONGEST_FOLLOW_UP = 9
"""Words: who needs more asks anew."""


@dataclass(frozen=True, slots=True)
class Query:
    """`words` is what events are to be about, `kind` what sort of event (a key of KINDS). `single`: only the next one
    is asked for ("de volgende overlegtafel"). `after`: only what begins after that moment. `lang` is None when nothing
    tells the asker's language."""

    lang: Lang | None = None
    period: Period | None = None
    words: str = ""
    words_lang: Lang = "nl"
    kind: str = ""
    kind_words: str = ""
    places: tuple[Place, ...] = ()
    languages: tuple[str, ...] = ()
    everywhere: bool = False
    single: bool = False
    after: datetime | None = None

    @property
    def narrowed(self) -> bool:
        """Whether it asks for more than what comes next."""
        return bool(self.period or self.words or self.kind or self.places or self.languages)


def read(text: str, now: datetime, zone: str | None, region: ZoneInfo, understand: Understand) -> Query:
    """The query in a text (without the command's word). `now` is aware."""
    period, rest = period_of(text, now.astimezone(region).date())
    understood = understand(Question(rest or " ", now, zone))
    whole = understand(Question(text, now, zone)) if text.strip() else None
    kind, kind_words = _kind(plain(rest))
    said = plain(understood.searched) if understood.content_words else " "
    spoken = tuple(code for code in understood.languages if code in LANGS) or _named_languages(rest)
    around = _SAID_AROUND | set(kind_words.split()) | (_LANGUAGES.keys() if spoken else set())
    words = [word for word in content_words(said) if word not in around]
    return Query(
        lang=whole.lang if whole and (whole.lang_certain or words) else None,
        period=period,
        words=" ".join(words),
        words_lang=whole.lang if whole else "nl",
        kind=kind,
        kind_words=kind_words,
        places=understood.places,
        languages=spoken,
        everywhere=understood.everywhere or bool(_ALL_ZONES.search(plain(rest))),
        single=bool(kind and period is None and _NEXT_ONE.search(plain(rest))),
    )


def continued(text: str, now: datetime, before: Query, shown_until: datetime, region: ZoneInfo,
              understand: Understand) -> Query | None:  # fmt: skip
    """The query of a text that goes on from `before`; None when it is about something else. `shown_until` is the
    beginning of the last event that was shown."""
    flat = plain(text)
    own = read(text, now, None, region, understand)
    lang = own.lang or before.lang
    if len(flat.split()) > LONGEST_FOLLOW_UP or about_person(flat) or seeks_help(flat):
        return None
    if own.period or own.places or own.languages or own.everywhere:
        if own.words and not _CONTINUES.search(flat):
            return None
        return replace(
            before,
            lang=lang,
            period=own.period or before.period,
            places=own.places or (() if own.everywhere else before.places),
            languages=own.languages or before.languages,
            everywhere=own.everywhere or before.everywhere,
            words=own.words or before.words,
            words_lang=own.words_lang if own.words else before.words_lang,
            kind=own.kind or before.kind,
            kind_words=own.kind_words or before.kind_words,
            single=False,
            after=None,
        )
    if _AFTER.search(flat) and not own.words:
        if before.period and before.after is None:
            return replace(before, lang=lang, period=following(before.period), single=False)
        return replace(before, lang=lang, period=None, after=shown_until, single=before.single)
    if (own.words or own.kind) and _CONTINUES.search(flat):
        return replace(
            before,
            lang=lang,
            words=own.words,
            words_lang=own.words_lang,
            kind=own.kind or before.kind,
            kind_words=own.kind_words or before.kind_words,
            after=None,
        )
    return None


def _kind(flat: str) -> tuple[str, str]:
    for name, pattern in _KINDS:
        if found := pattern.search(flat):
            return name, found.group().strip()
    return "", ""


def is_of_kind(kind: str, text: str) -> bool:
    """Whether a text names an event of that sort."""
    flat = plain(text)
    return any(name == kind and pattern.search(flat) for name, pattern in _KINDS)


def _named_languages(text: str) -> tuple[Lang, ...]:
    """ "!agenda fr", "!agenda vandaag frans": a language with hardly a word around it."""
    words = plain(text).split()
    return tuple(_LANGUAGES[word] for word in words if word in _LANGUAGES) if len(words) <= FEW else ()
