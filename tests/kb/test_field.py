"""The classifiers that tell questions of the field from others, and questions about plans from needs."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from kb.field import FIELD_FILE, MOST, Boundary, load_field, load_plans
from kb.static_model import load_builtin
from kb.training.field import fit_field

INSIDE = ["wondzorg aan huis na een operatie", "aide pour une maman débordée", "shelter for a homeless woman"]
OUTSIDE = ["een gitaar stemmen voor beginners", "prix d'une place de cinéma", "which tyres for my car in winter"]


def test_the_shipped_classifier_tells_needs_from_other_questions() -> None:
    field, embedder = load_field(), load_builtin()
    assert field is not None
    told = [field.of(vector) for vector in embedder.encode_queries([*INSIDE, *OUTSIDE])]
    assert min(told[: len(INSIDE)]) > 0 > max(told[len(INSIDE) :])


def test_the_shipped_classifier_tells_what_plans_say_from_what_somebody_needs() -> None:
    plans, embedder = load_plans(), load_builtin()
    assert plans is not None
    asked = ["hoeveel bedden wil men bijmaken tegen 2028", "quels objectifs pour la première ligne", "who finances it"]
    needed = [
        "opa dwaalt 's nachts door de straat, wie helpt",
        "lit médicalisé à louer",
        "a dentist for a scared child",
    ]
    told = [plans.of(vector) for vector in embedder.encode_queries([*asked, *needed])]
    assert min(told[: len(asked)]) > max(told[len(asked) :])


def test_a_folder_without_classifier_has_none(tmp_path: Path) -> None:
    assert load_field(tmp_path) is load_plans(tmp_path) is None
    (tmp_path / FIELD_FILE).write_bytes(b"no tensors")
    assert load_field(tmp_path) is None


@pytest.mark.parametrize(("factor", "told"), [(100.0, MOST), (-100.0, -MOST), (1.0, 1.5)])
def test_no_vector_says_more_than_the_most(factor: float, told: float) -> None:
    unit = np.asarray([1.0, 0.0], dtype=np.float32)
    assert Boundary(unit * np.float32(factor), 0.5).of(unit) == pytest.approx(told)


def test_a_fit_puts_its_own_texts_on_their_sides() -> None:
    embedder = load_builtin()
    fitted = fit_field(embedder, INSIDE, (OUTSIDE[:1], OUTSIDE[1:]))
    told = embedder.encode_queries([*INSIDE, *OUTSIDE]) @ fitted[1:] + fitted[0]
    assert (told[: len(INSIDE)] > told[len(INSIDE) :].max()).all()
