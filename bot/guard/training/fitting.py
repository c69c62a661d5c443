"""Examples -> a tagger. The networks are those of bot/guard/tagger.py, in PyTorch."""

from __future__ import annotations

import random
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import torch
from torch import Tensor, nn
from torch.nn import functional

from bot.guard.tagger import CLASSES, UNKNOWN, VECTOR_LENGTH, Floats, Tagger, names_of
from bot.guard.training.examples import ANY, Example, flag_rows, word_rows
from kb.static_model import StaticEmbedder, load_builtin

WORD, FLAG, VECTOR, HIDDEN = 32, 64, 96, 64
"""Numbers per word (and beginning, and end), per flag, of a projected vector, and of a direction's state."""

EPOCHS, BATCH, RATE, DECAY = 14, 32, 4e-3, 1e-2
DROPPED, FORGOTTEN = 0.45, 0.08
"""Share of numbers dropped while learning, and of words taken for unknown ones."""

WHOLE = 0.3
"""Weight of whether the message is stopped at all, beside the classes of its tokens."""


@dataclass(frozen=True, slots=True)
class Shown:
    """One example as tensors: rows of words (tokens, 3), rows of flags (tokens, most flags; 0 for none), vectors
    (tokens, dimensions), labels (tokens)."""

    words: Tensor
    flags: Tensor
    vectors: Tensor
    labels: Tensor


class Network(nn.Module):
    """Scores of each class, (messages, tokens, CLASSES)."""

    def __init__(self, words: int, flags: int, dimensions: int) -> None:
        super().__init__()
        self.words = nn.Embedding(words, WORD, padding_idx=0)
        self.flags = nn.EmbeddingBag(flags, FLAG, mode="sum", padding_idx=0)
        self.vectors = nn.Linear(dimensions, VECTOR, bias=False)
        self.inner = nn.Linear(3 * WORD + FLAG + VECTOR, 2 * HIDDEN)
        self.gru = nn.GRU(2 * HIDDEN, HIDDEN, bidirectional=True, batch_first=True)
        self.out = nn.Linear(2 * HIDDEN, len(CLASSES))
        self.drop = nn.Dropout(DROPPED)

    def forward(self, batch: Shown, there: Tensor) -> Tensor:
        messages, tokens, _ = batch.words.shape
        embedded = self.words(batch.words).reshape(messages, tokens, -1)
        flagged = self.flags(batch.flags.reshape(messages * tokens, -1)).reshape(messages, tokens, -1)
        shown = torch.cat([embedded, flagged, self.vectors(batch.vectors)], -1)
        given = self.drop(torch.relu(self.inner(self.drop(shown)))) * there.unsqueeze(-1)
        packed = nn.utils.rnn.pack_padded_sequence(given, there.sum(1), batch_first=True, enforce_sorted=False)
        states, _ = nn.utils.rnn.pad_packed_sequence(self.gru(packed)[0], batch_first=True, total_length=tokens)
        scores: Tensor = self.out(self.drop(states))
        return scores


def fitted(its: Sequence[Example], networks: int) -> Tagger:
    """A tagger of so many networks."""
    words, flags, vectors = word_rows(its), flag_rows(its), load_builtin()
    shown = [_shown(it, words, flags, vectors) for it in its]
    sizes = (len(words) + UNKNOWN + 1, len(flags) + 1, vectors.dim)
    learnt = [_weights(_network(shown, sizes, seed)) for seed in range(networks)]
    weights = {name: np.stack([its[name] for its in learnt]) for name in learnt[0]}
    return Tagger(words, flags, weights, vectors)


def _shown(it: Example, words: Mapping[str, int], flags: Mapping[str, int], vectors: StaticEmbedder) -> Shown:
    rows = [[flags[flag] for flag in token.flags if flag in flags] for token in it.tokens]
    most = max(1, *map(len, rows))
    return Shown(
        torch.tensor([[words.get(name, UNKNOWN) for name in names_of(token)] for token in it.tokens]),
        torch.tensor([row + [0] * (most - len(row)) for row in rows]),
        torch.from_numpy(VECTOR_LENGTH * vectors.word_vectors([token.known for token in it.tokens])),
        torch.tensor(it.labels),
    )


