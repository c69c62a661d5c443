"""Events of any shape -> messages, reactions or nothing."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.matrix.mentions import names_of
from bot.matrix.reading import LONGEST_BODY, Reader, readable
from bot.matrix.visible import visible_text
from bot.ports import Attachment, RoomInfo, RoomKind

BOT = "@relais:care.test"
READER = Reader(BOT, names_of(BOT, "Relais"))
ROOM = RoomInfo("!r", RoomKind.ZONE, "noord", True, 3)


def event(content: Any, **more: Any) -> dict[str, Any]:
    return {
        "type": "m.room.message",
        "event_id": "$1",
        "sender": "@an:care.test",
        "origin_server_ts": 1_700_000_000_000,
        "content": content,
        **more,
    }


@pytest.mark.parametrize(
    ("source", "wanted"),
    [
        (event({"msgtype": "m.text", "body": "x"}), True),
        (event({"msgtype": "m.emote", "body": "x"}), True),
        (event({"msgtype": "m.image", "body": "x"}), True),
        (event({"msgtype": "m.notice", "body": "x"}), False),
        (event({"msgtype": "m.location", "body": "x"}), True),
        (event({"msgtype": "be.example.own", "body": "x"}), True),
        (event({"body": "x"}, type="m.sticker"), True),
        (event({"m.poll": {"question": {"m.text": "x"}}}, type="m.poll.start"), True),
        (event({}, type="m.poll.start"), False),
        (event({"msgtype": ["m.text"], "body": "x"}), False),
        (event({"msgtype": "m.text", "body": "x"}, sender=BOT), False),
        (event({"msgtype": "m.text", "body": "x"}, event_id=5), False),
        (event({"msgtype": "m.text", "body": "x"}, state_key=""), False),
        (event("no object"), False),
        (event({}), False),
        (event({"ciphertext": "x"}, type="m.room.encrypted"), True),
        (event({}, type="m.room.encrypted"), False),
        (event({"m.relates_to": {}}, type="m.reaction"), True),
        (event({"name": "x"}, type="m.room.name", state_key=""), False),
    ],
)
def test_what_is_taken_in(source: dict[str, Any], wanted: bool) -> None:
    assert READER.wants(source) is wanted


def test_message_in_a_thread_with_a_falling_back_reply() -> None:
    relation = {
        "rel_type": "m.thread",
        "event_id": "$root",
        "is_falling_back": True,
        "m.in_reply_to": {"event_id": "$last"},
    }
    message = READER.message(
        event({"msgtype": "m.text", "body": "x", "m.relates_to": relation}), ROOM, in_bot_thread=True
    )
    assert message
    assert (message.thread_root, message.reply_to, message.in_bot_thread) == ("$root", None, True)
    assert message.sent_at == datetime(2023, 11, 14, 22, 13, 20, tzinfo=UTC)


def test_reply_without_a_thread() -> None:
    content = {"msgtype": "m.text", "body": "> x\n\ny", "m.relates_to": {"m.in_reply_to": {"event_id": "$q"}}}
    message = READER.message(event(content), ROOM, in_bot_thread=False)
    assert message
    assert (message.body, message.reply_to, message.thread_root) == ("y", "$q", None)


def test_edit_carries_its_new_text() -> None:
    content = {
        "msgtype": "m.text",
        "body": "* new",
        "m.new_content": {"msgtype": "m.text", "body": "new"},
        "m.relates_to": {"rel_type": "m.replace", "event_id": "$old"},
    }
    message = READER.message(event(content), ROOM, in_bot_thread=False)
    assert message
    assert (message.body, message.replaces) == ("new", "$old")


@pytest.mark.parametrize("stamp", [None, "x", -(10**30), 10**30, [], float("nan")])
def test_nonsense_in_place_of_a_time_counts_as_long_ago(stamp: Any) -> None:
    message = READER.message(
        event({"msgtype": "m.text", "body": "x"}, origin_server_ts=stamp), ROOM, in_bot_thread=False
    )
    assert message
    assert message.sent_at.year == 1970


def test_huge_message_is_cut() -> None:
    message = READER.message(event({"msgtype": "m.text", "body": "x" * 10**6}), ROOM, in_bot_thread=False)
    assert message
    assert len(message.body) == LONGEST_BODY


def test_text_of_a_message_is_not_in_its_repr() -> None:
    message = READER.message(event({"msgtype": "m.text", "body": "mevrouw Janssens"}), ROOM, in_bot_thread=False)
    assert "Janssens" not in repr(message)


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=10),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=8,
)
relations = st.fixed_dictionaries(
    {},
    optional={
        "rel_type": st.sampled_from(["m.thread", "m.replace", "m.annotation"]) | json_values,
        "event_id": json_values,
        "key": json_values,
        "is_falling_back": json_values,
        "m.in_reply_to": json_values,
    },
)
contents = st.fixed_dictionaries(
    {"msgtype": st.sampled_from(["m.text", "m.file"]) | json_values, "m.relates_to": relations | json_values},
    optional=dict.fromkeys(("body", "formatted_body", "filename", "m.mentions", "m.new_content"), json_values),
)


@given(
    st.fixed_dictionaries(
        {"type": st.sampled_from(["m.room.message", "m.reaction", "m.room.encrypted"]), "event_id": st.just("$1")},
        optional={"content": contents | json_values, "sender": json_values, "origin_server_ts": json_values},
    )
)
def test_no_shape_of_an_event_raises(source: dict[str, Any]) -> None:
    if READER.wants(source):
        READER.message(source, ROOM, in_bot_thread=False)
        READER.reaction(source, ROOM)
        READER.unreadable(source, ROOM)


@pytest.mark.parametrize(
    ("content", "texts"),
    [
        ({"msgtype": "m.text", "body": "a"}, {"a"}),
        ({"msgtype": "m.text", "body": " "}, set()),
        (
            {"msgtype": "m.text", "body": "a", "format": "org.matrix.custom.html", "formatted_body": "<b>b</b>c<br>d"},
            {"a", "bc\nd"},
        ),
        ({"msgtype": "m.text", "body": "> <@an:x> quoted\n\nnew"}, {"> <@an:x> quoted\n\nnew"}),
        (
            {"msgtype": "m.text", "body": "* new", "m.new_content": {"msgtype": "m.text", "body": "new"}},
            {"* new", "new"},
        ),
        (
            {"msgtype": "m.image", "body": "caption", "filename": "a.jpg", "url": "mxc://a/b",
             "info": {"mimetype": "image/jpeg", "thumbnail_url": "mxc://a/c"}},
            {"caption", "a.jpg"},
        ),
        ({"m.poll": {"question": {"m.text": "who?"}, "answers": [{"m.text": "x"}]}}, {"who?", "x"}),
        ({"msgtype": "m.text", "body": "a", "m.relates_to": {"event_id": "$1"}, "m.mentions": {"user_ids": ["@b:x"]}},
         {"a"}),
    ],
)  # fmt: skip
def test_guard_is_shown_everything_that_a_client_may_show(content: dict[str, Any], texts: set[str]) -> None:
    assert set(readable(content)) == texts


@pytest.mark.parametrize(
    ("html", "text"),
    [
        ("Pee<b>ters</b>", "Peeters"),
        ("<p>a</p><p>b</p>", "a\nb"),
        ("<mx-reply><blockquote>quoted</blockquote></mx-reply>new", "quoted\nnew"),
        ('<a href="mailto:piet@example.org">mail</a>', "mail\npiet@example.org"),
        ('<a href="https://matrix.to/#/@an:x">An</a>', "An"),
        ('<img src="mxc://a/b" alt="foto van Piet">', "foto van Piet"),
        ("<!-- Piet -->", "Piet"),
        ("caf&eacute; &lt;3", "café <3"),
        ("<b", "<b"),
    ],
)
def test_formatted_text_is_read_as_it_is_seen(html: str, text: str) -> None:
    assert visible_text(html) == text


def test_file_is_known_with_what_decrypts_it() -> None:
    file = {"url": "mxc://a/b", "key": {"k": "K"}, "iv": "I", "hashes": {"sha256": "H"}}
    content = {"msgtype": "m.file", "body": "a.pdf", "file": file, "info": {"size": 5}}
    message = READER.message(event(content), ROOM, in_bot_thread=False)
    assert message
    assert message.attachment == Attachment("mxc://a/b", 5, "K", "I", "H")
    plain = READER.message(event({"msgtype": "m.file", "body": "a", "url": "mxc://a/c"}), ROOM, in_bot_thread=False)
    assert plain
    assert plain.attachment == Attachment("mxc://a/c")
    assert "key" not in repr(message.attachment)
