"""What Relais itself finds for a case: every relevant service, saturated ones labelled, a line each."""

from __future__ import annotations

import asyncio

from bot.cases.desk import CaseDesk
from bot.context import render_context
from bot.render.clean import NAME, clean
from bot.render.service import capacity, contact
from bot.store_cases import Case
from kb.errors import KnowledgeError
from kb.models import Question, ServiceHit

MOST = 10


async def candidates(desk: CaseDesk, case: Case, need: str) -> tuple[list[str], str]:
    """Lines for the card, and the code of the theme: the first category of the best service. ([], "") when nothing
    is found, or nothing was ingested yet."""
    question = Question(need, desk.now(), case.zone)
    try:
        answer = await asyncio.to_thread(desk.parts.knowledge.ask, question, MOST)
    except KnowledgeError:
        return [], ""
    hits = answer.relevant_services()[:MOST] if answer.answered else ()
    theme = next((hit.service.categories[0] for hit in hits if hit.service.categories), "")
    return [_line(desk, hit, case) for hit in hits], theme


def _line(desk: CaseDesk, hit: ServiceHit, case: Case) -> str:
    context = render_context(desk.parts.config, desk.parts.knowledge.snapshot.taxonomy, desk.now(), case.zone)
    service, lang = hit.service, case.lang
    parts = [
        clean(service.text("name", lang)[0] or service.id, NAME),
        contact(service),
        capacity(hit, lang),
        clean(context.zones[hit.zone].name(lang), NAME) if not hit.in_zone and hit.zone in context.zones else "",
    ]
    return "• " + " · ".join(part for part in parts if part)
