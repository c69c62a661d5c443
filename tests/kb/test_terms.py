"""Words: how text is cut, and what a word of a question may be called in another language."""

from __future__ import annotations

import gzip

import pytest

from kb.models import LANGS, Lang
from kb.terms import Analyzer, Group, fold, stem, tokenize
from kb.wordlists import DATA, listed_words, load_stopwords, rows
from kb.words import compute_stem, stem_key


@pytest.fixture(scope="module")
def analyzer() -> Analyzer:
    return Analyzer.load()


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("welzijns- en gezondheidszorg", ["welzijns", "en", "gezondheidszorg"]),
        ("non-profit", ["non", "profit"]),
        ("COVID-19", ["covid", "19"]),
        ("l’hôpital d'urgence", ["l", "hôpital", "d", "urgence"]),
        ("jusqu'à lorsqu’elle qu'il", ["jusqu", "à", "lorsqu", "elle", "qu", "il"]),
        ("aujourd'hui", ["aujourdhui"]),
        ("baby's en foto’s", ["baby", "en", "foto"]),
        ("het O.C.M.W. van Jette", ["het", "ocmw", "van", "jette"]),
        ("de 0,5-functie", ["de", "0.5", "functie"]),
        ("250.000 inwoners, 75 000 €", ["250000", "inwoners", "75000"]),
        ("peut-il venir ?", ["peut", "il", "venir"]),
        ("tri\u00adage", ["triage"]),
        ("\ufb01nancier", ["financier"]),
        ("", []),
        ("!? …", []),
    ],
)
def test_text_is_cut_into_words(text: str, words: list[str]) -> None:
    assert tokenize(text) == words


def test_a_number_before_a_decimal_comma_stays_one_number() -> None:
    assert tokenize("0,5 en 1.5") == ["0.5", "en", "1.5"]


@pytest.mark.parametrize(
    ("word", "folded"), [("Séropositivité", "seropositivite"), ("œuvre", "oeuvre"), ("Één", "een")]
)
def test_folding_takes_accents_and_capitals_away(word: str, folded: str) -> None:
    assert fold(word) == folded


@pytest.mark.parametrize(
    "word", ["séropositivité", "expulsée", "réfugiés", "santé", "diététicienne", "coördinatie", "écoles"]
)
@pytest.mark.parametrize("lang", LANGS)
def test_typing_without_accents_gives_the_same_stem(word: str, lang: Lang) -> None:
    assert stem(word, lang) == stem(fold(word), lang)


@pytest.mark.parametrize(
    ("lang", "one", "other"),
    [
        ("nl", "huis", "huizen"),
        ("nl", "brief", "brieven"),
        ("nl", "tolk", "tolken"),
        ("nl", "dove", "doof"),
        ("fr", "expulsé", "expulsées"),
        ("fr", "expulser", "expulsion"),
        ("fr", "réfugié", "refugiees"),
        ("en", "shelter", "shelters"),
    ],
)
def test_forms_of_one_word_share_a_stem(lang: Lang, one: str, other: str) -> None:
    assert stem(one, lang) == stem(other, lang)


def test_every_word_of_the_lists_has_the_same_stem_with_and_without_accents() -> None:
    accented = {word for line in rows("everyday.tsv") for word in tokenize(" ".join(line)) if fold(word) != word}
    assert len(accented) > 100
    assert [word for word in accented if stem(word, "fr") != stem(fold(word), "fr")] == []


def test_index_terms_hold_stems_parts_of_compounds_and_joined_words(analyzer: Analyzer) -> None:
    terms = analyzer.index_terms("De schuldbemiddeling van een non-profit", "nl")
    assert stem("schuldbemiddeling", "nl") in terms
    assert {stem("schuld", "nl"), stem("bemiddeling", "nl"), "nonprofit"} <= set(terms)
    assert stem("een", "nl") not in terms


def best(groups: tuple[Group, ...], wanted: str) -> float:
    """The best weight that the stem `wanted` has in any group."""
    return max((alt.weight for group in groups for alt in group.alternatives if alt.stem == wanted), default=0.0)


@pytest.mark.parametrize(
    ("text", "lang", "target", "expected"),
    [
        ("maison médicale", "fr", "nl", "wijkgezondheidscentrum"),
        ("maison medicale", "fr", "nl", "wijkgezondheidscentrum"),
        ("wijkgezondheidscentrum", "nl", "fr", "médicale"),
        ("OCMW", "nl", "fr", "CPAS"),
        ("sans papiers", "fr", "nl", "papieren"),
        ("sans-papiers", "fr", "nl", "papieren"),
        ("verhoogde tegemoetkoming", "nl", "fr", "BIM"),
        ("zonder mutualiteit", "nl", "fr", "assurance"),
        ("suikerziekte", "nl", "fr", "diabète"),
        ("op straat gezet", "nl", "nl", "uithuiszetting"),
        ("op straat gezet", "nl", "fr", "expulsion"),
        ("frigo vide", "fr", "nl", "voedselhulp"),
        ("dort à la rue", "fr", "fr", "hébergement"),
        ("propere spuiten", "nl", "nl", "spuitenruil"),
        ("her husband beats her", "en", "fr", "conjugales"),
        ("dentist", "en", "nl", "tandarts"),
        ("debt mediation", "en", "fr", "dettes"),
        ("domestic violence", "en", "nl", "partnergeweld"),
        ("huurwaarborg", "nl", "fr", "garantie"),
    ],
)
def test_a_word_is_known_by_its_other_names(
    analyzer: Analyzer, text: str, lang: Lang, target: Lang, expected: str
) -> None:
    assert best(analyzer.groups(text, lang, target), stem(expected, target)) >= 0.4


