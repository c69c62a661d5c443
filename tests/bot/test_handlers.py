"""From a message to what is said, with a fake messenger and a fake knowledge base."""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest
from structlog.testing import capture_logs

from bot.errors import Unreachable
from bot.handlers.ask import AskHandler
from bot.handlers.feedback import FeedbackHandler
from bot.handlers.help import HelpHandler
from bot.handlers.pipeline import Pipeline
from bot.handlers.threads import Exchange, Threads
from bot.ports import Message, Reaction, RoomKind
from kb.errors import IndexMissing, ModelUnavailable
from kb.models import Answer, AnswerKind, Question
from tests.bot.conftest import CONTEXT, NOW, FakeMessenger, answer, message

SECRET = "mijn client heet Geheim"


class _Knowledge:
    """Answers with `given`, or raises it; keeps the questions."""

    def __init__(self, given: Answer | Exception) -> None:
        self.given = given
        self.asked: list[Question] = []

    def __call__(self, question: Question) -> Answer:
        self.asked.append(question)
        if isinstance(self.given, Exception):
            raise self.given
        return self.given


def _handler(messenger: FakeMessenger, knowledge: Callable[[Question], Answer], *, minutes_late: int = 0) -> AskHandler:
    return AskHandler(
        messenger,
        knowledge,
        lambda question, late: replace(CONTEXT, zone=question.zone, late=late),
        Threads(10),
        lambda: NOW + timedelta(minutes=minutes_late),
        timedelta(minutes=10),
    )


