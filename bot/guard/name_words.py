"""What a word of a message can be in somebody's name: given name, family name, initial, particle, or nothing."""

from __future__ import annotations

import re

from bot.guard.lists import Names
from bot.guard.reading import Reading
from bot.guard.tokens import foreign
from bot.guard.vocabulary import known_word

_STREET = (
    "straat", "laan", "plein", "steenweg", "dreef", "kaai", "lei", "markt", "poort", "wijk", "plaats", "hof",
    "gasthuis",
    "ziekenhuis", "kliniek", "huis", "school", "park", "project", "projet", "wet", "centrum", "centre", "zaal", "fonds",
    "prijs", "prix", "brug", "dag", "tehuis", "kazerne", "methode", "werking", "team", "station", "college", "zone",
    "straatje", "weg", "gang", "baan", "kerk", "toren",
)  # fmt: skip
_FAMILY_LIKE = re.compile(
    r"(?:escu|[^aeiou]sk[iay]|wicz|czyk|enko|[aeiou]va|[^aeiou]ov|[aeo]v[ai]c|vic|ian|yan|opoulos|opoulou|akis|idis"
    r"|idou|dze|shvili|oglu|ssens|ckx?|aert[sz]?|eyns|mans|issen|eaux?|elle[rt]?|zadeh|pour|zai|ullah|uddin|llari|aj|inho|"
    r"ulescu|eanu|chuk|yuk|iuk)$"
)
_SAINT = re.compile(r"^(?:sint|saint|sainte|st|ste|san|santa|notre|onze)-")


def joined(reading: Reading, i: int) -> bool:
    """Only a space (or nothing, or a hyphen) stands between a token and the one before it."""
    between = reading.text[reading.ends[i - 1] : reading.starts[i]]
    return between in ("", " ", "  ")


def base(word: str) -> str:
    return word.removesuffix("'s").removesuffix("'")


def kind_of(reading: Reading, names: Names, common: frozenset[str], i: int) -> str:
    """G given, F family, S looks like a family name, U unknown but capitalised, I initial, P particle, "" none."""
    word, folded = reading.words[i], base(reading.folded[i])
    first = word[0]
    if not (first.isalpha()):
        return ""
    if foreign(word):
        return "U" if not reading.mostly_foreign else ""
    if len(word) == 1:
        dotted = i + 1 < len(reading) and reading.words[i + 1] == "." and reading.starts[i + 1] == reading.ends[i]
        if (first.isupper() or (dotted and titled(reading, i))) and (dotted or _after_name(reading, names, i)):
            return "I"
        return "P" if folded in names.particles else ""
    if folded in names.particles:
        return "P"
    listed = _listed(folded, names)
    if "greeting" in reading.marks[i] and (listed == "F" or folded in names.ordinary):
        return ""  # "Dag Sofie": a greeting, although somebody is called so
    if listed and first.isupper() and folded in common and (_opens(reading, i) or _a_thing(reading, i)):
        return ""
    if listed == "F" and "nationality" in reading.marks[i] and not titled(reading, i):
        return ""
    if listed and first.islower() and {"profession", "professional"} & reading.marks[i]:
        return ""
    if listed and (first.isupper() or (folded not in common and _plainly(reading, names, folded, i))):
        return listed
    if first.islower() and _introduced(reading, names.particles, common, folded, i):
        return "U"
    if not first.isupper() or folded in common or _not_name(reading, folded, i):
        return ""
    if _opening(reading, i) and known_word(folded):
        return ""  # "Volgens Veerle"
    return "S" if len(folded) > 4 and _FAMILY_LIKE.search(folded) else "U"


_LIKE_A_VERB = ("t", "te", "de", "en", "e", "er", "ee", "ees", "a", "ais", "s")
"""Endings of what else stands in small letters after a title: verbs, mostly."""


def _opening(reading: Reading, i: int) -> bool:
    """The first word of a sentence or a line."""
    return i == 0 or reading.sentence[i - 1] != reading.sentence[i] or reading.words[i - 1] in '\n:"«'


