"""config.example.toml and docs/settings.md, made from the declared settings: `python -m bot.config_docs [FOLDER]`.

A test fails when the files differ from what is made here, so that no setting is ever undocumented.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from pydantic import BaseModel
from pydantic.fields import FieldInfo

from bot.admin_settings import SourceSection
from bot.agenda_settings import FeedSection
from bot.config import Config, EmergencyNumber, ZoneSection
from bot.section import Section
from bot.updates_settings import OwnerSection

EXAMPLE, REFERENCE = "config.example.toml", "settings.md"

_ZONE_RULE = (
    "A file that gives any zone `postcodes` redraws the map: then only the zones it names exist. "
    "A file that only adds other keys to the zones leaves the map alone."
)
_NEEDED = {"homeserver": "https://matrix.example.org", "user_id": "@relais:example.org"}
_LISTED: dict[str, type[Section]] = {"zones": ZoneSection, "sources": SourceSection, "owners": OwnerSection}
"""Tables of which there may be several."""

_HEADINGS = {"zones": "[zones.<id>]", "sources": "[[sources]]", "owners": "[[owners]]"}
_INTRO = """\
# Every setting of Relais with its default. Copy this file to config.toml and keep only what differs:
# each line that begins with "# " and a key shows a default. Made by `python -m bot.config_docs`.
"""


def example() -> str:
    """The text of config.example.toml: valid TOML, every setting explained in one line."""
    parts = [_INTRO]
    for name, field in Config.model_fields.items():
        if name == "zones":
            parts.append("\n".join(_example_zones()))
        elif name == "emergency":
            parts.append("\n".join(_example_emergency(field)))
        elif name == "sources":
            parts.append("\n".join(_example_source()))
        elif name == "owners":
            parts.append("\n".join(_example_owner()))
        else:
            model = _model(field)
            lines = [f"# {_help(model)}", f"[{name}]"]
            lines += [line for key, known in model.model_fields.items() for line in _example_key(key, known)]
            lines += _example_feed() if name == "agenda" else []
            parts.append("\n".join(lines))
    return "\n".join(part.rstrip() + "\n" for part in parts)


def reference() -> str:
    """The text of docs/settings.md."""
    lines = [
        "# Settings",
        "",
        "Made from the program by `python -m bot.config_docs`; `config.example.toml` holds the same as a file. "
        "A configuration file holds only what differs from the defaults. Relais reads the file given with `--config`, "
        "else the one in `RELAIS_CONFIG`, else `config.toml` when there is one, and works without any.",
        "",
    ]
    for name, field in Config.model_fields.items():
        model = _LISTED.get(name) or _model(field)
        lines += [f"## {_HEADINGS.get(name, f'[{name}]')}", "", _help(model), ""]
        lines += [_ZONE_RULE, ""] if name == "zones" else []
        lines += _table(model)
        if name == "agenda":
            lines += ["Each entry of `feeds`:", "", *_table(FeedSection)]
        if name == "emergency":
            lines += ["Each entry of `numbers`:", "", *_table(EmergencyNumber)]
    return "\n".join(lines).rstrip() + "\n"


def write(folder: Path) -> None:
    """Write both files into a checkout."""
    (folder / EXAMPLE).write_text(example(), encoding="utf-8")
    (folder / "docs" / REFERENCE).write_text(reference(), encoding="utf-8")


def _model(field: FieldInfo) -> type[Section]:
    model = field.annotation
    assert isinstance(model, type)
    assert issubclass(model, Section)
    return model


def _help(model: type[BaseModel]) -> str:
    return " ".join((model.__doc__ or "").split())


def _example_key(key: str, field: FieldInfo) -> Iterator[str]:
    yield f"# {field.description}."
    shown = _NEEDED.get(key, field.get_default(call_default_factory=True))
    yield f"{'' if key in _NEEDED else '# '}{key} = {_toml(shown)}"


def _example_zones() -> Iterator[str]:
    yield f"# {_help(ZoneSection)}"
    yield "# The defaults are Brussels' five zones. What every key means:"
    for key, field in ZoneSection.model_fields.items():
        yield f"#   {key}: {field.description}."
    yield "# To serve a zone as it is, only its rooms and its contact are needed:"
    yield "#   [zones.noord]"
    yield '#   rooms = ["#noord:example.org"]'
    yield '#   contact_name = "An Voorbeeld"'
    yield '#   contact_phone = "02 555 00 00"'
    for zone_id, zone in Config().zones.items():
        yield f"#\n# [zones.{zone_id}]"
        for key in ("name_nl", "name_fr", "postcodes", "neighbourhoods", "neighbours"):
            yield f"# {key} = {_toml(getattr(zone, key))}"


def _example_emergency(field: FieldInfo) -> Iterator[str]:
    yield f"# {_help(_model(field))}"
    yield "[emergency]"
    numbers = _model(field).model_fields["numbers"]
    yield f"# {numbers.description}; each has:"
    for key, known in EmergencyNumber.model_fields.items():
        yield f"#   {key}: {known.description}."
    yield "# numbers = ["
    for number in numbers.default:
        values = ", ".join(f"{key} = {_toml(value)}" for key, value in number.model_dump().items() if value)
        yield f"#   {{ {values} }},"
    yield "# ]"


def _example_feed() -> list[str]:
    keys = [f"#   {key}: {field.description}." for key, field in FeedSection.model_fields.items()]
    return [
        "# Each feed has:",
        *keys,
        "#   [[agenda.feeds]]",
        '#   url = "https://calendar.example.org/noord.ics"',
        '#   zone = "noord"',
    ]


def _example_source() -> Iterator[str]:
    yield f"# {_help(SourceSection)}"
    for key, field in SourceSection.model_fields.items():
        yield f"#   {key}: {field.description}."
    yield "#   [[sources]]"
    yield '#   url = "https://data.example.org/repertory.xlsx"'
    yield '#   schedule = "0 6 * * mon"'
    yield '#   mapping = { "Uren" = "opening_hours" }'


def _example_owner() -> list[str]:
    keys = [f"#   {key}: {field.description}." for key, field in OwnerSection.model_fields.items()]
    example = ("[[owners]]", 'user = "@an:example.org"', 'services = ["s017"]')
    return [f"# {_help(OwnerSection)}", *keys, *(f"#   {line}" for line in example)]


def _table(model: type[BaseModel]) -> list[str]:
    lines = ["| key | default | meaning |", "|---|---|---|"]
    for key, field in model.model_fields.items():
        default = "needed" if field.is_required() else f"`{_default(field)}`"
        lines.append(f"| `{key}` | {default} | {field.description} |")
    return [*lines, ""]


def _default(field: FieldInfo) -> str:
    value: Any = field.get_default(call_default_factory=True)
    if isinstance(value, tuple) and value and isinstance(value[0], EmergencyNumber):
        return ", ".join(number.number for number in value)
    return _toml(value)


def _toml(value: object) -> str:
    """A default as it would be written in the file."""
    if isinstance(value, tuple):
        return f"[{', '.join(_toml(item) for item in value)}]"
    return json.dumps(value, ensure_ascii=False)


if __name__ == "__main__":
    write(Path(sys.argv[1] if len(sys.argv) > 1 else "."))
