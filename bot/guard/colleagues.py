"""Names of those who help: professionals, colleagues, who is to be asked."""

from __future__ import annotations

from bot.guard.candidates import Candidate
from bot.guard.helped import cue
from bot.guard.needs import FROM
from bot.guard.reading import Reading
from bot.guard.surroundings import Surroundings
from bot.guard.tokens import listed

CLEAR = 2.5
"""Points of a cue that makes plain whom a name belongs to: a title, "mijn cliënt"."""

SENT = 7
"""Tokens between the word that sends the reader to somebody and the name."""

_ARTICLES = frozenset(("le", "la", "l'", "les", "het", "de", "een", "un", "une", "the", "a"))
_OURS = frozenset(("nieuwe", "nouveau", "nouvelle", "new", "onze", "notre", "our", "ons"))
_WITH = frozenset(("avec", "par", "met", "door", "by", "with"))
"""Between a meeting and who speaks there."""

_OF = listed(
    """
    van de d' du of pour voor aan avec with met des from
    """
)
_LATELY = listed(
    """
    desormais maintenant dorenavant voortaan nu now toujours nog steeds altijd momenteel actuellement currently
    vanaf januari
    """
)
_LINKING = listed(
    """
    is : , ( - – = est wordt sera was name naam nom onze notre our nieuwe nouvelle nouveau new mr mme mevr mevrouw
    madame monsieur dhr de la le l' the
    """
)
_BECOMES = frozenset(("is", "est", "wordt", "sera", "was", "etait", "blijft", "reste", ":"))


def helps(reading: Reading, it: Candidate, around: Surroundings) -> float:
    """Points against a name that is a professional's or a colleague's; 0.0 when it is not known to be one's."""
    if _professional_before(reading, it, around) or _professional_after(reading, it):
        return -5.0
    return -4.0 if _colleague(reading, it) else 0.0


def works_here(reading: Reading, it: Candidate) -> float:
    """Points against a name in a sentence about work: meetings, keys, lists, whom to ask."""
    points = 0.0
    if reading.has("reach", it.begin - 2, it.begin):
        points -= 2.0
    if _turned_to(reading, it):
        if cue(reading, it) < CLEAR:
            points -= 4.0
        elif reading.has("service", it.end, it.end + 3):  # "appelez Mme Peeters au CPAS"
            points -= 5.0
    if it.words == 1 and not it.unknown and it.begin == reading.sentence_bounds(it.begin)[0] and it.ordinary:
        points -= 1.0
    first, last = reading.sentence_bounds(it.begin)
    if reading.has("office", first, last) and cue(reading, it) < CLEAR:
        points -= 3.0
    if reading.has("event", first, last) and not reading.has("dossier", first, it.begin):
        speaks = reading.has("event", first, it.begin - 1) and reading.folded[it.begin - 1] in _WITH
        points -= 4.0 if speaks else 2.0
    return points


def _turned_to(reading: Reading, it: Candidate) -> bool:
    """ "vraag bij de woonwinkel naar X", "demandez X": whom the reader is sent to, when nothing tells of a need."""
    first, last = reading.sentence_bounds(it.begin)
    if not reading.has("turn_to", max(first, it.begin - SENT), it.begin):
        return False
    return not any(reading.has(need, it.end, last) for need in ("plight", "health", "intimate", "judicial"))


