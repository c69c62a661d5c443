"""Training on a small made-up parallel text: same in, same out, and it learns what the text says."""

from __future__ import annotations

import gzip
import json
from pathlib import Path

import numpy as np
import pytest

from kb.errors import QuestionsUnreadable
from kb.static_model import load_builtin
from kb.training.__main__ import main
from kb.training.batches import Mixture, epoch_pairs, tokenise
from kb.training.lexicon import count_words, learn_lexicon
from kb.training.measure import measure
from kb.training.merge import merge
from kb.training.model_folder import quantise
from kb.training.pairs import read_corpus
from kb.training.synonyms import read_synonyms
from kb.training.tokenizer import train_tokenizer
from kb.training.train import Recipe, train_vectors

WORDS = [
    ("huis", "maison"),
    ("ziekte", "maladie"),
    ("school", "ecole"),
    ("water", "eau"),
    ("trein", "train"),
    ("vrouw", "femme"),
    ("brood", "pain"),
    ("straat", "rue"),
    ("dokter", "medecin"),
    ("geld", "argent"),
]


def write_corpus(folder: Path, documents: int = 40) -> Path:
    """Sentences of three words each, in the same order in both languages."""
    random = np.random.default_rng(3)
    lines = ["document\tnl\tfr"]
    for document in range(documents):
        for _ in range(6):
            chosen = random.choice(len(WORDS), size=3, replace=False)
            nl, fr = (" ".join(WORDS[i][side] for i in chosen) for side in (0, 1))
            lines.append(f"{document}\t{nl}\t{fr}")
    (folder / "test_sentences.tsv.gz").write_bytes(gzip.compress("\n".join(lines).encode()))
    answer = {"question": ["Hoeveel geld kost brood?", "Wie betaalt dat?"], "answer": ["Brood kost geld.", "Niemand."]}
    (folder / "test_questions.jsonl").write_text(json.dumps(answer) + "\n", encoding="utf-8")
    return folder


def test_documents_are_split_in_training_and_held_out_text(tmp_path: Path) -> None:
    corpus = read_corpus(write_corpus(tmp_path))
    assert len(corpus.held_out.documents) == 2
    assert len(corpus.train.documents) == 38
    assert len(corpus.train.nl) == len(corpus.train.fr) == 38 * 6
    assert corpus.answers[0][1] == ("Brood kost geld.", "Niemand.")


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("nothing.txt", "", "No .*sentences"),
        ("a_sentences.tsv", "document\tnl\tfr\n1\tonly two", "Line 2 .* has 2 columns"),
    ],
)
def test_a_folder_that_cannot_be_trained_on_says_why(tmp_path: Path, name: str, content: str, said: str) -> None:
    (tmp_path / name).write_text(content, encoding="utf-8")
    with pytest.raises(QuestionsUnreadable, match=said):
        read_corpus(tmp_path)


def test_a_malformed_answer_names_its_line(tmp_path: Path) -> None:
    write_corpus(tmp_path)
    (tmp_path / "test_questions.jsonl").write_text('{"question": []}\n', encoding="utf-8")
    with pytest.raises(QuestionsUnreadable, match="Line 1"):
        read_corpus(tmp_path)


def test_the_lexicon_finds_the_translations(tmp_path: Path) -> None:
    corpus = read_corpus(write_corpus(tmp_path))
    # the ten words stand in a third of the sentences each, where a real text has thousands that do not
    filler_nl, filler_fr = ["iets anders nogmaals"] * 1000, ["autre chose encore"] * 1000
    entries = learn_lexicon([*corpus.train.nl, *filler_nl], [*corpus.train.fr, *filler_fr])
    best = {entry.nl: entry.fr for entry in sorted(entries, key=lambda entry: entry.weight)}
    assert best["trein"] == "train"
    assert best["water"] == "eau"
    assert all(0 < entry.weight <= 1 for entry in entries)


def test_words_are_counted_most_frequent_first() -> None:
    counted = count_words(["zorg en zorg", "zorg", "huis 2022 huis huis", "tram tram"], least=3)
    assert counted == [("huis", 3), ("zorg", 3)]


