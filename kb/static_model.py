"""The built-in bilingual model: one vector per subword, averaged. No torch, about a millisecond a question.

A text's vector is the mean of the vectors of its tokens (repeats count), scaled to length 1. Row norms matter:
frequent tokens were given small ones in training, which is the model's own idf. The file holds int8 rows with one
scale each; they are widened per text, so the model takes a byte per weight in memory too.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from importlib.resources import files
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from safetensors import SafetensorError
from safetensors.numpy import load_file
from tokenizers import Tokenizer

from kb.errors import ModelUnavailable

WEIGHTS_FILE = "model.safetensors"
TOKENIZER_FILE = "tokenizer.json"
ROWS = "embedding.int8"
SCALES = "embedding.scale"

_CHUNK = 2048  # texts tokenised at once: bounds memory while re-embedding a large repertory

Vectors = NDArray[np.float32]


def builtin_folder() -> Path:
    """Where the shipped model lies (a sentence-transformers folder)."""
    return Path(str(files("kb"))) / "data" / "model"


def load_builtin(folder: Path | None = None) -> StaticEmbedder:
    """The shipped model, or one that `python -m kb.training` wrote to `folder`. Raises ModelUnavailable."""
    place = folder or builtin_folder()
    try:
        tensors = load_file(place / WEIGHTS_FILE)
        tokenizer = Tokenizer.from_str((place / TOKENIZER_FILE).read_text(encoding="utf-8"))
        rows, scales = tensors[ROWS], tensors[SCALES]
    except (OSError, KeyError, SafetensorError, UnicodeDecodeError) as error:
        raise ModelUnavailable(
            f"The built-in model cannot be read from {place}: "
            "reinstall Relais, or retrain it with python -m kb.training."
        ) from error
    return StaticEmbedder(tokenizer, rows, scales)


class StaticEmbedder:
    """Implements `kb.embed.Embedder`. `rows` is int8 (vocabulary, dim), `scales` float32 (vocabulary,)."""

    def __init__(self, tokenizer: Tokenizer, rows: NDArray[np.int8], scales: Vectors) -> None:
        tokenizer.no_padding()
        tokenizer.no_truncation()
        self._tokenizer = tokenizer
        self._rows = rows
        self._scales = scales.astype(np.float32)
        self.dim: int = int(rows.shape[1])
        digest = hashlib.sha256(rows.tobytes())
        digest.update(self._scales.tobytes())
        digest.update(tokenizer.to_str().encode())
        self.fingerprint: str = f"builtin:{digest.hexdigest()[:16]}"

    def encode_queries(self, texts: Sequence[str]) -> Vectors:
        """Unit vectors, float32 (len(texts), dim). Queries and passages are treated alike."""
        vectors = self.encode_passages(texts)
        self._forget()
        return vectors

    def encode_passages(self, texts: Sequence[str]) -> Vectors:
        """Unit vectors, float32 (len(texts), dim); zeros for a text without tokens."""
        out = np.zeros((len(texts), self.dim), dtype=np.float32)
        for start in range(0, len(texts), _CHUNK):
            batch = self._tokenizer.encode_batch(list(texts[start : start + _CHUNK]), add_special_tokens=False)
            for offset, encoding in enumerate(batch):
                if encoding.ids:
                    out[start + offset] = self._sum(np.asarray(encoding.ids))
        norms = np.linalg.norm(out, axis=1, keepdims=True)
        np.divide(out, norms, out=out, where=norms > 0)
        return out

    def word_vectors(self, words: Sequence[str]) -> Vectors:
        """Unit vectors of single words, float32 (len(words), dim); zeros for "". All are tokenised in one go."""
        out = np.zeros((len(words), self.dim), dtype=np.float32)
        encoding = self._tokenizer.encode(list(words), is_pretokenized=True, add_special_tokens=False)
        self._forget()
        ids = np.asarray(encoding.ids, dtype=np.int64)
        if not len(ids):
            return out
        owners = np.asarray(encoding.word_ids, dtype=np.int64)
        starts = np.flatnonzero(np.diff(owners, prepend=-1))
        rows = self._rows[ids] * self._scales[ids, None]
        sums = np.add.reduceat(rows, starts, axis=0)
        out[owners[starts]] = sums / np.maximum(np.linalg.norm(sums, axis=1, keepdims=True), 1e-9)
        return out

    def _forget(self) -> None:
        """The tokenizer remembers the words that it has cut; those of messages must not be remembered (design.md)."""
        self._tokenizer.model._clear_cache()

    def _sum(self, ids: NDArray[np.int64]) -> Vectors:
        """The weighted sum of the tokens' rows; its direction is that of their mean."""
        total: Vectors = self._scales[ids] @ self._rows[ids].astype(np.float32)
        return total
