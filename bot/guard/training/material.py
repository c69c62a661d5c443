"""The labelled messages that the prior is fitted on. They lie with the tests (`tests/guard`), since they measure too;
`blind_measure.jsonl` and its like are only measured, and never read here."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

FOLDER = Path(__file__).parents[3] / "tests" / "guard"

UNTUNED: Mapping[str, tuple[str, ...]] = {
    "written_nl": ("written_nl.jsonl",),
    "written_fr_en": ("written_fr_en.jsonl",),
    "context": ("context.txt",),
    "like": ("like_nl.jsonl", "like_fr.jsonl"),
}
"""Files by writer, on which no rule was tuned: only there do the rules' points err as often as in the field, so only
these say how much points are worth against the context."""

TUNED: Mapping[str, tuple[str, ...]] = {
    "earlier": ("blind.jsonl", "blind2.jsonl", "tuned.jsonl", "field.txt"),
    "templates": ("templates.txt",),
}
"""Files on which the rules were tuned: for the context alone."""

FILLERS: Mapping[str, str] = {
    "given": "Fatima", "given2": "Bogdan", "family": "Peeters", "family_low": "peeters", "full": "Mariam Diallo",
    "full_low": "mariam diallo", "caps": "PEETERS", "initial": "F", "initial2": "P", "age": "54", "house": "12",
    "street_nl": "Koningsstraat", "street_fr": "rue Haute", "birth": "12/03/1961", "birth_fr": "12 mars 1961",
    "mobile": "0470 12 34 56", "landline": "02 412 34 56", "private_mail": "fatima61@gmail.com",
}  # fmt: skip
"""What the templates are filled with: names are masked anyhow. Templates with numbers of other kinds are left out."""

_PLACE = re.compile(r"\{(\w+)\}")
_MARKED = re.compile(r"<([^<>]*)>")


@dataclass(frozen=True, slots=True)
class Message:
    """A text, what of it identifies somebody helped ([start, end) in characters), and whether anything does."""

    text: str
    spans: tuple[tuple[int, int], ...]
    user_data: bool


def messages(files: tuple[str, ...], folder: Path = FOLDER) -> list[Message]:
    """All messages of some files, in order."""
    return [message for name in files for message in _read(folder / name)]


def _read(path: Path) -> list[Message]:
    lines = [line for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]
    if path.name == "templates.txt":
        lines = [line for line in lines if not line.startswith("#")][::2]  # the half to tune on
        return [
            _marked(_PLACE.sub(lambda match: FILLERS[match[1]], line).split("|", 2)[2].strip())
            for line in lines
            if set(_PLACE.findall(line)) <= FILLERS.keys()
        ]
    if path.suffix == ".txt":
        return [_marked(line.split("|", 2)[2].strip()) for line in lines if not line.startswith("#")]
    return [_labelled(json.loads(line)) for line in lines]


def _labelled(row: Mapping[str, object]) -> Message:
    text, spans = str(row["text"]), row["spans"]
    assert isinstance(spans, list)
    found = [(text.find(span), text.find(span) + len(span)) for span in spans]
    return Message(text, tuple(found), bool(row["has_user_data"]))


def _marked(line: str) -> Message:
    spans: list[tuple[int, int]] = []
    taken_out = 0
    for match in _MARKED.finditer(line):
        start = match.start() - taken_out
        spans.append((start, start + len(match.group(1))))
        taken_out += 2
    return Message(_MARKED.sub(r"\1", line), tuple(spans), bool(spans))
