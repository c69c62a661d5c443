"""What a click on a list means, given how far its plan is. A pure function."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from bot.store_ingests import PlanRow, State


@dataclass(frozen=True, slots=True)
class Named:
    """What was clicked on: the plan, which of its lists (they count from 1), and whether it was the question for a
    second agreement."""

    key: str
    round: int
    second: bool


class Choice(StrEnum):
    """What to do; from DROP on, the value is the key of the sentence to be said."""

    APPLY = "apply"
    ASK_AGAIN = "ask again"
    DROP = "admin-dropped"
    BUSY = "admin-busy"
    SECOND = "admin-second"
    APPLIED_BEFORE = "admin-applied-before"
    DROPPED_BEFORE = "admin-dropped-before"
    OLD_LIST = "admin-old-list"
    NOT_WAITING = "admin-not-waiting"


def decide(row: PlanRow, named: Named, *, agreed: bool) -> Choice:
    """A plan that removes much takes two agreements: on the list, and on the question that follows."""
    if named.round != row.round:
        return Choice.OLD_LIST
    if row.state not in (State.SHOWN, State.CONFIRMING):
        return _LATE[row.state]
    if not agreed:
        return Choice.DROP
    if not row.sure or (row.state is State.CONFIRMING and named.second):
        return Choice.APPLY
    return Choice.SECOND if row.state is State.CONFIRMING else Choice.ASK_AGAIN


_LATE = {
    State.READING: Choice.BUSY,
    State.APPLYING: Choice.BUSY,
    State.APPLIED: Choice.APPLIED_BEFORE,
    State.DROPPED: Choice.DROPPED_BEFORE,
    State.DONE: Choice.NOT_WAITING,
}
