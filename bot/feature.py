"""A thing Relais can do, as the program sees it: what it listens to and what it does at fixed hours."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from bot.config import Config
from bot.handlers.threads import Threads
from bot.handlers.unfinished import Unfinished
from bot.ports import (
    JoinHandler,
    MessageHandler,
    Messenger,
    Powerless,
    Powers,
    PrivateRooms,
    ReactionHandler,
    Rooms,
)
from bot.roles import Roles
from bot.schedule import Job
from bot.screening.screen import Screen
from bot.store import Store
from kb.base import KnowledgeBase


@dataclass(frozen=True, slots=True)
class Parts:
    """What features are made of. `clock` gives the moment, aware; `data_dir` is the data folder; `screen` checks a
    free text for user data before it is used (what the guard let through in a room was checked already)."""

    config: Config
    data_dir: Path
    knowledge: KnowledgeBase
    store: Store
    messenger: Messenger
    rooms: Rooms
    private_rooms: PrivateRooms
    roles: Roles
    screen: Screen
    clock: Callable[[], datetime]
    threads: Threads = field(default_factory=lambda: Threads(500))
    """What was answered lately, by thread."""
    powers: Powers = field(default_factory=Powerless)
    """Who may speak in a room."""


@dataclass(frozen=True, slots=True)
class Feature:
    """`on_message` is asked, after the guard, whether a message is its; `on_reaction` likewise; `on_join` hears
    of everybody who comes into a zone's room; `jobs` run at fixed hours. `closing` is called once at the end.
    `unfinished` is what it holds of people while they fill something in."""

    name: str
    on_message: MessageHandler | None = None
    on_reaction: ReactionHandler | None = None
    jobs: tuple[Job, ...] = ()
    closing: Callable[[], None] | None = None
    on_join: JoinHandler | None = None
    unfinished: tuple[Unfinished, ...] = ()
