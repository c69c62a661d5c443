"""Is a message the announcement of an event? A pure function, tested with a table of cases.

A wrong yes bothers somebody who did nothing wrong, a wrong no costs nothing. So it takes all of it: a word for an
event, words that invite, a day to come, and an hour or how to register; and nothing of a question or an account.
"""

from __future__ import annotations

import re
from datetime import date, timedelta

from bot.agenda_days import WEEK
from bot.agenda_period import period_of
from bot.handlers.agenda_asked import names_event
from bot.handlers.agenda_hours import hours_of
from kb.understand.text import plain

SHORTEST, LONGEST = 40, 4000
"""Characters. A flyer is longer than a remark, and shorter than a report."""
AHEAD = timedelta(days=300)
"""A day that is further away is last year's, said without its year."""

_INVITES = re.compile(
    r" (organiseren (wij|we)|(wij|we) organiseren|organiseert|nodigen? (jullie|je|u|iedereen|alle)|uitnodiging"
    r"|uitgenodigd|(hartelijk|harte) welkom|welkom op|welkom bij|schrijf (je|u) in|inschrijven (kan|via|voor|verplicht)"
    r"|inschrijvingen|deelname (is )?gratis|gratis deelname|save the date|noteer (alvast|in je agenda)"
    r"|kom (gerust )?langs"
    r"|nous organisons|organisons|organise|vous invit\w+|invitation|avons le plaisir|bienvenue a|inscrivez vous"
    r"|inscriptions?|participation gratuite|gratuit et ouvert|bloquez (la|cette) date|venez"
    r"|we are organi[sz]ing|we organi[sz]e|organi[sz]es|invites?|invited|join us|register (via|at|by|here|for)"
    r"|registration|sign up|welcome to|come along) "
)
_REGISTERS = re.compile(
    r" (inschrijv\w+|schrijf (je|u) in|aanmelden|inscri\w+|s inscrire|register|registration|sign up|rsvp"
    r"|gratis|gratuit\w*|entree|free of charge|adres|adresse|lieu|locatie|plaats) "
)
_OTHERWISE = re.compile(
    r" (geannuleerd|afgelast|gaat niet door|uitgesteld|verplaatst|annule\w*|reporte\w*|cancelled|canceled|postponed"
    r"|verslag|compte rendu|minutes of|bedankt aan|dank aan|merci a tou\w*|terugblik|was een succes|ete un succes"
    r"|kan iemand|kent iemand|weet iemand|iemand die|wie kan|wie gaat|wie komt|quelqu un|qui peut|qui vient"
    r"|can anyone|does anyone|anybody|someone|ik zoek|wij zoeken|we zoeken|je cherche|nous cherchons|looking for"
    r"|mijn client|onze client|mon patient|ma patiente|my client|vandaag gesloten|gesloten op|ferme\w*|closed"
    r"|vacature|offre d emploi|job offer) "
)


def announces(text: str, today: date) -> bool:
    """Whether `text` announces an event on a day from `today` on."""
    if not SHORTEST <= len(text) <= LONGEST or "?" in _without_links(text):
        return False
    flat = plain(text)
    if not _INVITES.search(flat) or not names_event(flat) or _OTHERWISE.search(flat):
        return False
    period, rest = period_of(text, today)
    if period is None or period.length > WEEK or not today <= period.first <= today + AHEAD:
        return False
    hours, _ = hours_of(rest)
    return hours is not None or bool(_REGISTERS.search(flat))


def _without_links(text: str) -> str:
    return re.sub(r"https?://\S+", " ", text)
