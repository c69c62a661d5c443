"""The sentences of Relais, from locales/{nl,fr,en}.ftl and locales/TOPIC.{nl,fr,en}.ftl. No other module holds a
sentence that a person reads."""

from __future__ import annotations

import re
from functools import cache
from importlib.resources import files

from fluent.runtime import FluentBundle, FluentResource

from bot.render.clean import WORD_JOINER
from kb.models import Lang

_LOCALES = {"nl": "nl-BE", "fr": "fr-BE", "en": "en-GB"}


class Words:
    """The sentences of one language: `words("verified", date="6 aug. 2026")`."""

    def __init__(self, lang: Lang) -> None:
        self.lang = lang
        # Isolation marks (U+2068, U+2069) around values would show as boxes in some clients; values are cleaned of
        # bidirectional controls by bot.render.clean instead.
        self._bundle = FluentBundle([_LOCALES[lang]], use_isolating=False)
        self._bundle.add_resource(FluentResource(source(lang)))

    def __call__(self, key: str, **values: str | int) -> str:
        """The sentence `key`. Raises `KeyError` for an unknown key or a missing value: a mistake in the code."""
        message = self._bundle.get_message(key) if self._bundle.has_message(key) else None
        if message is None or message.value is None:
            raise KeyError(f"{key} ({self.lang})")
        text, errors = self._bundle.format_pattern(message.value, values)
        if errors:
            raise KeyError(f"{key} ({self.lang}): {errors[0]}")
        return _unbroken(str(text)) if self.lang == "fr" else str(text)

    def has(self, key: str) -> bool:
        """Whether there is such a sentence."""
        return bool(self._bundle.has_message(key))

    def first(self, *keys: str, **values: str | int) -> str:
        """The first of these sentences that exists."""
        return self(next((key for key in keys if self.has(key)), keys[-1]), **values)

    def join(self, items: list[str]) -> str:
        """`a, b or c` in the language."""
        return f" {self('or')} ".join([", ".join(items[:-1]), items[-1]]) if len(items) > 1 else "".join(items)

    def join_all(self, items: list[str]) -> str:
        """`a, b and c` in the language."""
        return f" {self('and')} ".join([", ".join(items[:-1]), items[-1]]) if len(items) > 1 else "".join(items)


def _unbroken(text: str) -> str:
    """French sets a space before some marks; it must not begin a line with them, nor after the hyphen in « - »."""
    return re.sub(r" (?=[:;?!»])|(?<=«) ", "\u00a0", text).replace("-\u00a0»", f"-{WORD_JOINER}\u00a0»")


def source(lang: Lang) -> str:
    """The text of a language's locale files."""
    folder = files("bot.render") / "locales"
    found = [one for one in folder.iterdir() if one.name == f"{lang}.ftl" or one.name.endswith(f".{lang}.ftl")]
    return "\n".join(one.read_text(encoding="utf-8") for one in sorted(found, key=lambda one: one.name))


@cache
def words_for(lang: Lang) -> Words:
    """The sentences of a language, parsed once."""
    return Words(lang)
