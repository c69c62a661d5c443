"""`relais ask`: one question, or a file of them, as the bot would answer it."""

from __future__ import annotations

import json
import time
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from bot.commands import batch
from bot.commands.invocation import Invocation, of
from bot.errors import ConfigError

if TYPE_CHECKING:
    from kb.base import KnowledgeBase
    from kb.models import Answer, Question


def ask(
    context: typer.Context,
    text: Annotated[str | None, typer.Argument(help="The question.")] = None,
    zone: Annotated[str | None, typer.Option(help="Id of the zone it is asked in.")] = None,
    top: Annotated[int, typer.Option(min=1, max=100, help="How many services and passages to rank.")] = 10,
    as_json: Annotated[bool, typer.Option("--json", help="Print the answer as JSON.")] = False,
    explain: Annotated[
        bool, typer.Option("--explain", help="Say what was understood and why each hit stands there.")
    ] = False,
    batch_file: Annotated[
        Path | None, typer.Option("--batch", help="JSONL with id, question, zone, asked_at per line; - reads stdin.")
    ] = None,
) -> None:
    """Answer a question, or a file of questions, as the bot would."""
    if (text is None) == (batch_file is None):
        raise typer.BadParameter("Give a question, or --batch FILE.")
    invocation = of(context)
    if zone is not None and zone not in invocation.config.zones:
        raise ConfigError(f"{zone!r} is not a zone; the configuration has {', '.join(invocation.config.zones)}.")
    asker = Asker(invocation, top)
    if batch_file is not None:
        if not batch.run(asker, batch_file, zone, invocation):
            raise typer.Exit(1)
        return
    from kb.models import Question

    question = Question(text or "", invocation.now, zone)
    result, answer = asker.ask(question)
    if as_json:
        print(json.dumps(result | (explanation(answer) if explain else {}), ensure_ascii=False))
    else:
        print(result["text"])
        if explain:
            print(json.dumps(explanation(answer), ensure_ascii=False, indent=2, default=str))


class Asker:
    """The knowledge base and the renderer behind `relais ask`."""

    def __init__(self, invocation: Invocation, top: int) -> None:
        from kb.base import KnowledgeBase

        self._config = invocation.config
        self._top = top
        self.knowledge: KnowledgeBase = KnowledgeBase.open(invocation.data_dir, self._config.knowledge)

    def ask(self, question: Question) -> tuple[dict[str, Any], Answer]:
        """The answer as `--json` prints it (a contract, see design.md), and as it is."""
        from bot.context import render_context
        from bot.render.answer import render

        begun = time.perf_counter()
        answer = self.knowledge.ask(question, self._top)
        taxonomy, overlay = self.knowledge.snapshot.taxonomy, self.knowledge.overlay
        context = render_context(self._config, taxonomy, question.asked_at, question.zone, overlay=overlay)
        text = render(answer, context).plain
        took_ms = round((time.perf_counter() - begun) * 1000, 1)
        return {**as_result(answer), "text": text, "took_ms": took_ms}, answer


def as_result(answer: Answer) -> dict[str, Any]:
    """Ranked lists and figures of an answer."""
    return {
        "lang": answer.lang,
        "answered": answer.answered,
        "confidence": round(answer.confidence, 4),
        "services": [{"id": hit.service.id, "score": round(hit.score, 4), "zone": hit.zone} for hit in answer.services],
        "passages": [
            {
                "document": hit.passage.document,
                "heading": list(hit.passage.heading),
                "lang": hit.passage.lang,
                "text": hit.passage.text,
                "score": round(hit.score, 4),
            }
            for hit in answer.passages
        ],
    }


def explanation(answer: Answer) -> dict[str, Any]:
    """What `--explain` adds: the kind of answer, what was understood, why each service stands where it does."""
    from dataclasses import asdict

    understood = {key: value for key, value in asdict(answer.understanding).items() if value}
    return {
        "kind": str(answer.kind),
        "understanding": json.loads(json.dumps(understood, default=str)),
        "relaxed": list(answer.relaxed),
        "reasons": {hit.service.id: list(hit.reasons) for hit in answer.services},
    }
