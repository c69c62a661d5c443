"""Telephone numbers and e-mail addresses: a person's, or a service's that everybody may know."""

from __future__ import annotations

import re
from collections.abc import Iterator

import phonenumbers

from bot.guard.findings import Certainty, Finding, Kind
from bot.guard.known import Known, national
from bot.guard.lists import names
from bot.guard.quoting import quoted
from bot.guard.reading import Reading
from bot.guard.tokens import listed

_PHONE = re.compile(r"(?<![\w.,/+-])(?:\(?(?:\+|00)\(?[1-9]|\(?0[ ]?[1-9])(?:[ .\-/()\u2013]{0,3}\d){7,13}")
_DATE = re.compile(r"0?\d{1,2}[./\- ]\d{1,2}[./\- ](?:19|20)\d\d")
_EMAIL = re.compile(r"(?<![\w.+-])[\w.+'-]{1,64}\s?(?:@|\(at\)|\[at\])\s?[\w-]{1,63}(?:\.[\w-]{1,63}){1,4}")
_PUBLIC_PREFIX = ("0800", "0900", "0901", "0902", "0903", "0904", "0905", "0906", "078", "070")
_ROLES = listed(
    """
    info infos contact onthaal accueil secretariaat secretariat sec secr admin administratie administration hello
    welkom welcome bonjour permanence permanentie inschrijving inschrijvingen inschrijven inscription inscriptions
    reservatie reservaties reservation reservations office mail email post team equipe dienst service social sociaal
    socialedienst servicesocial opvang hulp aide help support helpdesk agenda events event vorming vormingen
    formation formations opleiding training rh hr jobs vacature direction directie coordination coordinatie
    coordinator coordinateur vrijwilligers benevolat benevoles volunteers press pers presse communicatie
    communication noreply no-reply newsletter nieuwsbrief brussel bruxelles brussels ocmw cpas caw centre centrum
    projet project zone zorgzone referent referentie planning rdv afspraak afspraken dispatch dispatching centrale
    medisch medical kantoor bureau crisis urgence urgences garde wachtdienst nacht nuit jour dag antenne logement
    wonen huisvesting dpo privacy gdpr klachten plaintes webmaster general algemeen repertorium repertoire
    aanmelding aanmeldingen tolk interpretariat intake juridisch juridique jeugd jeunes jongeren voedsel colis
    sociale
    """
)
_FREEMAIL = re.compile(
    r"@(?:gmail|googlemail|hotmail|outlook|live|msn|yahoo|ymail|telenet|skynet|proximus|belgacom|icloud|me|mac|proton"
    r"|protonmail|gmx|aol|orange|free|laposte|wanadoo|scarlet|voo|brutele|mail|yandex|wp|onet|abv|zoho)\.",
)

_MATRIX_ID = re.compile(r"(?<![\w.+'-])@[\w.=/+-]{1,64}:[\w-]{1,63}\.[\w.-]{1,64}\w")


def matrix_ids(reading: Reading) -> Iterator[tuple[int, int]]:
    """Stretches that are somebody's Matrix id, written out: "@sofie.claes:matrix.example.org"."""
    if "@" in reading.text:
        yield from (match.span() for match in _MATRIX_ID.finditer(reading.text))


def published_contacts(reading: Reading, known: Known) -> Iterator[tuple[int, int]]:
    """Stretches that are a number or an address of the repertory, one that anybody may know, or a Matrix id."""
    yield from matrix_ids(reading)
    for match in _PHONE.finditer(reading.text):
        end = _number_end(match.group())
        digits = national(match.group()[:end].lstrip("("))
        if end and (digits.startswith(_PUBLIC_PREFIX) or digits in known.phones):
            yield match.start(), match.start() + end
    for match in _EMAIL.finditer(reading.text):
        written = _written(match.group())
        if written in known.emails or _role(*written.partition("@")[::2]):
            yield match.span()


