"""Is a plain question about the agenda, and not about services? A pure function, tested with a table of cases.

A wrong yes hides the answer somebody in need waits for; a wrong no costs one more word ("!agenda"). So it takes a word
that only events have (an information session, a study day), or a time together with a word that events share with
services (a course, a meeting). Whoever asks where a person they help can go asks for a service.
"""

from __future__ import annotations

import re
from enum import StrEnum

from kb.understand.plans import about_person, about_plans, seeks_help
from kb.understand.text import plain


class About(StrEnum):
    """`SURE`: answer from the agenda. `PERHAPS`: only when the agenda has something that fits."""

    SURE = "sure"
    PERHAPS = "perhaps"
    NOT = "not"


_AGENDA = re.compile(
    r" (op de agenda|in de agenda|agenda van (de|deze|volgende|morgen|vandaag)|jullie agenda|de agenda|zoneagenda"
    r"|a l agenda|dans l agenda|al agenda|votre agenda|l agenda|agenda (de|du|partage)|on the agenda|the agenda"
    r"|activiteitenkalender|kalender|calendrier|events? calendar) "
)
# "l'agenda" loses its article when elisions are cut; then the word stands alone.
_AGENDA_ALONE = re.compile(r" agenda ")
_NOT_OURS = re.compile(r" (mijn agenda|mon agenda|my agenda|agenda (2030|van de arts|du medecin)|verborgen agenda) ")

_EVENT = re.compile(
    r" (vormings?\w*|vormingen|bijscholing\w*|infosessies?|infomoment\w*|infonamiddag\w*|infoavond\w*"
    r"|informatiesessies?"
    r"|studiedag\w*|studienamiddag\w*|overlegtafels?|overlegmoment\w*|zoneoverleg|netwerkmoment\w*|netwerklunch\w*"
    r"|netwerkdag\w*|intervisies?|webinars?|symposi\w*|colloqui\w*|seminari\w*|lezingen?|debat\w*|panelgesprek\w*"
    r"|evenement\w*|zorgbeurs|jobbeurs|opendeurdag\w*|immersies?|inleefdag\w*|zonewandeling\w*|bijeenkomst\w*"
    r"|table ronde|tables rondes|tables? de concertation|concertations?"
    r"|(seances?|moments?|session) d? ?info\w*"
    r"|journees? d? ?etudes?|journees? portes ouvertes|portes ouvertes|intervisions?|webinaires?|colloques?|seminaires?"
    r"|evenements?|immersions?|rencontre reseau|midis? de|journees? de formation|matinees?"
    r"|info sessions?|information sessions?|study days?|webinar|seminars?|conferences?|open days?"
    r"|network(ing)? (lunch|event|meeting)s?|events?|training days?) "
)
_SHARED = re.compile(
    r" (opleidingen?|training(en|s)?|workshops?|ateliers?|formations?|activiteit(en)?|activites?|activity|activities"
    r"|vergadering(en)?|reunions?|meetings?|overleg|ontmoeting(en)?|rencontres?|wandeling(en)?|promenades?|balades?"
    r"|walks?|beurs|beurzen|foires?|salons?|fairs?|campagnes?|campaigns?|conferenties?|conferences?|talks?"
    r"|voorstelling|getuigenis(sen)?|temoignages?|onderdompeling(en)?|lunch) "
)
_GOING_ON = re.compile(
    r" (te doen|iets gepland|gepland|op het programma|op til|quoi de neuf|quoi de prevu|prevu|au programme"
    r"|se passe t il|qu est ce qui se passe|que se passe|what s on|whats on|what is on|going on|coming up|planned"
    r"|what s new|what is new|wat is er nieuw|nieuws) "
)
_WHEN = re.compile(
    r" (wanneer (is|zijn|gaat|begint|vindt|komt)|hoe laat (is|begint)|quand (est|a|aura|commence|sera|ont|se)"
    r"|c est quand|a quelle heure (est|commence)|when (is|are|does|do)|what time (is|does)"
    r"|volgende|eerstvolgende|prochaine?s?|next|binnenkort|prochainement|bientot|soon|upcoming|komende) "
)
_FOR_SOMEBODY = re.compile(
    r" (voor|pour|for|met|avec|with) (de |les |des |une? |een |the )?(jong\w*|kinder\w*|ouder\w*|vrouw\w*|mannen"
    r"|gezin\w*|jeunes?|ados?|enfants?|femmes?|hommes?|familles?|seniors?|personnes?|mensen|children|young|youth|women|men|families"
    r"|people|elderly) "
)
_EXPLAIN = re.compile(r" (wat is een|wat zijn|wat betekent|qu est ce qu un\w*|c est quoi|que signifie|what is an?) ")
_RULES_OF_IT = re.compile(
    r" (mettre|publier|annoncer|zetten|plaatsen|publiceren|aankondigen|put on|qui gere|wie beheert|hoe werkt"
    r"|comment (fonctionne|marche)) "
)
_PAST = re.compile(
    r" (was|waren|geweest|vorig\w*|afgelopen|geleden|etait|etaient|a eu|ont eu|dernier|derniere"
    r"|(annee|semaine) passee|(mois|an) passe|were|had|last|ago) "
)
_THERE_IS = re.compile(r" (il y (a|aura)|y (a|aura) t il|a t il|aura t il|t il|qu il|s il) ")
"""French says "il" where nobody is meant."""
_SERVICE = re.compile(
    r" (open|ouvert\w*|opening\w*|openingsuren|horaires?|dokter|huisarts|arts|medecin|doctor|opvang|bed|lits?"
    r"|slapen|dormir|eten|manger|eat|sleep|spoed\w*|urgence\w*|permanence|permanentie|consultatie|consultation"
    r"|tandarts|dentiste|dentist|nederlandse les|taallessen|cours de|lessen|alfa\w*|beroepsopleiding\w*|vdab|actiris"
    r"|zelfhulpgroep|groupe de parole|praatgroep\w*|anonymes?|anoniemen|aa) "
)
_FILLERS = re.compile(
    r" (en|et|and|is|er|iets|wat|quoi|que|what|s|on|the|de|het|le|la|les|un|une|een|a|an|y|il|t|pour|voor|for|about"
    r"|over|c|est|anything|something|quelque|chose|dan|alors|then|dit|ce|cette|this|deze|at|in|au|op|zo) "
)


