"""Is a question about what a plan or policy says, or about who can help a person?"""

from __future__ import annotations

import re

_PLAN = re.compile(
    r" (plan|plannen|beleid\w*|beleidsplan|politique|policy|regering|gouvernement|government|gwgp|pssi|regeerakkoord"
    r"|accord (de )?gouvernement\w*"
    r"|(?<!juridisch )(?<!sociaal )(?<!gratis )(?<!medisch )(?<!financieel )advies(?! (nodig|geven|vragen|krijgen))"
    r"|(?<!un )(?<!deuxieme )avis(?! medical)|rapport|verslag|report|ordonnantie|ordonnance|strategie\w*|strategisch"
    r"|maatregel\w*|mesures?|doelstelling\w*|objectifs?|aanbeveling\w*|recommandations?|volgens|selon|according|artikel"
    r"|wet|loi|decreet|decret|kabinet|minister|ministre|cocom|ggc|cocof|vgc|werkgroep|groupe de travail) "
)
_FIGURE = re.compile(
    r" (hoeveel(?! kost| betaal)|combien(?! coute| ca coute| paie| faut il payer)|how many|how much(?! does| is| do)"
    r"|percentage|pourcentage|procent|cijfers?|chiffres?|aantal|nombre|aandeel"
    r"|quelle part|welk deel|taux|statistiek\w*|statistiques?) "
)
_WHY = re.compile(
    r" (waarom|pourquoi|pq|why|wat betekent|que signifie|wat houdt|in quoi consiste|quel role|welke rol) "
)
_PERSON = re.compile(
    r" (client\w*|patient\w*|mevrouw|meneer|madame|monsieur|mijn|mon|ma|vrouw|man|kind|jongen|meisje|gezin"
    r"|famille|enfant|my|il|elle|hij|ze|femme|homme|dame|heer|moeder|vader|mere|pere|maman|papa|jeune|ado|koppel"
    r"|couple|she|he|woman|family|child|mother|father) "
)
_SEEKS = re.compile(
    r" (waar (kan|kunnen|vind|moet|haalt|krijgt)|ou (peut|trouver|aller|avoir|faire|prendre)|qui (peut|accepte|prend)"
    r"|wie (kan|helpt|komt|bekijkt)|cherche\w*|zoek\w*|nodig|besoin|looking for|where can|who can|somewhere"
    r"|quelqu un|iemand|anyone|needs?) "
)


def about_plans(spoken: str) -> bool:
    """Policy words, or a figure or reason asked for when no person is mentioned."""
    if _PLAN.search(spoken):
        return True
    return bool(_FIGURE.search(spoken) or _WHY.search(spoken)) and not _PERSON.search(spoken)


def about_person(spoken: str) -> bool:
    """Somebody who needs something is mentioned."""
    return bool(_PERSON.search(spoken))


def seeks_help(spoken: str) -> bool:
    """It asks where to go or who can help."""
    return bool(_SEEKS.search(spoken))
