"""The way of a newcomer, from the invitation until somebody helps: each step in the browser, each with its picture."""

from __future__ import annotations

import re
from dataclasses import dataclass

from bot.render.words import words_for
from kb.models import Lang
from tests.browser.sitting import PHONE, WIDE, Sitting
from tests.browser.world import ZONE, World
from tests.matrix.people import Person, until

REGION = "Relais Brussel / Relais Bruxelles"
SPACE = "Zorgzone Noord / Bassin Nord"
ROOM = "Noord / Nord"
AGENDA = "Agenda Noord / Agenda Nord"
REFERRAL = "Referentiepersonen Noord / Personnes de référence Nord"
PRIVATE = "Relais"


@dataclass(frozen=True, slots=True)
class Script:
    """What somebody types, in their language, and a piece of what is answered where no locale file holds it."""

    question: str
    found: str
    plan: str
    quoted: str
    with_data: str
    about: str
    event: str
    other_title: str
    blocked: str
    need: str
    advice: str
    thanks: str


SCRIPTS: dict[Lang, Script] = {
    "nl": Script(
        question="@relais mijn cliënt slaapt in zijn auto, waar kan hij vannacht terecht?",
        found="De Lantaarn",
        plan="@relais que dit le plan sur le nombre d'habitants ?",
        quoted="268.000",
        with_data="Wie heeft voor mijn cliënt Jan Peeters, rijksregisternummer 85.07.30-033-28, een slaapplaats?",
        about="een slaapplaats",
        event="!agenda nieuw Infosessie huurwaarborg, 3 december 14u-16u, Buurthuis De Schakel, Stationsstraat 20, "
        "1090 Jette, organisator: Huis A",
        other_title="Séance d’info sur la garantie locative",
        blocked="!geblokkeerd",
        need="Een plek om te slapen voor een man met een hond",
        advice="Bij Straatvolk mag een hond mee. Bel hen morgen vanaf 10 uur; ik verwittig hen.",
        thanks="Dank je, ik bel dat nummer morgen.",
    ),
    "fr": Script(
        question="@relais un monsieur dort dans sa voiture, où peut-il aller cette nuit ?",
        found="La Lanterne",
        plan="@relais que dit le plan sur le nombre d'habitants ?",
        quoted="268.000",
        with_data="Qui cherche un logement de nuit pour mon usager Jean Dupont, numéro national 85.07.30-033-28 ?",
        about="un logement de nuit",
        event="!agenda nouveau Atelier budget, 8 décembre 10h-12h, Maison de quartier Le Trait d'union, rue de la Gare "
        "20, 1090 Jette, organisateur : Maison B",
        other_title="Workshop budget",
        blocked="!bloqué",
        need="Un endroit où dormir pour un homme et son chien",
        advice="Chez Gens de la Rue, les chiens sont admis. Appelez-les demain dès 10 h ; je les préviens.",
        thanks="Merci, j’appelle ce numéro demain.",
    ),
}


