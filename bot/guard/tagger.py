"""A small recurrent network that reads a message as a whole: for each token, whether it tells who somebody helped is.

Embeddings of the word, its beginning, its end and of what lists and rules say of it (features.py), beside the word's
vector in the built-in model (kb/static_model.py: bilingual, so that what is learnt of "verpleegster" holds for
"infirmière"); a layer; a gated recurrent unit in both directions (Cho et al. 2014, gates as in PyTorch's GRU); a score
per class. Several networks that were fitted from different beginnings are averaged, in one pass. Numpy only.
`python -m bot.guard.training` fits them (docs/guard.md).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import lru_cache
from importlib.resources import as_file

import numpy as np
from numpy.typing import NDArray
from safetensors.numpy import load_file

from bot.guard.features import Features
from bot.guard.lists import DATA
from kb.static_model import StaticEmbedder, load_builtin

WEIGHTS_FILE, WORDS_FILE = "tagger.safetensors", "tagger.tsv"

CLASSES = ("none", "name", "contact", "address", "date", "condition", "description")
"""What a token can tell of somebody helped: nothing; a name, a number or contact, where she lives or stays, an age or
birth date, her health or what concerns justice and papers, what else she is known by."""

UNKNOWN = 1
"""Row of a word that was not learnt; row 0 pads messages in training."""

VECTOR_LENGTH = 4.0
"""Of a known word's vector, so that its numbers are about as large as those of the embeddings."""

_AT_ONCE = 256
"""Words that are projected at once: a vector takes 2 KB, and all of them many megabytes that the process would keep."""

Floats = NDArray[np.float32]


