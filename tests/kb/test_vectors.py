"""Vector files: written whole or not at all, exact when small, nearly as good when large."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from kb import vector_files
from kb.ports import Floats
from kb.vectors import VectorSet


def unit(count: int, dim: int, seed: int = 0) -> Floats:
    made = np.random.default_rng(seed).standard_normal((count, dim)).astype(np.float32)
    unit_made: Floats = made / np.linalg.norm(made, axis=1, keepdims=True)
    return unit_made


def test_score_of_an_item_is_that_of_its_best_vector(tmp_path: Path) -> None:
    made = unit(5, 8)
    path = vector_files.file_of(tmp_path, 1, "services-whole")
    vector_files.write(path, [10, 10, 30, 40, 40], made)
    loaded = VectorSet.load([path], np.array([40, 20, 10, 30], dtype=np.int32))
    query = unit(1, 8, seed=1)[0]
    similar = made @ query
    expected = [max(similar[3:5]), np.nan, max(similar[0:2]), similar[2]]
    np.testing.assert_allclose(loaded.scores(query), expected, rtol=1e-5)


def test_empty_set_scores_nothing(tmp_path: Path) -> None:
    path = vector_files.file_of(tmp_path, 1, "services-window")
    vector_files.write(path, [], np.zeros((0, 8), dtype=np.float32))
    loaded = VectorSet.load([path], np.array([1, 2], dtype=np.int32))
    assert np.isnan(loaded.scores(unit(1, 8)[0])).all()


def test_large_set_finds_nearly_what_exact_search_finds(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    centres, queries = unit(64, 16), unit(20, 16, seed=2)
    noise = np.random.default_rng(3).standard_normal((8_000, 16)).astype(np.float32) * 0.1
    made = centres[np.arange(8_000) % 64] + noise
    made /= np.linalg.norm(made, axis=1, keepdims=True)
    rows = np.repeat(np.arange(4_000), 2)
    path = vector_files.file_of(tmp_path, 1, "passages-window")
    monkeypatch.setattr(vector_files, "EXACT_LIMIT", 1_000)
    vector_files.write(path, rows.tolist(), made)
    loaded = VectorSet.load([path], np.arange(4_000, dtype=np.int32))
    assert loaded.matrix is None
    shared = 0
    for query in queries:
        exact = np.argsort(-(made @ query).reshape(-1, 2).max(axis=1))[:10]
        found = np.argsort(-np.nan_to_num(loaded.scores(query), nan=-1))[:10]
        shared += len(np.intersect1d(exact, found))
    assert shared >= 0.9 * 200


def test_file_gets_its_name_only_when_complete(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def cut_short(index: object, name: str) -> None:
        Path(name).write_bytes(b"half")
        raise OSError("no space left on device")

    monkeypatch.setattr("kb.vector_files.faiss.write_index", cut_short)
    path = vector_files.file_of(tmp_path, 1, "services-whole")
    with pytest.raises(OSError, match="space"):
        vector_files.write(path, [1], unit(1, 4))
    assert not path.exists()


def test_only_files_of_other_generations_and_leftovers_are_removed(tmp_path: Path) -> None:
    names = ["vectors-1-services-whole.faiss", "vectors-2-services-whole.faiss", "vectors-2-services-whole.faiss.tmp"]
    for name in [*names, "vectors-of-mine.txt", "kb.sqlite"]:
        (tmp_path / name).touch()
    vector_files.remove_others(tmp_path, {2})
    assert {path.name for path in tmp_path.iterdir()} == {names[1], "vectors-of-mine.txt", "kb.sqlite"}