def test_a_french_acronym_in_a_dutch_sentence_is_expanded_from_french(analyzer: Analyzer) -> None:
    groups = analyzer.groups("waar vraag ik RIS aan", "nl", "nl")
    assert best(groups, stem("leefloon", "nl")) >= 0.4


def test_the_word_itself_comes_first_in_its_own_language(analyzer: Analyzer) -> None:
    (group,) = analyzer.groups("schuldbemiddeling", "nl", "nl")
    assert group.alternatives[0].stem == stem("schuldbemiddeling", "nl")
    assert group.alternatives[0].weight == 1.0
    assert all(alternative.weight <= 0.6 for alternative in group.alternatives[1:])


def test_weak_words_weigh_less_and_stopwords_nothing(analyzer: Analyzer) -> None:
    weights = {group.word: group.weight for group in analyzer.groups("ik zoek een tandarts", "nl", "nl")}
    assert weights["zoek"] < 0.5 < weights["tandarts"]
    assert "een" not in weights
    assert "ik" not in weights


def test_an_unknown_word_is_searched_as_it_is(analyzer: Analyzer) -> None:
    (group,) = analyzer.groups("Zwamborgia", "fr", "nl")
    assert [alternative.stem for alternative in group.alternatives] == [stem("zwamborgia", "nl")]


def test_a_word_said_twice_counts_once(analyzer: Analyzer) -> None:
    assert analyzer.groups("tandarts tandarts", "nl", "nl") == analyzer.groups("tandarts", "nl", "nl")


def test_an_everyday_phrase_never_leads_back_from_the_standard_term(analyzer: Analyzer) -> None:
    assert best(analyzer.groups("uithuiszetting", "nl", "nl"), stem("buitengesmeten", "nl")) == 0.0


@pytest.mark.parametrize("lang", LANGS)
def test_stopwords_are_not_weak_too_and_none_is_empty(lang: Lang) -> None:
    lists = load_stopwords()[lang]
    assert len(lists.stop) > 80
    assert len(lists.weak) > 50
    assert all(len(word) < 20 for word in lists.stop | lists.weak)


@pytest.mark.parametrize(
    ("name", "columns", "least"), [("english.tsv", 3, 1500), ("everyday.tsv", 3, 800), ("thesaurus.tsv", 2, 400)]
)
def test_word_lists_have_full_rows_without_duplicates(name: str, columns: int, least: int) -> None:
    lines = list(rows(name))
    assert len(lines) >= least
    assert [line for line in lines if len(line) != columns or not all(line)] == []
    keys = [(line[0], line[1]) if name == "everyday.tsv" else (line[0],) for line in lines]
    assert sorted({str(key) for key in keys if keys.count(key) > 1}) == []
    assert [
        line for line in lines for cell in line for form in cell.split("|") if form != form.strip() or not form
    ] == []


@pytest.mark.parametrize(
    ("said", "lang", "written", "target"),
    [
        ("inenten", "nl", "vaccinatie", "nl"),
        ("uitgeput", "nl", "épuisement", "fr"),
        ("écart", "fr", "ongelijkheid", "nl"),
        ("annuaire", "fr", "répertoire", "fr"),
    ],
)
def test_a_near_synonym_stands_for_the_word_but_less(
    analyzer: Analyzer, said: str, lang: Lang, written: str, target: Lang
) -> None:
    assert 0.3 < best(analyzer.groups(said, lang, target), stem(written, target)) < 1.0


def test_everyday_words_are_dutch_or_french_and_say_something_else_than_their_standard_term() -> None:
    for lang, said, meant in rows("everyday.tsv"):
        assert lang in ("nl", "fr"), said
        assert meant.split("|") != [said], said


def test_the_word_lists_are_packaged() -> None:
    for name in ("glossary.csv", "english.tsv", "everyday.tsv", "thesaurus.tsv", "stopwords.toml"):
        assert (DATA / name).is_file(), name


def test_ready_stems_are_what_the_algorithm_gives() -> None:
    lines = [line.split("\t") for line in gzip.decompress((DATA / "stems.tsv.gz").read_bytes()).decode().splitlines()]
    langs: dict[str, Lang] = {"nl": "nl", "fr": "fr", "en": "en"}
    assert [line for line in lines[::7] if compute_stem(line[1], langs[line[0]]) != line[2]] == []


def test_ready_stems_hold_the_words_of_the_lists() -> None:
    """Run `python -m kb.wordlists` after a list has changed: loading gets slow, word by word, when this fails."""
    lines = [line.split("\t") for line in gzip.decompress((DATA / "stems.tsv.gz").read_bytes()).decode().splitlines()]
    for lang in LANGS:
        ready = {word for code, word, _ in lines if code == lang}
        missing = {key for word in listed_words(lang) if (key := stem_key(word, lang))} - ready
        assert len(missing) < 50, sorted(missing)[:10]


@pytest.mark.parametrize(("text", "word"), [("monsieur sans domicile", "domicil"), ("mevrouw zonder huis", "huis")])
def test_who_has_no_home_is_not_looked_for_at_home(analyzer: Analyzer, text: str, word: str) -> None:
    lang: Lang = "fr" if "sans" in text else "nl"
    assert all(
        alternative.stem != word for group in analyzer.groups(text, lang, lang) for alternative in group.alternatives
    )


def test_a_relative_counts_less_than_what_is_needed(analyzer: Analyzer) -> None:
    weights = {group.word: group.weight for group in analyzer.groups("gezin zonder elektriciteit", "nl", "nl")}
    assert weights["gezin"] < max(weights.values())
