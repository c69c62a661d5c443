"""What the store, the writer and search need of a model and of a language analyser; any object of this shape will do.

The real ones are `kb.embed.load_embedder(...)` and `kb.terms.Analyzer.load()`. Protocols keep this side free of their
imports (torch, tokenizers), and let the tests bring small deterministic ones.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from kb.models import Lang

Floats = NDArray[np.float32]
Ints = NDArray[np.int32]

Progress = Callable[[int, int], None]
"""Called with (done, total) texts while something long is going on."""


class Embedder(Protocol):
    """Texts -> vectors. `fingerprint` changes whenever the vector of a text could; `dim` is their length."""

    @property
    def fingerprint(self) -> str: ...
    @property
    def dim(self) -> int: ...

    def encode_queries(self, texts: list[str]) -> Floats:
        """(n, dim) float32, each row of length 1 (or all zero for a text without any known word)."""
        ...

    def encode_passages(self, texts: list[str]) -> Floats:
        """As `encode_queries`, for texts that will be searched."""
        ...


class Alternative(Protocol):
    """One stem that may stand for a word of the question; `weight` in 0-1."""

    @property
    def stem(self) -> str: ...
    @property
    def weight(self) -> float: ...


class Group(Protocol):
    """One word of a question with every way it may appear in text of one language."""

    @property
    def word(self) -> str: ...
    @property
    def weight(self) -> float: ...
    @property
    def alternatives(self) -> Sequence[Alternative]: ...


class Analyzer(Protocol):
    """Text -> stems to index, question -> groups of stems to look for.

    An analyzer may have a `fingerprint: str`; when it differs from the one an index was made with, the words of that
    index are made again. The real one's is `kb.index_version.stems_fingerprint()`.
    """

    def index_terms(self, text: str, lang: Lang) -> list[str]: ...

    def groups(self, text: str, lang: Lang, target: Lang) -> Sequence[Group]: ...


def analyzer_fingerprint(analyzer: Analyzer) -> str:
    """The analyzer's own fingerprint, "" when it has none."""
    return str(getattr(analyzer, "fingerprint", ""))
