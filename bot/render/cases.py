"""What is said about blocked cases: questions, summary, cards, notices. The asker's words stand in `summary` and
`card` only, which never touch the disk; everything else is made of numbers, names of zones and codes."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from html import escape

from bot.cases.intake import SAID, Field
from bot.cases.settings import Contact, Shift
from bot.cases.states import Code, State
from bot.ports import Rendered
from bot.render.blocks import Block, Say, rendered
from bot.render.clean import NAME, clean
from bot.render.guard import shown
from bot.render.notices import BOTH
from bot.render.words import words_for
from kb.models import Lang, Zone

YES, NO, TAKE, FORWARD, PAUSE, HELP = "✅", "❌", "👍", "➡️", "⏸️", "🆘"
NUMBERS = ("1️⃣", "2️⃣", "3️⃣", "4️⃣", "5️⃣", "6️⃣", "7️⃣", "8️⃣", "9️⃣")
_LINE = 1000
NOTED = "📝 "
"""Before a line of the asker that Relais says in their place."""


@dataclass(frozen=True, slots=True)
class CardState:
    """A case without its words, for the short card."""

    number: int
    zone: Zone
    state: State
    urgency: str
    theme: Mapping[Lang, str]
    age: Mapping[Lang, str]
    handler: str = ""


def question(lang: Lang, field: Field, step: int, steps: int, zones: Sequence[Zone] = ()) -> Rendered:
    """One question of the intake."""
    say = words_for(lang)
    blocks: list[Block] = [Say(f"{say(f'case-ask-{field}')} ({step}/{steps})")]
    if field is Field.ZONE:
        blocks += [Say(f"{number}. {clean(zone.name(lang), NAME)}") for number, zone in enumerate(zones, 1)]
    elif field not in (Field.URGENCY, Field.NEED):
        blocks.append(Say(say("case-skip")))
    return rendered(blocks)


def begun(lang: Lang, first: Rendered) -> Rendered:
    """The opening of an intake, with its first question."""
    opening = rendered([Say(words_for(lang)("case-begin"), strong=True), Say(words_for(lang)("case-no-identity"))])
    return Rendered(f"{opening.plain}\n\n{first.plain}", f"{opening.html}{first.html}")


def noted(text: str) -> Rendered:
    """A line of the asker without what the guard took out, as Relais repeats it."""
    lines = shown(text).splitlines()
    return Rendered(NOTED + "\n".join(lines), NOTED + "<br>".join(escape(line) for line in lines))


def urgent(lang: Lang, numbers: Sequence[str], duty: Sequence[Contact]) -> Rendered:
    """Emergency numbers and the duty list first: Relais is no emergency channel."""
    say = words_for(lang)
    lines: list[Block] = [Say(say("case-urgent", numbers=say.join(list(numbers))), strong=True)]
    lines += [Say(contact_line(one)) for one in duty]
    return rendered([*lines, Say(say("danger-channel"))])


def summary(lang: Lang, number: int, zone: Zone, words: Mapping[Field, str], urgency: str) -> Rendered:
    """What will be sent, with the choice."""
    say = words_for(lang)
    head = Say(say("case-title", number=number, zone=clean(zone.name(lang), NAME)), strong=True)
    return rendered([head, *_said(lang, words, urgency), Say(say("case-choose"))])


def card(
    lang: Lang, number: int, zone: Zone, words: Mapping[Field, str], urgency: str, found: Sequence[str]
) -> Rendered:
    """The first message in a case's room. `found`: what Relais itself found, a line each."""
    say = words_for(lang)
    blocks: list[Block] = [Say(say("case-title", number=number, zone=clean(zone.name(lang), NAME)), strong=True)]
    blocks += _said(lang, words, urgency)
    blocks.append(Say(say("case-found" if found else "case-found-nothing"), strong=True))
    blocks += [Say(line) for line in found]
    return rendered([*blocks, Say(_both("case-room-how"))])


def _said(lang: Lang, words: Mapping[Field, str], urgency: str) -> list[Block]:
    say = words_for(lang)
    lines = [f"{say(f'case-label-{field}')} {clean(words[field], _LINE)}" for field in SAID if words.get(field)]
    if urgency:
        lines.append(f"{say('case-label-urgency')} {say(f'case-urgency-{urgency}')}")
    return [Say(line) for line in lines]


