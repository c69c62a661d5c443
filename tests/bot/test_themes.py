"""The theme on an answer: only when it is sure, in the text, and the theme's room now and then."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from bot.config import Config
from bot.handlers.themes import ThemeLabels
from bot.ports import Rendered, RoomKind
from bot.provision.settings import Theme
from bot.render.themes import labelled
from bot.render.words import words_for
from bot.store import Store
from bot.store_rooms import MadeRoom, RoomStore
from bot.themes import ICONS, theme_of, theme_of_category
from kb.models import LANGS, Answer, AnswerKind, Term, Understanding
from tests.bot.conftest import NOW, answer, hit, message
from tests.bot.recording import FakeRooms

TAXONOMY = {
    term.code: term
    for term in (
        Term("A", "", "Geestelijke gezondheid", "Santé mentale", "Mental health", "🧠"),
        Term("A1", "A", "Beschut wonen", "Habitations protégées", "Sheltered living", "🏠"),
        Term("B", "", "Dak- en thuisloosheid", "Sans-abrisme", "Homelessness", "🧭"),
        Term("B1", "B", "Straathoekwerk", "Travail de rue", "Street work", "🚶"),
        Term("C", "", "Armoede", "Pauvreté", "Poverty", "🧺"),
        Term("C1", "C", "Schuldbemiddeling", "Médiation de dettes", "Debt mediation", "💶"),
        Term("C2", "C", "Voedselhulp", "Aide alimentaire", "Food aid", "🥫"),
        Term("D", "", "Gezin en jeugd", "Famille et jeunesse", "Family and youth", "👪"),
        Term("D1", "D", "Gezinsplanning", "Planning familial", "Family planning", "🌸"),
        Term("D2", "D", "Moeder en kind", "Mère et enfant", "Maternity and child", "🍼"),
        Term("E", "", "Gezondheidszorg", "Soins de santé", "Health care", "🏥"),
        Term("E1", "E", "Tandzorg", "Soins dentaires", "Dental care", "🦷"),
        Term("L", "L", "Kring", "Boucle", "Loop", ""),
    )
}


@pytest.mark.parametrize(
    ("code", "theme"),
    [
        ("A1", "mental_health"),
        ("B1", "housing"),
        ("C", None),
        ("C1", "debts"),
        ("C2", None),
        ("D", "youth"),
        ("D1", None),
        ("D2", None),
        ("E1", "health"),
        ("L", None),
        ("unknown", None),
    ],
)
def test_a_category_has_the_theme_of_its_labels_the_broadest_first(code: str, theme: str | None) -> None:
    assert theme_of_category(code, TAXONOMY) == theme


def shown(*categories: tuple[str, ...], **values: object) -> Answer:
    hits = tuple(hit(id=f"s{n}", categories=codes) for n, codes in enumerate(categories))
    return answer(services=hits, show_services=len(hits), **values)  # type: ignore[arg-type]


MIXED = shown(("B",), ("E1",))


@pytest.mark.parametrize(
    ("given", "theme"),
    [
        (shown(("B1", "E1"), ("B",)), "housing"),
        (MIXED, None),
        (shown(("E1", "B"), ("B",)), None),
        (shown(("B",), ("C2",)), None),
        (shown(("B",), confidence=0.59), None),
        (shown(("B",), answered=False), None),
        (shown(("B",), kind=AnswerKind.UNKNOWN), None),
        (shown(("B",), understood={"danger": True}), None),
        (shown(("B",), understood={"service_id": "s0"}), None),
        (shown(), None),
        (replace(MIXED, parts=(shown(("B",)), shown(("B1",)))), "housing"),
        (replace(MIXED, parts=(shown(("B",)), shown(("E1",)))), None),
    ],
)
def test_an_answer_has_a_theme_when_everything_shown_is_of_it(given: Answer, theme: str | None) -> None:
    assert theme_of(given, TAXONOMY) == theme


def test_every_theme_that_can_be_provisioned_has_a_pictogram_and_a_name() -> None:
    assert set(Theme.__args__) == set(ICONS)  # type: ignore[attr-defined]
    for lang in LANGS:
        assert all(words_for(lang).has(f"provision-theme-{theme}") for theme in ICONS)
    assert {theme_of_category(code, TAXONOMY) for code in TAXONOMY} - {None} <= set(ICONS)


# --- on an answer in a room ---

REPLY = Rendered("Opvang Noord", "<ul><li>Opvang Noord</li></ul>", choices=("🆘",))
HOUSING = shown(("B",))


class Rooms:
    """A zone whose theme room for housing stands beside the main room."""

    def __init__(self, folder: Path) -> None:
        self.rooms = FakeRooms()
        self.rooms.add("!theme", RoomKind.THEME, "noord")
        self.store = Store(folder / "bot.sqlite")
        RoomStore(self.store).remember(MadeRoom("theme/noord/housing", "!theme", RoomKind.THEME, "noord", "housing"))
        bot = Config().matrix.model_copy(update={"user_id": "@relais:x.org"})
        self.config = Config().model_copy(update={"matrix": bot})

    def label(self, given: Answer, kind: RoomKind = RoomKind.ZONE, **said: object) -> Rendered:
        labels = ThemeLabels(self.config, self.store, self.rooms, lambda: TAXONOMY)
        asked = message("waar slapen", **said)  # type: ignore[arg-type]
        return labels(replace(asked, room=replace(asked.room, kind=kind)), given, REPLY)


@pytest.fixture
def rooms(tmp_path: Path) -> Rooms:
    return Rooms(tmp_path)


def test_the_theme_stands_before_the_answer_and_its_room_after_it(rooms: Rooms) -> None:
    reply = rooms.label(HOUSING)
    assert reply.plain.splitlines() == [
        "🏠 Wonen",
        "Opvang Noord",
        "Verder praten over dit thema kan in 🏠 Wonen · Noord (https://matrix.to/#/!theme?via=x.org).",
    ]
    assert reply.html.startswith("🏠 Wonen<ul>")
    assert '<a href="https://matrix.to/#/!theme?via=x.org">🏠 Wonen · Noord</a>.' in reply.html
    assert reply.choices == ("🆘",)
    french = replace(HOUSING, lang="fr", understanding=Understanding("fr", True))
    assert rooms.label(french, sender="@lea:x").plain.startswith("🏠 Logement\n")


def test_the_theme_goes_on_the_line_that_says_what_was_understood() -> None:
    reply = labelled(Rendered("🔎 Laken\nOpvang", "🔎 Laken<ul></ul>"), "housing", "nl")
    assert reply == Rendered("🏠 Wonen · 🔎 Laken\nOpvang", "🏠 Wonen · 🔎 Laken<ul></ul>")


def test_the_room_is_named_once_in_a_while_per_person_and_theme(rooms: Rooms) -> None:
    first = rooms.label(HOUSING, event_id="$1")
    assert "!theme" in first.plain
    assert rooms.label(HOUSING, event_id="$1") == first  # the same question again, after a crash
    assert "!theme" not in rooms.label(HOUSING, event_id="$2", sent_at=NOW + timedelta(days=13)).plain
    assert "!theme" in rooms.label(HOUSING, event_id="$3", sender="@other:x").plain
    assert "!theme" in rooms.label(HOUSING, event_id="$4", sent_at=NOW + timedelta(days=15)).plain


def test_no_room_is_named_where_there_is_none_or_the_question_stands_elsewhere(rooms: Rooms) -> None:
    assert rooms.label(shown(("E1",))).plain == "🩺 Gezondheid\nOpvang Noord"
    for kind in (RoomKind.THEME, RoomKind.SANDBOX):
        assert rooms.label(HOUSING, kind=kind).plain == "🏠 Wonen\nOpvang Noord"
    del rooms.rooms.infos["!theme"]  # closed by hand
    assert rooms.label(HOUSING).plain == "🏠 Wonen\nOpvang Noord"


def test_there_is_no_label_in_private_when_unsure_or_turned_off(rooms: Rooms) -> None:
    assert rooms.label(HOUSING, kind=RoomKind.DIRECT) == REPLY
    assert rooms.label(MIXED) == REPLY
    off = rooms.config.moderation.model_copy(update={"theme_labels": False})
    rooms.config = rooms.config.model_copy(update={"moderation": off})
    assert rooms.label(HOUSING) == REPLY