async def test_typing_shows_while_an_answer_takes_long(
    messenger: FakeMessenger, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.handlers.ask.TYPING_AFTER", 0.0)
    shown = threading.Event()
    typing = messenger.typing

    async def note(room_id: str, on: bool) -> None:
        await typing(room_id, on)
        shown.set()

    monkeypatch.setattr(messenger, "typing", note)

    def slow(question: Question) -> Answer:
        assert shown.wait(10)
        return answer()

    assert await _handler(messenger, slow)(message("!vraag huisarts"))
    assert messenger.typed == [True, False]


async def test_a_question_is_answered_in_its_thread(messenger: FakeMessenger) -> None:
    knowledge = _Knowledge(answer())
    assert await _handler(messenger, knowledge)(message("!vraag huisarts"))
    [(event, text, stage)] = messenger.replies
    assert (event, stage) == ("$question", "answer")
    assert "De Open Deur" in text.plain
    assert messenger.typed == []  # it was there before a notice could be read
    assert knowledge.asked == [Question("huisarts", NOW, "noord")]


async def test_what_is_not_for_the_bot_is_left_alone(messenger: FakeMessenger) -> None:
    knowledge = _Knowledge(answer())
    assert not await _handler(messenger, knowledge)(message("waar is een huisarts?"))
    assert messenger.replies == []
    assert messenger.typed == []
    assert knowledge.asked == []


async def test_more_shows_the_list_of_the_same_thread_only(messenger: FakeMessenger) -> None:
    handler = _handler(messenger, _Knowledge(answer(hits=5)))
    await handler(message("!vraag huisarts"))
    await handler(message("meer", event_id="$2", thread_root="$question", in_bot_thread=True))
    await handler(message("plus", event_id="$3", thread_root="$other", in_bot_thread=True))
    shown = [text.plain for _event, text, _stage in messenger.replies]
    assert shown[1].count("🩺") == 5
    assert shown[2].startswith("Je n’ai rien de plus.")


async def test_a_follow_up_in_a_direct_room_keeps_the_zone(messenger: FakeMessenger) -> None:
    knowledge = _Knowledge(answer())
    handler = _handler(messenger, knowledge)
    await handler(message("!vraag huisarts"))
    await handler(message("en zondag?", kind=RoomKind.DIRECT, thread_root="$question"))
    assert [question.zone for question in knowledge.asked] == ["noord", "noord"]


async def test_a_follow_up_knows_the_question_of_its_own_thread_only(messenger: FakeMessenger) -> None:
    knowledge = _Knowledge(answer())
    handler = _handler(messenger, knowledge)
    await handler(message("!vraag huisarts"))
    await handler(message("en zondag?", event_id="$2", thread_root="$question", in_bot_thread=True))
    await handler(message("!vraag en zondag?", event_id="$3", thread_root="$other"))
    before = [question.previous.text if question.previous else None for question in knowledge.asked]
    assert before == [None, "huisarts", None]


async def test_thanks_in_a_thread_get_no_answer_and_thanks_to_the_bot_do(messenger: FakeMessenger) -> None:
    handler = _handler(messenger, _Knowledge(answer(kind=AnswerKind.SMALLTALK, hits=0, answered=False)))
    assert await handler(message("bedankt!", thread_root="$r", in_bot_thread=True))
    assert messenger.replies == []
    assert await handler(message("bedankt!", mentions_bot=True))
    assert messenger.replies[0][1].plain.startswith("Graag gedaan.")


@pytest.mark.parametrize(("minutes", "sorry"), [(9, False), (11, True)])
async def test_a_late_answer_apologises(messenger: FakeMessenger, minutes: int, sorry: bool) -> None:
    await _handler(messenger, _Knowledge(answer()), minutes_late=minutes)(message("!vraag huisarts"))
    assert messenger.replies[0][1].plain.startswith("Sorry") is sorry


async def test_before_the_first_ingest_the_bot_says_so(messenger: FakeMessenger) -> None:
    await _handler(messenger, _Knowledge(IndexMissing("internal path")))(message("!vraag huisarts"))
    plain = messenger.replies[0][1].plain
    assert "Ik heb nog geen gegevens om in te zoeken." in plain
    assert "Je n’ai pas encore de données" in plain
    assert "internal path" not in plain


@pytest.mark.parametrize("error", [IndexMissing("nothing"), ModelUnavailable("nothing")])
@pytest.mark.parametrize(
    ("said", "number"),
    [("mijn cliënt wil van het dak springen", "112"), ("elle a avalé toutes ses pilules, elle ne répond plus", "112")],
)
async def test_who_is_in_danger_gets_the_numbers_without_a_repertory(
    said: str, number: str, error: Exception, messenger: FakeMessenger
) -> None:
    await _handler(messenger, _Knowledge(error))(message(said, mentions_bot=True))
    assert number in messenger.replies[0][1].plain.splitlines()[0]


async def test_a_broken_search_is_told_without_its_insides(messenger: FakeMessenger) -> None:
    with capture_logs() as logs:
        await _handler(messenger, _Knowledge(ModelUnavailable(SECRET)))(message(f"!vraag {SECRET}"))
    assert messenger.replies[0][1].plain.startswith("Sorry, hier liep iets mis.")
    assert SECRET not in str(logs)
    assert SECRET not in messenger.replies[0][1].plain


async def test_the_log_tells_what_was_answered_and_not_what_was_asked(messenger: FakeMessenger) -> None:
    with capture_logs() as logs:
        await _handler(messenger, _Knowledge(answer()))(message(f"!vraag {SECRET}"))
    [entry] = [log for log in logs if log["event"] == "answered"]
    assert entry["services"] == ["s0"]
    assert SECRET not in str(logs)


@pytest.mark.parametrize(
    ("body", "values", "expected"),
    [
        ("!aide", {}, "Posez une question ordinaire"),
        ("!help", {}, "Ask an ordinary question"),
        ("!hulp repertorium", {}, "5. Niets gevonden?"),
        ("!aide répertoire", {}, "5. Rien trouvé"),
        ("!help repertory", {}, "5. Nothing found?"),
        ("!onbekend", {"kind": RoomKind.DIRECT}, "Posez une question ordinaire"),
        ("!onbekend", {"kind": RoomKind.DIRECT}, "Stel een gewone vraag"),
    ],
)
async def test_help_is_in_the_language_of_the_command_or_in_both(
    messenger: FakeMessenger, body: str, values: dict[str, RoomKind], expected: str
) -> None:
    assert await HelpHandler(messenger)(message(body, **values))
    assert expected in messenger.replies[0][1].plain
    assert len(messenger.replies[0][1].plain.split("\n")) <= 8


async def test_an_unexpected_error_becomes_a_sentence_for_who_asked_and_nothing_for_others(
    messenger: FakeMessenger,
) -> None:
    async def broken(message: Message) -> bool:
        raise ValueError(SECRET)

    pipeline = Pipeline(messenger, [broken])
    with capture_logs() as logs:
        assert await pipeline(message("!vraag huisarts"))
        assert not await pipeline(message("praatje onder collega's"))
    [(_event, text, stage)] = messenger.replies
    assert stage == "trouble"
    assert SECRET not in text.plain + str(logs)


async def test_an_unreachable_homeserver_is_left_to_the_inbox_to_try_again(messenger: FakeMessenger) -> None:
    async def unreachable(message: Message) -> bool:
        raise Unreachable("away")

    with pytest.raises(Unreachable):
        await Pipeline(messenger, [unreachable])(message("!vraag huisarts"))


async def test_an_unreadable_message_gets_one_request_in_both_languages(messenger: FakeMessenger) -> None:
    await Pipeline(messenger, []).undecryptable(message("", msgtype="m.room.encrypted"))
    [(_event, text, _stage)] = messenger.replies
    assert "Kan je het nog eens sturen?" in text.plain
    assert "Pouvez-vous le renvoyer" in text.plain


async def test_a_thumb_is_logged_without_a_name() -> None:
    room = message("").room
    handler = FeedbackHandler()
    with capture_logs() as logs:
        assert await handler(Reaction("$e", room, "@sofie:x", "$answer", "👍️", NOW))
        assert not await handler(Reaction("$e", room, "@sofie:x", "$answer", "🍕", NOW))
    assert [log["vote"] for log in logs] == ["helped"]
    assert "sofie" not in str(logs)


def test_threads_forget_the_one_unused_for_longest() -> None:
    threads = Threads(2)
    exchange = Exchange(Question("", NOW), answer())
    for root in ("$1", "$2"):
        threads.remember(message("", event_id=root), exchange)
    assert threads.last(message("", event_id="$x", thread_root="$1"))
    threads.remember(message("", event_id="$3"), exchange)
    assert threads.last(message("", event_id="$1"))
    assert threads.last(message("", event_id="$2")) is None
