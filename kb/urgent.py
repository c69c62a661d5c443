"""What to look for beside the words of somebody in danger.

"Hij wil er een einde aan maken, hij heeft pillen gespaard" holds the words of a pharmacy; what helps is a helpline.
"""

from __future__ import annotations

from collections.abc import Mapping

from kb.models import Lang, Understanding

_SOUGHT: Mapping[str, Mapping[Lang, str]] = {
    "suicide": {
        "nl": "zelfmoordpreventie zelfmoordgedachten psychische crisis",
        "fr": "prévention du suicide idées suicidaires crise psychique",
        "en": "suicide prevention suicidal thoughts mental health crisis",
    },
}
"""By kind of danger (`kb.understand.danger.KINDS`). Violence and injuries say in their own words what is needed."""


def with_danger(text: str, u: Understanding) -> str:
    """What search is given: `text`, and what a danger that it tells of calls for."""
    added = [_SOUGHT[kind][u.lang] for kind in u.danger_kinds if kind in _SOUGHT]
    return " ".join([text, *added])
