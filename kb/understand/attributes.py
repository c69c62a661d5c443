"""Which facts are asked for: existence, hours, price, waiting time, telephone...

Only meaningful next to a named service. Where phrases overlap ("weer open") the order of the table settles which fact
is meant; a second fact counts when it is joined to the first ("prix et délai", "rolstoel en Turks?").
"""

from __future__ import annotations

import re

from kb.models import Attribute

_TABLE: tuple[tuple[Attribute, re.Pattern[str]], ...] = tuple(
    (attribute, re.compile(f"(?<= )(?:{words})(?= )"))
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
            Attribute.WHEELCHAIR,
            r"(accessibles?|toegankelijk) (en|met|pour|voor) (un |une |een )?(fauteuil|rolstoel|chaise)|en fauteuil"
            r"|(rolstoel\w*|rolwagen\w*|wheelchair\w*) (toegankelijk|accessible|access|friendly|vriendelijk)"
            r"|rolstoel\w*|rolwagen\w*|chaise roulante|fauteuil roulant|pmr|ascenseur|lift|wheelchair\w*"
            r"|mobilite reduite"
            r"|step free|plain pied|trappen|escaliers|drempelvrij",
        ),
        (
            Attribute.OPEN_NOW,
            r"(nu|nu nog|nog|momenteel|vandaag|vanavond|vannacht|straks|morgen) (nog )?(open|dicht|gesloten|toe)"
            r"|open (nu|vandaag|vanavond|vannacht|op dit moment|momenteel)|nu (naar|binnen|terecht|langs)|iemand nu"
            r"|(ouverte?s?|fermee?s?) (la )?(maintenant|aujourd hui|ce soir|cette nuit|en ce moment"
            r"|actuellement|encore)"
            r"|(est|est ce)(?= (\w+ )?(deja |encore )?(ouvert|ouverte|ferme) )|(encore|toujours) ouverte?"
            r"|open (now|today|tonight|right now|at the moment|on \w+day)|still open|is (it )?open|maintenant ouvert"
            r"|(is|zijn|are)(?= (\w+ ){1,5}(open|dicht|toe|closed) )|(est|sont)(?= (\w+ ){1,5}(ouverte?s?|fermee?s?) )"
            r"|ouverte?s? (a cette heure|en soiree|le \w+)|(can|kan|peut)(?= (\w+ ){0,8}(right now|nu|maintenant) )",
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
            r"(nog )?plaats(en)?( vrij)?|nog (plaats|plek|bedden|een bed)|vrije (plaatsen|bedden)"
            r"|(neemt|nemen)(?= (\w+ ){0,6}(aan|op|bij) )|accepte(nt)? (\w+ )?(encore|toujours|de nouveaux)"
            r"|accueille(nt)? (\w+ )?encore|reste t il|room for|have (any )?(room|space|places|availability|beds?)"
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
_MAIL_FIRST = re.compile(r"(?<= )(e ?mail\w*|mailadres|courriel|mail)(?= )")
_JOINED = re.compile(r" (en|et|and|ook|aussi|also|plus|alsook) ")
_OPENS = re.compile(r"(?<= )(open|opent|geopend|dicht|gesloten|ouverte?s?|ouvre(nt)?|fermee?s?|closed|opens?)(?= )")
OPENING_WORDS = frozenset(("open", "opent", "ouvert", "ouverte", "ouverts", "ouvertes", "dicht", "gesloten", "closed"))
MOST = 3
"""Facts told at once."""


def asked_attributes(spoken: str, *, timed: bool = False) -> tuple[tuple[Attribute, tuple[int, int]], ...]:
    """The facts that the folded text asks for, as told, each with the characters that say so. `timed`: the text names
    a day or time, so that "open" asks about then."""
    first = _first(spoken, timed=timed)
    if first is None:
        return ()
    found = [first]
    if _JOINED.search(spoken):
        for attribute, pattern in _TABLE:
            for match in pattern.finditer(spoken):
                if _joined(spoken, found, attribute, match.span()):
                    found.append((attribute, match.span()))
                    break
    return tuple(sorted(found, key=lambda asked: asked[1])[:MOST])


def _first(spoken: str, *, timed: bool) -> tuple[Attribute, tuple[int, int]] | None:
    if mail := _MAIL_FIRST.search(spoken):
        return Attribute.EMAIL, mail.span()
    for attribute, pattern in _TABLE:
        if match := pattern.search(spoken):
            return attribute, match.span()
        if attribute is Attribute.OPEN_NOW and timed and (opens := _OPENS.search(spoken)):
            return attribute, opens.span()
    return None


def _joined(
    spoken: str, found: list[tuple[Attribute, tuple[int, int]]], attribute: Attribute, span: tuple[int, int]
) -> bool:
    """Another fact than those found, told in other words, with "en", "et" or "and" between it and one of them."""
    if any(attribute is known or (span[0] < end and start < span[1]) for known, (start, end) in found):
        return False
    gaps = (spoken[min(end, span[1]) : max(start, span[0])] for _, (start, end) in found)
    return any(_JOINED.search(f" {gap.strip()} ") for gap in gaps)
