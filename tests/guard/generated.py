"""Messages made from templates and fillers, always the same ones: one half to tune the guard on, one to measure it."""

from __future__ import annotations

import random
import re
from pathlib import Path
from typing import Literal

from stdnum.be import bis, nn

from tests.benchmarks.bench_guard import Labelled

TEMPLATES = Path(__file__).with_name("templates.txt")
FILLED = 2
"""Messages made of each template."""


def _words(text: str) -> list[str]:
    return text.split()


_GIVEN = _words(
    """
    Sofie Karima Mohamed Jean-Marc Fatou Mamadou Ayşe Yusuf Piotr Agnieszka Ionut Mihaela Georgi Desislava
    Oksana Dmytro Carmen Javier João Conceição Giuseppe Eleni Ahmad Rahaf Zahra Mirwais Biniam Selam Hodan
    Abdirahman Arben Anahit Immaculée Dieudonné Thérèse Jozef Godelieve Lieve Wim Hassan Loubna Nourdin Tenzin
    Priya Kevin Aboubacar Ibtihal Zeynep
    """
)
_FAMILY = _words(
    """
    Peeters Janssens Vandenbulcke Delvaux Lambrechts El-Khatabi Benjelloun Öztürk Karataş Kowalska Wiśniewski
    Ionescu Dumitrescu Petrova Georgiev Shevchenko Tkachenko García Fernandes Esposito Papadimitriou Alhassan
    Hosseini Noorzai Tesfamariam Ghebremichael Warsame Hoxha Sargsyan Mukendi Uwimana Kasongo Diallo Camara
    Bangoura Koné Nguyen Sherpa Wauters Claes Mertens Dupont Hakizimana Ouédraogo Ndiaye Rahimi Yıldırım Bouzidi
    Stoyanova
    """
)
_PARTICLED = (
    "Van den Broeck",
    "De Smedt",
    "El Amrani",
    "Van der Linden",
    "Ben Ali",
    "De la Cruz",
    "dos Santos",
    "Ait Said",
)
_STREETS_NL = _words(
    """
    Koningsstraat Hoogstraat Blaesstraat Bergensesteenweg Waversesteenweg Zuidlaan Liedtsplein Kongresstraat
    """
)
_STREETS_FR = (
    "rue Haute", "avenue de la Reine", "chaussée de Mons", "rue des Tanneurs", "boulevard du Midi", "rue de l'Étuve",
    "avenue Charles Woeste", "place Liedts",
)  # fmt: skip
_MONTHS_FR = _words(
    """
    janvier février mars avril mai juin juillet août septembre octobre novembre décembre
    """
)
_FREEMAIL = ("gmail.com", "hotmail.com", "yahoo.fr")
_WORD = re.compile(r"\{(\w+)\}")


def generated(half: Literal["tune", "measure"] | None = None) -> list[Labelled]:
    """The messages of one half of the templates (None: of both), in order."""
    lines = [line for line in TEMPLATES.read_text(encoding="utf-8").splitlines() if line and not line.startswith("#")]
    chance = random.Random(20261122)
    messages = []
    for number, line in enumerate(lines):
        for _ in range(FILLED):
            message = _filled(line, chance)
            if half is None or (number % 2 == 0) == (half == "tune"):
                messages.append(message)
    return messages


def _filled(line: str, chance: random.Random) -> Labelled:
    lang, kind, text = (part.strip() for part in line.split("|", 2))
    fillers = _fillers(chance)
    marked = _WORD.sub(lambda match: fillers[match.group(1)], text)
    spans = tuple(re.findall(r"<([^>]*)>", marked))
    plain = marked.replace("<", "").replace(">", "")
    if spans and chance.random() < 0.15:  # people type names small on telephones
        plain, spans = plain.lower(), tuple(span.lower() for span in spans)
    return Labelled(plain, lang, bool(spans), spans, kind)


