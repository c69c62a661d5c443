"""How much the words of a candidate alone look like a person's name."""

from __future__ import annotations

from bot.guard.candidates import Candidate


def looks(it: Candidate) -> float:
    """Points for the words alone."""
    if it.given and (it.family or it.initials):
        points = 3.0 if it.capital else 2.5
    elif it.given >= 2:
        points = 2.5 if it.capital else 1.5
    elif it.ordinary and it.unknown:
        points = 2.0 if it.given else 1.25
    elif it.given and it.unknown:
        points = 2.5
    elif it.family and (it.unknown or it.initials or it.family >= 2):
        points = 2.0 if it.capital else 1.0
    elif it.given:
        points = 1.25 if it.capital else 0.5
    elif it.family:
        points = 1.0 if it.capital else 0.25
    elif it.unknown == 1 and it.initials == 1 and it.capital:
        points = 2.0
    elif it.initials >= 2:
        points = 0.5
    elif it.initials:
        points = 0.25
    else:
        points = 0.5 if it.unknown else 0.0
    return points - (0.75 if it.ordinary and it.given + it.family else 0.0)
