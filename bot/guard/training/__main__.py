"""Fit the prior and write it to bot/guard/data/prior.tsv, or measure it on writers that are left out.

    python -m bot.guard.training [--held-out]

Takes about half a minute, three times that with --held-out. Numpy only; the same messages give the same file.
"""

from __future__ import annotations

import argparse
from collections.abc import Mapping, Sequence
from importlib.resources import as_file

from bot.guard import LONGEST
from bot.guard.detect import detect
from bot.guard.known import Known
from bot.guard.lists import DATA, cues
from bot.guard.prior import FILE, PARTS, SILENT, Prior
from bot.guard.reading import plain, read
from bot.guard.training.fitting import Example, examples, fitted
from bot.guard.training.material import TUNED, UNTUNED, Message, messages

DIGITS = 3
"""After the comma, in the file: more change no verdict."""

_HEAD = """\
# What speaks for (+) or against (-) a name being that of somebody helped: made by python -m bot.guard.training.
# "=" marks the parts of the second step (bot/guard/prior.py); the others are features of the context (context.py).
"""


def main() -> None:
    parser = argparse.ArgumentParser(description="Fit the guard's prior on the messages of tests/guard.")
    parser.add_argument("--held-out", action="store_true", help="measure each writer without having seen them")
    options = parser.parse_args()
    untuned = {writer: messages(files) for writer, files in UNTUNED.items()}
    tuned = [example for files in TUNED.values() for example in examples(messages(files))]
    known = {writer: examples(its) for writer, its in untuned.items()}
    if options.held_out:
        measure(tuned, known, untuned)
    else:
        with as_file(DATA / FILE) as path:
            path.write_text(written(fitted(tuned, known)), encoding="utf-8")
        print(path)


def written(leaning: Prior) -> str:
    """The lines of the file: parts first, then features in order."""
    parts = [f"={name}\t{value:.{DIGITS}f}" for name, value in zip(PARTS, leaning.parts, strict=True)]
    weights = [f"{name}\t{value:.{DIGITS}f}" for name, value in sorted(leaning.weights.items())]
    return _HEAD + "\n".join([*parts, *weights]) + "\n"


def measure(
    tuned: Sequence[Example], known: Mapping[str, Sequence[Example]], untuned: Mapping[str, Sequence[Message]]
) -> None:
    """Print, per writer, how many messages are caught and how many stopped wrongly, without and with a prior of the
    others."""
    print(f"{'left out':16}{'without: caught':>16}{'alarms':>8}{'with: caught':>14}{'alarms':>8}")
    for writer, its in untuned.items():
        leaning = fitted(tuned, {name: own for name, own in known.items() if name != writer})
        (before, wrongly), (after, still) = rates(its, SILENT), rates(its, leaning)
        print(f"{writer:16}{before:16.1%}{wrongly:8.1%}{after:14.1%}{still:8.1%}")


def rates(its: Sequence[Message], leaning: Prior) -> tuple[float, float]:
    """Of the messages with user data, the share caught; of those without, the share stopped."""
    stopped = [bool(detect(read(plain(one.text[:LONGEST])[0], cues()), Known(), leaning)) for one in its]
    told = [one.user_data for one in its]
    caught = sum(s and t for s, t in zip(stopped, told, strict=True))
    alarms = sum(s and not t for s, t in zip(stopped, told, strict=True))
    return caught / sum(told), alarms / (len(its) - sum(told))


if __name__ == "__main__":
    main()
