"""The direct answer to a yes/no question about a named service."""

from __future__ import annotations

from typing import Literal

from kb.fit import meets_access, speaks
from kb.models import Accessible, Attribute, Capacity, ServiceHit, Status, Understanding

Verdict = Literal["yes", "no", "limited", "unknown", ""]

_WHEELCHAIR: dict[Accessible, Verdict] = {
    Accessible.YES: "yes",
    Accessible.LIMITED: "limited",
    Accessible.NO: "no",
    Accessible.UNKNOWN: "unknown",
}
_CAPACITY: dict[Capacity, Verdict] = {
    Capacity.OPEN: "yes",
    Capacity.WAITING_LIST: "limited",
    Capacity.SATURATED: "no",
    Capacity.UNKNOWN: "unknown",
}


def verdict(hit: ServiceHit, understanding: Understanding, attribute: Attribute | None = None) -> Verdict:
    """What is to be said of `attribute`, or of the first fact that is asked.

    Yes, no, limited or unknown; "" when what is asked is no yes/no question. What the repertory does not say is
    unknown, never no: only a list of languages that is not empty can rule a language out."""
    service, attribute = hit.service, attribute or understanding.attribute
    if attribute is Attribute.EXISTS:
        return "no" if service.status is Status.CLOSED else "yes"
    if attribute is Attribute.OPEN_NOW:
        if service.status is Status.CLOSED:
            return "no"
        if understanding.window is not None and understanding.window.ahead:
            return "unknown" if hit.then is None else "yes" if hit.then else "no"
        states: dict[str, Verdict] = {"open": "yes", "closed": "no"}
        return states.get(hit.opening.state, "unknown")
    if attribute is Attribute.WHEELCHAIR:
        return _WHEELCHAIR[service.wheelchair]
    if attribute is Attribute.CAPACITY:
        return _CAPACITY[hit.capacity]
    if attribute is Attribute.LANGUAGES and understanding.languages:
        if speaks(service, understanding.languages):
            return "yes"
        return "no" if service.languages else "unknown"
    if attribute in (Attribute.CONDITIONS, Attribute.COST) and understanding.access:
        met = all(meets_access(service, code) for code in understanding.access)
        return "yes" if met else "unknown"
    return ""
