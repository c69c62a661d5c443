"""An event and the versions of its dates -> the dates that fall into a span of time.

Repetition is reckoned in wall times of the event's own zone (RFC 5545: a weekly meeting at 9:30 stays at 9:30), then
put into the zone of the region. A wall time that the change of the hour skips is read with the offset from before it
(RFC 5545 3.3.5), so that nobody's date gets lost; one that comes twice is the first of the two.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from kb.agenda_rule_text import BadRule, parse
from kb.agenda_rules import Budget, expand, settled
from kb.events import Event, EventStatus, Moment, Occurrence, Recurrence, stamp

_DAY = timedelta(days=1)
_MIDNIGHT = time()
_UTC = ZoneInfo("UTC")


@dataclass(frozen=True, slots=True)
class Span:
    """From `start` up to, not including, `end`; both aware. What only touches it does not count, but an event without
    length that begins at `start` does."""

    start: datetime
    end: datetime

    def has(self, start: datetime, end: datetime) -> bool:
        return start < self.end and (end > self.start or start >= self.start)


def occurrences(master: Event | None, versions: Sequence[Event], span: Span, region: ZoneInfo) -> Iterator[Occurrence]:
    """The dates of one UID within a span, in no particular order. `versions` have a `recurrence_id`."""
    named = [v for v in versions if v.recurrence_id is not None]
    # "This and following" of an event that is not announced itself says no more than when this one is.
    following = [v for v in named if v.and_following and master is not None]
    following.sort(key=lambda v: instant(v.recurrence_id, region))
    known = {v.key[1]: v for v in named if v not in following}
    if master is not None:
        yield from _of_master(master, known, following, span, region)
    for version in known.values():
        if version.recurrence_id is not None and not _void(master, version, region):
            yield from _within(version, version.start, version.recurrence_id, span, region)


def instant(moment: Moment | None, region: ZoneInfo) -> datetime:
    """A moment as a point in time (UTC); a day begins at midnight in the region."""
    assert moment is not None
    aware = moment if isinstance(moment, datetime) else datetime.combine(moment, _MIDNIGHT, region)
    return aware.astimezone(UTC)


def bounds(event: Event, region: ZoneInfo) -> tuple[int, int | None]:
    """Seconds since 1970 between which every date of an event lies, with a day to spare; None: without end."""
    moments = [event.start, event.end]
    if event.recurrence_id is not None:
        moments.append(event.recurrence_id)
    for extra, end in event.recurrence.dates:
        moments += [extra, end or extra]
    first = min(instant(moment, region) for moment in moments) - _DAY
    if event.and_following or any(parse(rule).until is None for rule in event.recurrence.rules):
        return int(first.timestamp()), None
    length = abs(instant(event.end, region) - instant(event.start, region))
    last = [parse(rule).until or datetime.max for rule in event.recurrence.rules]  # noqa: DTZ901
    latest = max([instant(moment, region) for moment in moments] + [until.replace(tzinfo=UTC) for until in last])
    return int(first.timestamp()), int((latest + length + 2 * _DAY).timestamp())


def settled_event(event: Event, budget: Budget | None = None) -> Event:
    """The event with its rules as they are kept (`kb.agenda_rules.settled`). Raises BadRule."""
    kept = event.recurrence
    if not kept.rules and not kept.excluded_rules:
        return event
    budget = budget or Budget()
    first = wall(event.start)
    rules = tuple(settled(rule, first, budget) for rule in kept.rules)
    without = tuple(settled(rule, first, budget) for rule in kept.excluded_rules)
    return replace(event, recurrence=replace(kept, rules=rules, excluded_rules=without))


def _of_master(
    master: Event, known: dict[str, Event], following: Sequence[Event], span: Span, region: ZoneInfo
) -> Iterator[Occurrence]:
    if not master.recurrence:
        if not _excluded(master, master.start, region) and stamp(master.start) not in known:
            yield from _within(master, master.start, None, span, region)
        return
    ends = {stamp(start): end for start, end in master.recurrence.dates if end is not None}
    plain = not (known or ends or following)
    for original in _originals(master, span, region, moved=following):
        name = "" if plain else stamp(original)
        if name in known:
            continue
        later = [v for v in following if instant(v.recurrence_id, region) <= instant(original, region)]
        if later:
            yield from _moved(later[-1], original, span, region)
        elif name in ends:
            yield from _placed(master, original, ends[name], original, span, region)
        else:
            yield from _within(master, original, original, span, region)


def _originals(master: Event, span: Span, region: ZoneInfo, moved: Sequence[Event] = ()) -> list[Moment]:
    """When the repetition says that dates begin whose time may touch the span, without the excluded ones."""
    slack = 2 * _DAY + abs(instant(master.end, region) - instant(master.start, region))
    for version in moved:
        slack = max(slack, abs(instant(version.start, region) - instant(version.recurrence_id, region)) + 2 * _DAY)
        slack = max(slack, abs(instant(version.end, region) - instant(version.start, region)) + 2 * _DAY)
    first = wall(master.start)
    zone = _zone(master.start, region)
    after, before = _shifted(_clock(span.start, zone), -slack), _shifted(_clock(span.end, zone), slack)
    walls = set(_expanded(master.recurrence.rules, first, after, before))
    walls |= {clock for extra, _ in master.recurrence.dates if after <= (clock := _in(extra, zone)) <= before}
    until = [parse(rule).until for rule in master.recurrence.rules]
    if not (until and all(end is not None and end < first for end in until)) and after <= first <= before:
        walls.add(first)
    if master.recurrence.excluded_rules:
        walls -= set(_expanded(master.recurrence.excluded_rules, first, after, before))
    walls -= _excluded_clocks(master, zone)
    days = {day for day in master.recurrence.excluded if not isinstance(day, datetime)}
    return [_as(master.start, clock) for clock in sorted(walls) if clock.date() not in days]


def _excluded_clocks(master: Event, zone: ZoneInfo) -> set[datetime]:
    return {_clock(moment, zone) for moment in master.recurrence.excluded if isinstance(moment, datetime)}


def _expanded(rules: Iterable[str], first: datetime, after: datetime, before: datetime) -> Iterator[datetime]:
    for rule in rules:
        try:
            yield from expand(parse(rule), first, after, before)
        except BadRule:  # an older Relais kept it; its first date is still shown
            continue


def _excluded(master: Event, moment: Moment, region: ZoneInfo) -> bool:
    zone = _zone(master.start, region)
    clock = _in(moment, zone)
    return clock.date() in master.recurrence.excluded or clock in _excluded_clocks(master, zone)


def _void(master: Event | None, version: Event, region: ZoneInfo) -> bool:
    """Whether a version is of a date that does not exist any more: excluded later, or left over from an earlier
    repetition (cancelled, or announced before the event was changed)."""
    original = version.recurrence_id
    if master is None or original is None:
        return False
    if _excluded(master, original, region) and version.sequence <= master.sequence:
        return True
    if version.status is not EventStatus.CANCELLED and version.sequence >= master.sequence:
        return False
    if not master.recurrence:
        return stamp(original) != stamp(master.start)
    at = instant(original, region)
    names = {stamp(moment) for moment in _originals(master, Span(at, at + timedelta(seconds=1)), region)}
    return stamp(original) not in names


def _moved(version: Event, original: Moment, span: Span, region: ZoneInfo) -> Iterator[Occurrence]:
    """A date changed by "this and following": moved by as much as the date named in the version was."""
    assert version.recurrence_id is not None
    zone = _zone(version.start, region)
    by = wall(version.start) - _in(version.recurrence_id, zone)
    yield from _within(version, _as(version.start, _in(original, zone) + by), original, span, region)


def _within(event: Event, start: Moment, original: Moment | None, span: Span, region: ZoneInfo) -> Iterator[Occurrence]:
    """One date of an event that begins at `start` and lasts as long as the event does."""
    if start == event.start:
        yield from _placed(event, start, event.end, original, span, region)
    elif not isinstance(start, datetime) or not isinstance(event.start, datetime):
        yield from _placed(event, start, start + (_day(event.end) - _day(event.start)), original, span, region)
    elif event.elapsed:
        end = instant(start, region) + (instant(event.end, region) - instant(event.start, region))
        yield from _placed(event, start, end, original, span, region)
    else:
        length = _in(event.end, _zone(event.start, region)) - wall(event.start)
        yield from _placed(event, start, _as(start, wall(start) + length), original, span, region)


def _placed(
    event: Event, start: Moment, end: Moment, original: Moment | None, span: Span, region: ZoneInfo
) -> Iterator[Occurrence]:
    begins, ends = instant(start, region), instant(end, region)
    ends = max(begins, ends)
    if not span.has(begins, ends):
        return
    if isinstance(start, datetime):
        yield Occurrence(event, begins.astimezone(region), ends.astimezone(region), original)
    else:
        yield Occurrence(event, start, max(start, _day(end)), original)


def wall(moment: Moment) -> datetime:
    """What the clock shows, without a zone; midnight for a day."""
    if isinstance(moment, datetime):
        return moment.replace(tzinfo=None)
    return datetime.combine(moment, _MIDNIGHT)


def _in(moment: Moment, zone: ZoneInfo) -> datetime:
    return _clock(moment, zone) if isinstance(moment, datetime) else wall(moment)


def _clock(moment: datetime, zone: ZoneInfo) -> datetime:
    return moment.astimezone(zone).replace(tzinfo=None)


def _as(like: Moment, clock: datetime) -> Moment:
    return clock.replace(tzinfo=like.tzinfo) if isinstance(like, datetime) else clock.date()


def _day(moment: Moment) -> date:
    return moment.date() if isinstance(moment, datetime) else moment


def _zone(moment: Moment, region: ZoneInfo) -> ZoneInfo:
    return moment.tzinfo if isinstance(moment, datetime) and isinstance(moment.tzinfo, ZoneInfo) else region


def _shifted(moment: datetime, by: timedelta) -> datetime:
    try:
        return moment + by
    except OverflowError:
        return datetime.min if by < timedelta() else datetime.max  # noqa: DTZ901


def alone(master: Event, original: Moment) -> Event:
    """One date of a repeating event as an announcement of its own."""
    zone = master.start.tzinfo if isinstance(master.start, datetime) else None
    start: Moment = original.astimezone(zone) if isinstance(original, datetime) and zone else original
    if isinstance(start, datetime) and isinstance(master.start, datetime):
        end = _as(start, wall(start) + (_in(master.end, _zone(master.start, _UTC)) - wall(master.start)))
    else:
        end = start + (_day(master.end) - _day(master.start))
    return replace(master, start=start, end=end, recurrence=Recurrence(), recurrence_id=original)
