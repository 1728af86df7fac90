"""Highlighting: the forms of an asked word are marked, and no word that only looks like it."""

from pathlib import Path

import pytest

from indexer.text import lexicon
from indexer.text.folding import fold
from indexer.text.lexicon import Lexicon
from search_api.retrieval.highlight import Marker

FORMS = {
    "en": [("better", "good"), ("reducer", "reducer"), ("reducing", "reduce")],
    "hbs": [("prepisuju", "prepisivati"), ("prepisivati", "prepisivati")],
}


@pytest.fixture(scope="module")
def written(tmp_path_factory: pytest.TempPathFactory) -> Lexicon:
    models = tmp_path_factory.mktemp("models")
    lexicon.write(models, FORMS, "a test")
    return Lexicon(models)


@pytest.mark.parametrize(
    ("language", "asked", "forms", "others"),
    [
        ("en", "reduce", "reduces reduced Reducing", "reducer reduction"),
        ("en", "study", "studies studied studying", "student studio"),
        ("en", "teach", "teaches teaching", "teacher teachers"),
        ("en", "assess", "assessed", "assessment assessor"),
        ("sr-Cyrl", "студент", "студенти студентима", "студентски студентство"),
        ("hr", "student", "studenta studentima", "studentski"),
        ("sq", "student", "studentët studentëve studenti", "studentor"),
        ("mk", "студент", "студентите студентот", "студентски"),
        ("bg", "изпит", "изпита изпитът изпити", "изпитвач изпитващ"),
        ("el", "εξέταση", "εξετάσεις εξέτασης", "εξεταστής εξεταστικός"),
    ],
)
def test_forms_are_marked_and_derived_words_are_not(
    tmp_path: Path, language: str, asked: str, forms: str, others: str
) -> None:
    marker = Marker([fold(asked)], Lexicon(tmp_path))
    text = f"{forms} {others}"
    marked = [text[start:end] for start, end in marker.spans(text, language)]
    assert marked == forms.split()


def test_a_dictionary_tells_forms_that_look_different(written: Lexicon) -> None:
    assert Marker(["prepisivati"], written).spans("Prepisuju.", "bs") == [(0, 9)]
    assert Marker(["prepisivati"], written).spans("prepisuju", "mk") == []
    assert Marker(["reduce"], written).spans("a reducer", "en") == []
