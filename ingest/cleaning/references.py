"""Which footnotes and paragraphs only say where something is written: author, year, title, publisher, page, address.

A reader who asks a question is not helped by them, and titles make them match well. What explains something stays: a
reference is known by its signs and by having no sentence of its own besides the title.
"""

from __future__ import annotations

import re

_YEAR = r"(?:19|20)\d\d[a-z]?"
_ADDRESS = re.compile(r"(?:https?://|www\.)\S+")
_IBIDEM = re.compile(r"^(?:ibid(?:em)?|idem|op\.? ?cit|loc\.? ?cit)\b", re.IGNORECASE)
_NUMBER = re.compile(r"^\(?\d{1,3}\)?\s+")
_HEAD = re.compile(
    r"^(?P<who>(?:[A-ZÀ-Ý«“\"']|[a-z-]+\.[a-z])[^():]{1,160}?),? ?"
    rf"(?:\((?:{_YEAR})[^)]{{0,15}}\)|(?<=[\w.]), {_YEAR}[.,])[ .,:]"
)
"""Who wrote it and when: "Daron, C. (2019) ...", "WHO Europe, 2017. ..."."""

_INITIALS = re.compile(
    r"^(?:[A-ZÀ-Ý][\w’'-]+,? (?:[A-ZÀ-Ý][a-z]?\.-?)+|(?:[A-ZÀ-Ý]\.-?)+ ?[A-ZÀ-Ý][\w’'-]+)(?=[ ,;&(:])"
)
"""A person by name and initials: "Daron, C.", "Willaert A.", "D. Roberfroid"."""

_CITIES = (
    "Brussel|Bruxelles|Brussels|Luik|Liège|Gent|Gand|Ghent|Antwerpen|Anvers|Antwerp|Leuven|Louvain|Louvain-la-Neuve|"
    "Namen|Namur|Bergen|Mons|Charleroi|Parijs|Paris|Lille|Lyon|Den Haag|Amsterdam|Utrecht|Londen|Londres|London|"
    "Oxford|Cambridge|New York|Genève|Geneva|Kopenhagen|Copenhague|Copenhagen|Berlin|Luxembourg|Sint-[A-Z][\\w-]+"
)
_STRONG = (
    re.compile(rf"\b(?:{_CITIES}) ?: ?[A-ZÀ-Ý]"),
    re.compile(
        r"\bop\.? ?cit\b|\bibid|\bet al\b|\bISBN\b|\bISSN\b|\bdoi\b|\(dir\.?\)|\(red\.?\)|\(eds?\.?\)", re.IGNORECASE
    ),
    re.compile(r"\.pdf\b", re.IGNORECASE),
    _ADDRESS,
)
"""What only references have."""

_WEAK = (
    re.compile(rf"\({_YEAR}\b[^)]{{0,15}}\)"),
    re.compile(rf"\b{_YEAR}\.?$"),
    re.compile(r"\b(?:blz|pag|pp?)\.? ?\d|\b(?:pagina[’']s|pages?) \d", re.IGNORECASE),
    re.compile(r"\b(?:geraadpleegd|gepubliceerd|consulté|publié|accessed|retrieved|published)\b", re.IGNORECASE),
)
"""What an explanation may have too ("Situatie op 1 januari 2022.")."""

_POINTER = re.compile(r"^(?:zie|vgl\.?|cf\.?|cfr\.?|voir|see|bron|source|sources|bronnen)\b", re.IGNORECASE)

_VERBS_NL = (
    "is zijn was waren wordt worden werd werden heeft hebben had kan kunnen moet moeten zal zullen zou mag gaat komt "
    "betreft betekent geldt gelden omvat bedoelt bestaat vallen valt blijft biedt stelt staat toont telt schatte "
    "beschikt krijgt krijgen bedraagt gebeurt werkt werken hangt volgt verwijst gebruikt gebruiken"
)
_VERBS_FR = (
    "est sont était étaient ont avait peut peuvent doit doivent sera seront fait font concerne désigne comprend "
    "signifie vise visent permet permettent reste existe existent compte s’agit s'agit s’élève s'élève dépend relève "
    "reçoit reçoivent bénéficie correspond prévoit renvoie"
)
_VERBS_EN = "are were has have had can must will should means refers includes covers applies depends"
_VERBS = frozenset(f"{_VERBS_NL} {_VERBS_FR} {_VERBS_EN}".split())
"""Finite verbs of statements; titles hardly have one."""

SENTENCE = 6
"""Words from which a part with a verb is a statement and no title or name."""

WHO = 26
"""Words that the authors of one work take at most."""

_PARTS = re.compile(r"(?<=[.;?!])\s+(?=[«“\"'(]?[A-ZÀ-Ý])|\s[;]\s")


def is_reference(text: str) -> bool:
    """Whether a footnote only refers: one or more references, an address, "ibid., p. 3", "zie ook https://..."."""
    said = _NUMBER.sub("", text).strip()
    if _IBIDEM.match(said):
        return True
    return (_strong(said) or _weak(said) > 1) and not _states(said)


def is_listed_reference(text: str) -> bool:
    """Whether a paragraph of the text itself is an entry of a bibliography: it begins with who and when, or a name
    with initials, and is nothing but a reference. Stricter than for a footnote: a sentence may mention a year."""
    said = _NUMBER.sub("", text).strip(" -•[]")
    signs = sum(1 for sign in _STRONG if sign.search(said)) + _weak(said)
    return _begins(said) and signs > 1 and not _states(said)


def _begins(said: str) -> bool:
    return bool(_INITIALS.match(said) or _head_length(said))


def _strong(said: str) -> bool:
    return _begins(said) or any(sign.search(said) for sign in _STRONG)


def _weak(said: str) -> int:
    return sum(1 for sign in _WEAK if sign.search(said))


def _states(said: str) -> bool:
    """Whether a part that is neither authors nor title has a verb: then something is explained."""
    if _POINTER.match(said):
        said = said.partition(" ")[2]
    for part in _PARTS.split(_without_heads(_ADDRESS.sub(" ", said))):
        words = _words(part)
        if len(words) >= SENTENCE and _VERBS.intersection(words):
            return True
    return False


def _without_heads(said: str) -> str:
    """Without authors, year and title of each reference in it: titles may hold a verb ("Quand le loyer est ...")."""
    kept: list[str] = []
    title = False
    for part in _PARTS.split(said):
        if title:
            title = False
            continue
        length = _head_length(part)
        title = bool(length) and not part[length:].strip(" .,:")
        if not length:
            kept.append(part)
    return ". ".join(kept)


def _head_length(part: str) -> int:
    """Characters of the authors and the year that a part begins with; 0 when it does not, or when that is prose."""
    found = _HEAD.match(f"{part} ")
    if not found:
        return 0
    words = _words(found["who"])
    return found.end() if len(words) <= WHO and not _VERBS.intersection(words) else 0


def _words(text: str) -> list[str]:
    return [word.lower() for word in re.findall(r"[^\W\d_]+(?:['’][^\W\d_]+)?", text)]
