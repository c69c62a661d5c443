"""Why a row or a file of a repertory was rejected, in a reader's language."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Protocol

from bot.render.clean import LINE, clean
from bot.render.words import words_for
from kb.models import Lang


class Mistake(Protocol):
    """A rejected row, or a remark on one."""

    @property
    def code(self) -> str: ...

    @property
    def details(self) -> Mapping[str, str | int]: ...

    @property
    def others(self) -> tuple[str, ...]: ...


def reason(lang: Lang, mistake: Mistake) -> str:
    """One or two sentences. A code that the locales do not know is said in general."""
    say = words_for(lang)
    key = f"admin-reason-{mistake.code}"
    values = {name: _shown(value) for name, value in mistake.details.items()}
    said = say(key, **values) if say.has(key) else say("admin-reason-other")
    return f"{said} {say('admin-reason-also', columns=', '.join(mistake.others))}" if mistake.others else said


def refusal(lang: Lang, code: str, details: Mapping[str, str | int]) -> str:
    """Why a whole file, or what was asked, is refused."""
    say = words_for(lang)
    key = f"admin-refused-{code}"
    if not say.has(key):
        return say("admin-refused-unreadable")
    return say(key, **{name: _shown(value) for name, value in details.items()})


def in_all(langs: Sequence[Lang], key: str, **values: str | int) -> str:
    """A few words in each of the languages: `nieuw / nouveau`."""
    return " / ".join(dict.fromkeys(words_for(lang)(key, **values) for lang in langs))


def _shown(value: str | int) -> str | int:
    return clean(value, LINE) if isinstance(value, str) else value
