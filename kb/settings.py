"""What the knowledge base needs to be told. bot.config builds these from config.toml; kb reads no file itself."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from kb.models import Zone

BUILTIN_MODEL = "builtin"


@dataclass(frozen=True, slots=True)
class ModelSettings:
    """The embedding model: "builtin", or any sentence-transformers name or folder with its prefixes."""

    name: str = BUILTIN_MODEL
    query_prefix: str = ""
    passage_prefix: str = ""


@dataclass(frozen=True, slots=True)
class KnowledgeSettings:
    """Settings of search and answers.

    `capacity_days`: a capacity report older than this counts as unknown.
    `stale_months`: a record verified longer ago is labelled so.
    `generations_kept`: how many generations can be rolled back to.
    `sources` are the names of sources kept apart, `owns` the columns that each owns (kb.origins).
    `emergency` holds numbers shown first when somebody is in danger.
    """

    zones: tuple[Zone, ...] = ()
    model: ModelSettings = field(default_factory=ModelSettings)
    capacity_days: int = 180
    stale_months: int = 12
    generations_kept: int = 5
    timezone: str = "Europe/Brussels"
    sources: tuple[str, ...] = ()
    owns: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
