"""What is told of the past says nothing about when help is needed: "reçu ce matin", "vanmiddag uit zijn kamer gezet".

A clause that tells what happened is left out before `time_words` looks for a time. A clause that asks or wishes
("kan ze vannacht opgevangen worden", "pour ce soir") is kept, whatever its verbs.
"""

from __future__ import annotations

import re

from kb.understand.text import plain

_CLAUSES = re.compile(
    r"[,.;?!\n]|\s(?=(?:waar|wie|welke|zoek|zoekt|zoeken|où|qui|quel|quelle|cherche|cherchons|who|where|which"
    r"|looking)\b)",
    re.IGNORECASE,
)
_NO_PARTICIPLE = (
    r"geen|gesloten|geopend|gezin\w*|geld|gezocht|gevraagd|gevonden|gezond\w*|gemeente\w*|gesprek\w*|gebied\w*|gebouw\w*"
    r"|geneesmiddel\w*|gehandicap\w*|gepensioneerd\w*|gedetineerd\w*|geduld|gewicht|geweld|gezicht|geest|geconventioneerd"
    r"|gescheiden|gent|gewend|gewoont?\w*|gebied|gebruikt?|geschikt|gespecialiseerd|gedrag\w*|gezelschap"
)
_HAPPENED = re.compile(
    rf" ((?!(?:{_NO_PARTICIPLE}) )(?:aan|af|bij|binnen|buiten|door|in|mee|neer|om|op|over|toe|uit|weg)?"
    r"ge\w{2,}(?:d|t|en)"
    r"|ontslagen|ontvangen|bedreigd|verloren|verwijderd|overleden|bevallen|kreeg|kregen|viel|werd|werden"
    r"|(?:a|ai|ont|avons|est|suis|sont|etait|ete|vient de|viens de) (?:\w+ ){0,2}"
    r"(?:recue?s?|recevoir|mise?s?|perdue?s?|appris|sortie?s?|partie?s?|venue?s?|eue?|tombee?s?|tomber|arrivee?s?|arriver"
    r"|expulsee?s?|agressee?s?|frappee?s?|chassee?s?|viree?s?|hospitalisee?s?|quittee?|appelee?|operee?|coupee?s?"
    r"|licenciee?s?|accouchee?|battue?s?|volee?s?|rentree?s?|decedee?s?|blessee?s?|signee?|passee?)"
    r"|(?:recue?s?|tombee?s?|expulsee?s?|agressee?s?|arrivee?s?|licenciee?s?|hospitalisee?s?) "
    r"(?:ce|cet|cette|aujourd|hier|lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche)"
    r"|received|fell|was (?:\w+ed|told|thrown|hit|sent|given)|has been|got (?:\w+ed|thrown|hit|a letter)|lost|arrived"
    r"|happened|left) "
)
_OVER = re.compile(
    r" (vorige?|afgelopen|voorbije|voorbij|last) (week|weekend|maand|nacht|night|month|\w+dag|\w+day) "
    r"| (lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche|semaine|week end|weekend|nuit) (dernier|derniere|passee?) "
)
_ASKS = re.compile(
    r" (kan|kunnen|moet|moeten|mag|wil|worden|zal|zou|voor (vannacht|vanavond|vandaag|morgen|het weekend|dit weekend)"
    r"|open|peut|peuvent|doit|pour (ce|cet|cette|aujourd)|ouverte?s?|ouvre|besoin|trouver|can|could|need|needs|must"
    r"|for (tonight|today|the)|nodig|iemand|quelqu un|someone) "
)


def without_past(text: str) -> str:
    """`text` folded, as by `plain`, without the clauses that tell of the past."""
    clauses = (plain(clause) for clause in _CLAUSES.split(text))
    return plain(" ".join(clause for clause in clauses if not _tells_past(clause)))


def _tells_past(clause: str) -> bool:
    return bool(_OVER.search(clause)) or bool(_HAPPENED.search(clause) and not _ASKS.search(clause))
