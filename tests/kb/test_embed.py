"""Which model the settings mean, and that sentence-transformers reads the built-in one alike."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from kb.embed import load_embedder
from kb.errors import ModelUnavailable
from kb.settings import ModelSettings
from kb.static_model import builtin_folder
from kb.training.model_folder import export_plain

TEXTS = ["wie helpt bij schulden", "soins infirmiers à domicile", "a shelter for tonight", "OCMW / CPAS"]
SAME = 1e-3


def test_builtin_is_the_default_model() -> None:
    assert load_embedder(ModelSettings()).fingerprint.startswith("builtin:")


def test_sentence_transformers_gives_the_same_vectors_from_the_shipped_folder() -> None:
    ours = load_embedder(ModelSettings())
    theirs = load_embedder(ModelSettings(name=str(builtin_folder())))
    assert theirs.dim == ours.dim
    assert np.abs(ours.encode_passages(TEXTS) - theirs.encode_passages(TEXTS)).max() < SAME
    assert np.abs(ours.encode_queries(TEXTS) - theirs.encode_queries(TEXTS)).max() < SAME
    assert theirs.encode_passages([]).shape == (0, ours.dim)


def test_the_exported_plain_model_gives_the_same_vectors(tmp_path: Path) -> None:
    export_plain(builtin_folder(), tmp_path / "plain")
    plain = load_embedder(ModelSettings(name=str(tmp_path / "plain")))
    assert np.abs(load_embedder(ModelSettings()).encode_queries(TEXTS) - plain.encode_queries(TEXTS)).max() < SAME


def test_prefixes_are_put_before_the_text_and_change_the_fingerprint(tmp_path: Path) -> None:
    name = str(builtin_folder())
    bare = load_embedder(ModelSettings(name=name))
    prefixed = load_embedder(ModelSettings(name=name, query_prefix="vraag: ", passage_prefix="tekst: "))
    assert prefixed.fingerprint != bare.fingerprint
    assert np.allclose(prefixed.encode_queries(["schulden"]), bare.encode_queries(["vraag: schulden"]))
    assert np.allclose(prefixed.encode_passages(["schulden"]), bare.encode_passages(["tekst: schulden"]))


def test_a_model_retrained_in_the_same_folder_has_another_fingerprint(tmp_path: Path) -> None:
    folder = tmp_path / "model"
    export_plain(builtin_folder(), folder)
    before = load_embedder(ModelSettings(name=str(folder))).fingerprint
    weights = bytearray((folder / "model.safetensors").read_bytes())
    weights[-1] ^= 1
    (folder / "model.safetensors").write_bytes(weights)
    assert load_embedder(ModelSettings(name=str(folder))).fingerprint != before


@pytest.mark.parametrize("name", ["somebody/no-such-model", "/no/such/folder"])
def test_a_model_that_is_neither_here_nor_cached_says_what_to_do(name: str) -> None:
    with pytest.raises(ModelUnavailable, match="hf download") as caught:
        load_embedder(ModelSettings(name=name))
    assert "\n" not in str(caught.value)
