"""The reason for a match: nothing in it that is not in the text."""

from dataclasses import replace
from pathlib import Path

import pytest

from indexer.domain import Block, Passage
from indexer.text.lexicon import Lexicon
from indexer.text.splitting import split
from search_api.retrieval.highlight import Marker
from search_api.retrieval.index_reader import Searcher
from search_api.retrieval.query import Query
from search_api.retrieval.reasons import MatchReason, Reasons
from search_api.retrieval.search import search


def passage(text: str, language: str = "en") -> Passage:
    (cut,) = split([Block(text)], language=language)
    return cut


LEXICON = Lexicon(Path("nowhere"))


def reasons(*terms: str, common: tuple[str, ...] = ()) -> Reasons:
    return Reasons(terms, LEXICON, common)


def reason_for(text: str, title: str, *terms: str, common: tuple[str, ...] = ()) -> MatchReason:
    """The reason for an English text, of which the words of the question are emphasised."""
    spans = Marker(terms, LEXICON).spans(text, "en")
    return reasons(*terms, common=common).of(passage(text), title, spans, bool(spans))


@pytest.mark.parametrize(
    ("text", "title", "reason"),
    [
        ("Silence, then more silence.", "x", MatchReason("words_in_passage", ("Silence",))),
        ("The lecturing is silence", "x", MatchReason("kin_in_passage", ("lecturing", "silence"))),
        ("In silence.", "A silent lecture", MatchReason("words_in_passage", ("silence",))),
        (
            "In silence.",
            "Silence in a lecture",
            MatchReason("kin_in_title", ("Silence", "lecture")),
        ),
        ("They were silenced.", "x", MatchReason("kin_in_passage", ("silenced",))),
        ("Lecturing.", "On lecturing", MatchReason("kin_in_passage", ("Lecturing",))),
        ("Nothing.", "On lecturing", MatchReason("meaning")),
        ("Nothing.", "References", MatchReason("meaning")),
        ("Nothing.", "", MatchReason("meaning")),
    ],
)
def test_words_are_named_where_they_stand(text: str, title: str, reason: MatchReason) -> None:
    assert reason_for(text, title, "silence", "lecture") == reason


def test_of_the_forms_of_a_word_one_is_named() -> None:
    text = "A lecture is silence; silences of lectures."
    assert reason_for(text, "x", "silence", "lecture").words == ("lecture", "silence")
    spans = [(34, 42), (0, 1), *Marker(["silence", "lecture"], LEXICON).spans(text, "en")]
    reason = reasons("silence", "lecture").of(passage(text), "x", spans, True)
    assert reason.words == ("lectures", "silence")


def test_small_words_are_no_reason() -> None:
    text = "Η αντιγραφή στις εξετάσεις."
    greek = replace(passage(text), language="el")
    spans = [(0, 1), (12, 16), (17, 26)]
    reason = reasons("στισ", "εξετασεισ").of(greek, "x", spans, True)
    assert reason.words == ("εξετάσεις",)


def test_a_translation_is_only_a_possibility() -> None:
    text = "The most frequent leak is in the pipe."
    start = text.index("leak")
    spans = [(start, start + 4)]
    greek = reasons("διαρροη")
    assert greek.of(passage(text), "Leaks", spans, True) == MatchReason("may_translate", ("leak",))
    assert greek.of(passage(text), "Leaks", spans, False) == MatchReason("near_words", ("leak",))


def test_examples_alone_name_no_words() -> None:
    assert reasons().of(passage("Silence."), "Silence", [], False) == MatchReason("meaning")


@pytest.mark.parametrize("question", ["silent lecture", "essays", "soil bucket", "ђаци", "fair"])
def test_every_word_of_a_reason_is_in_its_text(searcher: Searcher, question: str) -> None:
    for hit in search(searcher, Query(question, weaker=True)).hits:
        for match in hit.matches:
            where = {
                "kin_in_title": hit.resource.metadata.title or "",
                "kin_in_headings": " ".join(match.stored.passage.heading_path),
            }.get(match.reason.kind, match.stored.passage.text)
            assert all(word in where for word in match.reason.words), match.reason


def test_one_ordinary_word_of_several_is_no_reason() -> None:
    asked = ("reduce", "dropout", "students")
    costs = (
        "Reduce it: " + 2 * "Boilers, valves, copper, pumps, radiators, pipes, burners, solder. "
    )
    assert reason_for(costs, "Oil", *asked) == MatchReason("meaning")
    several = reason_for("Students.", "Students", *asked, common=("students",))
    assert several == MatchReason("meaning")
    assert reason_for("Dropout.", "Oil", *asked).words == ("Dropout",)
    assert reason_for("Reduce dropout.", "Oil", *asked).words == ("Reduce", "dropout")
    assert reason_for(costs, "Oil", "reduce").words == ("Reduce",)


def test_one_ordinary_word_is_no_translation_either() -> None:
    text = "Too few copies of a paper on paper, and a paper of another colour paper."
    start = text.index("few")
    spans = [(start, start + 3)]
    assert reasons("malo", "sati").of(passage(text), None, spans, True) == MatchReason("meaning")
