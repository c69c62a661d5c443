"""Cuts cleaned blocks into passages: whole sentences, 80 to 160 words, never across a heading."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby

from ingest.cleaning.blocks import Placed
from ingest.text_language import language_of
from kb.models import Lang, Passage

TARGET = 125
"""Words a passage aims at; a section is cut in equal parts of about this size."""

LONGEST = 160
_ABBREVIATIONS = (
    "bv|bijv|blz|cf|nl|art|nr|enz|ca|dr|mevr|dhr|prof|resp|incl|excl|vgl|o.a|m.b.t|d.w.z|i.s.m|i.v.m|i.p.v|m.a.w|t.o.v|"
    "o.m|e.d|p|pp|éd|ex|env|av|etc|st|ste|vs|no|vol|al|m|mme|chap|cfr|ibid|[A-Z]"
)
_SENTENCE_END = re.compile(r"([.!?…][\"”’»')\]]*)\s+(?=[«“‘\"'(]?\s?[A-ZÀ-Ý0-9•])")
_ENDS_ABBREVIATED = re.compile(rf"(?:^|[\s(«“‘'])(?:{_ABBREVIATIONS})\.$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class _Piece:
    """A sentence (or list item) that stays whole. `opens` tells that it begins a block; `before` is what goes between
    it and the piece before it."""

    text: str
    words: int
    before: str
    number: int | None


def sentences(text: str) -> list[str]:
    """Sentences of a paragraph; "bv. Brussel", "A. Maron" and "art. 6" do not end one."""
    found: list[str] = []
    start = 0
    for match in _SENTENCE_END.finditer(text):
        if _ENDS_ABBREVIATED.search(text[start : match.end(1)]) and match.group(1) == ".":
            continue
        found.append(text[start : match.end(1)])
        start = match.end()
    return [*found, text[start:]]


def passages(document: str, placed: Iterable[Placed], fallback: Lang) -> tuple[Passage, ...]:
    """Passages of a document in reading order, footnotes of a section after its text."""
    made: list[Passage] = []
    for path, group in groupby(placed, key=lambda entry: entry.path):
        entries = list(group)
        for kind in ("body", "footnote"):
            pieces = _pieces([e for e in entries if (e.block.kind == "footnote") == (kind == "footnote")])
            for part in _parts(pieces):
                text = _joined(part)
                lang = language_of(text, fallback)
                number = part[0].number
                ordinal = len(made)
                made.append(
                    Passage(document, ordinal, path, text, lang, number, "footnote" if kind == "footnote" else "body")
                )
    return tuple(made)


def _pieces(entries: Sequence[Placed]) -> list[_Piece]:
    pieces: list[_Piece] = []
    for entry in entries:
        block = entry.block
        lead = "- " if block.kind == "item" and not re.match(r"^\(?(?:\d{1,2}|[a-z]|[ivx]+)[.)/]", block.text) else ""
        for index, sentence in enumerate(sentences(block.text)):
            for cut, text in enumerate(_bounded(sentence)):
                first = index == 0 and cut == 0
                shown = lead + text if first else text
                if re.search(r"\w", shown):
                    pieces.append(_Piece(shown, len(text.split()), "\n" if first else " ", block.number))
    return pieces


def _bounded(sentence: str) -> list[str]:
    """A sentence of more than 160 words (a table, a list of names) is cut at a comma or semicolon, else anywhere."""
    words = sentence.split(" ")
    if len(words) <= LONGEST:
        return [sentence]
    parts: list[str] = []
    while len(words) > LONGEST:
        ends = [at for at in range(TARGET // 2, LONGEST) if words[at].endswith((";", ",", ":"))]
        at = (ends[-1] if ends else TARGET) + 1
        parts.append(" ".join(words[:at]))
        words = words[at:]
    return [*parts, " ".join(words)]


def _parts(pieces: Sequence[_Piece]) -> list[list[_Piece]]:
    """Groups of pieces of about equal size; a new group begins at a paragraph where that costs little."""
    total = sum(piece.words for piece in pieces)
    if not total:
        return []
    wanted = total / max(1, math.ceil((total - 20) / (LONGEST - 20)))
    parts: list[list[_Piece]] = [[]]
    size = 0
    for piece in pieces:
        opens = piece.before == "\n"
        full = size + piece.words / 2 > wanted or size + piece.words > LONGEST
        if size and (full or (opens and size > 0.8 * wanted)):
            parts.append([])
            size = 0
        parts[-1].append(piece)
        size += piece.words
    if len(parts) > 1 and size < 30 and sum(p.words for p in parts[-2]) + size <= LONGEST:
        parts[-2].extend(parts.pop())
    return parts


def _joined(part: Sequence[_Piece]) -> str:
    return part[0].text + "".join(piece.before + piece.text for piece in part[1:])
