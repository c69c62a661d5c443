"""Where the settings name somebody: what an operator still has to change by hand."""

from __future__ import annotations

from collections.abc import Iterator

from bot.config import Config


def named_in(config: Config, user_id: str) -> tuple[str, ...]:
    """The settings that hold this user id, such as "zones.noord.moderators"."""
    return tuple(dict.fromkeys(_places(config.model_dump(), user_id, "")))


def _places(value: object, user_id: str, path: str) -> Iterator[str]:
    if value == user_id:
        yield path
    elif isinstance(value, dict):
        for key, inner in value.items():
            yield from _places(inner, user_id, f"{path}.{key}" if path else str(key))
    elif isinstance(value, list | tuple):
        for inner in value:
            yield from _places(inner, user_id, path)
