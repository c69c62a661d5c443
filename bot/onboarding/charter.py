"""The charter of each zone: its text in Dutch and French, and its version. The packaged one where a zone has none."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Literal

from bot.config import Config, ZoneSection
from bot.errors import ConfigError

CharterLang = Literal["nl", "fr"]
LANGS: tuple[CharterLang, ...] = ("nl", "fr")
_MARK = re.compile(r"^(?:[-*•]|\d+[.)])\s+")


@dataclass(frozen=True, slots=True)
class CharterText:
    """A heading and the points, in the order of the file."""

    title: str
    points: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Charter:
    """What the people of a zone agreed on. A new `version` is to be accepted again."""

    zone: str
    version: str
    nl: CharterText
    fr: CharterText

    @property
    def stage(self) -> str:
        """Names it in what the bot says, so that a ✅ under that is understood (`accepted_by`)."""
        return f"{STAGE} {self.zone} {self.version}"


STAGE = "charter"


def of_stage(stage: str) -> tuple[str, str] | None:
    """Zone and version of something said under `Charter.stage`; None for anything else."""
    kind, _, rest = stage.partition(" ")
    zone, _, version = rest.rpartition(" ")
    return (zone, version) if kind == STAGE and zone and version else None


def charters(config: Config) -> Mapping[str, Charter]:
    """Zone id -> its charter. Raises `ConfigError` for a file that cannot be read or holds nothing, and for a zone that
    has the charter in one language only."""
    return {zone_id: _of_zone(zone_id, zone) for zone_id, zone in config.zones.items()}


def _of_zone(zone_id: str, zone: ZoneSection) -> Charter:
    paths = {"nl": zone.charter_nl, "fr": zone.charter_fr}
    for lang, other in (("nl", "fr"), ("fr", "nl")):
        if paths[lang] and not paths[other]:
            raise ConfigError(
                f"zones.{zone_id}.charter_{other} is missing: a charter is needed in both languages, and "
                f"charter_{lang} is there."
            )
    texts = {
        lang: _parsed(_read(paths[lang], f"zones.{zone_id}.charter_{lang}") if paths[lang] else _packaged(lang), name)
        for lang, name in (("nl", zone.name_nl), ("fr", zone.name_fr))
    }
    for lang, text in texts.items():
        if not text.points:
            raise ConfigError(f"zones.{zone_id}.charter_{lang}: the file {paths[lang]} holds no line of a charter.")
    return Charter(zone_id, zone.charter_version, texts["nl"], texts["fr"])


def _read(path: str, key: str) -> str:
    try:
        return Path(path).expanduser().read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError):
        raise ConfigError(
            f"{key}: the file {path} cannot be read; it must be a UTF-8 text, one point a line."
        ) from None


@cache
def _packaged(lang: str) -> str:
    return (files("bot.onboarding") / "charters" / f"charter.{lang}.txt").read_text(encoding="utf-8")


def _parsed(text: str, zone_name: str) -> CharterText:
    """The first line with # is the heading; every other line with words is a point. "{zone}" is the zone's name."""
    lines = [line.strip() for line in text.replace("{zone}", zone_name).splitlines() if line.strip()]
    title = next((line.lstrip("# ") for line in lines if line.startswith("#")), "")
    return CharterText(title, tuple(_MARK.sub("", line) for line in lines if not line.startswith("#")))
