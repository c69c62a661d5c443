"""Cuts cleaned blocks into passages: whole sentences, 100 to 200 words, never across a heading."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Literal

from ingest.cleaning.blocks import Placed
from ingest.text_language import passage_language
from kb.models import Lang, Passage

TARGET = 155
"""Words a passage aims at; a section is cut in equal parts of about this size. Search compares windows and stretches of
a passage, so a longer one is found as well as a short one and is a whole thought more often (docs/quality.md)."""

LONGEST = 200
LONGEST_WORD = 12
"""Characters that count as one word at most: a text without spaces is cut at 200 times this, 2,400 characters."""

TITLE = 12
"""Words below which a line without a full stop is no passage."""

_ENDED = re.compile(r"[.!?;…][\"”’»')\]]*$")
_CAPTION = re.compile(r"(?:fig(?:uur|ure)?|tab(?:el|leau|le)?|kaart|carte|grafiek|graphique)\b\.? ?\d", re.IGNORECASE)
_ABBREVIATIONS = (
    "bv|bijv|blz|fig|tab|cf|nl|art|nr|enz|ca|dr|mevr|dhr|prof|resp|incl|excl|vgl|o.a|m.b.t|d.w.z|i.s.m|i.v.m|i.p.v|m.a.w|t.o.v|"
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
    """Passages of a document in reading order, footnotes of a section after its text. A title that stands alone is
    none, unless the document has nothing else."""
    entries = list(placed)
    return _made(document, entries, fallback, titles=False) or _made(document, entries, fallback, titles=True)


def _made(document: str, placed: Sequence[Placed], lang: Lang, *, titles: bool) -> tuple[Passage, ...]:
    made: list[Passage] = []
    kinds: tuple[Literal["body", "footnote"], ...] = ("body", "footnote")
    for path, group in groupby(placed, key=lambda entry: entry.path):
        entries = list(group)
        for kind in kinds:
            pieces = _pieces([e for e in entries if (e.block.kind == "footnote") == (kind == "footnote")])
            parts = _parts(pieces)
            for part in parts:
                if len(parts) > 1 or kind == "footnote" or titles or not _is_title(part):
                    text = _joined(part)
                    number = part[0].number
                    made.append(Passage(document, len(made), path, text, passage_language(text, lang), number, kind))
    return tuple(made)


def _is_title(part: Sequence[_Piece]) -> bool:
    """A title or a caption that stands alone says nothing; a number, a colon or a list may be an answer."""
    text = part[0].text
    if len(part) > 1 or part[0].words >= TITLE or text.startswith("- ") or _ENDED.search(text):
        return False
    return bool(_CAPTION.match(text)) or not re.search(r"[\d:@]", text)


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
                    pieces.append(_Piece(shown, _size(text), "\n" if first else " ", block.number))
    return pieces


def _size(text: str) -> int:
    """Words of a text, or as many as its characters would make where it has too few spaces."""
    return max(len(text.split()), len(text) // LONGEST_WORD)


def _bounded(sentence: str) -> list[str]:
    """A sentence of more than 200 words (a table, a list of names) is cut at a comma or semicolon, else anywhere."""
    if _size(sentence) <= LONGEST:
        return [sentence]
    longest = LONGEST * LONGEST_WORD
    words = [word[at : at + longest] for word in sentence.split(" ") for at in range(0, max(1, len(word)), longest)]
    parts: list[str] = []
    start = 0
    while start < len(words):
        end = _end_of_part(words, start)
        parts.append(" ".join(words[start:end]))
        start = end
    return parts


def _end_of_part(words: Sequence[str], start: int) -> int:
    """Where the part of a sentence that begins at a word ends: all of the rest, or up to a comma, or as it comes."""
    end, characters = start, -1
    while end < len(words) and end - start < LONGEST and characters + 1 + len(words[end]) <= LONGEST * LONGEST_WORD:
        characters += 1 + len(words[end])
        end += 1
    if end == len(words):
        return end
    commas = [at for at in range(start + TARGET // 2, end) if words[at].endswith((";", ",", ":"))]
    return commas[-1] + 1 if commas else min(end, start + TARGET)


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
