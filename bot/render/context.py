"""What a renderer needs to know beside the answer: the moment, the zones, the pictograms, the numbers to call."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from zoneinfo import ZoneInfo

from kb.layers import Overlay
from kb.models import Lang, Term, Zone

BRUSSELS = ZoneInfo("Europe/Brussels")


@dataclass(frozen=True, slots=True)
class Emergency:
    """A number to call in danger; `names` per language, without an entry where it is not for that language."""

    number: str
    names: Mapping[Lang, str]
    kinds: tuple[str, ...] = ()
    """Dangers it is for (`Understanding.danger_kinds`); empty: every danger."""


@dataclass(frozen=True, slots=True)
class RenderContext:
    """`now` is aware; `zone` the id of the asker's zone, if any; `late`: the question was found too late.
    `overlay` has what was corrected and what zones add; `professional`: the room is encrypted, so that what is for
    professionals may be shown; `refer`: a referral person of the asker's zone takes blocked cases."""

    now: datetime
    zones: Mapping[str, Zone] = field(default_factory=dict)
    terms: Mapping[str, Term] = field(default_factory=dict)
    emergency: tuple[Emergency, ...] = ()
    stale_months: int = 12
    timezone: ZoneInfo = BRUSSELS
    zone: str | None = None
    late: bool = False
    overlay: Overlay | None = None
    professional: bool = False
    refer: bool = False
