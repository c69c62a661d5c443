"""A file of questions with known answers (JSON Lines) -> validated questions.

Each line is an object with `question` and either `expected_ids` (ids of services; empty: nothing answers it) or
`snippet` (text that the right passage contains), optionally with `id`, `document`, `kind`, `lang`, `zone`, `asked_at`.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from kb.errors import QuestionsUnreadable


@dataclass(frozen=True, slots=True)
class Expected:
    """One question and what answers it. `lang` is the language it is in as its author says ("" when not said); it is
    used for the figures only, never given to search. `services` and `snippet` both empty: it must be refused."""

    id: str
    text: str
    services: frozenset[str] = frozenset()
    snippet: str = ""
    document: str = ""
    kind: str = ""
    lang: str = ""
    zone: str | None = None
    asked_at: datetime | None = None

    @property
    def answerable(self) -> bool:
        return bool(self.services or self.snippet)


def read_questions(path: Path) -> tuple[Expected, ...]:
    """The questions of a file. Raises QuestionsUnreadable, naming the line."""
    try:
        text = path.read_text(encoding="utf-8-sig")
    except OSError as error:
        raise QuestionsUnreadable(f"{path} cannot be read: {error.strerror or error}.") from error
    except UnicodeDecodeError as error:
        raise QuestionsUnreadable(f"{path} is not UTF-8 (byte {error.start}); save it as UTF-8.") from error
    return parse_questions(text.split("\n"), str(path))


def parse_questions(lines: Iterable[str], name: str) -> tuple[Expected, ...]:
    """The questions of lines; `name` is what errors call their source."""
    found: list[Expected] = []
    seen: dict[str, int] = {}
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        try:
            question = _question(json.loads(line), number)
        except (ValueError, TypeError) as error:
            raise QuestionsUnreadable(f"{name}, line {number}: {_reason(error)}.") from error
        if question.id in seen:
            raise QuestionsUnreadable(
                f"{name}, line {number}: the id {question.id!r} is that of line {seen[question.id]} already."
            )
        seen[question.id] = number
        found.append(question)
    if not found:
        raise QuestionsUnreadable(f"{name} has no question; it needs one JSON object per line.")
    return tuple(found)


def _question(row: Any, number: int) -> Expected:
    if not isinstance(row, dict):
        raise TypeError("a question must be a JSON object")
    text = _text(row, "question")
    if not text.strip():
        raise ValueError('"question" is missing or empty')
    if "expected_ids" not in row and not row.get("snippet"):
        raise ValueError('neither "expected_ids" nor "snippet" says what the right answer is')
    ids = row.get("expected_ids") or []
    if not isinstance(ids, list) or not all(isinstance(one, str) for one in ids):
        raise TypeError('"expected_ids" must be a list of service ids')
    return Expected(
        id=str(row.get("id") or f"line {number}"),
        text=text,
        services=frozenset(ids),
        snippet=_text(row, "snippet"),
        document=_text(row, "document"),
        kind=_text(row, "kind"),
        lang=_text(row, "lang"),
        zone=_text(row, "zone") or None,
        asked_at=_moment(_text(row, "asked_at")),
    )


def _text(row: dict[str, Any], key: str) -> str:
    value = row.get(key)
    if value is None:
        return ""
    if not isinstance(value, str):
        raise TypeError(f'"{key}" must be text')
    return value


def _moment(text: str) -> datetime | None:
    if not text:
        return None
    moment = datetime.fromisoformat(text)
    if moment.tzinfo is None:
        raise ValueError(f'"asked_at" ({text}) needs an offset from UTC, as in 2026-11-22T12:00:00+01:00')
    return moment


def _reason(error: Exception) -> str:
    if isinstance(error, json.JSONDecodeError):
        return f"not JSON ({error.msg} at column {error.colno})"
    return str(error)