def test_every_text_of_a_pair_has_something_to_learn_from(tmp_path: Path) -> None:
    corpus = read_corpus(write_corpus(tmp_path))
    tokenizer = train_tokenizer([*corpus.train.nl, *corpus.train.fr], 300)
    tokenised = tokenise(corpus, tokenizer, (("huis", "maison", "house"),))
    pairs = epoch_pairs(tokenised, Mixture(), np.random.default_rng(0))
    assert min(min(len(a), len(b)) for a, b in pairs) >= 1
    assert len(pairs) > len(corpus.train.nl)


def test_the_same_seed_gives_the_same_vectors_and_they_cross_the_languages(tmp_path: Path) -> None:
    corpus = read_corpus(write_corpus(tmp_path))
    tokenizer = train_tokenizer([*corpus.train.nl, *corpus.train.fr], 300)
    tokenised = tokenise(corpus, tokenizer)
    recipe = Recipe(dim=32, epochs=15, batch=64)
    told: list[str] = []
    first = train_vectors(tokenised, tokenizer.get_vocab_size(), recipe, told.append)
    again = train_vectors(tokenised, tokenizer.get_vocab_size(), recipe, told.append)
    assert np.array_equal(first, again)
    assert len(told) == 30
    rows = {word: first[tokenizer.encode(word).ids].sum(axis=0) for pair in WORDS for word in pair}
    for nl, fr in WORDS:
        near = {other: rows[nl] @ rows[other] / np.linalg.norm(rows[other]) for _, other in WORDS}
        assert max(near, key=lambda other: near[other]) == fr


def test_merging_keeps_the_size_asked_for_and_the_similarities(tmp_path: Path) -> None:
    corpus = read_corpus(write_corpus(tmp_path))
    tokenizer = train_tokenizer([*corpus.train.nl, *corpus.train.fr], 300)
    tokenised = tokenise(corpus, tokenizer)
    random = np.random.default_rng(0)
    one = random.normal(size=(tokenizer.get_vocab_size(), 8)).astype(np.float32)
    merged = merge([one, one], tokenised, 8)
    alone = merge([one], tokenised, 8)
    assert merged.shape == (len(one), 8)
    used = np.unique(np.concatenate(tokenised.sides[0]))
    assert np.allclose(merged[used] @ merged[used].T, 2 * alone[used] @ alone[used].T, rtol=1e-3, atol=1e-3)


def test_quantised_rows_are_off_by_half_a_scale_at_most() -> None:
    vectors = np.random.default_rng(0).normal(size=(50, 8)).astype(np.float32)
    vectors[7] = 0
    rows, scales = quantise(vectors)
    assert rows.dtype == np.int8
    assert (np.abs(rows * scales[:, None] - vectors) <= scales[:, None] * 0.5001).all()


def test_held_out_figures_are_high_for_a_model_that_knows_both_languages(tmp_path: Path) -> None:
    figures = measure(read_corpus(write_corpus(tmp_path)).held_out, load_builtin())
    assert {row.task for row in figures} == {"translation", "passage"}
    assert all(0 < row.mrr <= 1 for row in figures)
    assert min(row.mrr for row in figures if row.task == "translation") > 0.5


def test_synonym_groups_have_two_forms_at_least() -> None:
    groups = read_synonyms()
    assert len(groups) > 500
    assert min(len(group) for group in groups) >= 2
    assert all(form.strip() for group in groups for form in group)


def test_the_command_writes_the_lexicon_reproducibly(tmp_path: Path) -> None:
    data = write_corpus(tmp_path)
    for out in ("a", "b"):
        assert main(["--data", str(data), "--out", str(tmp_path / out), "--only-lexicon"]) == 0
    for name in ("lexicon.tsv.gz", "wordcounts.tsv.gz"):
        assert (tmp_path / "a" / name).read_bytes() == (tmp_path / "b" / name).read_bytes()


def test_the_command_says_what_is_missing(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--data", str(tmp_path), "--out", str(tmp_path / "out")]) == 1
    assert "sentences" in capsys.readouterr().err
