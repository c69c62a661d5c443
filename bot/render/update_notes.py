"""What lies on top of a record, in an answer: free places, what was corrected when, what the asker's zone adds."""

from __future__ import annotations

from bot.render.clean import NAME, clean
from bot.render.context import RenderContext
from bot.render.when import day
from bot.render.words import words_for
from kb.layers import PLACES, Detail, Field
from kb.models import Lang, Service

_SPOKEN_OF = frozenset((Field.CAPACITY, Field.VERIFIED))
"""Fields whose own sentence has their date already."""

DETAIL = 240
"""Characters of a zone's detail that are shown."""


def free_places(service: Service, context: RenderContext, lang: Lang) -> str:
    """`3 vrije plaatsen (gemeld op 22 nov 2026, geldt tot 25 nov 2026)`; "" without a report that still counts."""
    report = context.overlay.places(service.id, context.now) if context.overlay else None
    if report is None:
        return ""
    say, places = words_for(lang), words_for(lang)("update-places", places=int(report.values[PLACES]))
    reported = day(report.at.astimezone(context.timezone).date(), lang)
    if report.until is None:
        return say("capacity-dated", state=places, date=reported)
    until = day(report.until.astimezone(context.timezone).date(), lang)
    return say("update-places-dated", state=places, date=reported, until=until)


def corrected(service: Service, context: RenderContext, lang: Lang) -> str:
    """`openingsuren aangepast op 22 nov 2026`; "" where nothing was."""
    say, holding = words_for(lang), context.overlay.holding.get(service.id, ()) if context.overlay else ()
    told = [one for one in holding if one.field not in _SPOKEN_OF]
    if not told:
        return ""
    fields = dict.fromkeys(say(f"update-field-{one.field}") for one in told)
    latest = max(one.at for one in told).astimezone(context.timezone).date()
    return say("update-corrected", fields=", ".join(fields), date=day(latest, lang))


def zone_details(service: Service, context: RenderContext, lang: Lang) -> tuple[str, ...]:
    """What the asker's zone adds, a line each, with its origin and date; what is for professionals only where the
    context allows it."""
    if context.overlay is None or context.zone is None:
        return ()
    found = context.overlay.details_of(service.id, context.zone, professional=context.professional)
    return tuple(detail_line(detail, context, lang) for detail in found)


def detail_line(detail: Detail, context: RenderContext, lang: Lang) -> str:
    """`Lijn voor professionals: 02 555 99 99 (zone Noord, 22 nov 2026)`."""
    say, zone = words_for(lang), context.zones.get(detail.zone)
    elsewhere = "" if detail.lang == lang else f" {say(f'in-{detail.lang}')}"
    return say(
        f"update-detail-{detail.kind}",
        text=clean(detail.text, DETAIL) + elsewhere,
        zone=clean(zone.name(lang) if zone else detail.zone, NAME),
        date=day(detail.at.astimezone(context.timezone).date(), lang),
    )
