"""Logs for the operator: one JSON object per line on standard error, with ids and counts, never a message's text."""

from __future__ import annotations

import logging
import sys

import structlog
from structlog.typing import EventDict, WrappedLogger

from bot.config import LoggingSection

_LEVELS = {"debug": logging.DEBUG, "info": logging.INFO, "warning": logging.WARNING, "error": logging.ERROR}


def _without_traceback(_logger: WrappedLogger, _method: str, event: EventDict) -> EventDict:
    """The text of an exception may quote what a person wrote."""
    event.pop("exc_info", None)
    return event


def configure(settings: LoggingSection) -> None:
    """Set up structlog; libraries that log through `logging` are heard from level warning."""
    console = settings.format == "console"
    structlog.configure(
        processors=[
            structlog.contextvars.merge_contextvars,
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            _without_traceback,
            structlog.dev.ConsoleRenderer() if console else structlog.processors.JSONRenderer(ensure_ascii=False),
        ],
        wrapper_class=structlog.make_filtering_bound_logger(_LEVELS[settings.level]),
        logger_factory=structlog.PrintLoggerFactory(sys.stderr),
        cache_logger_on_first_use=False,
    )
    logging.basicConfig(level=logging.WARNING, stream=sys.stderr, format="%(levelname)s %(name)s %(message)s")
    # nio and peewee quote events in their warnings.
    for noisy in ("nio", "peewee"):
        logging.getLogger(noisy).setLevel(logging.CRITICAL)
