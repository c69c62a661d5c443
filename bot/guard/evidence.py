"""How much speaks for a candidate being the name of a person who is helped: points for and against, added.

For: what the words are, titles, roles ("mijn cliënt"), naming verbs, an age, a birth date, an address, a condition.
Against: greetings, thanks, signatures, professionals and colleagues, streets, institutions, laws, public figures.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from bot.guard.candidates import Candidate
from bot.guard.known import Known
from bot.guard.reading import Reading, Spans
from bot.guard.tokens import listed

NEVER = -100.0
SURE = 3.5
"""Points from which a name is reason to redact."""

PROBABLE = 2.0
"""Points from which the author is asked."""

QUOTED = 40
"""Tokens after which a passed-on message is taken to be over."""

NEEDED = 16
"""Tokens after a name in which a need is taken to be that person's."""

_WHOSE = frozenset(("haar", "zijn", "se", "d'r", "z'n"))
_BELONGS = listed(
    """
    medische kaart papieren uitkering leefloon huisbaas medicatie bewindvoerder huur
    moeder vader zoon dochter man vrouw broer zus zusje broertje kind kinderen kindje mama papa oma opa ouders baby
    """
)

_ROOMS = frozenset(("kamer", "chambre", "ch", "room", "studio", "appartement", "appart", "flat", "bed", "lit"))
"""Who has a number at one of these lives there ("kamer 7, Godfried")."""

_OPENING = frozenset(('"', "“", "«", "„", ">"))

_SOFT = listed(
    """
    a aan to au aux beste chere cher lieve dear beaucoup encore nogmaals again heel erg hartelijk alvast voor toute
    tous l' la le de het team equipe l'equipe ook aussi also vooral surtout especially and en et & , ! hoor nog een
    fijne un bon bonne tres very much so zo you u je jou toi vous
    """
)
_OF = listed(
    """
    van de d' du of pour voor aan avec with met des from
    """
)
_BY = frozenset(("van", "de", "d'", "by", "door", "par"))
_CLOSING = frozenset(('"', "”", "»"))
"""A quoted title and who made it: ‘"Malina" van Ingeborg Bachmann’."""

