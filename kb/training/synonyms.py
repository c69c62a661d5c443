"""Forms of one concept in three languages: what the parliament does not say, and people in a chat do.

From the word lists of the package (field glossary with its meanings, everyday words, English vocabulary, near
synonyms), and from `paraphrases.tsv`, which was written for this purpose: per line what is said of one need in Dutch,
French and English, in everyday words and in those of the field. It goes through the needs of welfare and health care
theme by theme; no evaluation question was used for it.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from kb.glossary import Glossary
from kb.models import LANGS
from kb.wordlists import forms, load_english, load_everyday, load_thesaurus

PARAPHRASES = Path(__file__).with_name("paraphrases.tsv")


def read_synonyms() -> tuple[tuple[str, ...], ...]:
    """Groups of at least two texts that mean the same."""
    near = ((*nl, *fr) for nl, fr in load_thesaurus())
    groups = (tuple(dict.fromkeys(group)) for group in (*_of_the_field(), *near))
    return tuple(group for group in groups if len(group) > 1)


def read_field_forms() -> tuple[str, ...]:
    """Every text of the lists about welfare and health care, once: not those of general language."""
    return tuple(dict.fromkeys(form for group in _of_the_field() for form in group if form.strip()))


def _of_the_field() -> Iterator[tuple[str, ...]]:
    lines = PARAPHRASES.read_text(encoding="utf-8").splitlines()[1:]
    yield from (tuple(form for cell in line.split("\t") for form in forms(cell)) for line in lines)
    for concept in Glossary.load().concepts:
        texts = (text for lang in LANGS for text in (*concept.understood[lang], concept.meaning[lang]))
        yield tuple(text for text in texts if text.strip())
    yield from ((*said, *meant) for _, said, meant in load_everyday())
    yield from ((*en, *nl, *fr) for en, nl, fr in load_english())
