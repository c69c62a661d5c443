"""How much speaks for a candidate being the name of a person who is helped: points for and against, added.

`looks`: the words alone. `helped`: titles, roles, ages, conditions, needs. Against: `addressing` (greeted, thanked,
signing), `colleagues` (professionals, work), `namesakes` (streets, laws, what is published), `quoting` (the author).
"""

from __future__ import annotations

from bot.guard.addressing import AND, addressed
from bot.guard.candidates import Candidate
from bot.guard.colleagues import helps, works_here
from bot.guard.helped import cue, described, requested
from bot.guard.known import Known
from bot.guard.looks import looks
from bot.guard.namesakes import named_after, published
from bot.guard.needs import acting, need
from bot.guard.quoting import introduces_itself
from bot.guard.reading import Reading
from bot.guard.surroundings import Surroundings
from bot.guard.vocabulary import ordinary

NEVER = -100.0
UNLIKELY = -50.0
"""Spoken to, thanked or signing; or hardly looks like a name at all."""

UNTOLD = -1.5
"""An unlisted word of which nothing is told: no name, unless it stands beside one ("Fode et Mamadou")."""

SURE = 3.5
"""Points from which the rules are sure of a name."""

PROBABLE = 2.0
"""Points from which they take it for one."""


STRANGE = 0.75
"""Points of a capitalised word that no dictionary has."""

BARE = 1.5
"""Most points of a given name alone of which no need is told: under PROBABLE."""

KNOWN = 1.75
"""Points of a cue that says whom a name belongs to, or that somebody is looked for or gone with."""

TITLED = 3.0
"""Points of a title: what follows one is a name, whatever the dictionary says."""

LOOKED_UP = 50
"""Words of a message that the dictionary is asked for, at a tenth of a millisecond each."""


class Weighing:
    """Points for the candidates of one message, from left to right (a greeting can reach over "Sofie en Peter")."""

    def __init__(self, reading: Reading, around: Surroundings, known: Known, public: frozenset[str]) -> None:
        self._reading = reading
        self._around = around
        self._known = known
        self._public = public
        self._greeted_to = -1
        self._excused_to = -1
        self._looked_up = 0
        self.helps = False
        """The last candidate that was asked about is a professional, as far as the rules can tell."""

    def points(self, it: Candidate) -> float:
        """Points for a candidate; NEVER for what is named after a person or published, and for the author."""
        reading, around = self._reading, self._around
        self.helps = False
        if named_after(reading, it, self._public) or published(reading, it, self._known):
            return NEVER
        if introduces_itself(reading, it):
            return NEVER
        if addressed(reading, it, self._greeted_to):
            self._greeted_to = it.end
            return UNLIKELY
        look, before = looks(it), cue(reading, it)
        if look + before <= 0:
            return UNLIKELY
        if it.words == it.unknown and not it.initials and before < TITLED:
            if not ((before >= 2 or described(reading, it, around)) and self._strange(it)):
                return UNTOLD
            look += STRANGE
        told = need(reading, it, around)
        points = look + before + told + acting(reading, it) + self._helping(it) + works_here(reading, it)
        bare = it.given and it.words == 1 and not it.initials and not told and before < KNOWN
        if bare and not requested(reading, it):
            return min(points, BARE)  # colleagues are named so, and do things too
        return points

    def beside(self, it: Candidate, points: float) -> bool:
        """Whether a candidate that stands beside a name by "and" or a comma is one too."""
        return PROBABLE > points >= -1.0 or (points == UNTOLD and it.capital and self._strange(it))

    def _strange(self, it: Candidate) -> bool:
        """No dictionary has one of its words. A message that asks too often has hardly another purpose."""
        self._looked_up += it.words
        if self._looked_up > LOOKED_UP:
            return True
        words = self._reading.folded[it.begin : it.end]
        return not all(ordinary(word) for word in words if word[0].isalpha() and len(word) > 1)

    def _helping(self, it: Candidate) -> float:
        """Points against a professional, and against who is named in one breath with one."""
        reading = self._reading
        if self._excused_to >= 0 and 0 < it.begin - self._excused_to <= 2 and reading.folded[it.begin - 1] in AND:
            points = -4.0
        else:
            points = helps(reading, it, self._around)
        if points:
            self._excused_to = it.end
        self.helps = points < 0
        return points
