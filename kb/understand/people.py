"""Who it is for and on which terms: age group, target groups, access, wheelchair, help at home.

Tables of expressions over folded text (`text.plain`); each says one thing and is tested by a case.
"""

from __future__ import annotations

import re
from collections.abc import Collection

from kb.understand.ages import ages, group_of_age, without_ages

_GROUPS: tuple[tuple[str, re.Pattern[str]], ...] = tuple(
    (group, re.compile(f" ({words}) "))
    for group, words in (
        (
            "children",
            r"baby\w*|bebes?|zuigeling|nourrisson|peuters?|kleuters?|kindje\w*|kind|\w*kinderen|enfants?|tout petit"
            r"|gamins?|child|children|kids?|toddlers?|infant|astmakindje|zoontje|dochtertje",
        ),
        (
            "youth",
            r"ados?|adolescente?s?|jongeren?|tieners?|jeunes?|mineure?s?|minderjarigen?|teens?|teenagers?|puber\w*"
            r"|young people|youth|young person|minor",
        ),
        (
            "seniors",
            r"seniors?|bejaarden?|ouderen?|aines?|personnes? agees?|vieille dame|vieux monsieur|elderly|older people"
            r"|grand mere|grand pere|oma|opa|grootmoeder|grootvader|gepensioneerden?|pensionnee?s?|alzheimer"
            r"|dementie|demence|dementia",
        ),
        (
            "homeless",
            r"dakloze?n?|thuisloze?n?|sans abris?|sdf|a la rue|slaapt buiten|buiten slaapt|homeless|rough sleep\w*"
            r"|dort dehors|(?<!ee )(?<!es )dans la rue|op straat|sleeping rough"
            r"|sans (domicile|logement|toit|logis)( fixe)?"
            r"|zonder (vaste )?(woonst|woonplaats|onderdak|dak)|geen (vaste )?(woonst|onderdak)|slaapt in zijn auto"
            r"|dort dans sa voiture",
        ),
        (
            "women",
            r"vrouwen|femmes?|women|vrouw|woman|mevrouw|mevr|mw|madame|mme|dame|dames|moeder|maman|mere|cliente|patiente"
            r"|(?:dochter|fille|meisje|zus|soeur|daughter|girl) (?:van |de |is |aged )?(?:1[2-9]|[2-9]\d)"
            r"|elle|she|(?:zij|ze) (?:heeft|is|wil|woont|slaapt|spreekt|zoekt|zit|krijgt|durft|kan|moet|komt)",
        ),
        (
            "men",
            r"hij|mannen|man van|monsieur|meneer|hommes?|he|een man|un homme|a man|dakloze man|vader|pere|papa"
            r"|mr|mijnheer|heer|guy|homme"
            r"|(?:zoon|fils|jongen|garcon|broer|frere|boy) (?:van |de |is |aged )?(?:1[2-9]|[2-9]\d)",
        ),
        ("lgbtqi", r"lgbt\w*|trans|transgender|gay|homo|lesbienne|lesbisch\w*|holebi\w*|queer"),
        (
            "drug_users",
            r"druggebruikers?|drugsgebruikers?|usagers? de drogues?|crack\w*|heroine|cocaine|toxicoman\w*"
            r"|drug users?|seringues?|spuiten",
        ),
        (
            "disabled",
            r"handicap\w*|beperking|gehandicapte?n?|disab\w*|malvoyante?s?|slechtziend\w*|slechthorend\w*|sourde?s?"
            r"|doven?|blind\w*|autis\w*|tsa",
        ),
        (
            "refugees",
            r"vluchtelingen?|refugies?|refugiees?|asielzoekers?|demandeurs? d asile|demandeuse asile|refugees?"
            r"|asylum seekers?|mena|nbmv",
        ),
        ("newcomers", r"nieuwkomers?|primo arrivante?s?|newcomers?|just arrived|vient arriver|pas aangekomen"),
        ("carers", r"mantelzorgers?|aidante?s? proches?|informal carers?|caregivers?"),
        ("students", r"student\w*|etudiante?s?"),
        ("prisoners", r"gevangen\w*|gedetineerden?|detenue?s?|prison|prisoners?|ex detenue?s?"),
        ("sex_workers", r"sekswerk\w*|travailleu\w+ du sexe|prostitu\w*|sex workers?"),
        ("tenants", r"huurders?|locataires?|tenants?"),
        ("families", r"gezin|gezinnen|familles?|family|families"),
        ("couples", r"koppels?|couples?"),
    )
)

