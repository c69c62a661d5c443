"""Danger now, in three languages; and what only sounds like it."""

from __future__ import annotations

import pytest

from kb.understand.danger import KINDS, danger_kinds

DANGER = [
    ("hij heeft pillen geslikt en reageert niet meer", {"poison", "medical"}),
    ("ze heeft een hele doos slaappillen ingenomen", {"poison"}),
    ("kindje heeft bleekwater gedronken", {"poison"}),
    ("peuter heeft een batterij ingeslikt", {"poison"}),
    ("patiënt is bewusteloos", {"medical"}),
    ("mijn cliënt ademt niet", {"medical"}),
    ("ademt hij niet meer?", {"medical"}),
    ("hij bloedt hard", {"medical"}),
    ("mevrouw heeft pijn op de borst", {"medical"}),
    ("hij krijgt een epilepsieaanval", {"medical"}),
    ("man niet meer aanspreekbaar op straat", {"medical"}),
    ("overdosis!", {"medical"}),
    ("brand!", {"fire"}),
    ("er is brand in het gebouw", {"fire"}),
    ("de keuken van mijn cliënt staat in brand", {"fire"}),
    ("hij wil van de brug springen", {"suicide"}),
    ("ze wil niet meer leven", {"suicide"}),
    ("cliënt dreigt zich op te hangen", {"suicide"}),
    ("hij wil dood sinds de rouw om zijn vrouw", {"suicide"}),
    ("hij dreigt met een mes", {"violence"}),
    ("ze wordt op dit moment geslagen door haar man", {"violence"}),
    ("de vader is haar aan het wurgen", {"violence"}),
    ("zijn zoon heeft een wapen vast", {"violence"}),
    ("elle a avalé des médicaments", {"poison"}),
    ("il a pris toute la boîte de somnifères", {"poison"}),
    ("l'enfant a bu de la javel", {"poison"}),
    ("mon patient est inconscient", {"medical"}),
    ("le bébé s'étouffe", {"medical"}),
    ("il ne respire plus", {"medical"}),
    ("madame fait une crise d'épilepsie", {"medical"}),
    ("elle saigne beaucoup", {"medical"}),
    ("il a une douleur dans la poitrine", {"medical"}),
    ("elle a fait une overdose", {"medical"}),
    ("il y a le feu dans l'appartement du patient", {"fire"}),
    ("la cuisine est en feu", {"fire"}),
    ("ça sent le gaz dans l'immeuble, odeur de gaz", {"fire"}),
    ("il veut se tuer", {"suicide"}),
    ("elle menace de se jeter par la fenêtre", {"suicide"}),
    ("il a envie d'en finir", {"suicide"}),
    ("il la frappe en ce moment", {"violence"}),
    ("il menace sa femme avec un couteau", {"violence"}),
    ("le mari est en train de la battre", {"violence"}),
    ("il a une arme", {"violence"}),
    ("he wants to jump off the bridge", {"suicide"}),
    ("she wants to die", {"suicide"}),
    ("my client says he will kill himself", {"suicide"}),
    ("she is having a seizure", {"medical"}),
    ("chest pain now", {"medical"}),
    ("he is unconscious", {"medical"}),
    ("the baby is choking", {"medical"}),
    ("she is bleeding heavily", {"medical"}),
    ("he swallowed bleach", {"poison"}),
    ("she took too many pills", {"poison"}),
    ("the house is on fire", {"fire"}),
    ("he has a weapon", {"violence"}),
    ("her husband is beating her", {"violence"}),
    ("a man with a knife at the reception", {"violence"}),
]

NO_DANGER = [
    "cursus EHBO bij overdosis",
    "beleid rond brandveiligheid",
    "pijn in de borst sinds maanden",
    "vorming zelfmoordpreventie voor hulpverleners",
    "revalidatie na een beroerte",
    "brandverzekering voor huurders",
    "woning afgebrand, waar kan het gezin slapen",
    "na een brand zoekt het gezin een woning",
    "borstvoeding lukt niet",
    "begeleiding voor nabestaanden na zelfdoding",
    "vluchthuis voor vrouw die mishandeld werd",
    "hij slikt pillen tegen hoge bloeddruk",
    "te veel medicatie, wie kan het schema nakijken",
    "springkasteel huren voor het buurtfeest",
    "wat is een beroerte",
    "hoeveel overdosissen waren er vorig jaar in Brussel",
    "hij reageert niet op brieven van het OCMW",
    "brandwonden verzorgen thuis",
    "messen slijpen in de sociale werkplaats",
    "formation premiers secours",
    "formation prévention du suicide",
    "douleur thoracique depuis des mois",
    "rééducation après un AVC",
    "assurance incendie pour locataires",
    "relogement après un incendie",
    "il a avalé de travers la nouvelle, il est triste",
    "il prend des médicaments pour le diabète",
    "elle a fait une tentative il y a dix ans, cherche un psychologue",
    "groupe de parole deuil après suicide",
    "salle de consommation et réduction des risques overdose",
    "elle ne répond plus au téléphone",
    "cuisine au feu de bois, atelier",
    "suicide prevention training",
    "stroke rehabilitation",
    "chest pain for months, looking for a GP",
    "fire safety policy in care homes",
    "first aid course overdose",
    "support group after suicide",
    "he takes pills for his heart",
    "shelter for women who were beaten",
]


@pytest.mark.parametrize(("text", "kinds"), DANGER)
def test_danger_now_is_told_with_its_kind(text: str, kinds: set[str]) -> None:
    assert set(danger_kinds(text)) == kinds


@pytest.mark.parametrize("text", NO_DANGER)
def test_a_subject_or_the_past_is_no_danger(text: str) -> None:
    assert danger_kinds(text) == ()


def test_every_kind_is_tested() -> None:
    assert set().union(*(kinds for _, kinds in DANGER)) == set(KINDS)
