"""Which two texts should end up near each other: the training pairs, drawn anew each epoch.

All are taken from neighbouring sentences: a sentence and its translation; a passage and its translation; a sentence
(or a few words of it, as people type) and the passage around it without that sentence, in either language (inverse
cloze task, Lee et al. 2019); a question and its answer.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from tokenizers import Tokenizer

from kb.training.pairs import Corpus

Ids = NDArray[np.int32]

PASSAGE = 6
"""Sentences in the longest training passage; the shortest has two."""

LEAST_TOKENS = 2  # a text of one token teaches nothing but that token


@dataclass(frozen=True, slots=True)
class TokenisedCorpus:
    """Token ids of every sentence: `sides[0]` Dutch, `sides[1]` French, neighbours in `documents`; `answers` Dutch."""

    sides: tuple[list[Ids], list[Ids]]
    documents: tuple[range, ...]
    answers: tuple[tuple[list[Ids], list[Ids]], ...]
    synonyms: tuple[tuple[Ids, ...], ...] = ()


@dataclass(frozen=True, slots=True)
class Mixture:
    """How many pairs of each kind per epoch, relative to the sentences (or question-answer pairs) there are."""

    sentence: float = 1.0
    passage: float = 0.35
    cloze: float = 0.7
    crop: float = 0.5
    answer: float = 1.5
    synonym: float = 1.0


def tokenise(corpus: Corpus, tokenizer: Tokenizer, synonyms: tuple[tuple[str, ...], ...] = ()) -> TokenisedCorpus:
    """Token ids of the corpus, sentence by sentence: passages are then put together without tokenising again."""

    def ids(sentences: tuple[str, ...]) -> list[Ids]:
        encodings = tokenizer.encode_batch_fast(list(sentences), add_special_tokens=False)
        return [np.asarray(encoding.ids, dtype=np.int32) for encoding in encodings]

    answers = tuple((ids(question), ids(answer)) for question, answer in corpus.answers)
    forms = tuple(tuple(ids(group)) for group in synonyms)
    return TokenisedCorpus((ids(corpus.train.nl), ids(corpus.train.fr)), corpus.train.documents, answers, forms)


def epoch_pairs(corpus: TokenisedCorpus, mixture: Mixture, random: np.random.Generator) -> list[tuple[Ids, Ids]]:
    """One epoch of pairs, shuffled."""
    pairs = [
        pair
        for kind in (_sentences, _passages, _clozes, _answers, _synonyms)
        for pair in kind(corpus, mixture, random)
        if min(len(pair[0]), len(pair[1])) >= LEAST_TOKENS or kind is _synonyms
    ]
    order = random.permutation(len(pairs))
    return [pairs[i] for i in order]


def _sentences(corpus: TokenisedCorpus, mixture: Mixture, random: np.random.Generator) -> Iterator[tuple[Ids, Ids]]:
    for nl, fr in zip(*corpus.sides, strict=True):
        if random.random() < mixture.sentence:
            yield nl, fr


def _passages(corpus: TokenisedCorpus, mixture: Mixture, random: np.random.Generator) -> Iterator[tuple[Ids, Ids]]:
    for document in corpus.documents:
        for _ in range(random.poisson(mixture.passage * len(document))):
            if len(document) >= 2:
                chosen = _window(document, random)
                yield _join(corpus.sides[0], chosen), _join(corpus.sides[1], chosen)


def _clozes(corpus: TokenisedCorpus, mixture: Mixture, random: np.random.Generator) -> Iterator[tuple[Ids, Ids]]:
    for document in corpus.documents:
        for _ in range(random.poisson(mixture.cloze * len(document))):
            if len(document) < 3:
                continue
            chosen = _window(document, random)
            hole = int(random.choice(chosen))
            asked, told = random.integers(0, 2, size=2)
            query = corpus.sides[asked][hole]
            if random.random() < mixture.crop:
                query = _crop(query, random)
            yield query, _join(corpus.sides[told], [i for i in chosen if i != hole])


def _answers(corpus: TokenisedCorpus, mixture: Mixture, random: np.random.Generator) -> Iterator[tuple[Ids, Ids]]:
    for question, answer in corpus.answers:
        for _ in range(random.poisson(mixture.answer)):
            asked = _window(range(len(question)), random)
            told = _window(range(len(answer)), random)
            yield _join(question, asked), _join(answer, told)


def _synonyms(corpus: TokenisedCorpus, mixture: Mixture, random: np.random.Generator) -> Iterator[tuple[Ids, Ids]]:
    for forms in corpus.synonyms:
        for _ in range(random.poisson(mixture.synonym * len(forms))):
            first, second = random.choice(len(forms), size=2, replace=False)
            yield forms[first], forms[second]


def _window(sentences: range, random: np.random.Generator) -> list[int]:
    """Two to PASSAGE neighbouring indices (fewer when there are fewer)."""
    length = min(int(random.integers(2, PASSAGE + 1)), len(sentences))
    start = int(random.integers(0, len(sentences) - length + 1))
    return list(sentences[start : start + length])


def _join(sentences: list[Ids], chosen: list[int]) -> Ids:
    return np.concatenate([sentences[i] for i in chosen]) if chosen else np.zeros(0, dtype=np.int32)


def _crop(query: Ids, random: np.random.Generator) -> Ids:
    """A run of 4-16 tokens: what a short question in a chat holds."""
    length = min(int(random.integers(4, 17)), len(query))
    start = int(random.integers(0, len(query) - length + 1))
    return query[start : start + length]
