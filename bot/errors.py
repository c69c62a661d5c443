"""Everything that can go wrong around the bot.

    RelaisError
    └── BotError
        ├── ConfigError          config.toml: names the key and what is expected
        ├── HomeserverError
        │   ├── Unreachable      no connection, or a gateway error: worth another try
        │   │   └── SlowedDown   the homeserver asks to wait for longer than somebody at a terminal would
        │   ├── LoggedOut        M_UNKNOWN_TOKEN: the operator must act
        │   └── Refused          the homeserver said no (M_FORBIDDEN, M_NOT_FOUND ...)
        │       ├── NotInRoom    the bot is not in a room, as far as its own sync shows
        │       └── NoPower      the bot's power level in a room does not suffice
        ├── CalendarNotWritten   a calendar file cannot be written to its folder
        ├── FeedFailed           a calendar feed did not answer as it should
        ├── GuardFailed          no verdict on a message within its bound; says nothing of the message
        ├── TrustError           cross-signing keys: missing, unreadable, or not the server's
        └── DemoError            the demo's homeserver did not start

Nothing of these reaches a room: handlers answer with a sentence from the locales.
"""

from typing import Literal

from kb.errors import RelaisError


class BotError(RelaisError):
    """Something about the bot or what it stands on."""


class ConfigError(BotError):
    """A setting is missing or malformed; names the key and what is expected."""


class HomeserverError(BotError):
    """The homeserver did not do what was asked."""


class Unreachable(HomeserverError):
    """No connection, a time-out or a gateway error: worth another try later."""


class SlowedDown(Unreachable):
    """The homeserver asks to wait for longer than is worth it now (429)."""


class LoggedOut(HomeserverError):
    """The access token is no longer accepted (M_UNKNOWN_TOKEN): the operator must act."""


class Refused(HomeserverError):
    """The homeserver answered with an error that another try will not mend."""


class NotInRoom(Refused):
    """The bot is not in that room, or its own sync does not show the room yet (RoomBook.until_shown tells which)."""


class NoPower(Refused):
    """The bot's power level in a room does not suffice; known before asking."""


class GuardFailed(BotError):
    """The guard gave no verdict: an error inside, no answer within its bound, or no process. Says only which."""


class TrustError(BotError):
    """The cross-signing keys are missing, unreadable, or not those of the homeserver."""


class DemoError(BotError):
    """The demo's homeserver did not start or stopped too early."""


class CalendarNotWritten(BotError):
    """A calendar file cannot be written to the folder that is meant for it."""


class FeedFailed(BotError):
    """A calendar feed did not answer as it should; its last good events stay. `trouble` and `detail` say the same as
    the text (bot.agenda_feeds), for whoever says it in another language."""

    def __init__(
        self,
        message: str,
        trouble: Literal["time", "reach", "status", "size", "content"] = "content",
        detail: str = "",
    ) -> None:
        super().__init__(message)
        self.trouble = trouble
        self.detail = detail
