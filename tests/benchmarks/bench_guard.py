"""How much user data the guard catches, what it takes for user data wrongly, and how long it takes.

    python tests/benchmarks/bench_guard.py [FILE.jsonl | FILE.txt | FILE.tsv ...] [--misses] [--half tune|measure]

Without a file: the generated set of tests/guard (its measure half). A file has one message per line: `text`, `lang`,
`has_user_data`, `spans` (marked substrings), `kind` (a word). F2 weighs recall twice as much as precision: what is
missed stays in a room, what is stopped wrongly costs its author a reaction. Figures only; nothing passes or fails here.
"""

from __future__ import annotations

import argparse
import json
import re
import statistics
import sys
import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from bot.guard import Verdict, check
from bot.guard.training.material import marked


@dataclass(frozen=True, slots=True)
class Labelled:
    """A message, whether it holds user data, and the marked stretches; `kind` is what it is an example of."""

    text: str
    lang: str
    user_data: bool
    spans: tuple[str, ...] = ()
    kind: str = ""


@dataclass(frozen=True, slots=True)
class Outcome:
    message: Labelled
    verdict: Verdict
    milliseconds: float

    @property
    def covered(self) -> list[float]:
        """Share of the characters of each marked stretch that findings cover."""
        hit = {i for found in self.verdict.findings for i in range(found.start, found.end)}
        shares = []
        for span in self.message.spans:
            start = self.message.text.find(span)
            shares.append(sum(i in hit for i in range(start, start + len(span))) / len(span))
        return shares


@dataclass(frozen=True, slots=True)
class Figures:
    """Counts of messages, and shares of marked stretches: of stretches covered by at least 80 %, and of characters."""

    caught: int
    missed: int
    false_alarms: int
    quiet: int
    spans: float
    characters: float

    @classmethod
    def of(cls, outcomes: Iterable[Outcome]) -> Figures:
        rows = list(outcomes)
        hits = [row.verdict.user_data for row in rows]
        truth = [row.message.user_data for row in rows]
        shares = [
            (share, len(span)) for row in rows for share, span in zip(row.covered, row.message.spans, strict=True)
        ]
        length = sum(size for _, size in shares)
        return cls(
            sum(h and t for h, t in zip(hits, truth, strict=True)),
            sum(t and not h for h, t in zip(hits, truth, strict=True)),
            sum(h and not t for h, t in zip(hits, truth, strict=True)),
            sum(not h and not t for h, t in zip(hits, truth, strict=True)),
            sum(share >= 0.8 for share, _ in shares) / len(shares) if shares else 1.0,
            sum(share * size for share, size in shares) / length if length else 1.0,
        )

    @property
    def recall(self) -> float:
        return self.caught / (self.caught + self.missed) if self.caught + self.missed else 1.0

    @property
    def precision(self) -> float:
        return self.caught / (self.caught + self.false_alarms) if self.caught + self.false_alarms else 1.0

    @property
    def false_alarm_rate(self) -> float:
        return self.false_alarms / (self.false_alarms + self.quiet) if self.false_alarms + self.quiet else 0.0

    @property
    def f2(self) -> float:
        weighed = 4 * self.precision + self.recall
        return 5 * self.precision * self.recall / weighed if weighed else 0.0


def measure(messages: Sequence[Labelled], guard: Callable[[str], Verdict] = check) -> list[Outcome]:
    """Every message through the guard, warmed up."""
    for message in messages[:20]:
        guard(message.text)
    outcomes = []
    for message in messages:
        begun = time.perf_counter()
        verdict = guard(message.text)
        outcomes.append(Outcome(message, verdict, (time.perf_counter() - begun) * 1000))
    return outcomes


_MARKED = re.compile(r"<([^<>]*)>")


def from_file(path: Path) -> list[Labelled]:
    """Messages of a .jsonl file; of a .txt file: "language | kind | text", what identifies in <angle brackets>; or of a
    .tsv file as bot/guard/training/material.py has them."""
    if path.suffix == ".tsv":
        return [_row_of(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]
    if path.suffix == ".txt":
        lines = path.read_text(encoding="utf-8").splitlines()
        return [_marked(line) for line in lines if line.strip() and not line.startswith("#")]
    rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]
    return [
        Labelled(row["text"], row.get("lang", "?"), row["has_user_data"], tuple(row["spans"]), row.get("kind", ""))
        for row in rows
    ]


def _row_of(line: str) -> Labelled:
    lang, kind, text = line.split("\t", 2)
    message = marked(text)
    spans = tuple(message.text[start:end] for start, end, _ in message.spans)
    return Labelled(message.text, lang, message.user_data, spans, kind)


def _marked(line: str) -> Labelled:
    lang, kind, written = (part.strip() for part in line.split("|", 2))
    spans = tuple(_MARKED.findall(written))
    return Labelled(_MARKED.sub(r"\1", written), lang, bool(spans), spans, kind)


def report(outcomes: Sequence[Outcome], misses: bool) -> None:
    print(f"{'':28}{'n':>5} {'precision':>9} {'recall':>7} {'F2':>6} {'false alarms':>13} {'spans':>6} {'chars':>6}")
    _row("all", outcomes)
    for lang in sorted({row.message.lang for row in outcomes}):
        _row(lang, [row for row in outcomes if row.message.lang == lang])
    for kind in sorted({row.message.kind for row in outcomes}):
        _row(kind, [row for row in outcomes if row.message.kind == kind])
    times = sorted(row.milliseconds for row in outcomes)
    print(f"median {statistics.median(times):.2f} ms, p99 {times[int(len(times) * 0.99) - 1]:.2f} ms")
    if misses:
        for row in outcomes:
            if row.verdict.user_data != row.message.user_data:
                found = [(str(f.kind), row.message.text[f.start : f.end]) for f in row.verdict.findings]
                print("MISSED" if row.message.user_data else "ALARM ", row.message.kind, row.message.text, found)
            for span, share in zip(row.message.spans, row.covered, strict=True):
                if share < 0.8 and row.verdict.user_data:
                    print(f"  span {share:.0%}", repr(span), "in", row.message.text)


def _row(name: str, outcomes: Sequence[Outcome]) -> None:
    figures = Figures.of(outcomes)
    alarms = f"{figures.false_alarms} ({figures.false_alarm_rate:.1%})"
    print(
        f"{name:28}{len(outcomes):5} {figures.precision:9.1%} {figures.recall:7.1%} {figures.f2:6.3f} {alarms:>13}"
        f" {figures.spans:6.1%} {figures.characters:6.1%}"
    )


def main() -> None:
    parser = argparse.ArgumentParser(description="Precision, recall and F2 of the guard, and its time per message.")
    parser.add_argument("files", nargs="*", type=Path)
    parser.add_argument("--half", choices=("tune", "measure"), default="measure")
    parser.add_argument("--misses", action="store_true", help="print what went wrong (made-up or own messages only)")
    options = parser.parse_args()
    if options.files:
        messages = [message for path in options.files for message in from_file(path)]
    else:
        sys.path.insert(0, str(Path(__file__).parents[2]))  # run as a script, `tests` is not on the path
        from tests.guard.generated import generated

        messages = generated(options.half)
    report(measure(messages), options.misses)


if __name__ == "__main__":
    main()