@dataclass
class Way:
    """One newcomer at a browser, the referral person at another, and a moderator without one."""

    world: World
    asker: Sitting
    referral: Sitting
    moderator: Person
    lang: Lang

    @property
    def script(self) -> Script:
        return SCRIPTS[self.lang]

    def said(self, key: str) -> str:
        """The part of a sentence of Relais that stands before anything that is filled in."""
        text = words_for(self.lang)(key, **dict.fromkeys(_PLACES, _GAP))
        return text.split(_GAP)[0].strip()

    async def all_of_it(self) -> None:
        await self.arrive()
        await self.agree()
        await self.ask()
        await self.be_protected()
        await self.announce()
        await self.get_help()
        await self.elsewhere()

    async def arrive(self) -> None:
        """The invitations, and into the Space and its rooms."""
        await self.asker.listed(ROOM).wait_for()
        await self.asker.open(SPACE)
        await self.asker.picture("01-invitation")
        for room in (REGION, SPACE, AGENDA, ROOM):
            await self.asker.join(room)

    async def agree(self) -> None:
        """Relais opens a private conversation: what the room is for, and the charter."""
        await self.asker.join(PRIVATE)
        welcome = await self.asker.sees(self.said("onboarding-accept"))
        await self.asker.picture("02-welcome", top=welcome)
        await self.asker.click_on("✅", self.said("onboarding-accept"))
        await self.asker.sees(self.said("onboarding-accepted"))
        await self.asker.picture("03-charter")

    async def ask(self) -> None:
        await self.asker.open(ROOM)
        await self.asker.say(self.script.question)
        await self.asker.sees(self.script.found)
        await self.asker.picture("04-question")
        await self.asker.say(self.script.plan)
        await self.asker.sees(self.script.quoted)
        await self.asker.picture("05-plan")

    async def be_protected(self) -> None:
        """Somebody's data: gone from the room, a private word, and the question without them."""
        await self.asker.say(self.script.with_data)
        await self.asker.sees(words_for(self.lang)("guard-reason"))
        await self.asker.picture("06-removed")
        await self.asker.open(PRIVATE)
        await self.asker.sees(self.said("guard-removed"))
        await self.asker.picture("07-private")
        await self.asker.click_on("✅", self.said("guard-removed"))
        await self.asker.open(ROOM)
        await self.asker.sees(self.script.about)
        await self.asker.picture("08-carried")

    async def announce(self) -> None:
        """Something for the agenda, as far as its publication by a moderator."""
        await self.asker.open(PRIVATE)
        await self.asker.say(self.script.event)
        await self.asker.hears(self.said("agenda-ask-other_title"))
        await self.asker.say(self.script.other_title)
        await self.asker.hears(self.said("agenda-ask-registration"))
        await self.asker.say("-")
        preview = self.said("agenda-preview-new")
        await self.asker.sees(preview)
        await self.asker.picture("09-proposal")
        await self.asker.click_on("✅", preview)
        await self._publish()
        await self.asker.open(AGENDA)
        await self.asker.sees(self.script.other_title)
        await self.asker.picture("10-agenda")

    async def get_help(self) -> None:
        """What nobody could solve: seven short questions, and the referral person takes it."""
        await self.asker.open(PRIVATE)
        await self.asker.say(self.script.blocked)
        for key, answer in zip(_QUESTIONS, (self.script.need, "-", "-", "-", "1090", "-", "2"), strict=True):
            await self.asker.hears(self.said(key))
            await self.asker.say(answer)
        summary = await self.asker.hears(self.said("case-choose"))
        title = self.said("case-title")
        number = re.search(rf"{title} (\d+)", await summary.inner_text())
        assert number, "the summary of a case names its number"
        await self.asker.picture("11-case")
        await self.asker.click_on("✅", self.said("case-choose"))
        await self.asker.sees(self.said("case-take-back"))
        case = f"{title} {number[1]}"
        await self._take(case)
        await self.asker.join(re.compile(f"^{case} · "))
        await self.asker.sees(self.script.advice)
        await self.asker.say(self.script.thanks)
        await self.asker.sees(self.script.thanks)
        await self.asker.picture("13-helped")

    async def elsewhere(self) -> None:
        """The same on a telephone, and in the dark."""
        await self.asker.open(ROOM)
        await self.asker.resize(PHONE)
        await self.asker.picture("14-phone")
        await self.asker.resize(WIDE)
        await self.asker.dark()
        await self.asker.picture("15-dark")

    async def _publish(self) -> None:
        """✅ of a moderator on the newest card of theirs."""
        room = self.world.rooms[f"moderators/{ZONE}"]
        relais = self.world.id("relais")
        title = self.script.other_title

        def cards() -> list[str]:
            return [
                str(event["event_id"])
                for event in self.moderator.messages(room, relais)
                if title in event["content"]["body"]
            ]

        card = (await until(cards))[-1]
        relation = {"rel_type": "m.annotation", "event_id": card, "key": "✅"}
        await self.moderator.send(room, "m.reaction", {"m.relates_to": relation})

    async def _take(self, case: str) -> None:
        """The referral person sees the short card, takes the case, and writes in its room."""
        await self.referral.open(REFERRAL)
        await self.referral.reaction("➡️", case)
        await self.referral.picture("12-card")
        await self.referral.click_on("👍", case)
        await self.referral.join(re.compile(f"^{case} · "))
        await self.referral.say(self.script.advice)


_QUESTIONS = tuple(f"case-ask-{what}" for what in ("need", "tried", "obstacle", "wish", "place", "language", "urgency"))
_GAP = "\x1f"
_PLACES = ("zone", "kinds", "language", "number", "title", "name", "version", "minutes", "day", "count", "phone")
