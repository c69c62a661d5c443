"""Which fact is asked for: existence, hours, price, waiting time, telephone...

Only meaningful next to a named service; the order of the table settles questions that ask for several.
"""

from __future__ import annotations

import re

from kb.models import Attribute

_TABLE: tuple[tuple[Attribute, re.Pattern[str]], ...] = tuple(
    (attribute, re.compile(f" ({words}) "))
    for attribute, words in (
        (
            Attribute.EXISTS,
            r"bestaat|bestaan|existe\w*|exist|exists|nog actief|encore actif|encore active|still (active"
            r"|running|there|exists?)"
            r"|rouvert\w*|rouvre|heropend|weer open|opnieuw open|reopened|reopen|ferme definitivement"
            r"|definitief gesloten"
            r"|closed down|opgedoekt|gestopt|toujours la|opgeheven|dicht gegaan|permanently closed",
        ),
        (
            Attribute.OPEN_NOW,
            r"(nu|nu nog|nog|momenteel|vandaag|vanavond|vannacht|straks|morgen) (nog )?(open|dicht|gesloten|toe)"
            r"|open (nu|vandaag|vanavond|vannacht|op dit moment|momenteel)|nu (naar|binnen|terecht|langs)|iemand nu"
            r"|(ouverte?s?|fermee?s?) (la )?(maintenant|aujourd hui|ce soir|cette nuit|en ce moment"
            r"|actuellement|encore)"
            r"|(est|est ce) (\w+ )?(deja |encore )?(ouvert|ouverte|ferme)|(encore|toujours) ouverte?"
            r"|open (now|today|tonight|right now|at the moment|on \w+day)|still open|is (it )?open|maintenant ouvert",
        ),
        (
            Attribute.WHEELCHAIR,
            r"(accessibles?|toegankelijk) (en|met|pour|voor) (un |une |een )?(fauteuil|rolstoel|chaise)|en fauteuil"
            r"|rolstoel\w*|rolwagen\w*|chaise roulante|fauteuil roulant|pmr|ascenseur|lift|wheelchair\w*"
            r"|mobilite reduite"
            r"|step free|plain pied|trappen|escaliers|drempelvrij",
        ),
        (
            Attribute.WAITING,
            r"wachttijd\w*|wachtlijst\w*|hoe ?lang wachten|hoe lang (is|duurt|moet)|wachten|hoeveel (jaar|weken"
            r"|maanden)"
            r"|delais?|temps attente|attente|liste attente|combien de (temps|mois|semaines|annees)"
            r"|waiting (time|list)s?"
            r"|how long|wait",
        ),
        (
            Attribute.CAPACITY,
            r"(nog )?plaats(en)? (vrij)?|nog plaats|vrije plaatsen|neemt? (\w+ )?(nieuwe )?(patienten|clienten"
            r"|mensen)( \w+)? (aan|op)"
            r"|patientenstop|volzet|verzadigd|prend(s|nent)?( il| elle| ils| t il| t elle)? (encore|toujours)"
            r"|prend(s|nent)? (encore )?de (nouveaux|nouvelles)|nouveaux patients|places? (libres?"
            r"|disponibles?)|complets?"
            r"|sature\w*|satur\w+|encore de la place|taking (new|on)|accepting new|new patients|full|spots?|vacanc\w+",
        ),
        (
            Attribute.COST,
            r"prix|tarifs?|tarieven|kost\w*|prijs\w*|hoe duur|couts?|coute\w*|combien (ca )?coute|payant\w*"
            r"|price|prices|cost|costs"
            r"|fees?|how much|betalen|betaal\w*|gratis|gratuit|gratuite|tiers payant|derdebetaler\w*|conventionnee?s?"
            r"|geconventioneerd|free",
        ),
        (
            Attribute.HOURS,
            r"horaires?|openingsu\w+|uren|uurregeling|permanentie uren|heures? (ouverture)?|hours|opening times?"
            r"|quand est|wanneer (is|zijn|open)|a quelle heure|hoe laat|what time|when (is|are|does)"
            r"|jours? (ouverture)?",
        ),
        (
            Attribute.LANGUAGES,
            r"spreekt|spreken|welke talen|in welke taal|talen|parlent|parle t on|parle|parlez|quelles langues|langues"
            r"|speaks?|languages?|praten|praat",
        ),
        (
            Attribute.CONDITIONS,
            r"voorwaarden?|wie mag|wie kan|aanvaard\w*|aanvaarden|nemen ze|toegelaten|mag (je|men|een)"
            r"|verwijsbrief|verwijzing"
            r"|voorschrift|conditions?|accepte\w*|accueille\w*|admet\w*|faut il|qui peut|accepts?|take|takes"
            r"|referral|eligible"
            r"|requirements?|zonder afspraak|sans rendez vous|sans rdv|op afspraak|sur rendez vous|leeftijd\w*"
            r"|a partir de quel age",
        ),
        (
            Attribute.PHONE,
            r"telefoonnummers?|telefoon|tel|gsm|nummer|nr|numero\w*|telephone|phone|phone number|bellen|appeler"
            r"|call|bereik\w*"
            r"|bereiken|joindre|contacter|contacteren|contact\w*|reach|gegevens|coordonnees|num",
        ),
        (
            Attribute.ADDRESS,
            r"adres|adresse|address|waar ligt|waar is|waar zit|waar bevindt|ou est|ou se trouve|ou se situe"
            r"|situe\w*|where is|located|gelegen|straat",
        ),
        (Attribute.EMAIL, r"e ?mail\w*|mailadres|mail|courriel|adresse mail|email address"),
        (Attribute.WEBSITE, r"website|site|webstek|site web|site internet|url|lien|link"),
    )
)
_MAIL_FIRST = re.compile(r" (e ?mail\w*|mailadres|courriel|mail) ")


def asked_attribute(spoken: str) -> Attribute | None:
    """The attribute that the folded text asks for, None when it asks for none."""
    if _MAIL_FIRST.search(spoken):
        return Attribute.EMAIL
    return next((attribute for attribute, pattern in _TABLE if pattern.search(spoken)), None)
