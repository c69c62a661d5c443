"""What a hyphen at the end of a line means: a word cut in two, or a hyphen that belongs there.

No dictionary: the document is its own evidence. If the closed word stands elsewhere in it, the hyphen was soft; if the
hyphenated one does, it is real. Without evidence the document's habit decides: a text set in justified columns cuts
words all the time, a ragged one hardly ever does.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from ingest.cleaning.blocks import Line

JUSTIFIED_SHARE = 0.04
"""From one line in 25 on that ends in a hyphen, lines are justified: ragged text in trials had under 1 %."""

_PREFIXES = frozenset(
    ("non", "niet", "socio", "ex", "anti", "pro", "co", "win", "burn", "follow", "semi", "quasi", "médico", "medico")
)
"""Prefixes that Dutch and French write with a hyphen."""

_TOKEN = re.compile(r"[\w’'\-]+")
_LAST = re.compile(r"([\w’'\-–]+)[-–]$")
_FIRST = re.compile(r"^[\w’'\-]+")
_BRACKET_END = re.compile(r"\((\w+)\)$")
_URL_END = re.compile(r"(?:https?://|www\.)\S*$")


@dataclass(frozen=True, slots=True)
class Evidence:
    """How often each word occurs inside lines (lower case), and whether words are cut by habit."""

    words: Counter[str]
    justified: bool


def evidence(lines: Iterable[Line]) -> Evidence:
    """Counts the words of a document that no line end touches."""
    words: Counter[str] = Counter()
    total = cut = 0
    after_cut = False
    for line in lines:
        tokens = [token.strip("-’'") for token in _TOKEN.findall(line.text.lower())]
        soft = line.text.endswith("-") and not line.open_hyphen
        words.update(tokens[1 if after_cut else 0 : len(tokens) - 1 if soft else None])
        total, cut, after_cut = total + 1, cut + soft, soft
    return Evidence(words, total >= 10 and cut / total >= JUSTIFIED_SHARE)


def join(left: str, right: str, known: Evidence, *, open_hyphen: bool = False) -> str:
    """The text of two lines that belong together, with the hyphen (if any) between them judged."""
    if not left or not right:
        return left or right
    if _URL_END.search(left) and (
        left[-1] in "-/.=_" or (" " not in right[:40] and right[:1].islower() and "/" in right)
    ):
        return left + right
    if left.endswith("/") and not left.endswith(" /"):
        return left + right
    bracket = _BRACKET_END.search(left)
    if bracket and (first := _FIRST.match(right)):
        whole = (bracket.group(1) + first.group()).lower()
        return left + right if known.words[whole] or known.words[first.group().lower()] == 0 else f"{left} {right}"
    if open_hyphen or not _LAST.search(left):
        return f"{left} {right}"
    return _judge(left, right, known)


def _judge(left: str, right: str, known: Evidence) -> str:
    last, first = _LAST.search(left), _FIRST.match(right)
    if last is None or first is None:
        return f"{left} {right}"
    head, tail = last.group(1), first.group()
    closed = known.words[(head + tail).lower().strip("-’'")]
    kept = known.words[f"{head}-{tail}".lower().strip("-’'")]
    if left.endswith("–"):
        head = head.rstrip("–")
        torn = tail[0].islower() and not known.words[head.lower()] and not known.words[tail.lower()]
        return left[:-1] + right if closed or torn else f"{left} {right}"
    if closed != kept:
        return left[:-1] + right if closed > kept else left + right
    return left[:-1] + right if _soft(head, tail, known) else left + right


def _soft(head: str, tail: str, known: Evidence) -> bool:
    """Without evidence for either spelling of the whole word."""
    piece = head.rsplit("-", 1)[-1]
    if head[-1].isdigit() or tail[0].isdigit():
        return False
    if tail[0].isupper():
        return piece.isupper() and len(piece) > 1 and known.justified
    if known.justified:
        return piece.lower() not in {"non", "e"}
    if piece.lower() in _PREFIXES:
        return False
    both_words = bool(known.words[piece.lower()] and known.words[tail.lower().split("-")[0]])
    linked = piece.lower().endswith(("heids", "tings", "teits", "zijns", "schaps", "doms", "nings"))
    return linked or (not both_words and not known.words[piece.lower()] and len(piece) > 3)
