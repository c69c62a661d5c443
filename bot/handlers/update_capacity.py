"""How full a service says it is: "volzet", "liste d'attente, 6 semaines", "3 plaatsen", "opnieuw plaats"."""

from __future__ import annotations

import re
from dataclasses import dataclass

from kb.models import Capacity
from kb.understand.text import folded

WEEKS_PER_MONTH = 52 / 12
MOST_WEEKS, MOST_PLACES = 520, 9999
"""Ten years is no waiting list any more but a typing error (ingest.values); nobody has ten thousand places."""


@dataclass(frozen=True, slots=True)
class Reported:
    """`weeks` of waiting and free `places`, None where not said; `rest` is what was not read."""

    state: Capacity
    weeks: int | None
    places: int | None
    rest: str


_WEEKS = re.compile(
    r"(?:(?:ongeveer|circa|ca|environ|about|minstens|au moins|van|de|of|d ?') ?)?(?:\d{1,3} ?(?:a|-|tot|to|ou|of) ?)?"
    r"(?P<count>\d{1,3}) ?(?P<unit>weken|week|wkn|wk|w|semaines?|sem|weeks|maanden|maand|mois|months?)\b\.?"
)
_PLACES = re.compile(
    r"(?:(?:nog|encore|still|vrije|maar|only|seulement|slechts) ?)*\b(?P<count>\d{1,5}) ?(?:vrije |beschikbare "
    r"|free )?"
    r"(?:plaats(?:en)?|plekken|plek|places?|bedden|bed|lits?|beds)\b"
    r"(?: (?:vrij|over|beschikbaar|libres?|disponibles?|restantes?|free|left|available))?"
)
_STATES: tuple[tuple[Capacity, re.Pattern[str]], ...] = (
    (Capacity.UNKNOWN, re.compile(r"(?:capaciteit |bezetting )?(?:is )?onbekend|capacite (?:est )?inconnue"
    r"|capacity unknown")),
    (
        Capacity.OPEN,
        re.compile(
            r"(?:niet (?:meer|langer)|geen) (?:volzet|vol|volledig volzet|wachtlijst(?: meer)?)"
            r"|n ?'?est plus (?:complet|plein|sature)e?"
            r"|plus de liste d ?'? ?attente|pas de liste d ?'? ?attente|no longer full|no (?:longer a )?waiting list"
        ),
    ),
    (
        Capacity.SATURATED,
        re.compile(
            r"geen (?:vrije )?(?:plaats(?:en)?|plek(?:ken)?|bed(?:den)?)(?: meer)?(?: vrij)?"
            r"|(?:il n ?'? ?y a )?(?:plus|pas)"
            r" (?:de |d ?'? ?aucune )?(?:places?|lits?)(?: libres?| disponibles?)?|aucune place(?: libre"
            r"| disponible)?"
            r"|no (?:more )?(?:free )?(?:places|place|room|beds)(?: left| available)?"
        ),
    ),
    (
        Capacity.WAITING_LIST,
        re.compile(
            r"(?:er is een |met een |avec (?:une )?|with a )?(?:wachtlijst|wachttijd|liste d ?'? ?attente"
            r"|temps d ?'? ?attente"
            r"|delai(?: d ?'? ?attente)?|waiting (?:list|time))"
        ),
    ),
    (
        Capacity.SATURATED,
        re.compile(
            r"(?:zit |zitten |volledig )?\b(?:volzet|vol|complet(?:e|s|es)?|plein|sature(?:e|s|es)?|verzadigd"
            r"|full|fully booked)\b"
            r"|(?:intake|opname|aanmeldings|inschrijvings)-?stop|saturation"
        ),
    ),
    (
        Capacity.OPEN,
        re.compile(
            r"(?:er is |er zijn |we hebben |il y a |nous avons |there is |there are )?(?:(?:weer|opnieuw|terug"
            r"|nog|encore|a nouveau)"
            r" )*(?:vrije plaats(?:en)?|plaats(?:en)?(?: (?:vrij|beschikbaar))?|de la place|des places?"
            r"|places? (?:libres?"
            r"|disponibles?)|free places|places available|room)(?: (?:vrij|a nouveau|libres?|disponibles?"
            r"|available|again))?"
        ),
    ),
)  # fmt: skip
_ALONE = re.compile(r"\W*(?P<count>\d{1,4})\W*")
_ABOUT = re.compile(
    r"\b(?:capaciteit|bezetting|capacite|disponibilites?|capacity|momenteel|actuellement|currently|sinds|depuis|since"
    r"|aujourd ?'? ?hui|today|er|y|we|wij|nous|on)\b"
)


def capacity(text: str) -> Reported | None:
    """What a text reports of capacity; None when it reports nothing."""
    plain = folded(text).replace("’", "'")
    weeks, plain = _weeks(plain)
    places, plain = _count(plain)
    state, rest = _state(plain)
    if places is not None and state in (None, Capacity.OPEN):
        state = Capacity.OPEN if places else Capacity.SATURATED
    if state is None or (weeks is not None and state in (Capacity.OPEN, Capacity.UNKNOWN)):
        return None
    return Reported(state, weeks, places, _ABOUT.sub(" ", rest))


def number_of_places(text: str) -> int | None:
    """The number in "3", "nog 3 plaatsen"."""
    alone = _ALONE.fullmatch(text)
    return min(int(alone["count"]), MOST_PLACES) if alone else _count(folded(text))[0]


def _weeks(plain: str) -> tuple[int | None, str]:
    found = _WEEKS.search(plain)
    if found is None:
        return None, plain
    count = int(found["count"]) * (WEEKS_PER_MONTH if found["unit"].startswith(("maand", "mois", "month")) else 1)
    if round(count) > MOST_WEEKS:
        return None, plain
    return round(count), f"{plain[: found.start()]} {plain[found.end() :]}"


def _count(plain: str) -> tuple[int | None, str]:
    found = _PLACES.search(plain)
    if found is None or int(found["count"]) > MOST_PLACES:
        return None, plain
    return int(found["count"]), f"{plain[: found.start()]} {plain[found.end() :]}"


def _state(plain: str) -> tuple[Capacity | None, str]:
    for state, pattern in _STATES:
        found = pattern.search(plain)
        if found:
            return state, f"{plain[: found.start()]} {plain[found.end() :]}"
    return None, plain
