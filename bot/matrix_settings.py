"""Settings -> what the Matrix side is told; raises `ConfigError` naming the key that `relais run` misses."""

from __future__ import annotations

import os
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
        ids_days=config.retention.ids_days,
    )


def configured_rooms(config: Config) -> dict[str, RoomSetting]:
    """Room id or alias -> what it is for."""
    rooms: dict[str, RoomSetting] = {}
    for zone_id, zone in config.zones.items():
        kinds = {
            RoomKind.ZONE: zone.rooms,
            RoomKind.AGENDA: zone.agenda_rooms,
            RoomKind.REFERRAL: zone.referral_rooms,
            RoomKind.MODERATORS: zone.moderator_rooms,
        }
        rooms |= {room: RoomSetting(kind, zone_id) for kind, named in kinds.items() for room in named}
    everywhere = {
        RoomKind.ADMIN: config.rooms.admin,
        RoomKind.MODERATORS: config.rooms.moderators,
        RoomKind.SANDBOX: config.rooms.sandbox,
    }
    return rooms | {room: RoomSetting(kind) for kind, named in everywhere.items() for room in named}


def secret_path(path: str) -> Path:
    """Where a secret lies: "~" and variables are filled in, such as $CREDENTIALS_DIRECTORY, which systemd sets for each
    unit that it hands credentials to."""
    return Path(os.path.expandvars(path)).expanduser()


def _secret(path: str, key: str) -> str | None:
    if not path:
        return None
    try:
        secret = secret_path(path).read_text(encoding="utf-8").strip()
    except (OSError, UnicodeDecodeError):
        raise ConfigError(f"{key}: the file {path} cannot be read; it must hold the secret and nothing else.") from None
    if not secret:
        raise ConfigError(f"{key}: the file {path} is empty; it must hold the secret and nothing else.")
    return secret
