"""Settings and knowledge -> what a renderer needs."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from zoneinfo import ZoneInfo

from bot.config import Config
from bot.render.context import Emergency, RenderContext
from kb.layers import Overlay
from kb.models import LANGS, Lang, Term


def render_context(
    config: Config,
    terms: Mapping[str, Term],
    now: datetime,
    zone: str | None = None,
    *,
    late: bool = False,
    overlay: Overlay | None = None,
) -> RenderContext:
    """`now` is the moment of the question: what is open is told as seen from there."""
    return RenderContext(
        now=now,
        zones={known.id: known for known in config.knowledge.zones},
        terms=terms,
        emergency=_emergency(config),
        stale_months=config.answers.stale_months,
        timezone=ZoneInfo(config.answers.timezone),
        zone=zone,
        late=late,
        overlay=overlay,
        refer=any(shift.zone == zone for shift in config.cases.roster),
    )


def _emergency(config: Config) -> tuple[Emergency, ...]:
    def names(number: object) -> dict[Lang, str]:
        return {lang: name for lang in LANGS if (name := getattr(number, f"name_{lang}"))}

    return tuple(Emergency(number.number, names(number), number.kinds) for number in config.emergency.numbers)
