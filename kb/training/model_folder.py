"""Writes the trained vectors: int8 rows with one scale each, in a folder that sentence-transformers loads too.

`modules.json` names `kb.quantised_static.QuantisedStatic`, so SentenceTransformer(folder) works wherever Relais is
installed; `export_plain` widens the rows to float32 for programs that have sentence-transformers only.
"""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from safetensors.numpy import load_file, save_file
from tokenizers import Tokenizer

from kb.static_model import ROWS, SCALES, TOKENIZER_FILE, WEIGHTS_FILE

_LARGEST = 127  # int8, symmetric: -128 stays unused
_OURS = "kb.quantised_static.QuantisedStatic"
_PLAIN = "sentence_transformers.sentence_transformer.modules.StaticEmbedding"


def save_model(folder: Path, tokenizer: Tokenizer, vectors: NDArray[np.float32]) -> None:
    """Writes tokenizer, quantised vectors (vocabulary, dim) and modules.json to `folder`."""
    folder.mkdir(parents=True, exist_ok=True)
    rows, scales = quantise(vectors)
    save_file({ROWS: rows, SCALES: scales}, folder / WEIGHTS_FILE)
    (folder / WEIGHTS_FILE).chmod(0o644)  # safetensors writes for the owner only; an installed package is read by all
    tokenizer.no_padding()
    tokenizer.save(str(folder / TOKENIZER_FILE), pretty=False)
    _write_modules(folder, _OURS)


def export_plain(folder: Path, out: Path) -> None:
    """The model of `folder` as a plain StaticEmbedding folder (float32, about four times as large) in `out`."""
    out.mkdir(parents=True, exist_ok=True)
    tensors = load_file(folder / WEIGHTS_FILE)
    weights = tensors[ROWS].astype(np.float32) * tensors[SCALES][:, None]
    save_file({"embedding.weight": weights}, out / WEIGHTS_FILE)
    shutil.copyfile(folder / TOKENIZER_FILE, out / TOKENIZER_FILE)
    _write_modules(out, _PLAIN)


def quantise(vectors: NDArray[np.float32]) -> tuple[NDArray[np.int8], NDArray[np.float32]]:
    """int8 rows and the float32 scale of each: vectors ~= rows * scales[:, None], off by half a scale at most."""
    scales = (np.abs(vectors).max(axis=1) / _LARGEST).astype(np.float32)
    safe = np.where(scales > 0, scales, np.float32(1))
    rows = np.clip(np.rint(vectors / safe[:, None]), -_LARGEST, _LARGEST).astype(np.int8)
    return rows, scales


def _write_modules(folder: Path, module: str) -> None:
    modules = [{"idx": 0, "name": "0", "path": "", "type": module}]
    (folder / "modules.json").write_text(json.dumps(modules, indent=2) + "\n", encoding="utf-8")
