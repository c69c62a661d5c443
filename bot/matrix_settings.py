"""Settings -> what the Matrix side is told; raises `ConfigError` naming the key that `relais run` misses."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path

from bot.config import Config
from bot.errors import ConfigError
from bot.matrix.settings import MatrixSettings, RoomSetting
from bot.ports import RoomKind

PASSWORD_ENVIRONMENT = "RELAIS_PASSWORD"  # noqa: S105  (the name of a variable)
_USER_ID = re.compile(r"^@[^:\s]+:\S+$")


def matrix_settings(config: Config, data_dir: Path, environ: Mapping[str, str]) -> MatrixSettings:
    """Everything the bot needs to serve its rooms. Secrets are read from their files here."""
    matrix = config.matrix
    if not matrix.homeserver:
        raise ConfigError(
            "matrix.homeserver is missing; give the address of the homeserver, such as https://example.org."
        )
    if not _USER_ID.match(matrix.user_id):
        raise ConfigError("matrix.user_id is missing; give the bot's account, such as @relais:example.org.")
    password = environ.get(PASSWORD_ENVIRONMENT) or _secret(matrix.password_file, "matrix.password_file")
    return MatrixSettings(
        homeserver=matrix.homeserver,
        user_id=matrix.user_id,
        data_dir=data_dir,
        password=password,
        access_token=_secret(matrix.access_token_file, "matrix.access_token_file"),
        device_name=matrix.device_name,
        rooms=configured_rooms(config),
        direct_homeservers=matrix.direct_message_homeservers,
        verify_with=matrix.verify_with,
    )


def configured_rooms(config: Config) -> dict[str, RoomSetting]:
    """Room id or alias -> what it is for."""
    rooms = {room: RoomSetting(RoomKind.ZONE, zone_id) for room, zone_id in config.zone_of_room.items()}
    rooms |= {room: RoomSetting(RoomKind.ADMIN) for room in config.rooms.admin}
    return rooms | {room: RoomSetting(RoomKind.MODERATORS) for room in config.rooms.moderators}


def _secret(path: str, key: str) -> str | None:
    if not path:
        return None
    try:
        secret = Path(path).expanduser().read_text(encoding="utf-8").strip()
    except (OSError, UnicodeDecodeError):
        raise ConfigError(f"{key}: the file {path} cannot be read; it must hold the secret and nothing else.") from None
    if not secret:
        raise ConfigError(f"{key}: the file {path} is empty; it must hold the secret and nothing else.")
    return secret