def _professional_before(reading: Reading, it: Candidate, around: Surroundings) -> bool:
    if around.addresses.meet(reading.ends[it.end - 1], reading.ends[it.end - 1] + 3):
        return False
    i = it.begin - 1
    if i >= 0 and reading.folded[i] in _OF:
        return False
    first = reading.sentence_bounds(it.begin)[0]
    k = i
    while k > first and reading.folded[k] in _LATELY:
        k -= 1
    if k > first and reading.folded[k] in _BECOMES and reading.has("professional", first, k):
        return not reading.has("role", first, k)
    if i > first and reading.words[i] == ":" and reading.has("professional", first, i):
        return not reading.has("role", first, i)
    for back in range(4):
        j = i - back
        if j < 0 or reading.words[j] in "\n!?;" or reading.folded[j] in _OF:
            return False
        if "professional" in reading.marks[j]:
            return True
        if back and reading.words[j] == "." and reading.folded[j - 1] not in ("dr", "prof"):
            return False
        if (
            reading.folded[j] not in _LINKING
            and "professional" not in reading.marks[max(j - 1, 0)]
            and not reading.words[j][0].isupper()
            and reading.words[j] != "."
        ):
            return False
    return False


def _professional_after(reading: Reading, it: Candidate) -> bool:
    """In apposition: ", assistante sociale", "(CPAS)", "van het CAW", "is onze nieuwe coördinator"."""
    if it.end >= len(reading):
        return False
    after = reading.folded[it.end]
    if after == "(" and _bracketed_house(reading, it.end + 1):
        return True
    if after in (",", "(", "-", "–", ":", "/"):
        if it.end + 1 < len(reading) and reading.words[it.end + 1].isdigit():
            return False  # an age: of what trade somebody helped is
        if reading.has("role", it.end + 1, it.end + 3) or _of_role(reading, it):
            return False
        if after == "," and reading.has("person_verb", it.end + 1, it.end + 3):
            return False
        return (
            reading.has("professional", it.end + 1, it.end + 5)
            or (after != "," and reading.has("service", it.end + 1, it.end + 4))
            or (after == "," and reading.has("service", it.end + 1, it.end + 3))
            or (after == "," and _house(reading, it.end + 1))
            or _newcomer(reading, it.end + 1)
        )
    if after in FROM:
        return (
            reading.has("service", it.end + 1, it.end + 4)
            or reading.has("professional", it.end + 1, it.end + 4)
            or (reading.has("place_head", it.end + 1, it.end + 2) and reading.words[it.end + 1][0].isupper())
        )
    if it.begin and reading.folded[it.begin - 1] in _BECOMES and (after in _ARTICLES or after in _OURS):
        return reading.has("professional", it.end + 1, it.end + 4)  # "vanaf maandag is X het aanspreekpunt"
    if after in ("is", "est", "wordt", "sera", "devient", "becomes", "will"):
        return reading.has("professional", it.end + 1, it.end + 5)
    return "professional" in reading.marks[it.end]


def _newcomer(reading: Reading, i: int) -> bool:
    """ ", le nouveau gardien": a trade that is new or ours."""
    return any(word in _OURS for word in reading.folded[i : i + 2]) and reading.has("profession", i, i + 4)


def _house(reading: Reading, i: int) -> bool:
    """An article and a place: ", le café social"; a street has no article there."""
    return i < len(reading) and reading.folded[i] in _ARTICLES and reading.has("place_head", i + 1, i + 3)


def _bracketed_house(reading: Reading, i: int) -> bool:
    """An organisation in brackets: "(Brusselleer)", "(PMS Molenbeek)"; no country, no age, no small letters."""
    if i >= len(reading) or not reading.words[i][0].isupper() or len(reading.words[i]) < 3:
        return False
    if {"country", "nationality", "role", "title", "health"} & reading.marks[i]:
        return False
    return any(reading.words[j] == ")" for j in range(i + 1, min(i + 5, len(reading))))


def _of_role(reading: Reading, it: Candidate) -> bool:
    """Said before in the sentence that this is somebody helped ("résident chambre 14, X, transfert hôpital")."""
    return reading.has("role", max(reading.sentence_bounds(it.begin)[0], it.begin - 5), it.begin)


def _colleague(reading: Reading, it: Candidate) -> bool:
    first, last = reading.sentence_bounds(it.begin)
    return reading.has("colleague", it.end, min(it.end + 5, last)) or reading.has(
        "colleague", max(first, it.begin - 3), it.begin
    )
