"""What the tagger adds to the rules: which messages it stops or lets go, what it may hold, and that it can be made
again."""

from __future__ import annotations

import json
import re

import numpy as np
import pytest

from bot.guard import LONGEST, Certainty, Kind, check
from bot.guard.detect import WINDOW
from bot.guard.features import features
from bot.guard.judging import judged
from bot.guard.known import Known
from bot.guard.lists import DATA, cues, names
from bot.guard.reading import Reading, read
from bot.guard.ruling import ruled
from bot.guard.tagger import CLASSES, UNKNOWN, WORDS_FILE, tagger
from bot.guard.training.examples import ANY, examples
from bot.guard.training.material import FOLDER, marked, writers
from kb.static_model import load_builtin


def _reading(text: str) -> Reading:
    return read(text, cues())


def _flags(text: str) -> str:
    reading = _reading(text)
    return " ".join(
        f"{it.word} {it.beginning} {it.end} {it.known}" for it in features(reading, ruled(reading, Known()))
    )


@pytest.mark.parametrize(
    ("of_somebody_helped", "of_a_colleague"),
    [
        ("de huisbaas van Mahdi zet de verwarming uit", "de presentatie van Mahdi staat op de drive"),
        ("Oumou moet vrijdag haar kamer uit, de deurwaarder komt", "Oumou stuurt vrijdag het verslag naar het team"),
        ("on a hospitalisé Senait cette nuit", "on a invité Senait à la réunion"),
        ("l'avocat de Bakary a introduit un recours", "le collègue de Bakary anime la formation"),
        ("Darren broke his leg and sleeps in his car", "Darren presents the slides at the workshop"),
    ],
)  # fmt: skip
def test_the_same_name_counts_by_what_is_said_around_it(of_somebody_helped: str, of_a_colleague: str) -> None:
    assert Kind.NAME in check(of_somebody_helped).kinds
    assert Kind.NAME not in check(of_a_colleague).kinds


@pytest.mark.parametrize(
    ("text", "part"),
    [
        ("de Guinese kapster uit de Brabantstraat is zwanger en durft het haar man niet zeggen", "kapster"),
        ("l'ex-concierge du 40 rue Blaes a un cancer, il ne veut voir personne", "concierge"),
    ],
)
def test_somebody_who_is_known_by_what_she_does_and_where_is_found_without_a_name(text: str, part: str) -> None:
    assert any(found.start <= text.find(part) < found.end for found in check(text).findings)


def test_a_number_that_speaks_for_itself_is_found_whatever_the_tagger_says() -> None:
    reading = _reading("NRN 93082197615 graag")
    silent = np.zeros((len(reading), len(CLASSES)), dtype=np.float32)
    silent[:, 0] = 1.0
    assert [item.kind for item in judged(reading, ruled(reading, Known()), silent, Known())] == [Kind.NATIONAL_NUMBER]


def test_what_is_named_after_somebody_is_no_finding_whatever_the_tagger_says() -> None:
    reading = _reading("de vergadering is in zaal Marie Curie")
    eager = np.zeros((len(reading), len(CLASSES)), dtype=np.float32)
    eager[:, 1] = 1.0
    found = judged(reading, ruled(reading, Known()), eager, Known())
    name = reading.text.find("Marie")
    assert not any(item.start <= name < item.end for item in found)


def test_names_numbers_and_streets_are_masked_in_every_feature() -> None:
    shown = _flags("Sofie Peeters, 54, Hoogstraat 12, met Zdravkica en fatoumata aan 0470 12 34 56")
    assert "(name)" in shown
    assert not re.search(r"sofie|peeters|zdravkica|fatoumata|hoog|54|0470", shown)


def test_no_row_of_the_tagger_is_a_name_of_the_lists() -> None:
    listed = names()
    assert not ((listed.given | listed.family) - listed.ordinary) & set(tagger().words)


def test_the_tagger_was_fitted_with_the_word_vectors_that_are_shipped() -> None:
    made_with = (DATA / WORDS_FILE).read_text(encoding="utf-8").splitlines()[1]
    assert made_with == f"# Word vectors: {load_builtin().fingerprint}.", "run python -m bot.guard.training"


def test_a_message_of_many_windows_is_read_to_its_end() -> None:
    text = "De bus rijdt vandaag niet. " * 110 + "Mijn cliënt Mahdi Bensaïd slaapt in zijn auto en heeft diabetes."
    assert len(_reading(text)) > WINDOW * 2
    assert len(text) < LONGEST
    found = check(text).findings
    assert any(item.kind is Kind.NAME and item.start > text.find("Mijn") for item in found)


def test_what_is_read_is_as_long_as_the_message_and_sums_to_one() -> None:
    reading = _reading("Mijn cliënt slaapt in zijn auto")
    chances = tagger().tag(features(reading, ruled(reading, Known())))
    assert chances.shape == (len(reading), len(CLASSES))
    assert np.allclose(chances.sum(1), 1.0, atol=1e-5)


