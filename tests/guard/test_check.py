"""What the guard finds, one kind at a time, and what it leaves alone."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.guard import LONGEST, Kind, Known, check
from bot.guard.clean import without_placeholders
from kb.models import Service


@pytest.mark.parametrize(
    ("text", "kind", "stretch"),
    [
        ("mon patient 93.08.21-976.15 n'a plus de mutuelle", Kind.NATIONAL_NUMBER, "93.08.21-976.15"),
        ("rijksregisternummer 93 08 21 976 16 klopt niet", Kind.NATIONAL_NUMBER, "93 08 21 976 16"),
        ("hij woont bij zijn zus, 850312-123-45", Kind.NATIONAL_NUMBER, "850312-123-45"),
        ("dossier SP 8.234.567 hangt vast", Kind.FOREIGNER_NUMBER, "SP 8.234.567"),
        ("passeport n° EK123456 expiré", Kind.ID_CARD, "EK123456"),
        ("storten op BE68 5390 0754 7034 aub", Kind.IBAN, "BE68 5390 0754 7034"),
        ("lid 123456789 bij CM", Kind.FILE_NUMBER, "123456789"),
        ("voiture 1-ABC-234 près du canal", Kind.NUMBER_PLATE, "1-ABC-234"),
        ("haar gsm is +32(0)470 12.34.56", Kind.PHONE, "+32(0)470 12.34.56"),
        ("son mail : ines.b@hotmail.com", Kind.EMAIL, "ines.b@hotmail.com"),
        ("mevr peeters valt vaak", Kind.NAME, "peeters"),
        ("JANSSENS Maria heeft thuisverpleging nodig", Kind.NAME, "JANSSENS Maria"),
        ("A.B., 17 jaar, weggelopen", Kind.INITIALS, "A.B."),
        ("Yusuf, geboren op 3 mei 2009, zoekt een school", Kind.BIRTH_DATE, "3 mei 2009"),
        ("mme benali vit seule rue du Fort 45", Kind.ADDRESS, "rue du Fort 45"),
        ("Haar dochter Yara heeft epilepsie", Kind.HEALTH, "heeft epilepsie"),
        ("Driss est en prison depuis lundi", Kind.JUDICIAL, "est en prison"),
        ("client named Наталія Коваль needs a bed", Kind.NAME, "Наталія Коваль"),
        ("my client named سعيد الحسن needs a bed", Kind.NAME, "سعيد الحسن"),
        ('doorgestuurd: "dag, ik ben Nora Willems en ik slaap buiten"', Kind.NAME, "Nora Willems"),
        ("kamer 9, Gaston, eet niet meer", Kind.NAME, "Gaston"),
        ("dossier 2023/CPAS/1177 zit vast", Kind.FILE_NUMBER, "2023/CPAS/1177"),
        ("mijn cliënt Mireille D. (°1951) valt vaak", Kind.BIRTH_DATE, "°1951"),
        ("mon patient Gaspard 44a dort dehors", Kind.AGE, "44a"),
        ("Fode et Mamadou dorment à la gare", Kind.NAME, "Fode"),
        ("Kowalczuk hoest al weken", Kind.NAME, "Kowalczuk"),
        ("ik zit met Xhemile, ze weent", Kind.NAME, "Xhemile"),
        ("Lumturije haar zoon gaat niet naar school", Kind.NAME, "Lumturije"),
        ("meneer el haddouchari belt elke dag", Kind.NAME, "el haddouchari"),
        ("kok uit Nepal, 52, tbc vastgesteld, wie volgt dat op?", Kind.ORIGIN, "kok uit Nepal"),
        ("ze woont in de Gierstraat 4, derde verdieping", Kind.ADDRESS, "Gierstraat 4, derde verdieping"),
        ("she hides at 34 Rue de Mérode, 3rd floor", Kind.ADDRESS, "34 Rue de Mérode, 3rd floor"),
        ("INSZ 79.02.3-114.5 staat op zijn attest", Kind.NATIONAL_NUMBER, "79.02.3-114.5"),
        ("nummerplaat XB 4827 KM aan het kanaal", Kind.NUMBER_PLATE, "XB 4827 KM"),
        ("overleg: mevr. D'Hondt valt elke nacht", Kind.NAME, "D'Hondt"),
        ("M'bemba heeft koorts en hoest", Kind.NAME, "M'bemba"),
        ("J.-M. Pauwels, 55j, hoort stemmen", Kind.NAME, "J.-M. Pauwels"),
        ("Beyens Christiane née 55 est incontinente", Kind.BIRTH_DATE, "55"),
        (
            "chauffeur de taxi turc de 52 ans, 118 rue de la Poste, diabétique",
            Kind.ORIGIN,
            "chauffeur de taxi turc de 52 ans",
        ),
        ("numéro mal lu, c'est 610729-405-5?", Kind.NATIONAL_NUMBER, "610729-405-5"),
        ("le num de sa fille: 0473 118 254", Kind.PHONE, "0473 118 254"),
        ("lidnummer 0041 883 117 is geblokkeerd", Kind.FILE_NUMBER, "0041 883 117"),
        ("het is voor een man die in de Gallaitstraat 72 boven een bakker woont", Kind.ADDRESS, "Gallaitstraat 72"),
        ("she lives at 17 Rue Dupré, Jette, alone", Kind.ADDRESS, "17 Rue Dupré, Jette"),
        ("Rita V. Rogierlaan 12 doet niet open, hij is psychotisch", Kind.ADDRESS, "Rogierlaan 12"),
    ],
)
def test_a_kind_is_found_where_it_stands(text: str, kind: Kind, stretch: str) -> None:
    found = [text[it.start : it.end] for it in check(text).findings if it.kind is kind]
    assert stretch in found
    assert len(found) == 1 or kind is Kind.NAME


@pytest.mark.parametrize(
    "text",
    [
        "Merci Jean-Marc, super utile !",
        "Bedankt aan An, Bert en Youssef voor de hulp",
        "Groetjes, Inge",
        "Bonjour, je suis Karim Haddad, assistant social au CPAS de Jette",
        "La personne de référence est désormais Claire Dumont",
        "Dr. Mertens is met verlof",
        "place Eugène Flagey 18",
        "De wet Lejeune en de Miriam-project avond",
        "Inschrijven via 02 412 34 56 of info@voorbeeld.brussels",
        "Numéro gratuit : 0800 35 243",
        "Ondernemingsnummer 0475.480.736, mededeling +++123/4567/89002+++",
        "jongeren van 12 tot 25 jaar met een verslaving",
        "Man van 52 met diabetes, zonder papieren: welke arts?",
        "Hoe gaan jullie om met uitsluiting wegens agressie?",
        "Vergadering op 12/03/2026 in de Koningsstraat 200",
        "Mon patient ne parle pas français",
        "welke huisarts met medische kaart werkt nog in 1210?",
        'voorlezen uit "Stilte" van Hannelore Bruyneel in de bib',
        "Greet en Luk zijn vandaag niet op kantoor",
        "Nachtopvang Florence is volzet",
        "Vraag bij de woonwinkel naar Ahmed El Khattabi, die kent de premies",
        "Au service juridique demandez Nathalie Wouters, c'est elle qui suit ces dossiers",
        "Veerle (Brusselleer) start op 9 januari",
        "De wachtdienst is 02 412 34 56, enkel weekend",
        "Samira Benali (PMS) est la référente",
        "wijkverpleegkundige Hilde Mertens komt op maandag",
        "Afspraak aan metro Simonis, kant Leopold II",
        "wie doet er Mister T op de quiz?",
        "Conférence d'Anne-Sophie Delvaux le 4 février, entrée libre",
        "Neem tram 51 en dan 200m rechtdoor",
        "Mme Van Acker de l'administration communale a confirmé",
        "",
    ],
)
def test_what_is_general_is_left_alone(text: str) -> None:
    verdict = check(text)
    assert verdict.findings == ()
    assert verdict.cleaned == text


def test_the_cleaned_text_speaks_the_messages_language() -> None:
    assert check("Mevrouw Peeters zoekt een rusthuis in Jette").cleaned == "Mevrouw [naam] zoekt een rusthuis in Jette"
    assert check("Madame Peeters cherche une maison de repos").cleaned == "Madame [nom] cherche une maison de repos"
    assert check("Mrs Peeters is looking for a nursing home").cleaned == "Mrs [name] is looking for a nursing home"


def test_a_condition_alone_stays_but_with_an_identity_is_severe() -> None:
    assert not check("qui accueille une personne schizophrène ?").severe
    verdict = check("Madame Diallo est schizophrène")
    assert verdict.severe
    assert "schizophrène" in verdict.cleaned


def test_passing_on_an_exclusion_is_found_without_a_name() -> None:
    verdict = check("Opgelet, man met litteken en rode jas niet meer binnenlaten, geef door aan alle centra")
    assert verdict.exclusion
    assert verdict.user_data


def test_a_name_without_anything_else_is_only_probable() -> None:
    assert check("Souci avec Driss ce matin").uncertain
    assert not check("Mevrouw Peeters valt vaak").uncertain


def test_what_the_repertory_publishes_is_no_user_data() -> None:
    service = Service(
        "s1", name_nl="Huis Karim Bouzidi", phone="+32 2 412 34 56", email="karim@gmail.com", street_nl="Hoogstraat",
        house_number="12",
    )  # fmt: skip
    known = Known.from_services([service])
    for text in ("Haar nummer is 02/412.34.56", "son mail karim@gmail.com", "hij woont in Hoogstraat 12"):
        assert check(text).user_data
        assert not check(text, known=known).user_data


def test_members_of_a_room_are_no_user_data() -> None:
    known = Known.from_services([], members=["Aminata", "Karim Bouzidi (CAW)"])
    assert not check("Aminata is er morgen niet", known=known).user_data
    assert not check("Karim Bouzidi slaapt deze week op een andere plek", known=known).user_data
    assert check("Karim Bouzidi slaapt deze week op een andere plek").user_data
    assert check("mijn cliënt Karim Bouzidi belt elke dag", known=known).user_data


def test_numbers_hidden_behind_odd_characters_are_found() -> None:
    text = "NRN 9\u200b3082197615 en \uff10\uff14\uff17\uff10 12 34 56"
    verdict = check(text)
    assert verdict.kinds == (Kind.NATIONAL_NUMBER, Kind.PHONE)
    assert verdict.findings[-1].end == len(text)


def test_a_text_too_long_to_check_is_not_let_through() -> None:
    verdict = check("geen namen " * LONGEST)
    assert verdict.kinds == (Kind.UNREAD,)
    assert len(verdict.cleaned) < LONGEST + 50


def test_nothing_shows_text_in_its_repr() -> None:
    assert "Peeters" not in repr(check("Mevrouw Peeters valt vaak"))


_BITS = st.sampled_from(
    (
        "Jan", "Peeters", "mevr.", "M. ", "A.B.", "17 ans", "né le", "12/03/1980", "rue de la Loi 5", "Koningsstraat",
        "0470 12 34 56", "BE68", "@", ".", ",", "\n", "é", "😀", "(", "[", "\u200b", "niet meer binnenlaten", "SP 8",
        "hiv",
        "l'", "-", "+++", "van de", "Merci", "0", "93.08.21",
    )
)  # fmt: skip


@settings(max_examples=200, deadline=None)
@given(
    st.one_of(
        st.text(max_size=200), st.lists(_BITS, max_size=25).map(" ".join), st.lists(_BITS, max_size=25).map("".join)
    )
)
def test_any_text_gives_findings_in_order_inside_it(text: str) -> None:
    verdict = check(text)
    ends = 0
    for found in verdict.findings:
        assert ends <= found.start < found.end <= len(text)
        ends = found.end
    assert verdict.findings or verdict.cleaned == text


@pytest.mark.parametrize(
    ("text", "searched"),
    [
        ("bed voor mijn cliënt [naam], rijksregisternummer [rijksregisternummer]?", "bed voor mijn cliënt , ?"),
        ("tandarts voor [naam] (numéro national : [numéro national])", "tandarts voor ( )"),
        ("a bed, phone number [Phone number]", "a bed,"),
        ("huisarts [in Laken] of [jette]", "huisarts [in Laken] of [jette]"),
        ("welk adres heeft het OCMW?", "welk adres heeft het OCMW?"),
    ],
)
def test_what_was_taken_out_is_not_searched_for(text: str, searched: str) -> None:
    assert without_placeholders(text) == searched


@pytest.mark.parametrize(
    "text",
    ["!dempuit @jan.peeters:relais.brussels", "vraag @sofie.claes:matrix.example.org", "@sofie.janssens:zorg.be asks"],
)
def test_the_matrix_id_of_a_colleague_is_no_address(text: str) -> None:
    assert not check(text).user_data


def test_an_address_before_a_colon_is_one() -> None:
    assert check("mail jan.peeters@gmail.com: hij wacht").user_data


@pytest.mark.parametrize(
    "text",
    [
        "La référente logement du CPAS est Nadia Benali (02 555 01 02)",
        "La personne de contact pour Schaerbeek est désormais Pierre Wauters (02 555 01 03)",
        "La coordinatrice est maintenant Amina Cherkaoui, 02 555 07 08",
        "De zorgcoördinator van zuid is voortaan Els De Smet (02 555 01 04)",
    ],
)
def test_who_has_a_post_is_a_colleague_whatever_stands_around(text: str) -> None:
    assert not check(text).user_data


@pytest.mark.parametrize(
    "text",
    [
        "Vanaf maandag is Hatice Demir het aanspreekpunt voor huur, bel haar gerust op 02 555 01 14",
        "Nieuwe verpleegster van het straatteam: Bilal. Bereikbaar op 0499 00 07 31 tussen 8 en 16u",
        "Depuis lundi la responsable est Ilse Maes, appelez-la au 02 555 01 16",
    ],
)
def test_the_number_of_the_only_person_named_who_works_here_is_no_user_data(text: str) -> None:
    assert not check(text).user_data


@pytest.mark.parametrize(
    "text",
    [
        "De huisarts van Ali Benali vraagt: bel hem op 0470 12 34 56",
        "Dr. Claes zag mijn cliënt, hij is te bereiken op 0470 12 34 56",
    ],
)
def test_a_professional_excuses_no_number_of_somebody_helped(text: str) -> None:
    assert check(text).user_data
