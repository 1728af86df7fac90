"""Judged sets are read, indexed as the product does, asked, and measured by known answers."""

import json
from collections.abc import Sequence
from pathlib import Path

import pytest

from indexer.encoding import EncodedQuestion
from indexer.errors import UsageError
from indexer.settings import Settings
from search_api.retrieval.calibration import Pair
from search_api.retrieval.index_reader import IndexReader
from search_api.retrieval.query import Query
from tests.quality.laboratory.retrieval import calibrating, indexing, judged, measuring, running
from tests.word_encoder import WordEncoder

DOCUMENTS = {
    "cat": ("A cat", "The cat sleeps on the mat."),
    "dog": ("A dog", "The dog guards the house."),
    "both": ("Pets", "A cat and a dog share a bowl."),
}
QUESTIONS = [
    ("q1", "dog house", {"language": "en", "split": "test"}),
    ("q2", "sleeping cat", {"language": "en", "split": "tune"}),
    ("q3", "zebra", {"language": "sq", "split": "test"}),
]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    corpus = [
        {"_id": name, "title": title, "text": text} for name, (title, text) in DOCUMENTS.items()
    ]
    queries = [{"_id": name, "text": text, "metadata": facts} for name, text, facts in QUESTIONS]
    for name, rows in (("corpus", corpus), ("queries", queries)):
        lines = "\n".join(json.dumps(row) for row in rows)
        (tmp_path / f"{name}.jsonl").write_text(lines, encoding="utf-8")
    (tmp_path / "qrels.tsv").write_text(
        "query-id\tcorpus-id\tscore\nq1\tdog\t2\nq1\tcat\t0\nq2\tcat\t1\n", encoding="utf-8"
    )
    return tmp_path


def test_a_set_is_read_with_its_splits_and_languages(folder: Path) -> None:
    judged_set = judged.read(folder)
    assert [question.id for question in judged_set.of_split("test")] == ["q1", "q3"]
    assert judged_set.judgements == {"q1": {"dog": 2}, "q2": {"cat": 1}}  # grade 0 is not relevant
    assert [question.id for question in judged_set.in_languages(["sq"]).questions] == ["q3"]


def test_a_question_without_a_split_is_always_in_the_same_half() -> None:
    halves = {name: judged.half(name) for name in map(str, range(200))}
    assert halves["0"] == "test"
    assert 80 < sum(half == "tune" for half in halves.values()) < 120


def test_a_folder_that_is_no_set_is_refused_by_name(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match=r"qrels\.tsv"):
        judged.read(tmp_path)


def test_a_wrapped_encoder_can_all_that_it_could(tmp_path: Path) -> None:
    class Knowing(WordEncoder):
        def encode_question(self, text: str) -> EncodedQuestion:
            return EncodedQuestion(super().encode_question(text).vector, ("dog",), is_english=False)

        def known_words(self, folded: Sequence[str]) -> set[str]:
            return {"cat"} & set(folded)

    wrapped = indexing.RememberingEncoder(Knowing("cat", "dog"), tmp_path / "vectors.sqlite")
    assert wrapped.encode_question("mačka").english_terms == ("dog",)
    assert wrapped.known_words(["cat", "cta"]) == {"cat"}


def test_every_system_is_measured_and_nothing_is_encoded_twice(
    folder: Path, tmp_path: Path
) -> None:
    words = WordEncoder("cat", "dog", "house")
    encoder = indexing.RememberingEncoder(words, tmp_path / "vectors.sqlite")
    judged_set = judged.read(folder)
    data_dir = tmp_path / "index"
    indexing.index_documents(judged_set.documents, data_dir, encoder)
    assert len(words.encoded) == 3
    indexing.index_documents(judged_set.documents, tmp_path / "again", encoder)
    assert len(words.encoded) == 3
    with IndexReader(Settings(data_dir=data_dir), encoder).searcher() as searcher:
        runs = running.ask_all(searcher, judged_set.of_split("test"))
        without, _ = running.ranked(searcher, Query("dog -house"))
        examples = calibrating.examples(searcher, judged_set, "test")
    assert "dog" not in without  # a minus leaves out here what it leaves out in the product
    assert next(iter(runs.by_system["fused"]["q1"])) == "dog"
    assert list(runs.by_system["lexical"]["q1"]) == ["dog", "both"]
    assert runs.by_system["lexical"]["q3"] == {}
    figures = measuring.figures(runs, judged_set.judgements)
    ndcg = {figure.system: figure.mean for figure in figures if figure.measure == "nDCG@10"}
    assert ndcg == {"dense": 1.0, "lexical": 1.0, "fused": 1.0, "fused - dense": 0.0}
    assert {figure.language for figure in figures} == {"all"}  # q3 has no answer and does not count
    assert [
        (example.place, example.relevant) for example in examples if example.question == "q1"
    ] == [
        (1, True),
        (2, False),
        (3, False),
    ]
    leads = [example.margin for example in examples if example.question == "q1"]
    assert leads[0] > leads[1] > leads[2] == 0  # of three resources the last stands for the tenth


def test_the_interval_holds_the_mean_and_is_the_same_every_time() -> None:
    values = [0.0, 0.5, 1.0, 1.0, 0.25, 0.75]
    low, high = measuring.interval(values)
    assert low < sum(values) / len(values) < high
    assert measuring.interval(values) == (low, high)
    assert measuring.interval([0.5, 0.5]) == (0.5, 0.5)


def test_a_regression_learns_what_the_examples_say() -> None:
    kinds = [(0.8, True)] * 90 + [(0.8, False)] * 10 + [(0.2, False)] * 90 + [(0.2, True)] * 10
    examples = [
        calibrating.Example("q", 1, cosine, 0.0, 0.0, "english", relevant)
        for cosine, relevant in kinds
    ]
    learnt = calibrating.learn(examples, outstanding=0.5, possible=0.2)
    for cosine, chance in ((0.8, 0.9), (0.2, 0.1)):
        standing = learnt.by_margin.probability(cosine, 0.0, "english")
        close = learnt.by_score.probability(cosine, 0.0)
        assert (standing, close) == pytest.approx((chance, chance), abs=0.02)
    right = calibrating.precision(learnt, examples)["outstanding"]
    assert right == {"count": 100, "precision": 0.9}


def test_a_pair_of_languages_has_its_own_chance_and_one_without_examples_the_common_one() -> None:
    right: dict[Pair, int] = {"english": 20, "cross_language": 80}
    examples = [
        calibrating.Example("q", 1, 0.5, 0.2, 0.1, kind, place < count)
        for kind, count in right.items()
        for place in range(100)
    ]
    learnt = calibrating.learn(examples, outstanding=0.6, possible=0.2)
    chances: dict[Pair, float] = {"english": 0.2, "cross_language": 0.8, "same_language": 0.5}
    for kind, chance in chances.items():
        probability = learnt.by_margin.probability(0.5, 0.1, kind)
        assert probability == pytest.approx(chance, abs=0.03)
    assert learnt.by_score.probability(0.5, 0.2) == pytest.approx(0.5, abs=0.01)  # of all pairs
