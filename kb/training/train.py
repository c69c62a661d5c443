"""Trains the token vectors: a mean of vectors per text, symmetric InfoNCE over in-batch negatives.

The loss (van den Oord et al., 2018) asks each text to find its partner among the batch's, in both directions.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

import numpy as np
import torch
from numpy.typing import NDArray
from torch import nn

from kb.training.batches import Ids, Mixture, TokenisedCorpus, epoch_pairs


@dataclass(frozen=True, slots=True)
class Recipe:
    """Everything that decides what comes out, apart from the text."""

    dim: int = 512
    epochs: int = 8
    batch: int = 2048
    learning_rate: float = 0.02
    warm_up: float = 0.1
    scale: float = 20.0
    token_dropout: float = 0.2
    seed: int = 0
    mixture: Mixture = field(default_factory=Mixture)


def train_vectors(
    corpus: TokenisedCorpus, vocabulary: int, recipe: Recipe, tell: Callable[[str], None]
) -> NDArray[np.float32]:
    """Token vectors, float32 (vocabulary, dim). The same corpus, recipe, threads and torch give the same result."""
    torch.manual_seed(recipe.seed)
    random = np.random.default_rng(recipe.seed)
    bag = nn.EmbeddingBag(vocabulary, recipe.dim, mode="mean")
    nn.init.normal_(bag.weight, std=recipe.dim**-0.5)
    first = epoch_pairs(corpus, recipe.mixture, random)
    steps = recipe.epochs * (len(first) // recipe.batch)
    optimiser = torch.optim.Adam(bag.parameters(), lr=recipe.learning_rate)
    schedule = torch.optim.lr_scheduler.LambdaLR(optimiser, lambda step: _pace(step, steps, recipe.warm_up))
    for epoch in range(recipe.epochs):
        pairs = first if epoch == 0 else epoch_pairs(corpus, recipe.mixture, random)
        losses = []
        for start in range(0, len(pairs) - recipe.batch + 1, recipe.batch):
            batch = pairs[start : start + recipe.batch]
            loss = _loss(bag, batch, recipe, random)
            optimiser.zero_grad()
            loss.backward()  # type: ignore[no-untyped-call]
            optimiser.step()
            schedule.step()
            losses.append(loss.item())
        tell(f"epoch {epoch + 1} of {recipe.epochs}: {len(pairs)} pairs, mean loss {np.mean(losses):.3f}")
    return bag.weight.detach().numpy().copy()


def _pace(step: int, steps: int, warm_up: float) -> float:
    """Share of the learning rate: linearly up during `warm_up`, then linearly down to nothing."""
    done = step / max(steps, 1)
    return done / warm_up if done < warm_up else max(0.0, (1 - done) / (1 - warm_up))


def _loss(
    bag: nn.EmbeddingBag, batch: list[tuple[Ids, Ids]], recipe: Recipe, random: np.random.Generator
) -> torch.Tensor:
    left = nn.functional.normalize(bag(*_packed([pair[0] for pair in batch], recipe.token_dropout, random)))
    right = nn.functional.normalize(bag(*_packed([pair[1] for pair in batch], recipe.token_dropout, random)))
    scores = recipe.scale * left @ right.T
    own = torch.arange(len(batch))
    return (nn.functional.cross_entropy(scores, own) + nn.functional.cross_entropy(scores.T, own)) / 2


def _packed(texts: list[Ids], dropout: float, random: np.random.Generator) -> tuple[torch.Tensor, torch.Tensor]:
    """The texts as EmbeddingBag wants them (ids end to end, offsets), each token left out with chance `dropout`."""
    lengths = np.array([len(text) for text in texts])
    flat = np.concatenate(texts)
    kept = random.random(len(flat)) >= dropout
    owner = np.repeat(np.arange(len(texts)), lengths)
    kept[np.cumsum(lengths) - 1] |= np.bincount(owner, weights=kept, minlength=len(texts)) == 0
    counts = np.bincount(owner[kept], minlength=len(texts))
    offsets = np.concatenate([[0], np.cumsum(counts)[:-1]])
    return torch.from_numpy(flat[kept].astype(np.int64)), torch.from_numpy(offsets.astype(np.int64))
