"""The questions of the start page: in the right language, and answered by the collection."""

from pathlib import Path

import pytest
import yaml

from search_api.limits import LONGEST
from tests.ui.phrases import said
from tests.ui.test_wording import scripts
from ui.home import questions
from ui.state import LANGUAGES

WRITTEN = yaml.safe_load(
    (Path(__file__).parents[2] / "ui" / "questions.yaml").read_text(encoding="utf-8")
)
DOCUMENTS = Path(__file__).parents[2] / "corpus" / "documents"


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_language_asks_some(language: str) -> None:
    assert 3 <= len(questions(language)) <= 6
    assert all(len(question) <= min(80, LONGEST) for question in questions(language))


@pytest.mark.parametrize("language", LANGUAGES)
def test_they_are_in_its_script(language: str) -> None:
    own = scripts(said(language)["search_button"])
    assert all(own <= scripts(question) <= {*own, "Latn"} for question in questions(language))


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_names_a_resource_of_the_collection(language: str) -> None:
    names = {path.name.partition(".")[0] for path in DOCUMENTS.iterdir()}
    assert set(WRITTEN[language].values()) <= names
