"""Messages -> a prior: first the context alone, then how much it weighs against the rules' points."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from bot.guard import LONGEST
from bot.guard.context import SHAPE, Feature
from bot.guard.detect import Found, found_first
from bot.guard.evidence import NEVER, Weighing
from bot.guard.known import Known
from bot.guard.lists import cues, public_names
from bot.guard.naming import weigh
from bot.guard.prior import Prior, described
from bot.guard.reading import plain, read
from bot.guard.training.logistic import Floats, fit
from bot.guard.training.material import Message

LEAST = 3
"""Examples that must have a feature for it to get a weight."""

PENALTY = 3.3
"""On the weights of the context: the best of 1 to 10 on writers left out; the figures hardly change between 2 and 5."""

LIGHT = 1.0
"""On the five weights of the second step."""

_GIVEN_ALONE = "shape:1000C"
_UNLISTED: tuple[Feature, ...] = tuple(
    (name, 1.0) for name in ("shape:0010Co", "unknown", "capital", "ordinary", "unlisted:alone", "strange:alone")
)

HALF = 0.5
"""Share of a candidate's characters that must be marked for it to be somebody's name."""


@dataclass(frozen=True, slots=True)
class Example:
    """A candidate: its features, the rules' points, and whether it names somebody helped."""

    features: tuple[Feature, ...]
    points: float
    named: bool


def examples(messages: Iterable[Message]) -> list[Example]:
    """The candidates of all messages that the prior may be asked about."""
    return [example for message in messages for example in _of(message)]


def _of(message: Message) -> list[Example]:
    shown, offsets = plain(message.text[:LONGEST])
    reading = read(shown, cues())
    first: Found = found_first(reading, Known())
    weighing = Weighing(reading, first.around, Known(), public_names())
    found: list[Example] = []
    for weighed in weigh(reading, weighing, first.elsewhere, first.lived):
        if weighed.points == NEVER or not weighed.features:
            continue
        start, end = offsets[reading.starts[weighed.it.begin]], offsets[reading.ends[weighed.it.end - 1]]
        marked = sum(max(0, min(end, stop) - max(start, begin)) for begin, stop in message.spans)
        found.append(Example(weighed.features, weighed.points, marked >= HALF * (end - start)))
    return found


def fitted(tuned: Sequence[Example], untuned: Mapping[str, Sequence[Example]]) -> Prior:
    """The prior of all examples. The second step is fitted on examples of `untuned` writers, each with a context that
    was fitted without that writer: else the context would seem to know more than it does."""
    rows: list[tuple[float, ...]] = []
    labels: list[float] = []
    for writer, own in untuned.items():
        others = [example for name, its in untuned.items() if name != writer for example in its]
        context = Prior(_weights([*tuned, *others]), ())
        rows += [described(example.points, context.context(example.features)) for example in own]
        labels += [float(example.named) for example in own]
    parts = fit(np.array(rows), np.array(labels), LIGHT)
    every = [*tuned, *(example for its in untuned.values() for example in its)]
    return Prior(_weights(every), tuple(float(part) for part in parts))


def unlisted(example: Example) -> Example | None:
    """The same context around a name that no list has, for a given name alone: no list is ever complete, and the
    messages hold few of them. None for other candidates."""
    if not any(name.startswith(_GIVEN_ALONE) for name, _ in example.features):
        return None
    around = tuple(feature for feature in example.features if not feature[0].startswith(SHAPE))
    return replace(example, features=around + _UNLISTED)


def _weights(its: Sequence[Example]) -> dict[str, float]:
    its = [*its, *filter(None, map(unlisted, its))]
    counts = Counter(name for example in its for name, value in example.features if value)
    columns = {name: i for i, name in enumerate(sorted(name for name, count in counts.items() if count >= LEAST))}
    values: Floats = np.zeros((len(its), len(columns)))
    for row, example in enumerate(its):
        for name, value in example.features:
            if name in columns:
                values[row, columns[name]] = value
    found = fit(values, np.array([float(example.named) for example in its]), PENALTY)
    return {name: float(found[i]) for name, i in columns.items()}