def contacts(reading: Reading, known: Known) -> Iterator[Finding]:
    """Telephone numbers and e-mail addresses that are not a service's."""
    yield from _phones(reading, known)
    if "@" in reading.text or "at" in reading.text:
        yield from _emails(reading, known)


def _phones(reading: Reading, known: Known) -> Iterator[Finding]:
    for match in _PHONE.finditer(reading.text):
        end = _number_end(match.group())
        if end == 0 or reading.text[match.start() + end : match.start() + end + 1].isalnum():
            continue
        written = match.group()[:end]
        if _DATE.match(written):
            continue
        digits = national(written.lstrip("("))
        if digits.startswith(_PUBLIC_PREFIX) or digits in known.phones:
            continue
        start = match.start() + (written.startswith("(") and ")" not in written)
        judged = _whose(reading, start, match.start() + end)
        if judged is not None and (_mobile(digits) or _of_somebody(reading, start)):
            yield Finding(Kind.PHONE, start, match.start() + end, judged)


def _mobile(digits: str) -> bool:
    """A person's own, as far as numbers tell: Belgian and foreign mobile numbers, and numbers from abroad."""
    return digits.startswith(("04", "06", "07", "00", "1", "2", "3", "4", "5", "6", "7", "8", "9"))


def _of_somebody(reading: Reading, start: int) -> bool:
    """A number with an area code is a service's unless the message is about a person there."""
    token = reading.token_before(start)
    first, last = reading.sentence_bounds(token)
    sent = reading.has("turn_to", first, token) and reading.has("title", first, token)
    if sent and any(reading.has(cue, first, token) for cue in ("service", "place_head", "professional")):
        return False  # "prenez contact avec Mme Lambert du Foyer ..."
    around = (max(first - 12, 0), min(last + 12, len(reading)))
    return any(reading.has(cue, *around) for cue in _PERSON) or (
        reading.has("near_somebody", first, last) and not reading.has("service", first, last)
    )


_PERSON = ("role", "title", "naming", "near_person_contact")


def _number_end(written: str) -> int:
    """Where a plausible telephone number ends in what is written; 0 when it is none."""
    for count in _lengths(written):
        seen = 0
        for i, char in enumerate(written):
            seen += char.isdigit()
            if seen == count:
                rest = written[i + 1 :]
                if rest[:1].isdigit():
                    break
                if _plausible(written[: i + 1]):
                    return i + 1
                break
    return 0


def _lengths(written: str) -> tuple[int, ...]:
    """How many digits a number can have, likeliest first, by how it begins."""
    digits = "".join(filter(str.isdigit, written))
    zero = "(0)" in written
    if written.lstrip("(").startswith("+"):
        base = (11, 10, 12, 9, 13, 8)
        return tuple(n + zero for n in base) if digits.startswith("32") else (*base, 14)
    if digits.startswith("00"):
        return tuple(n + 2 + zero for n in (11, 10, 12, 13, 9))
    if digits.startswith("04"):
        return (10, 9)
    return (9, 10)


def _plausible(written: str) -> bool:
    plain = written.replace("(0)", "")
    try:
        number = phonenumbers.parse(plain, "BE")
    except phonenumbers.NumberParseException:
        return False
    if phonenumbers.is_valid_number(number):
        return True
    digits = "".join(filter(str.isdigit, plain))
    if digits.startswith(("06", "07")) and len(digits) == 10:  # French and Dutch mobile numbers, as dialled there
        return True
    # Belgian numbers out of ranges that are handed out: mistyped, or a new range.
    return number.country_code == 32 and len(str(number.national_number)) in (8, 9)


