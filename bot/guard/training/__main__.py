"""Fit the tagger and write it to bot/guard/data, or measure it on writers that are left out.

    python -m bot.guard.training [--held-out]

Takes about ten minutes on two cores, with --held-out half an hour. On the same machine the same messages give the same
files.
"""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from importlib.resources import as_file

import numpy as np
import torch
from safetensors.numpy import save_file

from bot.guard.judging import judged
from bot.guard.known import Known
from bot.guard.lists import DATA
from bot.guard.tagger import WEIGHTS_FILE, WORDS_FILE, Tagger
from bot.guard.training.examples import Example, examples
from bot.guard.training.fitting import fitted
from bot.guard.training.material import writers

NETWORKS = 3
"""That are averaged: each more costs a message a third of a millisecond."""

FOLDS = 4
"""Into which the writers are divided by --held-out."""

_HEAD = """\
# Rows of the words and flags that the tagger knows: made by python -m bot.guard.training (docs/guard.md).
# Word vectors: {model}.
# "wo-" is the beginning of a word, "-rd" the end of one; (name), (number) and so on stand for what is masked.
"""


def main() -> None:
    parser = argparse.ArgumentParser(description="Fit the guard's tagger on the messages of tests/guard.")
    parser.add_argument("--held-out", action="store_true", help="measure each writer without having seen them")
    options = parser.parse_args()
    torch.set_num_threads(1)  # small networks: more threads wait for each other, and add up in another order
    known = {writer: examples(its) for writer, its in writers().items()}
    if options.held_out:
        measure(known)
    else:
        write(fitted([it for its in known.values() for it in its], NETWORKS))


def write(tagger: Tagger) -> None:
    """Its rows as text, its weights in half precision."""
    lines = [f"{kind}\t{name}\t{row}" for kind, rows in (("word", tagger.words), ("flag", tagger.flags))
             for name, row in rows.items()]  # fmt: skip
    with as_file(DATA / WORDS_FILE) as path:
        path.write_text(_HEAD.format(model=tagger.vectors.fingerprint) + "\n".join(lines) + "\n", encoding="utf-8")
    with as_file(DATA / WEIGHTS_FILE) as path:
        save_file({name: np.ascontiguousarray(its, np.float16) for name, its in tagger.weights.items()}, path)
        path.chmod(0o644)
        print(path)


def measure(known: dict[str, list[Example]]) -> None:
    """Print, per writer, how many messages are caught, how many stopped wrongly, and how much of what is marked is
    covered, with a tagger that was fitted without a quarter of the writers."""
    print(f"{'left out':20}{'caught':>8}{'alarms':>8}{'characters':>12}")
    names = sorted(known)
    for fold in range(FOLDS):
        left_out = names[fold::FOLDS]
        tagger = fitted([it for name in names if name not in left_out for it in known[name]], 1)
        for name in left_out:
            caught, alarms, covered = rates(known[name], tagger)
            print(f"{name:20}{caught:8.1%}{alarms:8.1%}{covered:12.1%}", flush=True)


def rates(its: Sequence[Example], tagger: Tagger) -> tuple[float, float, float]:
    """Of the messages with user data the share caught, of those without the share stopped, of the characters marked the
    share covered."""
    stopped = {True: 0, False: 0}
    marked = covered = 0
    for it in its:
        found = judged(it.reading, it.ruled, tagger.tag(it.tokens), Known())
        stopped[it.message.user_data] += bool(found)
        hit = {i for item in found for i in range(item.start, item.end)}
        for start, end, _ in it.message.spans:
            marked += end - start
            covered += sum(i in hit for i in range(start, end))
    told = sum(it.message.user_data for it in its)
    return stopped[True] / max(told, 1), stopped[False] / max(len(its) - told, 1), covered / max(marked, 1)


if __name__ == "__main__":
    main()
