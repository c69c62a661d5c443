"""The states of a case, kept by the store: hypothesis tries every order of events, twice each, with restarts."""

from __future__ import annotations

import tempfile
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule

from bot.cases.states import ENDED, OPEN, TABLE, Event, NotNow, State
from bot.store import Store
from bot.store_cases import CaseStore

START = datetime(2026, 11, 23, 9, tzinfo=UTC)


def test_every_state_is_draft_open_or_ended_and_can_be_reached() -> None:
    assert {State.DRAFT} | OPEN | ENDED == set(State)
    assert {State.DRAFT} | set(TABLE.values()) == set(State)
    assert not [state for state, _ in TABLE if state in ENDED]


@pytest.mark.parametrize("state", sorted(OPEN | {State.DRAFT}))
def test_an_asker_can_always_take_a_case_back_and_none_waits_for_ever(state: State) -> None:
    assert TABLE[state, Event.WITHDRAW] is State.WITHDRAWN
    assert TABLE[state, Event.EXPIRE] is State.EXPIRED


class Lives(RuleBasedStateMachine):
    """Cases beside a model of them: a dictionary of states."""

    def __init__(self) -> None:
        super().__init__()
        self.folder = tempfile.TemporaryDirectory()
        self.path = Path(self.folder.name) / "bot.sqlite"
        self.store = Store(self.path)
        self.model: dict[int, State] = {}
        self.now = START
        self.counter = 0

    @property
    def cases(self) -> CaseStore:
        return CaseStore(self.store)

    @rule(twice=st.booleans())
    def begin(self, twice: bool) -> None:
        self.counter += 1
        made = [self.cases.begin("@an:x", "noord", "nl", f"$begin{self.counter}", self.now) for _ in range(1 + twice)]
        assert len({case.number for case in made}) == 1
        self.model[made[0].number] = State.DRAFT

    @rule(pick=st.integers(0, 50), event=st.sampled_from(list(Event)), twice=st.booleans())
    def happen(self, pick: int, event: Event, twice: bool) -> None:
        if not self.model:
            return
        number = sorted(self.model)[pick % len(self.model)]
        self.counter += 1
        expected = TABLE.get((self.model[number], event))
        for _ in range(1 + twice):
            try:
                case = self.cases.advance(number, event, f"$e{self.counter}", self.now)
            except NotNow:
                assert expected is None
            else:
                assert case.state is expected
        self.model[number] = expected or self.model[number]

    @rule()
    def restart(self) -> None:
        self.store.close()
        self.store = Store(self.path)
        self.now += timedelta(hours=1)

    @rule(pick=st.integers(0, 50))
    def remind(self, pick: int) -> None:
        if self.model:
            number = sorted(self.model)[pick % len(self.model)]
            known = self.store.database.execute(
                "SELECT count(*) FROM case_reminders WHERE number = ?", [number]
            ).fetchone()[0]
            assert self.cases.first_reminder(number, "response", self.now) is (known == 0)

    @invariant()
    def store_and_model_agree(self) -> None:
        assert {n: self.cases.case(n).state for n in self.model} == self.model  # type: ignore[union-attr]
        assert {case.number for case in self.cases.open_cases()} == {n for n, s in self.model.items() if s in OPEN}

    def teardown(self) -> None:
        self.store.close()
        self.folder.cleanup()


TestLives = Lives.TestCase
TestLives.settings = settings(max_examples=25, stateful_step_count=20, deadline=None)
