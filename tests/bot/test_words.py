"""The sentences: the same in three languages, all used, all there."""

from __future__ import annotations

import ast
import re
from functools import cache
from pathlib import Path

import pytest
from fluent.syntax import FluentParser
from fluent.syntax import ast as ftl
from fluent.syntax.visitor import Visitor

from bot.render.words import Words, source, words_for
from kb.models import LANGS, Attribute, Capacity, Lang

BOT = Path(__file__).parents[2] / "bot"


class _Placeholders(Visitor):
    def __init__(self) -> None:
        self.names: set[str] = set()

    def visit_VariableReference(self, node: ftl.VariableReference) -> None:  # noqa: N802
        self.names.add(node.id.name)


@cache
def placeholders(lang: Lang) -> dict[str, set[str]]:
    found: dict[str, set[str]] = {}
    for entry in FluentParser().parse(source(lang)).body:
        assert not isinstance(entry, ftl.Junk), entry.content
        if isinstance(entry, ftl.Message):
            visitor = _Placeholders()
            visitor.visit(entry)
            assert entry.id.name not in found, f"{entry.id.name} stands twice in {lang}.ftl"
            found[entry.id.name] = visitor.names
    return found


@cache
def keys_in_code() -> tuple[set[str], set[str]]:
    """Whole keys, and the patterns of keys that are put together, in the strings of the bot."""
    whole, patterns = set[str](), set[str]()
    for path in BOT.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                whole.add(node.value)
            if isinstance(node, ast.JoinedStr):
                parts = [re.escape(str(p.value)) if isinstance(p, ast.Constant) else ".+" for p in node.values]
                patterns.add("".join(str(part) for part in parts))
    return whole, patterns


def test_the_three_languages_have_the_same_sentences_and_placeholders() -> None:
    assert placeholders("nl") == placeholders("fr") == placeholders("en")


def test_every_sentence_is_used_by_the_code() -> None:
    whole, patterns = keys_in_code()
    # Such a pattern must begin with something, or it would match every key.
    useful = [re.compile(p) for p in patterns if re.match(r"[a-z]{2}", p)] + [
        re.compile("next-(services|passages)-contact")
    ]
    unused = [k for k in placeholders("nl") if k not in whole and not any(p.fullmatch(k) for p in useful)]
    assert unused == []


def _keys_of_calls(path: Path) -> set[str]:
    """What is written in full as the first argument of `say(...)`, also in the branches of a condition."""
    calls = (node for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))) if isinstance(node, ast.Call))
    first = (c.args[0] for c in calls if isinstance(c.func, ast.Name) and c.func.id == "say" and c.args)
    parts = (p for a in first for p in ([a.body, a.orelse] if isinstance(a, ast.IfExp) else [a]))
    return {part.value for part in parts if isinstance(part, ast.Constant) and isinstance(part.value, str)}


def test_every_key_in_a_call_exists() -> None:
    called = set[str]().union(*(_keys_of_calls(path) for path in BOT.rglob("*.py")))
    assert len(called) > 20
    assert called <= set(placeholders("nl"))


@pytest.mark.parametrize("lang", LANGS)
def test_keys_that_are_put_together_exist(lang: Lang) -> None:
    say = words_for(lang)
    for capacity in Capacity:
        assert say.has(f"capacity-{capacity}")
    for attribute in Attribute:
        assert say.has(f"attribute-{attribute}-unknown")
    for other in LANGS:
        assert say.has(f"in-{other}")
    for code in ("undocumented", "no_insurance", "increased_allowance", "free", "anonymous", "no_appointment"):
        assert say.has(f"access-{code}")
    for relaxed in ("open", "language", "place", "zone", "wheelchair"):
        assert say.has(f"relaxed-{relaxed}")


def test_missing_key_or_value_is_an_error_and_not_a_sentence() -> None:
    say = Words("nl")
    with pytest.raises(KeyError):
        say("no-such-key")
    with pytest.raises(KeyError):
        say("verified")


@pytest.mark.parametrize(
    ("lang", "weeks", "expected"),
    [
        ("nl", 1, "wachtlijst, ongeveer 1 week"),
        ("nl", 14, "wachtlijst, ongeveer 14 weken"),
        ("fr", 1, "liste d’attente, environ 1 semaine"),
        ("fr", 14, "liste d’attente, environ 14 semaines"),
        ("en", 2, "waiting list, about 2 weeks"),
    ],
)
def test_weeks_are_counted_in_the_language(lang: Lang, weeks: int, expected: str) -> None:
    assert words_for(lang)("capacity-waiting_list-weeks", weeks=weeks) == expected


def test_french_marks_never_begin_a_line() -> None:
    assert words_for("fr")("hours-text", hours="9 h").startswith("horaires\u00a0:")
