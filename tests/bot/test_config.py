"""Settings: what a file may say, and how a mistake in it is told."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from bot.config import Config
from bot.config_docs import example, reference
from bot.config_file import load, parse
from bot.errors import ConfigError
from bot.matrix_settings import matrix_settings
from bot.ports import RoomKind

ROOT = Path(__file__).parents[2]


def test_without_a_file_there_are_five_zones_and_no_homeserver(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    config = load(None, {})
    assert list(config.zones) == ["noord", "noord-oost", "centrum-west", "zuid-oost", "zuid"]
    assert config.matrix.homeserver == ""


def test_every_postcode_of_the_region_lies_in_a_zone() -> None:
    region = {str(code) for code in range(1000, 1211, 10)} - {"1010", "1100", "1110"}
    region |= {"1081", "1082", "1083"}
    covered = {code for zone in Config().zones.values() for code in zone.postcodes}
    assert covered == region


def test_a_postcode_in_several_zones_is_told_apart_by_neighbourhoods() -> None:
    zones = Config().zones
    assert sum("1000" in zone.postcodes for zone in zones.values()) > 1
    names = [name for zone in zones.values() for name in zone.neighbourhoods]
    assert len(names) == len(set(names))


def test_neighbours_know_each_other() -> None:
    zones = Config().zones
    assert all(zone_id in zones[other].neighbours for zone_id, zone in zones.items() for other in zone.neighbours)


def test_a_file_with_postcodes_redraws_the_map() -> None:
    config = parse('[zones.oost]\nname_nl = "Oost"\nname_fr = "Est"\npostcodes = ["1200"]', "f")
    assert list(config.zones) == ["oost"]


def test_a_file_with_rooms_only_leaves_the_map() -> None:
    config = parse('[zones.zuid]\nrooms = ["#zuid:x.org"]\ncontact_name = "An"', "f")
    assert len(config.zones) == 5
    assert config.zones["zuid"].contact_name == "An"
    assert config.zones["zuid"].postcodes == Config().zones["zuid"].postcodes
    assert config.zone_of_room == {"#zuid:x.org": "zuid"}


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ('[matrix]\nhomserver = "x"', "f: matrix.homserver is not a setting; perhaps homeserver is meant."),
        ("[foo]", "f: foo is not a setting; known here: agenda, "),
        ('[answers]\ncapacity_days = "x"', "f: answers.capacity_days: expected a whole number, found 'x'."),
        ("[answers]\ncapacity_days = 1.5", "answers.capacity_days: expected a whole number"),
        ("[answers]\ncapacity_days = 0", "answers.capacity_days"),
        ('[answers]\ntimezone = "Mars/Base"', "answers.timezone: expected a time zone such as Europe/Brussels"),
        ("matrix = 3", "f: matrix: expected a table, found 3."),
        ("zones = 3", "f: zones: expected a table, found 3."),
        ("[zones]\nnoord = 3", "f: zones.noord: expected a table, found 3."),
        (
            '[zones.noord]\nname_nl = "N"\nname_fr = "N"\npostcodes = ["1O20"]',
            "zones.noord.postcodes.[0]: expected a Belgian postcode of four digits",
        ),
        ('[zones.noord]\npostcode = ["1020"]', "zones.noord.postcode is not a setting; perhaps postcodes is meant."),
        ('[zones.noord]\nrooms = ["noord"]', "zones.noord.rooms.[0]: expected a room id (!...) or alias (#...)"),
        ('[zones.noord]\nneighbours = ["mars"]', "zones.noord.neighbours names 'mars', which is not a zone here."),
        ('[zones.nieuw]\ncontact_name = "An"', "f: zones.nieuw.name_nl is missing."),
        ('[logging]\nlevel = "loud"', "logging.level"),
        ('[matrix]\nuser_id = "relais"', "matrix.user_id: expected an account such as @relais:example.org"),
        ('[matrix]\nhomeserver = "example.org"', "matrix.homeserver: expected an address that starts with https://"),
        ("[emergency]\nnumbers = [{ number = 112 }]", "emergency.numbers.[0].number: expected a text in quotes"),
        ("[matrix", "f is not valid TOML: "),
        ("a = 1\nb = ", "line 2"),
    ],
)
def test_a_mistake_is_told_with_its_key_and_what_is_expected(text: str, says: str) -> None:
    with pytest.raises(ConfigError) as raised:
        parse(text, "f")
    assert says in str(raised.value)
    assert "\n" not in str(raised.value)


def test_a_file_that_was_asked_for_must_be_there(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="does not exist"):
        load(tmp_path / "none.toml", {})
    with pytest.raises(ConfigError, match="does not exist"):
        load(None, {"RELAIS_CONFIG": str(tmp_path / "none.toml")})


def test_a_file_that_is_not_utf8_is_told(tmp_path: Path) -> None:
    path = tmp_path / "c.toml"
    path.write_bytes(b'[zones.noord]\ncontact_name = "L\xe9a"')
    with pytest.raises(ConfigError, match="not UTF-8"):
        load(path, {})


def test_the_option_wins_over_the_environment(tmp_path: Path) -> None:
    for name, level in (("a", "debug"), ("b", "error")):
        (tmp_path / name).write_text(f'[logging]\nlevel = "{level}"', encoding="utf-8")
    environ = {"RELAIS_CONFIG": str(tmp_path / "b")}
    assert load(tmp_path / "a", environ).logging.level == "debug"
    assert load(None, environ).logging.level == "error"


def test_the_example_and_the_reference_are_made_from_the_settings() -> None:
    assert (ROOT / "config.example.toml").read_text(encoding="utf-8") == example(), "run python -m bot.config_docs"
    assert (ROOT / "docs" / "settings.md").read_text(encoding="utf-8") == reference(), "run python -m bot.config_docs"


def test_the_example_is_a_valid_file_and_its_comments_show_the_defaults() -> None:
    assert parse(example(), "example").zones == Config().zones
    uncommented = re.sub(r"^# ?(?=\[|[a-z_]+ = |\]| +\{)", "", example(), flags=re.MULTILINE)
    config = parse(uncommented, "example")
    assert config.model_copy(update={"matrix": Config().matrix}) == Config()


def test_what_run_needs_is_asked_for_by_run_only(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match=r"matrix\.homeserver is missing"):
        matrix_settings(Config(), tmp_path, {})
    config = parse('[matrix]\nhomeserver = "https://x.org"', "f")
    with pytest.raises(ConfigError, match=r"matrix\.user_id is missing"):
        matrix_settings(config, tmp_path, {})


def test_secrets_come_from_files_or_the_environment_and_are_not_shown(tmp_path: Path) -> None:
    secret = tmp_path / "password"
    secret.write_text("hunter2\n", encoding="utf-8")
    text = f'[matrix]\nhomeserver = "https://x.org/"\nuser_id = "@r:x.org"\npassword_file = "{secret}"\n'
    config = parse(text + '[rooms]\nadmin = ["!a"]\n[zones.noord]\nrooms = ["!n"]', "f")
    settings = matrix_settings(config, tmp_path, {})
    assert (settings.password, settings.homeserver) == ("hunter2", "https://x.org")
    assert "hunter2" not in repr(settings)
    assert settings.rooms["!n"].zone == "noord"
    assert settings.rooms["!a"].kind is RoomKind.ADMIN
    assert matrix_settings(config, tmp_path, {"RELAIS_PASSWORD": "other"}).password == "other"
    secret.unlink()
    with pytest.raises(ConfigError, match=r"matrix\.password_file: the file .* cannot be read"):
        matrix_settings(config, tmp_path, {})
