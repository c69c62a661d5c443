"""The shipped model: what it must still be able to do, and how its folder can be read."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from kb.errors import ModelUnavailable
from kb.static_model import builtin_folder, load_builtin

TEXTS = [
    "waar kan iemand zonder papieren naar de dokter",
    "une place en maison de repos pour une dame âgée",
    "zorg",
    "",
    "Ça coûte combien, l'aide à domicile ?",
]

LARGEST_PACKAGE_DATA = 15_000_000

# (question, its right passage): the other right passages of the table are its distractors
ACROSS_LANGUAGES = [
    ("aide aux personnes sans abri en hiver", "De opvang van daklozen wordt tijdens de wintermaanden uitgebreid."),
    ("wachtlijst geestelijke gezondheidszorg", "Les délais d'attente en santé mentale restent longs."),
    ("surendettement, qui peut aider à payer les dettes", "Schuldbemiddeling helpt gezinnen met te veel schulden."),
    ("hoeveel verpleegkundigen zijn er tekort", "La pénurie d'infirmières touche tous les hôpitaux."),
    ("accidents de la route", "Het aantal verkeersongevallen met fietsers daalt niet."),
    ("kinderbijslag voor grote gezinnen", "Le montant des allocations familiales a été revu."),
]


def test_vectors_have_length_one_and_the_stated_shape() -> None:
    model = load_builtin()
    vectors = model.encode_passages(TEXTS)
    assert vectors.shape == (len(TEXTS), model.dim)
    assert vectors.dtype == np.float32
    known = [i for i, text in enumerate(TEXTS) if text]
    assert np.allclose(np.linalg.norm(vectors[known], axis=1), 1, atol=1e-5)


def test_a_text_without_words_is_near_to_nothing() -> None:
    assert not load_builtin().encode_queries(["", " ?! "]).any()


def test_no_texts_give_no_vectors() -> None:
    model = load_builtin()
    assert model.encode_queries([]).shape == (0, model.dim)


@pytest.mark.parametrize(("typed", "written"), [("senior isolé", "SENIOR ISOLE"), ("Coördinatie", "coordinatie")])
def test_accents_and_capitals_make_no_difference(typed: str, written: str) -> None:
    first, second = load_builtin().encode_queries([typed, written])
    assert np.allclose(first, second, atol=1e-6)


def test_a_question_finds_its_passage_in_the_other_language() -> None:
    model = load_builtin()
    questions = model.encode_queries([question for question, _ in ACROSS_LANGUAGES])
    passages = model.encode_passages([passage for _, passage in ACROSS_LANGUAGES])
    assert (questions @ passages.T).argmax(axis=1).tolist() == list(range(len(ACROSS_LANGUAGES)))


def test_the_order_and_number_of_texts_do_not_change_a_vector() -> None:
    model = load_builtin()
    alone = np.vstack([model.encode_passages([text]) for text in TEXTS])
    assert np.array_equal(alone, model.encode_passages(TEXTS))


def test_all_data_of_the_package_stays_under_its_budget() -> None:
    data = builtin_folder().parent
    assert sum(path.stat().st_size for path in data.rglob("*") if path.is_file()) < LARGEST_PACKAGE_DATA


def test_the_bot_can_search_without_importing_torch() -> None:
    code = "import kb.embed, kb.settings, sys; kb.embed.load_embedder(kb.settings.ModelSettings()); "
    code += "sys.exit('torch' in sys.modules or 'sentence_transformers' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def test_a_missing_model_is_reported_with_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(ModelUnavailable, match=r"python -m kb\.training"):
        load_builtin(tmp_path)


def test_a_damaged_model_is_reported_with_what_to_do(tmp_path: Path) -> None:
    for name in ("model.safetensors", "tokenizer.json"):
        (tmp_path / name).write_bytes(b"not a model")
    with pytest.raises(ModelUnavailable, match="reinstall"):
        load_builtin(tmp_path)


def test_the_vector_of_a_word_is_that_of_a_text_of_one_word() -> None:
    model = load_builtin()
    words = ["verpleegster", "", "infirmière", "d'", "zorgzone-overleg", "!"]
    assert np.allclose(model.word_vectors(words), model.encode_queries(words), atol=1e-6)
    assert model.word_vectors([]).shape == (0, model.dim)


def test_words_of_messages_are_forgotten_by_the_tokenizer(monkeypatch: pytest.MonkeyPatch) -> None:
    forgotten: list[bool] = []
    model = load_builtin()
    monkeypatch.setattr(model, "_forget", lambda: forgotten.append(True))
    model.encode_queries(["waar slaapt Zizouke?"])
    model.word_vectors(["zizouke"])
    assert len(forgotten) == 2
