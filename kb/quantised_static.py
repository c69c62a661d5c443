"""The built-in model for sentence-transformers: `SentenceTransformer("<folder>")` reads this class from modules.json.

Only imported by sentence-transformers; the bot itself uses `kb.static_model`, which needs no torch.
"""

from __future__ import annotations

from typing import Any, Self

import torch
from sentence_transformers.sentence_transformer.modules import StaticEmbedding
from tokenizers import Tokenizer

from kb.static_model import ROWS, SCALES, TOKENIZER_FILE


class QuantisedStatic(StaticEmbedding):
    """A StaticEmbedding whose file holds int8 rows and a scale per row."""

    @classmethod
    def load(  # the arguments are those of sentence-transformers' modules
        cls,
        model_name_or_path: str,
        subfolder: str = "",
        token: bool | str | None = None,
        cache_folder: str | None = None,
        revision: str | None = None,
        local_files_only: bool = False,
        **kwargs: Any,
    ) -> Self:
        """The widened model (float32) of a folder that `python -m kb.training` wrote."""
        place: dict[str, Any] = {
            "subfolder": subfolder,
            "token": token,
            "cache_folder": cache_folder,
            "revision": revision,
            "local_files_only": local_files_only,
        }
        tokenizer = Tokenizer.from_file(str(cls.load_file_path(model_name_or_path, filename=TOKENIZER_FILE, **place)))
        tensors: dict[str, torch.Tensor] = cls.load_torch_weights(model_name_or_path=model_name_or_path, **place)
        return cls(tokenizer, embedding_weights=tensors[ROWS].float() * tensors[SCALES][:, None])
