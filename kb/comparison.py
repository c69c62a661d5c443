"""Two saved runs of `relais evaluate`, question by question: what got better or worse, and is it more than luck?"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from kb.errors import QuestionsUnreadable
from kb.evaluate import Figure, Outcome, mean_of


@dataclass(frozen=True, slots=True)
class Changed:
    """A question whose outcome differs between the runs."""

    before: Outcome
    after: Outcome

    def to_json(self) -> dict[str, object]:
        def state(outcome: Outcome) -> dict[str, object]:
            return {"rank": outcome.rank, "answered": outcome.answered}

        return {"id": self.before.id, "before": state(self.before), "after": state(self.after)}


@dataclass(frozen=True, slots=True)
class Comparison:
    """`better`, `worse`: by 1/rank, or by refusal where there is no answer; `answered`: same rank, but answered in
    one run only. `difference` is the mean gain in that score over the questions that both runs have, with its paired
    95 % interval: when the interval holds 0, the difference may be luck."""

    better: tuple[Changed, ...]
    worse: tuple[Changed, ...]
    answered: tuple[Changed, ...]
    same: int
    only_before: tuple[str, ...]
    only_after: tuple[str, ...]
    difference: Figure

    def to_json(self) -> dict[str, object]:
        changes = {
            name: [changed.to_json() for changed in getattr(self, name)] for name in ("better", "worse", "answered")
        }
        rest = {"only_before": list(self.only_before), "only_after": list(self.only_after)}
        return {**changes, "same": self.same, **rest, "difference": self.difference.to_json()}


def compare(before: Sequence[Outcome], after: Sequence[Outcome]) -> Comparison:
    """Compare two runs by the ids of their questions."""
    old = {outcome.id: outcome for outcome in before}
    new = {outcome.id: outcome for outcome in after}
    pairs = [Changed(old[key], new[key]) for key in old if key in new]
    gains = [pair.after.score - pair.before.score for pair in pairs]
    level = [pair for pair, gain in zip(pairs, gains, strict=True) if gain == 0]
    turned = tuple(pair for pair in level if pair.before.answered != pair.after.answered)
    return Comparison(
        better=tuple(pair for pair, gain in zip(pairs, gains, strict=True) if gain > 0),
        worse=tuple(pair for pair, gain in zip(pairs, gains, strict=True) if gain < 0),
        answered=turned,
        same=len(level) - len(turned),
        only_before=tuple(key for key in old if key not in new),
        only_after=tuple(key for key in new if key not in old),
        difference=mean_of(gains),
    )


def outcomes_from_json(saved: Mapping[str, Any], name: str) -> tuple[Outcome, ...]:
    """The outcomes in what `Evaluation.to_json` gave. Raises QuestionsUnreadable; `name` is the file's."""
    try:
        return tuple(Outcome(**row) for row in saved["questions"])
    except (KeyError, TypeError) as error:
        raise QuestionsUnreadable(
            f"{name} is not a saved evaluation; make one with `relais evaluate FILE.jsonl --json`."
        ) from error
