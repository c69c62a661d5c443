"""config.toml -> `Config`, or one sentence that names the key and what is expected there.

A file holds only what differs from the defaults. Zones: a file in which any zone has `postcodes` redraws the map, so
that only the zones it names exist; a file that only adds other keys (rooms, a contact) to zones leaves the map alone.
"""

from __future__ import annotations

import difflib
import tomllib
from pathlib import Path
from typing import Any

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from bot.config import Config
from bot.default_zones import DEFAULT_ZONES
from bot.errors import ConfigError

DEFAULT_PATH = Path("config.toml")
ENVIRONMENT = "RELAIS_CONFIG"

# What a person is told to write, per kind of complaint of pydantic.
_EXPECTED = {
    "string_type": 'a text in quotes, such as "abc"',
    "int_type": "a whole number",
    "int_from_float": "a whole number",
    "bool_type": "true or false",
    "tuple_type": 'a list, such as ["a", "b"]',
    "model_type": "a table",
    "model_attributes_type": "a table",
    "dict_type": "a table",
}


def load(path: Path | None, environ: dict[str, str]) -> Config:
    """Read the settings. `path` None: `RELAIS_CONFIG`, else ./config.toml when there is one, else the defaults.

    Raises `ConfigError` for a file that was asked for and is missing, is no TOML, or holds a wrong or unknown key.
    """
    chosen = path or (Path(environ[ENVIRONMENT]) if environ.get(ENVIRONMENT) else None)
    if chosen is None:
        if not DEFAULT_PATH.exists():
            return Config()
        chosen = DEFAULT_PATH
    return parse(_read(chosen), str(chosen))


def parse(text: str, name: str) -> Config:
    """The settings in `text`; `name` is what to call the file in an error."""
    try:
        values = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        # The parser gives a line but for a text that ends too early.
        place = str(error).replace("at end of document", f"at line {text.count(chr(10)) + 1}, where the file ends")
        raise ConfigError(f"{name} is not valid TOML: {place}.") from None
    zones = values.get("zones")
    if isinstance(zones, dict):
        values["zones"] = _lay_over_defaults(zones)
    try:
        config = Config.model_validate(values)
    except ValidationError as error:
        raise ConfigError(f"{name}: {_complaint(error.errors()[0])}") from None
    _check_zones(config, name)
    return config


def _read(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8-sig")
    except FileNotFoundError:
        raise ConfigError(f"The configuration file {path} does not exist; give another with --config.") from None
    except UnicodeDecodeError:
        raise ConfigError(f"{path} is not UTF-8 text; save it as UTF-8.") from None
    except OSError as error:
        raise ConfigError(f"The configuration file {path} cannot be read: {error.strerror}.") from None


def _lay_over_defaults(zones: dict[str, Any]) -> dict[str, Any]:
    tables = [zone for zone in zones.values() if isinstance(zone, dict)]
    if len(tables) != len(zones) or any("postcodes" in zone for zone in tables):
        return zones
    merged: dict[str, Any] = {zone_id: dict(zone) for zone_id, zone in DEFAULT_ZONES.items()}
    for zone_id, zone in zones.items():
        merged[zone_id] = {**merged.get(zone_id, {}), **zone}
    return merged


def _complaint(error: ErrorDetails) -> str:
    """One sentence: the key, what is expected, and what was found."""
    key = ".".join(_part(part) for part in error["loc"])
    match error["type"]:
        case "extra_forbidden":
            return f"{key} is not a setting{_hint(error['loc'])}."
        case "missing":
            return f"{key} is missing."
        case "value_error":
            return f"{key}: {error['ctx']['error']}, found {error['input']!r}."
        case "string_pattern_mismatch":
            return f"{key}: {_shape(error)}, found {error['input']!r}."
        case kind if kind in _EXPECTED:
            return f"{key}: expected {_EXPECTED[kind]}, found {error['input']!r}."
        case _:
            message = error["msg"][0].lower() + error["msg"][1:]
            return f"{key}: {message}, found {error['input']!r}."


def _part(part: int | str) -> str:
    return f"[{part}]" if isinstance(part, int) else part


def _shape(error: ErrorDetails) -> str:
    """What a text has to look like, told in words instead of a pattern."""
    keys = [part for part in error["loc"] if isinstance(part, str)]
    if keys[-1] == "postcodes":
        return "expected a Belgian postcode of four digits in quotes"
    if keys[-1] in ("user_id", "verify_with"):
        return "expected an account such as @relais:example.org"
    return "expected a room id (!...) or alias (#...)"


def _hint(location: tuple[int | str, ...]) -> str:
    """`; perhaps postcodes is meant` for an unknown key, or the list of what is known there."""
    model: Any = Config
    for part in location[:-1]:
        if isinstance(part, str) and hasattr(model, "model_fields") and part in model.model_fields:
            annotation = model.model_fields[part].annotation
            arguments = [a for a in getattr(annotation, "__args__", ()) if hasattr(a, "model_fields")]
            model = arguments[0] if arguments else annotation
    known = sorted(getattr(model, "model_fields", {}))
    near = difflib.get_close_matches(str(location[-1]), known, n=1)
    if near:
        return f"; perhaps {near[0]} is meant"
    return f"; known here: {', '.join(known)}" if known else ""


def _check_zones(config: Config, name: str) -> None:
    for zone_id, zone in config.zones.items():
        for neighbour in zone.neighbours:
            if neighbour not in config.zones:
                raise ConfigError(f"{name}: zones.{zone_id}.neighbours names {neighbour!r}, which is not a zone here.")
    for number, feed in enumerate(config.agenda.feeds):
        if feed.zone and feed.zone not in config.zones:
            raise ConfigError(f"{name}: agenda.feeds.[{number}].zone is {feed.zone!r}, which is not a zone here.")
    if not config.zones:
        raise ConfigError(f"{name}: zones is empty; give at least one zone, or leave it out for Brussels' five.")
