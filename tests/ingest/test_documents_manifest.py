"""documents.toml: what a citation says of a file, and what is said about a wrong manifest."""

from __future__ import annotations

from pathlib import Path

import pytest

from ingest.documents import read_documents
from ingest.errors import SourceUnreadable

TEXT = "Le guichet du quartier est ouvert à tous les habitants et les conseils y sont gratuits pour les familles."


def folder(tmp_path: Path, manifest: str) -> Path:
    (tmp_path / "plan_2030-fr.txt").write_text(TEXT, encoding="utf-8")
    (tmp_path / "documents.toml").write_text(manifest, encoding="utf-8")
    return tmp_path


def test_the_manifest_feeds_the_citation(tmp_path: Path) -> None:
    manifest = (
        '["plan_2030-fr.txt"]\ntitle = "Plan 2030"\ndate = 2024-10-14\nlanguage = "fr"\n'
        'publisher = "Quartier"\nzone = "noord"\ncaveat = "Projet."\ncaveat_nl = "Ontwerp."\n'
    )
    ((document, _),) = read_documents([folder(tmp_path, manifest)]).documents
    assert (document.title, document.date, document.publisher, document.zone) == (
        "Plan 2030",
        "2024-10-14",
        "Quartier",
        "noord",
    )
    assert (document.caveat_nl, document.caveat_fr) == ("Ontwerp.", "Projet.")


def test_without_a_manifest_name_and_detected_language_do(tmp_path: Path) -> None:
    ((document, _),) = read_documents([folder(tmp_path, "")]).documents
    assert (document.title, document.lang, document.date) == ("plan 2030 fr", "fr", "")


def test_a_file_named_itself_uses_the_manifest_beside_it(tmp_path: Path) -> None:
    path = folder(tmp_path, '["plan_2030-fr.txt"]\ntitle = "Plan 2030"\n') / "plan_2030-fr.txt"
    assert read_documents([path]).documents[0][0].title == "Plan 2030"


@pytest.mark.parametrize(
    ("manifest", "said"),
    [
        ('["ander.txt"]\ntitle = "x"\n', '"ander.txt", which is not in the folder'),
        ('["plan_2030-fr.txt"]\ntitel = "x"\n', '"titel": is not a known key'),
        ('["plan_2030-fr.txt"]\nlanguage = "de"\n', '"language"'),
        ('["plan_2030-fr.txt"]\ndate = "mei 2024"\n', "expected a year, month or day"),
        ('["plan_2030-fr.txt"]\ndate = "2024-13"\n', '"date"'),
        ("title = ", "is not valid TOML"),
        ('title = "x"\n', "must be a table"),
    ],
)
def test_a_wrong_manifest_is_one_clear_error(tmp_path: Path, manifest: str, said: str) -> None:
    with pytest.raises(SourceUnreadable) as caught:
        read_documents([folder(tmp_path, manifest)])
    assert said in str(caught.value)
    assert "\n" not in str(caught.value)
