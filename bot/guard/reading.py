"""A message as the guard reads it: plain characters, tokens, and which cue words stand where.

Everything here is linear in the length of the text. Nothing is cached: words of messages do not outlive the call.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import accumulate

from bot.guard.lists import Cues
from bot.guard.tokens import TOKEN, fold, foreign, listed

REACH = 60
"""Tokens on either side that can belong to one sentence: keeps a text without full stops linear."""

_ENDS = frozenset(".!?\n;")
_INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff\ufe0f]")
_ODD = re.compile(r"[^\x00-\x7e\u00a1-\u017f\u2010-\u2027\u20ac]|[\u00ad]")


def plain(text: str) -> tuple[str, Sequence[int]]:
    """The text without invisible characters, composed, with ASCII digits; and for each of its characters (and the end)
    the offset in `text`. Nobody hides a number behind a zero-width space or full-width digits."""
    if not _ODD.search(text):
        return text, range(len(text) + 1)
    out: list[str] = []
    offsets: list[int] = []
    for offset, char in enumerate(text):
        if _INVISIBLE.match(char):
            continue
        if out and unicodedata.combining(char):
            composed = unicodedata.normalize("NFC", out[-1] + char)
            out[-1] = composed if len(composed) == 1 else out[-1]
            continue
        shown = _readable(char)
        out.append(shown)
        offsets.extend([offset] * len(shown))
    flat = "".join(out)
    return flat, [*offsets, len(text)]


def _readable(char: str) -> str:
    if char.isdigit():
        return str(unicodedata.digit(char, 0))
    if char.isspace():
        return "\n" if char in "\n\r\u2028\u2029" else " "
    compatible = unicodedata.normalize("NFKC", char)
    return compatible if compatible.isascii() and len(compatible) == 1 else char


@dataclass(frozen=True, slots=True)
class Reading:
    """Parallel lists per token. `marks` holds the categories of the cue phrases that cover a token, `begins` for a
    token where a phrase begins its (category, tokens); `sentence` counts sentences; `mostly_foreign`: more words in
    another script than in Latin, so a text in it and not a name within one; `present`: all categories in the text."""

    text: str
    words: list[str]
    folded: list[str]
    starts: list[int]
    ends: list[int]
    sentence: list[int]
    marks: list[frozenset[str]]
    mostly_foreign: bool
    present: frozenset[str]

    def __repr__(self) -> str:
        return f"Reading({len(self.words)} tokens)"

    def __len__(self) -> int:
        return len(self.words)

    def token_at(self, offset: int) -> int:
        """The first token that ends after `offset` (the number of tokens when there is none)."""
        return bisect_right(self.ends, offset)

    def token_before(self, offset: int) -> int:
        """How many tokens begin before `offset`."""
        return bisect_left(self.starts, offset)

    def has_digits(self) -> bool:
        """Whether there is a number in the text, written in digits."""
        return any(word[0].isdigit() for word in self.words)

    def has(self, category: str, begin: int, end: int) -> bool:
        """Whether a token in [begin, end) carries the category."""
        if category not in self.present:
            return False
        marks = self.marks
        return any(category in marks[i] for i in range(max(begin, 0), min(end, len(marks))))

    def sentence_bounds(self, token: int) -> tuple[int, int]:
        """First token and end of the sentence that a token stands in, as far as `REACH` tokens away."""
        if not self.words:
            return 0, 0
        token = min(token, len(self.words) - 1)
        number = self.sentence[token]
        low, high = max(token - REACH, 0), min(token + REACH, len(self.words))
        return bisect_left(self.sentence, number, low, high), bisect_right(self.sentence, number, low, high)


def read(text: str, cues: Cues) -> Reading:
    """Cut a plain text into tokens and mark the cue phrases."""
    words: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    for match in TOKEN.finditer(text):
        words.append(match.group())
        starts.append(match.start())
        ends.append(match.end())
    folded = [fold(word) for word in words]
    mostly_foreign = sum(map(foreign, words)) * 2 > sum(word[0].isalpha() for word in words)
    sentences = _sentences(words, starts, ends)
    marks = _marks(folded, cues)
    for i, word in enumerate(words):
        if word in ("à", "À") or (word == "m" and i > 0 and words[i - 1].isdigit()):
            marks[i] -= _UNFOLDED
        elif folded[i] == "il" and i + 1 < len(words) and folded[i + 1] in _IMPERSONAL:
            marks[i] -= _SOMEBODY
    present = frozenset[str]().union(*set(marks))
    return Reading(text, words, folded, starts, ends, sentences, marks, mostly_foreign, present)


def _sentences(words: list[str], starts: list[int], ends: list[int]) -> list[int]:
    number = 0
    numbers: list[int] = []
    for i, word in enumerate(words):
        numbers.append(number)
        if word in _ENDS and not (word == "." and _inside(words, starts, ends, i)):
            number += 1
    return numbers


def _inside(words: list[str], starts: list[int], ends: list[int], i: int) -> bool:
    """A full stop that ends no sentence: after an initial or a short title, or glued to what follows."""
    if i + 1 < len(words) and starts[i + 1] == ends[i]:
        return True
    return i > 0 and (len(words[i - 1]) == 1 or fold(words[i - 1]) in _SHORTENED) and ends[i - 1] == starts[i]


_UNFOLDED = frozenset(("person_verb", "title"))
"""What folding gave to words that look alike: "à" is not the verb "a", nor are metres ("200m") the title "M."."""

_IMPERSONAL = listed("y faut existe reste suffit manque s' fallait faudra faudrait fait pleut semble parait vaut")
_SOMEBODY = frozenset(("near_person", "near_somebody"))
"""What "il" is not in "il y a", "il faut"."""

_SHORTENED = listed(
    """
    mevr mw mr mrs ms dhr mme mlle dr st ste av bd ch nr no tel geb str m mvr mej fam blvd prof
    """
)


_OF_PARTS = frozenset(("service", "professional", "event", "health", "judicial"))
"""Categories that a hyphenated word has from its parts ("CAW-onthaal", "hiv-diagnose")."""


_TRADES = (
    "verpleegkundige", "werker", "werkster", "begeleider", "begeleidster", "assistent", "assistente", "consulent",
    "consulente", "coordinator", "coordinatrice", "medewerker", "medewerkster", "verantwoordelijke", "therapeut",
    "therapeute", "verstrekker", "vrijwilliger", "vrijwilligster", "adviseur", "leider", "leidster",
)  # fmt: skip
"""Ends of Dutch compounds for those who help ("wijkverpleegkundige", "woonbegeleider")."""

_TRADE = 9
_PROFESSIONAL = frozenset(("professional",))


def _of_token(word: str, cues: Cues) -> frozenset[str]:
    found = cues.of_word(word.removesuffix("'s"))
    if word.endswith(_TRADES) and len(word) > _TRADE:
        found |= _PROFESSIONAL
    if "-" not in word:
        return found
    return found.union(*(cues.of_word(part) & _OF_PARTS for part in word.split("-")))


def _marks(folded: list[str], cues: Cues) -> list[frozenset[str]]:
    of_word = {word: _of_token(word, cues) for word in set(folded)}
    marks = [of_word[word] for word in folded]
    phrases = cues.phrases
    for i, word in enumerate(folded):
        if word in phrases:
            for phrase, categories in phrases[word]:
                end = i + len(phrase)
                if folded[i:end] == phrase:
                    for j in range(i, end):
                        marks[j] = marks[j] | categories
    return marks


class Spans:
    """Stretches [start, end) that can be asked quickly whether another one meets them."""

    def __init__(self, spans: Iterable[tuple[int, int]]) -> None:
        ordered = sorted(spans)
        self._starts = [start for start, _ in ordered]
        self._furthest = list(accumulate((end for _, end in ordered), max))

    def __bool__(self) -> bool:
        return bool(self._starts)

    def meet(self, start: int, end: int) -> bool:
        """Whether one of them has a character in [start, end)."""
        before = bisect_left(self._starts, end)
        return before > 0 and self._furthest[before - 1] > start