def _fillers(chance: random.Random) -> dict[str, str]:
    given, given2 = chance.sample(_GIVEN, 2)
    family = chance.choice(_FAMILY if chance.random() < 0.8 else _PARTICLED)
    year, month, day = chance.randint(1935, 2009), chance.randint(1, 12), chance.randint(1, 28)

    def digits(count: int) -> str:
        return "".join(chance.choices("0123456789", k=count))

    return {
        "given": given,
        "given2": given2,
        "family": family,
        "family_low": family.lower(),
        "full": f"{given} {family}",
        "full_low": f"{given} {family}".lower(),
        "caps": family.upper(),
        "initial": given[0],
        "initial2": family[0].upper(),
        "age": str(chance.randint(16, 94)),
        "street_nl": chance.choice(_STREETS_NL),
        "street_fr": chance.choice(_STREETS_FR),
        "house": str(chance.randint(1, 320)),
        "birth": chance.choice((f"{day:02}/{month:02}/{year}", f"{day}.{month}.{year}", f"{year}-{month:02}-{day:02}")),
        "birth_fr": f"{day} {_MONTHS_FR[month - 1]} {year}",
        "nn": _written(_national(year, month, day, chance), chance),
        "nn_bad": f"{year % 100:02}.{month:02}.{day:02}-{digits(3)}.{digits(2)}",
        "bis": _written(_national(year, month + 40, day, chance), chance),
        "ov": f"{chance.randint(5, 9)}.{digits(3)}.{digits(3)}",
        "iban": _iban(chance),
        "member": chance.choice((f"{digits(3)}-{digits(5)}", f"20{digits(2)}/{digits(5)}", digits(8))),
        "plate": f"{chance.randint(1, 2)}-{''.join(chance.choices('ABCDFGHJKL', k=3))}-{digits(3)}",
        "card": f"592-{digits(7)}-{digits(2)}",
        "mobile": _spaced("04" + chance.choice("6789") + digits(7), chance),
        "landline": chance.choice(("02 {} {} {}", "02/{}.{}.{}")).format("4" + digits(2), digits(2), digits(2)),
        "private_mail": given.split("-")[0].lower() + f"{year % 100:02}@" + chance.choice(_FREEMAIL),
    }


def _national(year: int, month: int, day: int, chance: random.Random) -> str:
    for _ in range(50):
        first = f"{year % 100:02}{month:02}{day:02}{chance.randint(1, 997):03}"
        check = 97 - int(("2" if year >= 2000 else "") + first) % 97
        whole = f"{first}{check:02}"
        if nn.is_valid(whole) or bis.is_valid(whole):
            return whole
    raise AssertionError("no valid number for this date")


def _written(number: str, chance: random.Random) -> str:
    a, b, c, d, e = number[:2], number[2:4], number[4:6], number[6:9], number[9:]
    return chance.choice(
        (number, f"{a}.{b}.{c}-{d}.{e}", f"{a} {b} {c} {d} {e}", f"{a}{b}{c}-{d}-{e}", f"{a}/{b}/{c}-{d}.{e}")
    )


def _iban(chance: random.Random) -> str:
    body = f"{chance.randint(0, 9_999_999_999):010}"
    account = f"{body}{int(body) % 97 or 97:02}"
    check = 98 - int(account + "111400") % 97
    whole = f"BE{check:02}{account}"
    return chance.choice((whole, " ".join(whole[i : i + 4] for i in range(0, 16, 4)), whole.lower()))


def _spaced(mobile: str, chance: random.Random) -> str:
    return chance.choice(
        (
            mobile,
            f"{mobile[:4]} {mobile[4:6]} {mobile[6:8]} {mobile[8:]}",
            f"{mobile[:4]}/{mobile[4:6]}.{mobile[6:8]}.{mobile[8:]}",
            f"+32 {mobile[1:4]} {mobile[4:6]} {mobile[6:8]} {mobile[8:]}",
            f"0032{mobile[1:]}",
            f"+32(0){mobile[1:4]} {mobile[4:]}",
        )
    )