class Tagger:
    """`words` and `flags`: rows of words (and of their beginnings and ends: "wo-", "-rd") and of flags. `weights` of
    the networks, by name: arrays whose first axis is the network, and for "gates" and "recurrent" the second the
    direction. Vectors of the words that it knows are projected once: the others are few, and wait for the tokenizer."""

    def __init__(
        self, words: Mapping[str, int], flags: Mapping[str, int], weights: Mapping[str, Floats], vectors: StaticEmbedder
    ) -> None:
        self.words, self.flags, self.weights, self.vectors = words, flags, weights, vectors
        known = ["", *(word for word in words if word.isalpha())]
        self._known = {word: row for row, word in enumerate(known)}
        parts = [self._project(known[i : i + _AT_ONCE]) for i in range(0, len(known), _AT_ONCE)]
        self._projected = np.concatenate(parts, axis=1)
        self._recurrent = self._stepping()

    def tag(self, tokens: Sequence[Features]) -> Floats:
        """Chances of each class, float32 (tokens, CLASSES)."""
        weights = self.weights
        shown = self._shown(tokens)
        given = np.maximum(shown @ weights["in"] + weights["in_bias"], 0.0)
        states = self._states(given)
        scores = states @ weights["out"] + weights["out_bias"]
        chances = np.exp(scores - scores.max(-1, keepdims=True))
        chances /= chances.sum(-1, keepdims=True)
        mean: Floats = chances.mean(0)
        return mean

    def _shown(self, tokens: Sequence[Features]) -> Floats:
        """What the networks are shown, (networks, tokens, numbers)."""
        weights, words, flags = self.weights, self.words, self.flags
        rows = [[words.get(name, UNKNOWN) for name in names_of(token)] for token in tokens]
        embedded = weights["words"][:, rows].reshape(len(weights["words"]), len(tokens), -1)
        told = [[flags[flag] for flag in token.flags if flag in flags] for token in tokens]
        flagged = self._counted(told) @ weights["flags"]
        return np.concatenate([embedded, flagged, self._meant(tokens)], axis=-1)

    def _counted(self, told: Sequence[Sequence[int]]) -> Floats:
        """How often each flag is said of each token, (tokens, flags)."""
        width = self.weights["flags"].shape[1]
        cells = [token * width + row for token, rows in enumerate(told) for row in rows]
        return np.bincount(cells, minlength=len(told) * width).reshape(-1, width).astype(np.float32)

    def _meant(self, tokens: Sequence[Features]) -> Floats:
        """The projected vectors, (networks, tokens, numbers)."""
        meant: Floats = self._projected[:, [self._known.get(token.known, 0) for token in tokens]]
        others = [i for i, token in enumerate(tokens) if token.known not in self._known]
        if others:
            meant[:, others] = self._project([tokens[i].known for i in others])
        return meant

    def _project(self, words: Sequence[str]) -> Floats:
        vectors: Floats = self.vectors.word_vectors(words) * np.float32(VECTOR_LENGTH)
        projected: Floats = vectors @ self.weights["vectors"]
        return projected

    def _states(self, given: Floats) -> Floats:
        """The hidden states of both directions, (networks, tokens, 2 * hidden). All networks and directions take a step
        at once; what a step costs is its number of operations, so what is not about the state is done before."""
        weights = self.weights
        networks, count, _ = given.shape
        hidden = weights["recurrent"].shape[2]
        inputs = given[:, None] @ weights["gates"] + weights["gates_bias"][:, :, None]
        inputs[..., : 2 * hidden] += weights["recurrent_bias"][:, :, None, : 2 * hidden]
        inputs[:, 1] = inputs[:, 1, ::-1]
        steps = inputs.reshape(2 * networks, count, 1, 3 * hidden).transpose(1, 0, 2, 3)
        opens, brings = 0.5 * steps[..., : 2 * hidden], np.ascontiguousarray(steps[..., 2 * hidden :])
        states = np.zeros((count + 1, 2 * networks, 1, hidden + 1), dtype=np.float32)
        states[..., hidden] = 1.0  # meets the row of the bias
        for i in range(count):
            state = states[i, ..., :hidden]
            before = states[i] @ self._recurrent
            gates = np.tanh(opens[i] + before[..., : 2 * hidden])
            gates += 1.0
            gates *= 0.5  # 1 / (1 + exp(-x)) = (1 + tanh(x / 2)) / 2
            new = np.tanh(brings[i] + gates[..., :hidden] * before[..., 2 * hidden :])
            np.add(new, gates[..., hidden:] * (state - new), out=states[i + 1, ..., :hidden])
        both = states[1:, ..., 0, :hidden].reshape(count, networks, 2, hidden).transpose(1, 2, 0, 3)
        found: Floats = np.concatenate([both[:, 0], both[:, 1, ::-1]], axis=-1)
        return found

    def _stepping(self) -> Floats:
        """The recurrent weights of all networks and directions, (2 * networks, hidden + 1, 3 * hidden): halved for the
        gates, whose sigmoid is a tanh of the half; the last row is the bias of what is new."""
        recurrent, bias = self.weights["recurrent"], self.weights["recurrent_bias"]
        hidden = recurrent.shape[2]
        rows = np.concatenate([recurrent, bias[:, :, None]], axis=2).reshape(-1, hidden + 1, 3 * hidden)
        rows[..., : 2 * hidden] *= 0.5
        rows[:, hidden, : 2 * hidden] = 0.0
        stepping: Floats = rows
        return stepping


def names_of(token: Features) -> tuple[str, str, str]:
    """The names under which a token's word, beginning and end have their rows."""
    return token.word, f"{token.beginning}-", f"-{token.end}"


@lru_cache(maxsize=1)
def tagger() -> Tagger:
    """The packaged one."""
    rows: dict[str, dict[str, int]] = {"word": {}, "flag": {}}
    for line in (DATA / WORDS_FILE).read_text(encoding="utf-8").splitlines():
        if not line.startswith("#"):
            kind, name, row = line.split("\t")
            rows[kind][name] = int(row)
    with as_file(DATA / WEIGHTS_FILE) as path:
        weights = {name: array.astype(np.float32) for name, array in load_file(path).items()}
    return Tagger(rows["word"], rows["flag"], weights, load_builtin())