_ACCESS: tuple[tuple[str, re.Pattern[str]], ...] = tuple(
    (code, re.compile(f" ({words}) "))
    for code, words in (
        (
            "undocumented",
            r"sans papiers?|zonder papieren|zonder wettig verblijf|zonder verblijfs\w+|sans titre de sejour"
            r"|sans sejour|undocumented|without papers|no papers|illegaal|en situation irreguliere|geen papieren"
            r"|pas de papiers|amu|dmh|aide medicale urgente|dringende medische hulp",
        ),
        (
            "no_insurance",
            r"zonder (mutualiteit|ziekenfonds|mutuelle|ziekteverzekering|verzekering)|sans (mutuelle|mutualite"
            r"|couverture|assurance)|geen (mutualiteit|ziekenfonds|mutuelle|ziekteverzekering)|niet verzekerd"
            r"|onverzekerd\w*|pas de mutuelle|plus de mutuelle|(without|no) (health )?insurance|uninsured"
            r"|non assuree?s?",
        ),
        (
            "increased_allowance",
            r"bim|bvt|vt|omnio|verhoogde tegemoetkoming|intervention majoree|rvt statuut|statut bim"
            r"|voorkeurregeling|voorkeurtarief",
        ),
        (
            "free",
            r"gratis|gratuite?s?|gratuitement|kosteloos|free|free of charge|zonder te betalen|sans payer|geen geld"
            r"|pas argent|plus argent|pas chere?s?|goedkope?|betaalbare?|cheap|kan niet betalen",
        ),
        (
            "anonymous",
            r"anoniem|anonieme|anonyme|anonymes|anonymement|anonymous|anonymously|sans donner son nom|zonder naam"
            r"|discretement|discreet|discret",
        ),
        (
            "no_appointment",
            r"zonder afspraak|sans rendez vous|sans rdv|without (an )?appointment|walk in|vrije inloop|inloop",
        ),
    )
)

SEXES = frozenset(("women", "men"))
AGES = frozenset(("children", "youth", "adults", "seniors"))
KINDS = (SEXES, AGES)
"""Target groups of which a person has one."""
_IN_NAMES = ("undocumented", "no_insurance")
_WHEELCHAIR = re.compile(
    r" (rolstoel\w*|rolwagen\w*|chaise roulante|fauteuil roulant|fauteuils roulants|pmr|ascenseur|lift|wheelchairs?"
    r"|mobilite reduite|beperkte mobiliteit|step free|plain pied|scootmobiel) "
)
_CHAIR = r"(?:rolstoel|rolwagen|scootmobiel|fauteuil roulant|chaise roulante|wheelchair)s?"
_GET = (
    r"(?:huren|lenen|uitlenen|ontlenen|kopen|herstellen|louer|emprunter|acheter|reparer|location|rent|borrow|buy|hire)"
)
_TO_HAVE = re.compile(rf" (?:{_CHAIR} (?:\w+ ){{0,2}}{_GET}|{_GET} (?:\w+ ){{0,2}}{_CHAIR}) ")
"""Then a wheelchair is what is needed; else it says who comes."""
_AT_HOME = re.compile(
    r" (a domicile|aan huis|(komt )?thuis( langs)?|bij (hem|haar|mensen) thuis|visites? a domicile|se deplace(nt)?"
    r"|home visits?|at home|comes? to the house|huisbezoek\w*|in huis) "
)
_HOME = re.compile(
    r" (a domicile|aan huis|thuisverpleging|thuisverpleg\w*|thuiszorg|thuishulp|komt thuis|thuis langs|bij (hem"
    r"|haar|mensen) thuis"
    r"|visites? a domicile|se deplace(nt)?|home visits?|at home|comes? to the house|huisbezoek\w*|in huis) "
)


def target_groups(spoken: str) -> tuple[str, ...]:
    """Target groups (repertory codes) that the folded text names, by word or by age, most telling first."""
    found = [*map(group_of_age, ages(spoken)), *(group for group, pattern in _GROUPS if pattern.search(spoken))]
    return tuple(dict.fromkeys(found))


def access(spoken: str) -> tuple[str, ...]:
    """Access needs that the folded text names (codes of `Understanding.access`)."""
    return tuple(code for code, pattern in _ACCESS if pattern.search(spoken))


def condition_words(spoken: str) -> frozenset[str]:
    """The words of the folded text that tell of missing papers or insurance (names of services hold them too), or of a
    wheelchair."""
    chair = () if wheelchair_to_have(spoken) else (_WHEELCHAIR,)
    patterns = (*(pattern for code, pattern in _ACCESS if code in _IN_NAMES), *chair)
    found = (match.group() for pattern in patterns for match in pattern.finditer(spoken))
    return frozenset(word for said in found for word in said.split())


def wheelchair(spoken: str) -> bool:
    """The text asks for step-free access."""
    return bool(_WHEELCHAIR.search(spoken)) and not wheelchair_to_have(spoken)


def wheelchair_to_have(spoken: str) -> bool:
    """The text asks where to rent, buy or mend a wheelchair."""
    return bool(_TO_HAVE.search(spoken))


def home_visit(spoken: str) -> bool:
    """The text asks for help where the person lives."""
    return bool(_HOME.search(spoken))


def without_conditions(spoken: str) -> str:
    """Folded text without what says for whom it is and on which terms. "Thuiszorg" stays: it is a need."""
    for pattern in (*(p for _, p in _ACCESS), *(p for _, p in _GROUPS), _WHEELCHAIR, _AT_HOME):
        spoken = pattern.sub(" ", spoken)
    return without_ages(spoken)


def without_whom(spoken: str, said: Collection[str]) -> str:
    """Folded text without the sexes and ages in it, where `said` (target groups) names others of the same kind."""
    for kind in KINDS:
        if not kind.isdisjoint(said):
            for group, pattern in _GROUPS:
                spoken = pattern.sub(" ", spoken) if group in kind - set(said) else spoken
            spoken = without_ages(spoken) if kind is AGES else spoken
    return spoken