def short_card(case: CardState) -> Rendered:
    """For the referral persons' room, in both languages: numbers and codes only."""
    lines: list[Block] = []
    for lang in BOTH:
        say = words_for(lang)
        parts = [
            say("case-title", number=case.number, zone=clean(case.zone.name(lang), NAME)),
            clean(case.theme.get(lang, ""), NAME),
            say(f"case-urgency-{case.urgency}") if case.urgency else "",
            say(f"case-state-{case.state}"),
            clean(case.handler, NAME),
            case.age[lang],
        ]
        lines.append(Say(" · ".join(part for part in parts if part), strong=not lines))
    if case.state in (State.SENT, State.REOPENED):
        lines.append(Say(_both("case-card-how")))
    if case.state is State.FORWARDED:
        lines.append(Say(_both("case-forward-how")))
    return rendered(lines)


def sent(
    lang: Lang, number: int, near: Sequence[Contact], person: Shift | None, later: tuple[Shift, datetime, str] | None,
    helpdesks: Sequence[Contact],
) -> Rendered:  # fmt: skip
    """To the asker, after ✅: who has it now, or who will have it when, and who else can be called."""
    say = words_for(lang)
    blocks: list[Block] = [Say(say("case-sent", number=number), strong=True)]
    if near:
        blocks += [Say(say("case-near")), *(Say(contact_line(one)) for one in near)]
    if person:
        key = "case-person-phone" if person.phone else "case-person"
        blocks.append(Say(say(key, name=_name(person), **({"phone": person.phone} if person.phone else {}))))
    elif later:
        blocks.append(Say(say("case-person-later", name=_name(later[0]), when=later[2])))
    else:
        blocks.append(Say(say("case-nobody")))
    if not person and helpdesks:
        blocks += [Say(say("case-helpdesks")), *(Say(contact_line(one)) for one in helpdesks)]
    return rendered([*blocks, Say(say("case-take-back", number=number))])


def told(lang: Lang, key: str, **values: str | int) -> Rendered:
    """One sentence in one language."""
    return rendered([Say(words_for(lang)(key, **values))])


def told_in_both(key: str, **values: str | int) -> Rendered:
    """One sentence in Dutch and French."""
    return rendered([Say(words_for(lang)(key, **values)) for lang in BOTH])


def practice_card(zone: Zone, question: str, answer: str) -> Rendered:
    """For the moderators: what would be known from now on."""
    name = f"{zone.name_nl} / {zone.name_fr}"
    return rendered(
        [
            Say(f"{_both('case-practice-card')} ({clean(name, NAME)})", strong=True),
            Say(clean(question, _LINE)),
            Say(clean(answer, _LINE * 2)),
            Say(_both("case-practice-choose")),
        ]
    )


def codes() -> Rendered:
    """The closing codes to choose from, in both languages."""
    lines = [
        f"{mark} {' / '.join(words_for(lang)(f'case-code-{code}') for lang in BOTH)}"
        for mark, code in zip(NUMBERS, Code, strict=False)
    ]
    return rendered([Say(_both("case-which-code")), *(Say(line) for line in lines)])


def zones_to_choose(zones: Sequence[Zone]) -> Rendered:
    """Zones a case could be forwarded to."""
    lines = [f"{mark} {zone.name_nl} / {zone.name_fr}" for mark, zone in zip(NUMBERS, zones, strict=False)]
    return rendered([Say(_both("case-which-zone")), *(Say(line) for line in lines)])


def listed(lang: Lang, cases: Iterable[CardState]) -> Rendered:
    """Open cases with their ages, the oldest first."""
    say, lines = words_for(lang), list[Block]()
    for case in cases:
        urgency = say(f"case-urgency-{case.urgency}") if case.urgency else ""
        parts = [
            f"{case.number}",
            case.theme.get(lang, ""),
            urgency,
            say(f"case-state-{case.state}"),
            case.age[lang],
            case.handler,
        ]
        lines.append(Say(" · ".join(clean(part, NAME) for part in parts if part)))
    return rendered([Say(say("case-list"), strong=True), *lines] if lines else [Say(say("case-list-empty"))])


def age(lang: Lang, seconds: float) -> str:
    """How long ago, in the largest whole unit."""
    say, hours = words_for(lang), int(seconds // 3600)
    return say("case-age-days", days=hours // 24) if hours >= 48 else say("case-age-hours", hours=max(hours, 0))


def contact_line(contact: Contact) -> str:
    """`BAR Anneessens (BAR/RAQ) – 02 555 00 00`."""
    what = f" ({clean(contact.what, NAME)})" if contact.what else ""
    phone = f" – {clean(contact.phone, NAME)}" if contact.phone else ""
    return f"{clean(contact.name, NAME)}{what}{phone}"


def _name(shift: Shift) -> str:
    return clean(shift.name or shift.user_id, NAME)


def _both(key: str) -> str:
    return " / ".join(words_for(lang)(key) for lang in BOTH)
