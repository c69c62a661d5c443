"""What the Matrix side needs to be told; bot.config builds it from config.toml."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from bot.ports import RoomKind


@dataclass(frozen=True, slots=True)
class RoomSetting:
    """What a configured room is for; `zone` is the zone id of a room that belongs to one zone."""

    kind: RoomKind
    zone: str | None = None


@dataclass(frozen=True, slots=True)
class MatrixSettings:
    """Settings of the Matrix side.

    `homeserver` is the base URL; `user_id` the full Matrix id of the bot. Either `password` or `access_token` is
    needed at the first start (a token without password cannot sign the device where the homeserver asks for one).
    `data_dir` is the data folder: bot.sqlite lies in it, everything secret in its subfolder `matrix`.
    `rooms` maps room ids or aliases to what they are for: invitations to other rooms are rejected.
    `direct_homeservers`: whose users may open a direct room; empty means those of the bot's own homeserver.
    `key_grace` is how many seconds a message that cannot be read yet waits for its key before its sender is asked.
    `ids_days`: how long room keys that were replaced are kept, like the ids of what was handled.
    `verify_with`: users whose requests to compare emoji are answered.
    `msgtype` is m.text rather than m.notice: notices raise no notification, and the asker waits for one.
    """

    homeserver: str
    user_id: str
    data_dir: Path
    password: str | None = field(default=None, repr=False)
    access_token: str | None = field(default=None, repr=False)
    device_name: str = "Relais"
    display_name: str = ""
    rooms: Mapping[str, RoomSetting] = field(default_factory=dict)
    direct_homeservers: tuple[str, ...] = ()
    key_grace: float = 10.0
    msgtype: str = "m.text"
    cross_signing: bool = True
    verify_with: tuple[str, ...] = ()
    ids_days: int = 30

    @property
    def folder(self) -> Path:
        """Where device, token, keys and nio's store lie."""
        return self.data_dir / "matrix"

    @property
    def server_name(self) -> str:
        return self.user_id.partition(":")[2]

    @property
    def localpart(self) -> str:
        return self.user_id.partition(":")[0].removeprefix("@")

    def may_open_direct(self, user_id: str) -> bool:
        """Whether a direct room with this user is welcome. The id after the first colon is the homeserver."""
        return user_id.partition(":")[2] in (self.direct_homeservers or (self.server_name,))