def _opens(reading: Reading, i: int) -> bool:
    """The first word of a sentence, with a word in small letters after it: its capital says nothing ("Mon patient")."""
    return _opening(reading, i) and i + 1 < len(reading) and reading.words[i + 1][0].islower()


_BEFORE_THINGS = frozenset(
    (
        "a",
        "in",
        "te",
        "uit",
        "naar",
        "vers",
        "to",
        "near",
        "geen",
        "enkel",
        "goed",
        "wat",
        "beetje",
        "het",
        "le",
        "en",
        "un",
        "een",
        "une",
        "au",
        "ma",
        "of",
        "no",
    )
)


def _a_thing(reading: Reading, i: int) -> bool:
    """A language or a month after a word that stands before things ("geen Frans", "het Frans"), alone."""
    single = i + 1 >= len(reading) or not reading.words[i + 1][0].isupper()
    return single and i > 0 and reading.folded[i - 1] in _BEFORE_THINGS


def _introduced(reading: Reading, particles: frozenset[str], common: frozenset[str], folded: str, i: int) -> bool:
    """An unlisted word in small letters right after a title or "ze heet" ("monsieur ghebremichael")."""
    before = i - 1
    while before > 0 and reading.folded[before] in particles:
        before -= 1
    verbal = folded.endswith(_LIKE_A_VERB) and before == i - 1  # "el haddouti" is no verb, whatever its end
    if before < 0 or len(folded) < 4 or folded in common or verbal or not _only_spaces(reading, before, i):
        return False
    return bool({"title", "naming"} & reading.marks[before]) and not _not_name(reading, folded, i)


def _only_spaces(reading: Reading, before: int, i: int) -> bool:
    return all(joined(reading, j) for j in range(before + 1, i + 1)) or reading.words[before] in ".:"


def _plainly(reading: Reading, names: Names, folded: str, i: int) -> bool:
    """A word in small letters that is meant as a name: no ordinary word, or next to a title or an unmistakable name."""
    if folded not in names.ordinary:
        return True
    for step in (-1, 1):
        j = i + step
        while 0 <= j < len(reading) and reading.folded[j] in names.particles:
            j += step
        if not 0 <= j < len(reading):
            continue
        if step < 0 and {"title", "naming"} & reading.marks[j]:
            return True
        if reading.folded[j] not in names.ordinary and _listed(reading.folded[j], names):
            return True
    return False


def _after_name(reading: Reading, names: Names, i: int) -> bool:
    """A single capital after a name or a title, without a dot ("Peter V", "Mme B")."""
    return i > 0 and (bool(_listed(base(reading.folded[i - 1]), names)) or "title" in reading.marks[i - 1])


def titled(reading: Reading, i: int) -> bool:
    return i > 0 and "title" in reading.marks[i - 1] and len(reading.words[i - 1]) > 1


def _listed(folded: str, names: Names) -> str:
    if folded in names.given:
        return "G"
    if folded in names.family:
        return "F"
    if "-" in folded and not _SAINT.match(folded):
        parts = [part for part in folded.split("-") if part]
        if parts and parts[-1].endswith(_STREET):
            return ""
        kinds = {("G" if part in names.given else "F" if part in names.family else "") for part in parts}
        if "G" in kinds and parts[0] in names.given:
            return "G"
        if "F" in kinds:
            return "F"
    return ""


_CUES_NO_NAME = frozenset(
    (
        "title", "role", "greeting", "thanks", "signoff", "professional", "place_head", "service", "event", "birth",
        "health", "judicial", "nationality", "near_national", "near_id_card", "near_foreigner", "near_file", "near_own",
        "near_not_a_person", "near_account", "near_plate", "profession", "person_verb", "naming", "exclusion",
        "pass_on",
        "second_person", "colleague", "reach", "near_person", "near_person_contact", "dossier", "about", "link",
    )
)  # fmt: skip


def _not_name(reading: Reading, folded: str, i: int) -> bool:
    """A capitalised word that is surely none of a name."""
    return bool(_SAINT.match(folded)) or folded.endswith(_STREET) or not _CUES_NO_NAME.isdisjoint(reading.marks[i])