def test_the_networks_compute_what_they_were_fitted_to_compute() -> None:
    torch = pytest.importorskip("torch")
    from bot.guard.training import fitting

    its = examples([marked("[[n:Mahdi]] slaapt in zijn auto"), marked("de bus rijdt vandaag niet, merci Sofie")] * 3)
    made = fitting.fitted(its, 1)
    torch.manual_seed(0)
    shown = [fitting._shown(it, made.words, made.flags, made.vectors) for it in its]
    network = fitting._network(shown, (len(made.words) + 2, len(made.flags) + 1, made.vectors.dim), 0)
    for it, one in zip(its, shown, strict=True):
        batch = fitting.Shown(*(tensor[None] for tensor in (one.words, one.flags, one.vectors, one.labels)))
        with torch.no_grad():
            expected = torch.softmax(network(batch, torch.ones(1, len(it.tokens), dtype=torch.bool)), -1)[0]
        assert np.allclose(made.tag(it.tokens), expected.numpy(), atol=1e-4)


def test_sets_to_measure_on_are_never_trained_on() -> None:
    known = writers()
    assert not [name for name in known if "measure" in name]
    trained_on = {message.text for its in known.values() for message in its}
    for path in FOLDER.glob("*_measure.jsonl"):
        rows = [json.loads(line)["text"] for line in path.read_text(encoding="utf-8").splitlines()]
        assert not trained_on.intersection(rows)


def test_every_mark_of_a_training_message_becomes_labels_of_its_tokens() -> None:
    message = marked("Madame [[n:Diallo]], [[d:82 ans]], [[h:est tombée]]")
    assert [message.text[start:end] for start, end, _ in message.spans] == ["Diallo", "82 ans", "est tombée"]
    (example,) = examples([message])
    told = [CLASSES[label] for label in example.labels if label]
    assert told == ["name", "date", "date", "condition", "condition"]


def test_the_files_of_the_tagger_belong_together() -> None:
    made = tagger()
    assert len(made.words) + UNKNOWN + 1 == made.weights["words"].shape[1]
    assert len(made.flags) + 1 == made.weights["flags"].shape[1]


def test_a_token_shows_nothing_of_the_message() -> None:
    reading = _reading("Zizouke slaapt buiten")
    assert "slaapt" not in repr(features(reading, ruled(reading, Known())))


def test_what_somebody_has_without_anybody_who_has_it_is_no_finding() -> None:
    reading = _reading("heeft diabetes en slaapt slecht")
    told = np.zeros((len(reading), len(CLASSES)), dtype=np.float32)
    told[:, CLASSES.index("condition")] = 1.0
    assert judged(reading, ruled(reading, Known()), told, Known()) == []


@pytest.mark.parametrize(
    ("text", "marked_token", "whole"),
    [
        ("celle du monsieur du 2e étage", "2", "2e"),
        ("zijn pas is 592-1234567-89, denk ik", "1234567", "592-1234567-89"),
    ],
)
def test_what_is_written_in_one_is_marked_in_one(text: str, marked_token: str, whole: str) -> None:
    reading = _reading(text)
    told = np.zeros((len(reading), len(CLASSES)), dtype=np.float32)
    told[:, 0] = 1.0
    token = reading.words.index(marked_token)
    told[token, 0], told[token, CLASSES.index("contact")] = 0.2, 0.8
    found = judged(reading, ruled(reading, Known()), told, Known())
    assert text[found[0].start : found[0].end] == whole


def test_an_age_is_as_certain_as_that_it_is_somebodys() -> None:
    reading = _reading("Oumou, 34 jaar, is vandaag niet gekomen")
    told = np.zeros((len(reading), len(CLASSES)), dtype=np.float32)
    told[:, 0] = 1.0
    told[0] = told[2:4] = (0.3, 0.7, 0, 0, 0, 0, 0)
    found = judged(reading, ruled(reading, Known()), told, Known())
    assert {Kind.NAME, Kind.AGE} <= {item.kind for item in found}
    assert {item.certainty for item in found} == {Certainty.PROBABLE}


def test_an_address_and_nothing_else_is_no_finding() -> None:
    assert not check("place Eugène Flagey 18").user_data
    assert check("elle habite place Eugène Flagey 18, au troisième").user_data


@pytest.mark.parametrize("filler", [0, 40, 70, 110])
def test_a_number_counts_in_a_text_of_any_length(filler: int) -> None:
    text = "De bus rijdt vandaag niet. " * filler + "Haar gsm is 0470 12 00 57, ze slaapt op straat."
    assert Kind.PHONE in check(text).kinds


def test_a_published_number_is_none_whatever_the_tagger_says() -> None:
    reading = _reading("bel haar op 0470 12 00 57 of info@caw.example")
    eager = np.zeros((len(reading), len(CLASSES)), dtype=np.float32)
    eager[:, CLASSES.index("contact")] = 1.0
    known = Known(phones=frozenset(("0470120057",)))
    found = judged(reading, ruled(reading, known), eager, known)
    covered = {i for item in found for i in range(item.start, item.end)}
    assert not covered & set(range(reading.text.find("0470"), reading.text.find(" of")))
    assert not covered & set(range(reading.text.find("info"), len(reading.text)))


def test_the_training_messages_are_read_whole() -> None:
    for its in writers().values():
        assert its
        assert not any("[[" in message.text or "]]" in message.text for message in its)
        assert all(0 <= begin < end <= len(m.text) for m in its for begin, end, _ in m.spans)
    labels = {label for it in examples(writers()["like_nl"][:40]) for label in it.labels}
    assert labels == {0, ANY}