_AND = frozenset(("en", "et", "and", "&", ",", "of", "ou", "/", "+"))
_FROM = frozenset(("van", "du", "de", "from", "chez", "bij", "of", "at", "uit", "d'", "des"))
_PLACES = frozenset(("te", "in", "a", "at", "uit", "from", "naar", "to", "aux", "au", "en"))
_BECOMES = frozenset(("is", "est", "wordt", "sera", "was", "etait", "blijft", "reste", ":"))
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


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What else was found: spans of ages, birth dates, addresses, and whether the message has a hard identifier."""

    ages: Spans = field(default_factory=lambda: Spans(()))
    births: Spans = field(default_factory=lambda: Spans(()))
    addresses: Spans = field(default_factory=lambda: Spans(()))
    numbers: bool = False
    conditions: frozenset[int] = frozenset()
    """Sentences that name a health or judicial condition."""


class Weighing:
    """Points for the candidates of one message, from left to right (a greeting can reach over "Sofie en Peter")."""

    def __init__(self, reading: Reading, around: Surroundings, known: Known, public: frozenset[str]) -> None:
        self._reading = reading
        self._around = around
        self._known = known
        self._public = public
        self._greeted_to = -1
        self._excused_to = -1

    def points(self, it: Candidate) -> float:
        """Points for a candidate; NEVER for what is named after a person, or published."""
        if self._named_after(it) or self._published(it):
            return NEVER
        if self._introduces_itself(it):
            return NEVER
        if self._greeted(it):
            self._greeted_to = it.end
            return NEVER
        looks = _looks(it)
        cue = self._cue(it)
        if looks + cue <= 0 or (it.words == it.unknown and not it.initials and cue < 2 and not self._described(it)):
            return NEVER
        return looks + cue + self._context(it) + self._against(it)

    def _introduces_itself(self, it: Candidate) -> bool:
        """The author says who she is: not when she passes on what somebody else wrote."""
        reading = self._reading
        return it.begin > 0 and "self" in reading.marks[it.begin - 1] and not quoted(reading, it.begin)

    def _words(self, it: Candidate) -> str:
        return " ".join(w for w in self._reading.folded[it.begin : it.end] if w not in ".")

    # -- for ---------------------------------------------------------------------------------------------------

    def _cue(self, it: Candidate) -> float:
        """Points for what stands directly before: a title, a role, a naming verb."""
        reading = self._reading
        i = it.begin - 1
        if i >= 0 and reading.words[i] == "." and i > 0 and reading.starts[i] == reading.ends[i - 1]:
            i -= 1
        if i < 0:
            return 0.0
        steps = 0
        while i >= 0 and steps < 2 and reading.words[i] in (":", "(", ",", '"', "'", "«", "“", "=", "-"):
            i -= 1
            steps += 1
        if i < 0:
            return 0.0
        if i > 0 and reading.words[i].isdigit() and reading.folded[i - 1] in _ROOMS:
            return 2.0
        marks = reading.marks[i]
        if "title" in marks and reading.words[i] != "MRS":
            return 3.0
        if "self" in marks and quoted(reading, it.begin):
            return 2.5
        if "naming" in marks:
            return 2.5 if not reading.has("place_head", i - 3, i) and not reading.has("service", i - 3, i) else -2.0
        if "role" in marks:
            return 2.5
        if i > 0 and ("role" in reading.marks[i - 1] or "dossier" in reading.marks[i - 1]) and "about" in marks:
            return 2.0
        if "dossier" in marks:
            return 2.0
        if it.given and self._acquainted(it):
            return 1.75
        return 1.0 if "about" in marks and steps == 0 else 0.0

    def _acquainted(self, it: Candidate) -> bool:
        """Looked for, gone with or warned of ("kent iemand Bogdan?"), nobody's colleague as far as said."""
        reading = self._reading
        return "acquaint" in reading.marks[it.begin - 1] and not (
            reading.has("service", it.end, it.end + 4) or reading.has("professional", it.end, it.end + 4)
        )

    def _context(self, it: Candidate) -> float:
        """Points for what stands around: age, birth date, address, condition, what the person does or needs."""
        reading, around = self._reading, self._around
        begin, end = reading.starts[it.begin], reading.ends[it.end - 1]
        points = 0.0
        if around.ages.meet(begin - 12, end + 12):
            points += 2.0
        elif around.ages.meet(begin - 60, end + 80):
            points += 1.0
        if around.births.meet(begin - 40, end + 60):
            points += 2.5
        if around.addresses.meet(begin - 25, end + 40):
            points += 2.0
        if reading.sentence[it.begin] in around.conditions:
            points += 1.5
        if around.numbers:
            points += 1.5
        if self._does(it):
            points += 1.5
        return points + self._need(it)

    def _need(self, it: Candidate) -> float:
        """Points for what a person helped lacks, wears or goes through, soon after a given name."""
        reading = self._reading
        if not it.given:
            return 0.0
        after = range(it.end, min(it.end + NEEDED, len(reading)))
        points = 1.25 if any("plight" in reading.marks[i] for i in after) else 0.0
        if any("near_person" in reading.marks[i] for i in after):
            points += 0.5
        if it.end + 2 < len(reading) and reading.folded[it.end] in _FROM and reading.folded[it.end + 1] in _ROOMS:
            points += 1.5 if reading.words[it.end + 2].isdigit() else 0.0
        if it.end + 1 < len(reading) and reading.folded[it.end] in _WHOSE and reading.folded[it.end + 1] in _BELONGS:
            points += 2.0
        return points

    def _described(self, it: Candidate) -> bool:
        """An unlisted capitalised word that is told of as a person: born, aged, or ill."""
        reading = self._reading
        end = reading.ends[it.end - 1]
        if it.begin and reading.folded[it.begin - 1] in _PLACES:
            return False
        if self._around.births.meet(end, end + 14) or self._around.ages.meet(end, end + 4):
            return True
        return self._does(it) and reading.has("health", it.end + 1, it.end + 3) and it.words <= 2

    def _does(self, it: Candidate) -> bool:
        marks = self._reading.marks
        return any("person_verb" in marks[i] for i in range(it.end, min(it.end + 2, len(marks))))

    # -- against -------------------------------------------------------------------------------------------------

    def _named_after(self, it: Candidate) -> bool:
        """A street, an institution, a law, a project: the head stands before or after the name."""
        reading = self._reading
        if it.end < len(reading) and "place_after" in reading.marks[it.end] and reading.words[it.end - 1] != ".":
            return True
        if self._words(it) in self._public:
            return True
        i = it.begin - 1
        if i >= 0 and reading.folded[i] == "l'":
            return True
        if i > 0 and reading.folded[i] in _BY and reading.words[i - 1] in _CLOSING and it.words > 1:
            return True
        for _ in range(4):
            if i < 0 or reading.words[i] in "\n.,;:!?()":
                if not (i > 0 and reading.words[i] == "." and "place_head" in reading.marks[i - 1]):
                    return False
                i -= 1
            if "place_head" in reading.marks[i]:
                return True
            word = reading.folded[i]
            if word not in (
                "de",
                "du",
                "la",
                "le",
                "l'",
                "d'",
                "van",
                "des",
                "den",
                "der",
                "the",
                "of",
                '"',
                "“",
                "«",
                "'",
                "dr",
                "docteur",
                "dokter",
                "general",
                "generaal",
                "koning",
                "koningin",
                "roi",
                "reine",
                "prins",
                "abbe",
                "pere",
            ):
                return False
            i -= 1
        return False

    def _published(self, it: Candidate) -> bool:
        words = tuple(w for w in self._reading.folded[it.begin : it.end] if w != ".")
        if not self._known.names and not self._known.members:
            return False
        return words in self._known.names or (
            len(words) == 1 and words[0] in self._known.members and not self._cue(it) > 1
        )

    def _greeted(self, it: Candidate) -> bool:
        """Spoken to, thanked, or signing."""
        return self._hailed(it) or self._called(it) or self._signed(it)

    def _hailed(self, it: Candidate) -> bool:
        reading = self._reading
        if self._greeted_to >= 0 and it.begin - self._greeted_to <= 2 and reading.folded[it.begin - 1] in _AND:
            return True
        if it.begin and reading.words[it.begin - 1] == "@":
            return True
        if self._does(it) and not self._thanked(it):
            return False
        i = it.begin - 1
        for _ in range(6):
            if i < 0:
                return False
            marks = reading.marks[i]
            if i and reading.folded[i] == "lieve" and "title" in reading.marks[i - 1]:
                return False
            if "greeting" in marks or "thanks" in marks or reading.words[i] == "@":
                return True
            if "title" not in marks and reading.folded[i] not in _SOFT and reading.words[i] != ".":
                return False
            i -= 1
        return False

    def _thanked(self, it: Candidate) -> bool:
        return self._reading.has("thanks", it.begin - 3, it.begin)

    def _called(self, it: Candidate) -> bool:
        """ "Sofie, heb jij ...?" and "Goed idee, Karima!"."""
        reading = self._reading
        first, last = reading.sentence_bounds(it.begin)
        if it.begin == first and it.end < last and reading.words[it.end] in (",", ":", "-", "–"):
            return reading.has("second_person", it.end + 1, it.end + 5) or reading.has(
                "greeting", it.end + 1, it.end + 3
            )
        ended = it.end >= last - 1 and (it.end >= len(reading) or reading.words[min(it.end, last - 1)] in "!?.")
        called = it.begin - 1 > first and reading.words[it.begin - 1] == "," and ended and it.words == 1
        return called and not reading.has("role", first, it.begin) and not reading.has("title", first, it.begin)

    def _signed(self, it: Candidate) -> bool:
        """At the end of the message, alone on its line or after a dash or a closing."""
        reading = self._reading
        if any(word[0].isalnum() for word in reading.words[it.end : it.end + 2]) and not self._trailing_role(it):
            return False
        i = it.begin - 1
        if i < 0:
            return False
        if self._alone_at_end(it):
            return True
        if reading.words[i] == "," or reading.words[i] == "\n":
            closing = reading.has("signoff", i - 4, i + 1) or reading.has("thanks", i - 3, i + 1)
            return closing or (reading.words[i] == "\n" and len(reading) - it.end < 6)
        return reading.has("signoff", i - 1, i + 1) or (
            reading.words[i] in "-–—" and it.words == 1 and it.end == len(reading)
        )

    def _alone_at_end(self, it: Candidate) -> bool:
        """The last sentence is nothing but names: those who write."""
        reading = self._reading
        first, last = reading.sentence_bounds(it.begin)
        if first == 0 or last - first > 5 or any(word[0].isalnum() for word in reading.words[last:]):
            return False
        return all(
            reading.words[i][0].isupper() or reading.folded[i] in _AND or not reading.words[i][0].isalnum()
            for i in range(first, last)
        )

    def _trailing_role(self, it: Candidate) -> bool:
        return self._reading.has("professional", it.end, it.end + 4) or self._reading.has("service", it.end, it.end + 4)

    def _against(self, it: Candidate) -> float:
        reading = self._reading
        points = 0.0
        if self._excused_to >= 0 and 0 < it.begin - self._excused_to <= 2 and reading.folded[it.begin - 1] in _AND:
            points -= 4.0
        elif self._professional_before(it) or self._professional_after(it):
            points -= 5.0
        elif self._colleague(it):
            points -= 4.0
        if points:
            self._excused_to = it.end
        elif reading.has("reach", it.begin - 2, it.begin):
            points -= 2.0
        if it.words == 1 and it.begin == reading.sentence_bounds(it.begin)[0] and it.ordinary:
            points -= 1.0
        first, last = reading.sentence_bounds(it.begin)
        if reading.has("office", first, last) and self._cue(it) < 2:
            points -= 3.0
        if reading.has("event", first, last) and not reading.has("dossier", first, it.begin):
            points -= 1.5
        return points

    def _professional_before(self, it: Candidate) -> bool:
        reading = self._reading
        if self._around.addresses.meet(reading.ends[it.end - 1], reading.ends[it.end - 1] + 3):
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

    def _professional_after(self, it: Candidate) -> bool:
        """In apposition: ", assistante sociale", "(CPAS)", "van het CAW", "is onze nieuwe coördinator"."""
        reading = self._reading
        if it.end >= len(reading):
            return False
        after = reading.folded[it.end]
        if after in (",", "(", "-", "–", ":", "/"):
            if reading.has("role", it.end + 1, it.end + 3) or self._of_role(it):
                return False
            if after == "," and reading.has("person_verb", it.end + 1, it.end + 3):
                return False
            return (
                reading.has("professional", it.end + 1, it.end + 5)
                or (after != "," and reading.has("service", it.end + 1, it.end + 4))
                or (after == "," and reading.has("service", it.end + 1, it.end + 3))
            )
        if after in _FROM:
            return reading.has("service", it.end + 1, it.end + 4) or reading.has("professional", it.end + 1, it.end + 4)
        if after in ("is", "est", "wordt", "sera", "devient", "becomes", "will"):
            return reading.has("professional", it.end + 1, it.end + 5)
        return "professional" in reading.marks[it.end]

    def _of_role(self, it: Candidate) -> bool:
        """Said before in the sentence that this is somebody helped ("résident chambre 14, X, transfert hôpital")."""
        return self._reading.has("role", max(self._reading.sentence_bounds(it.begin)[0], it.begin - 5), it.begin)

    def _colleague(self, it: Candidate) -> bool:
        reading = self._reading
        first, last = reading.sentence_bounds(it.begin)
        return reading.has("colleague", it.end, min(it.end + 5, last)) or reading.has(
            "colleague", max(first, it.begin - 3), it.begin
        )


def quoted(reading: Reading, token: int) -> bool:
    """What stands at a token is somebody else's: after a word for passing on, or in quotation marks."""
    before = range(max(token - QUOTED, 0), token)
    opened = any(reading.words[i] in _OPENING for i in before)
    return opened or any("forwarded" in reading.marks[i] for i in before)


def _looks(it: Candidate) -> float:
    """Points for the words alone."""
    if it.given and (it.family or it.initials):
        points = 3.0 if it.capital else 2.5
    elif it.given >= 2:
        points = 2.5 if it.capital else 1.5
    elif it.ordinary and it.unknown:
        points = 2.0 if it.given else 1.25
    elif it.given and it.unknown:
        points = 2.5
    elif it.family and (it.unknown or it.initials or it.family >= 2):
        points = 2.0 if it.capital else 1.0
    elif it.given:
        points = 1.25 if it.capital else 0.5
    elif it.family:
        points = 1.0 if it.capital else 0.25
    elif it.unknown == 1 and it.initials == 1 and it.capital:
        points = 2.0
    elif it.initials >= 2:
        points = 0.5
    elif it.initials:
        points = 0.25
    else:
        points = 0.5 if it.unknown else 0.0
    return points - (0.75 if it.ordinary and it.given + it.family else 0.0)
