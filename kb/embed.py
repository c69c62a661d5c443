"""Which embedding model turns texts into vectors, and how it is reached.

The built-in model (`kb.static_model`) needs numpy and tokenizers only. Any other name or folder goes through
sentence-transformers, imported only then: it brings torch, which costs seconds and hundreds of megabytes.
Relais fetches nothing by itself: a hub model must lie in the local cache, put there on purpose.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

import numpy as np
from numpy.typing import NDArray

from kb.errors import ModelUnavailable
from kb.settings import BUILTIN_MODEL, ModelSettings
from kb.static_model import load_builtin

if TYPE_CHECKING:
    from sentence_transformers import SentenceTransformer

Vectors = NDArray[np.float32]

_BATCH = 32  # passages a batch: what a transformer of 100-600 MB handles on two cores within a second or two


class Embedder(Protocol):
    """Turns texts into unit vectors that are near each other when the texts mean the same.

    `fingerprint` changes whenever the vectors would: stored embeddings and index generations carry it.
    Both methods give float32 of shape (len(texts), dim), each row of length 1; a text without any known
    token gives a row of zeros.
    """

    @property
    def fingerprint(self) -> str: ...

    @property
    def dim(self) -> int: ...

    def encode_queries(self, texts: Sequence[str]) -> Vectors: ...

    def encode_passages(self, texts: Sequence[str]) -> Vectors: ...


def load_embedder(settings: ModelSettings) -> Embedder:
    """The embedder that the settings name. Raises ModelUnavailable when it is neither here nor cached."""
    if settings.name == BUILTIN_MODEL:
        return load_builtin()
    return _HubEmbedder(settings)


class _HubEmbedder:
    """Any sentence-transformers model, with the prefixes it was trained with."""

    def __init__(self, settings: ModelSettings) -> None:
        self._model = _load_sentence_transformer(settings.name)
        self._query_prefix = settings.query_prefix
        self._passage_prefix = settings.passage_prefix
        self.dim: int = int(self._model.get_embedding_dimension() or 0)
        self.fingerprint: str = _fingerprint(settings)

    def encode_queries(self, texts: Sequence[str]) -> Vectors:
        return self._encode(self._query_prefix, texts)

    def encode_passages(self, texts: Sequence[str]) -> Vectors:
        return self._encode(self._passage_prefix, texts)

    def _encode(self, prefix: str, texts: Sequence[str]) -> Vectors:
        if not texts:
            return np.zeros((0, self.dim), dtype=np.float32)
        vectors = self._model.encode(
            [prefix + text for text in texts],
            batch_size=_BATCH,
            normalize_embeddings=True,
            convert_to_numpy=True,
            show_progress_bar=False,
        )
        return np.asarray(vectors, dtype=np.float32)


def _load_sentence_transformer(name: str) -> SentenceTransformer:
    """Loads from a folder or the local hub cache, never from the network: trying that takes over a minute on a
    closed network, and a running bot should not fetch programs or weights unasked."""
    try:
        from sentence_transformers import SentenceTransformer

        model: SentenceTransformer = SentenceTransformer(name, device="cpu", local_files_only=True)
    except (OSError, ValueError, ImportError, KeyError) as error:
        raise ModelUnavailable(
            f"The embedding model {name!r} is neither a model folder nor in the local cache: "
            f'run "hf download {name}" where there is a network, give a folder, or set the model to "{BUILTIN_MODEL}".'
        ) from error
    return model


def _fingerprint(settings: ModelSettings) -> str:
    """Name, prefixes and the very weights, so that a model retrained in the same folder is seen as another one."""
    digest = hashlib.sha256(repr((settings.query_prefix, settings.passage_prefix)).encode())
    folder = Path(settings.name)
    if folder.is_dir():
        for path in sorted(p for p in folder.rglob("*") if p.is_file()):
            digest.update(path.relative_to(folder).as_posix().encode())
            with path.open("rb") as file:
                digest.update(hashlib.file_digest(file, "sha256").digest())
        return f"{folder.name}:{digest.hexdigest()[:16]}"
    return f"{settings.name}@{_cached_revision(settings.name)}:{digest.hexdigest()[:16]}"


def _cached_revision(name: str) -> str:
    """The commit of a hub model in the local cache: its files lie in `snapshots/<commit>/`."""
    from huggingface_hub import try_to_load_from_cache

    cached = try_to_load_from_cache(name, "modules.json") or try_to_load_from_cache(name, "config.json")
    return Path(cached).parent.name[:12] if isinstance(cached, str) else "unknown"
