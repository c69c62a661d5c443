"""Is a question about what a plan, an advice or a policy says, rather than about who can help?"""

from __future__ import annotations

import re

_PLAN = re.compile(
    r" (plan|plannen|beleid\w*|beleidsplan|politique|policy|regering|gouvernement|government|gwgp|pssi|regeerakkoord"
    r"|accord (de )?gouvernement\w*|advies|avis|rapport|verslag|report|ordonnantie|ordonnance|strategie\w*|strategisch"
    r"|maatregel\w*|mesures?|doelstelling\w*|objectifs?|aanbeveling\w*|recommandations?|volgens|selon|according|artikel"
    r"|wet|loi|decreet|decret|kabinet|minister|ministre|cocom|ggc|cocof|vgc|werkgroep|groupe de travail) "
)
_FIGURE = re.compile(
    r" (hoeveel|combien|how many|how much|percentage|pourcentage|procent|cijfers?|chiffres?|aantal|nombre|aandeel"
    r"|quelle part|welk deel|taux|statistiek\w*|statistiques?) "
)
_WHY = re.compile(
    r" (waarom|pourquoi|pq|why|wat betekent|que signifie|wat houdt|in quoi consiste|quel role|welke rol) "
)
_PERSON = re.compile(
    r" (client\w*|patient\w*|mevrouw|meneer|madame|monsieur|mijn (vader|moeder|zoon|dochter)|mon (pere|fils|mari)"
    r"|ma (mere|fille|femme)|vrouw|man|kind|jongen|meisje|gezin|famille|enfant|my client) "
)


def about_plans(spoken: str) -> bool:
    """Figures, reasons and policy words point to the documents; a person who needs something points to a service."""
    if _PLAN.search(spoken):
        return True
    return bool(_FIGURE.search(spoken) or _WHY.search(spoken)) and not _PERSON.search(spoken)
