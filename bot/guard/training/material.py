"""The labelled messages that the tagger is fitted on. They lie with the tests (`tests/guard`), since they measure too;
`blind_measure.jsonl` and its like are only measured, and never read here."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

PROJECT = Path(__file__).parents[3]
FOLDER = PROJECT / "tests" / "guard"

ROOM = "room"
"""Folder of the messages written for the tagger, a file per writer: language, kind, text, separated by tabs; what
identifies somebody helped stands in [[x:...]], x being one of MARKS."""

OTHERS = (
    "written_nl.jsonl", "written_fr_en.jsonl", "like_nl.jsonl", "like_fr.jsonl", "context.txt",
    "blind.jsonl", "blind2.jsonl", "tuned.jsonl", "field.txt",
)  # fmt: skip
"""Earlier sets, whose marks do not say of what class."""

QUESTIONS = (
    "kb/training/need_questions.tsv", "kb/training/plan_questions.tsv", "kb/training/unanswerable.tsv",
    "tests/quality/everyday_questions.jsonl", "tests/quality/sample_questions.jsonl",
    "tests/quality/understood_questions.jsonl",
)  # fmt: skip
"""Questions that the knowledge base is measured with or learns from: they name nobody, and are what is asked most.
Those of natural_questions.jsonl are left for measuring false alarms."""

MARKS: Mapping[str, str] = {
    "n": "name", "c": "contact", "a": "address", "d": "date", "h": "condition", "o": "description",
}  # fmt: skip
"""What the letter of a mark says: one of tagger.CLASSES."""

UNSAID = ""
"""Class of a stretch of which nobody wrote down what it tells."""

_PATTERNS = {".txt": re.compile(r"<()([^<>]*)>"), ".tsv": re.compile(r"\[\[([ncadho]):(.*?)\]\]")}


@dataclass(frozen=True, slots=True)
class Message:
    """A text, and what of it identifies somebody helped: start, end in characters, and class (or UNSAID)."""

    text: str
    spans: tuple[tuple[int, int, str], ...]
    user_data: bool


def writers(folder: Path = FOLDER) -> dict[str, list[Message]]:
    """All messages to learn from, by file."""
    paths = [folder / name for name in OTHERS] + sorted((folder / ROOM).glob("*.tsv"))
    asked = {Path(name).stem: questions(PROJECT / name) for name in QUESTIONS}
    return {path.stem: messages(path) for path in paths} | asked


def messages(path: Path) -> list[Message]:
    """The messages of one file, in order."""
    lines = [line for line in path.read_text(encoding="utf-8").splitlines() if line.strip() and line[0] != "#"]
    if path.suffix == ".jsonl":
        return [_labelled(json.loads(line)) for line in lines]
    between = "|" if path.suffix == ".txt" else "\t"
    return [marked(line.split(between, 2)[2].strip(), _PATTERNS[path.suffix]) for line in lines]


def questions(path: Path) -> list[Message]:
    """The questions of one file, as messages that identify nobody."""
    lines = [line for line in path.read_text(encoding="utf-8").splitlines() if line.strip() and line[0] != "#"]
    texts = [json.loads(line)["question"] if path.suffix == ".jsonl" else line.split("\t")[1] for line in lines]
    return [Message(text.strip(), (), False) for text in texts]


def marked(line: str, pattern: re.Pattern[str] = _PATTERNS[".tsv"]) -> Message:
    """The message that a line with marks stands for."""
    spans: list[tuple[int, int, str]] = []
    text, done = "", 0
    for match in pattern.finditer(line):
        text += line[done : match.start()]
        spans.append((len(text), len(text) + len(match[2]), MARKS.get(match[1], UNSAID)))
        text, done = text + match[2], match.end()
    return Message(text + line[done:], tuple(spans), bool(spans))


def _labelled(row: Mapping[str, object]) -> Message:
    text, spans = str(row["text"]), row["spans"]
    assert isinstance(spans, list)
    found = [(text.find(span), text.find(span) + len(span), UNSAID) for span in spans]
    return Message(text, tuple(found), bool(row["has_user_data"]))
