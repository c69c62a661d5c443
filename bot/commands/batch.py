"""A file of questions: one JSON object in, one out, per line. A line that is none is answered by an error, and the
others go on."""

from __future__ import annotations

import json
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

from bot.commands.invocation import Invocation, complain, moment
from bot.commands.progress import bar
from kb.errors import QuestionsUnreadable
from kb.models import Question

if TYPE_CHECKING:
    from kb.models import Answer

STDIN = Path("-")


class Answers(Protocol):
    """Whatever turns a question into the printed result."""

    def ask(self, question: Question) -> tuple[dict[str, Any], Answer]: ...


@dataclass(frozen=True, slots=True)
class Malformed:
    """A line that is no question: its id, if it has one, and what is wrong with it."""

    id: object
    reason: str


def run(asker: Answers, path: Path, zone: str | None, invocation: Invocation) -> bool:
    """Answer every line of `path` on standard output. True when none was malformed."""
    lines = read_lines(path)
    clean, unzoned = True, 0
    with bar("Asking") as progress:
        for done, line in enumerate(lines):
            read = question_of(line, zone, invocation)
            if isinstance(read, Malformed):
                clean = False
                print(json.dumps({"id": read.id, "error": read.reason}, ensure_ascii=False))
                continue
            identity, question = read
            if question.zone is not None and question.zone not in invocation.config.zones:
                unzoned += 1
                question = Question(question.text, question.asked_at, None, question.lang)
            result, _answer = asker.ask(question)
            print(json.dumps({"id": identity, **result}, ensure_ascii=False), flush=True)
            progress(done + 1, len(lines))
    if unzoned:
        complain(
            f"Asked without a zone, because theirs is not in the configuration: {unzoned} of {len(lines)} questions."
        )
    return clean


def read_lines(path: Path) -> list[str]:
    """The lines that hold something. Raises QuestionsUnreadable."""
    try:
        text = sys.stdin.buffer.read() if path == STDIN else path.read_bytes()
        lines = text.decode("utf-8-sig").split("\n")  # not splitlines: JSON text may hold U+2028
    except UnicodeDecodeError:
        raise QuestionsUnreadable(f"{path} is not UTF-8 text; save it as UTF-8.") from None
    except OSError as error:
        raise QuestionsUnreadable(f"The questions in {path} cannot be read: {error.strerror}.") from None
    found = [line for line in lines if line.strip()]
    if not found:
        raise QuestionsUnreadable(f"{path} holds no questions; write one JSON object per line.")
    return found


def question_of(line: str, zone: str | None, invocation: Invocation) -> tuple[object, Question] | Malformed:
    """The id and the question of a line; any key but id, question, zone and asked_at is ignored."""
    try:
        values = json.loads(line)
    except (ValueError, RecursionError):
        return Malformed(None, "The line is not JSON.")
    if not isinstance(values, dict):
        return Malformed(None, "The line is not a JSON object.")
    identity, text = values.get("id"), values.get("question")
    if not isinstance(text, str) or not text.strip():
        return Malformed(identity, "question is missing or no text.")
    place, asked = values.get("zone", zone), values.get("asked_at")
    if place is not None and not isinstance(place, str):
        return Malformed(identity, "zone is no text.")
    try:
        asked_at = invocation.now if asked is None else moment(asked)
    except (TypeError, ValueError):
        return Malformed(identity, "asked_at is not an ISO 8601 time.")
    return identity, Question(text, asked_at, place or zone)
