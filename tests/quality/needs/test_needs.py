"""The needs keep what `tests/quality/README.md` promises: nothing is searched here."""

from collections import Counter
from pathlib import Path

import pytest

from indexer.catalogue import Catalogue
from indexer.errors import UsageError
from indexer.run import pipeline
from indexer.settings import Settings
from search_api.retrieval.index_reader import IndexReader
from tests.quality.laboratory.retrieval import needs
from tests.quality.laboratory.retrieval.measuring import Figure
from tests.word_encoder import WordEncoder

HERE = Path(__file__).parent
FORMS = ["en", "sq", "bs", "hr", "sr-Cyrl", "sr-Latn", "mk", "el", "bg"]
NEEDS = 40


def test_each_need_is_asked_in_nine_forms_and_never_tuned_on() -> None:
    questions = needs.read_questions(HERE)
    asked = Counter((needs.need_of(question), question.language) for question in questions)
    assert asked == Counter((f"E{need}", form) for need in range(1, NEEDS + 1) for form in FORMS)
    assert {question.split for question in questions} == {"test"}


def test_each_need_has_an_answer_and_documents_that_are_none() -> None:
    judgements = needs.read_judgements(HERE)
    assert len(judgements) == NEEDS
    for need, grades in judgements.items():
        assert {0, 2} <= set(grades.values()) <= {0, 1, 2}, need


def test_an_index_of_other_documents_is_refused_by_what_it_lacks(tmp_path: Path) -> None:
    source = tmp_path / "sources"
    source.mkdir()
    (source / "lecture.md").write_text("# A lecture\n\nAbout a lecture.", encoding="utf-8")
    settings, encoder = Settings(data_dir=tmp_path / "data"), WordEncoder("lecture")
    pipeline.run(source, settings, encoder)
    with IndexReader(settings, encoder).searcher() as searcher:
        assert isinstance(searcher.catalogue, Catalogue)
        with pytest.raises(UsageError, match="lacks 1 documents of the set, such as elsewhere"):
            needs.english_resources(searcher, {"E1": {"elsewhere": 2}})


def test_a_language_is_compared_with_english() -> None:
    figures = [
        Figure("fused", language, "nDCG@10", mean, 0, 1, 2)
        for language, mean in (("all", 0.5), ("en", 0.8), ("sq", 0.6))
    ]
    assert needs.shares(figures) == {"sq": pytest.approx(0.75)}