def _network(shown: Sequence[Shown], sizes: tuple[int, int, int], seed: int) -> Network:
    torch.manual_seed(seed)
    chance = random.Random(seed)
    network = Network(*sizes)
    optimiser = torch.optim.AdamW(network.parameters(), lr=RATE, weight_decay=DECAY)
    steps = EPOCHS * -(-len(shown) // BATCH)
    rate = torch.optim.lr_scheduler.OneCycleLR(optimiser, RATE, total_steps=steps)
    for _ in range(EPOCHS):
        for batch, there in _batches(shown, chance):
            loss = _loss(network(batch, there), batch.labels, there)
            optimiser.zero_grad()
            loss.backward()  # type: ignore[no-untyped-call]
            nn.utils.clip_grad_norm_(network.parameters(), 1.0)
            optimiser.step()
            rate.step()
    return network.eval()


def _batches(shown: Sequence[Shown], chance: random.Random) -> Iterator[tuple[Shown, Tensor]]:
    """All examples, those of about the same length together, in another order each time; and which tokens are there."""
    order = sorted(range(len(shown)), key=lambda i: len(shown[i].words) + 8 * chance.random())
    groups = [order[i : i + BATCH] for i in range(0, len(order), BATCH)]
    chance.shuffle(groups)
    for group in groups:
        its = [shown[i] for i in group]
        words, flags, vectors, labels = (
            nn.utils.rnn.pad_sequence(list(tensors), batch_first=True)
            for tensors in (
                (it.words for it in its),
                _evened([it.flags for it in its]),
                (it.vectors for it in its),
                (it.labels for it in its),
            )
        )
        there = words[..., 0] > 0
        words = torch.where((torch.rand(words.shape) < FORGOTTEN) & (words > 0), UNKNOWN, words)
        yield Shown(words, flags, vectors, labels), there


def _evened(flags: Sequence[Tensor]) -> list[Tensor]:
    most = max(it.shape[1] for it in flags)
    return [functional.pad(it, (0, most - it.shape[1])) for it in flags]


def _loss(scores: Tensor, labels: Tensor, there: Tensor) -> Tensor:
    every, told = torch.logsumexp(scores, -1), torch.logsumexp(scores[..., 1:], -1)
    of_class = scores.gather(-1, labels.clamp(max=ANY - 1).unsqueeze(-1)).squeeze(-1)
    tokens = every - torch.where(labels == ANY, told, of_class)
    likeliest = (told - scores[..., 0]).masked_fill(~there, -20.0).max(1).values
    stopped = ((labels > 0) & there).any(1).float()
    return tokens[there].mean() + WHOLE * functional.binary_cross_entropy_with_logits(likeliest, stopped)


def _weights(network: Network) -> dict[str, Floats]:
    """The weights under the names, and in the order of axes, that bot/guard/tagger.py reads."""
    state = {name: tensor.detach().numpy() for name, tensor in network.state_dict().items()}

    def both(name: str) -> Floats:
        return np.stack([state[f"gru.{name}_l0"], state[f"gru.{name}_l0_reverse"]])

    return {
        "words": state["words.weight"],
        "flags": state["flags.weight"],
        "vectors": state["vectors.weight"].T,
        "in": state["inner.weight"].T,
        "in_bias": state["inner.bias"][None],
        "gates": both("weight_ih").transpose(0, 2, 1),
        "gates_bias": both("bias_ih"),
        "recurrent": both("weight_hh").transpose(0, 2, 1),
        "recurrent_bias": both("bias_hh"),
        "out": state["out.weight"].T,
        "out_bias": state["out.bias"][None],
    }