def _emails(reading: Reading, known: Known) -> Iterator[Finding]:
    for match in _EMAIL.finditer(reading.text):
        if _MATRIX_ID.match(reading.text, match.start() + match.group().find("@")):
            continue  # a colleague in the room, written out
        written = _written(match.group())
        local, _, domain = written.partition("@")
        if written in known.emails or _role(local, domain):
            continue
        judged = _whose(reading, match.start(), match.end())
        if not _FREEMAIL.search(written):
            if _host_in(domain, known) and not _personal(reading, match.start(), match.end()):
                continue
            if _own(reading, match.start()):
                continue  # somebody's at work
        elif judged is None and _called_so(local) and not _own(reading, match.start()):
            judged = Certainty.PROBABLE
        if judged is not None:
            yield Finding(Kind.EMAIL, *match.span(), judged)


def _written(address: str) -> str:
    """An address as it would be typed into a mail program."""
    return address.lower().replace(" ", "").replace("(at)", "@").replace("[at]", "@")


def _host_in(domain: str, known: Known) -> bool:
    return domain in known.domains


def _role(local: str, domain: str) -> bool:
    """The address of a role or of the organisation itself ("caw@caw.example")."""
    parts = [part for part in re.split(r"[.\-_+\d]+", local) if part]
    if any(part in _ROLES for part in parts):
        return True
    host = re.sub(r"[^a-z]", "", domain)
    return len(local) >= 4 and re.sub(r"[^a-z]", "", local) in host


def _called_so(local: str) -> bool:
    """An address made of somebody's name."""
    listed = names()
    parts = [part for part in re.split(r"[.\-_+\d]+", local) if len(part) > 2]
    return any(part in listed.given and part not in listed.ordinary for part in parts)


def _own(reading: Reading, start: int) -> bool:
    """The author's, or whom to write to."""
    token = reading.token_before(start)
    near = (token - 14, token + 8)
    return any(reading.has(cue, *near) for cue in ("near_own", "professional", "colleague", "event", "reach"))


def _personal(reading: Reading, start: int, end: int) -> bool:
    token = reading.token_before(start)
    first, _ = reading.sentence_bounds(token)
    return any(reading.has(cue, max(first, token - 8), token) for cue in ("near_person_contact", "role", "title"))


def _whose(reading: Reading, start: int, end: int) -> Certainty | None:
    """SURE for a person's, or nobody's in particular; None for a service's, a colleague's, the author's own."""
    token, after = reading.token_before(start), reading.token_at(end - 1) + 1
    first, last = reading.sentence_bounds(token)
    near = (max(first, token - 14), min(last, after + 8))
    close = (max(first, token - 5), token)
    helper = reading.has("professional", *close) and not any(
        reading.has(cue, *close) for cue in ("role", "near_person")
    )
    if helper:
        return None
    of_a_person = any(reading.has(cue, *close) for cue in ("near_person_contact", "role", "title", "near_person"))
    if of_a_person and not reading.has("service", *close) and not reading.has("near_own", *close):
        return Certainty.SURE
    if (reading.has("near_own", *near) and not quoted(reading, token)) or _asked_of_a_service(
        reading, max(first, token - 8), token
    ):
        return None
    if reading.has("self", *near) and quoted(reading, token):
        return Certainty.SURE  # in what somebody helped wrote
    personal = any(reading.has(cue, *near) for cue in ("near_person_contact", "role", "title", "near_person"))
    if any(reading.has(cue, *near) for cue in ("service", "professional", "event", "colleague")):
        return Certainty.SURE if personal and not reading.has("service", *near) else None
    return Certainty.SURE


def _asked_of_a_service(reading: Reading, begin: int, end: int) -> bool:
    """ "het nummer van Brusano", "le numéro de la SPA": capitalised, and nobody's name."""
    listed = names()
    for i in range(begin, end - 1):
        if "near_number_of" not in reading.marks[i] or "near_number_of" in reading.marks[i + 1]:
            continue
        j = i + 1
        while j < end and reading.folded[j] in ("la", "le", "l'", "het", "de", "the", "les"):
            j += 1
        if j < end and reading.words[j][0].isupper() and not {"title", "role"} & reading.marks[j]:
            return reading.folded[j] not in listed.given and reading.folded[j] not in listed.family
    return False