def about_agenda(text: str, *, timed: bool, rest: str, fresh: bool = True) -> About:
    """Whether `text` asks for events. `timed`: it names a period, and `rest` is the text without that. `fresh`: it
    stands in no thread; in one, a time alone continues what was asked there."""
    flat = plain(text)
    if any(pattern.search(flat) for pattern in (_NOT_OURS, _EXPLAIN, _RULES_OF_IT, _PAST)) or about_plans(flat):
        return About.NOT
    named = bool(_AGENDA.search(flat) or _AGENDA_ALONE.search(flat))
    event = bool(_EVENT.search(flat))
    if about_person(_THERE_IS.sub(" ", flat)) and not named:
        return About.NOT
    if named or event:
        return About.PERHAPS if seeks_help(flat) and not named and not timed else About.SURE
    if _SERVICE.search(flat) or seeks_help(flat):
        return About.NOT
    if timed and _GOING_ON.search(flat):
        return About.PERHAPS if _FOR_SOMEBODY.search(flat) else About.SURE
    if timed and fresh and _nothing_but_time(rest):
        return About.SURE
    if _SHARED.search(flat) and (timed or _WHEN.search(flat)):
        return About.PERHAPS
    return About.NOT


def names_event(flat: str) -> bool:
    """Whether a text (`kb.understand.text.plain`) has a word for something that people come together for."""
    return bool(_EVENT.search(flat) or _SHARED.search(flat))


def _nothing_but_time(rest: str) -> bool:
    """ "this weekend?", "en donderdag?": no need is said."""
    flat = plain(rest)
    while (shorter := _FILLERS.sub(" ", flat)) != flat:
        flat = shorter
    return not flat.strip()
