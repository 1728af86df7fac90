"""Where passages begin and end, and what each knows of its place."""

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from indexer.domain import Block, Role
from indexer.text.sentences import split_sentences
from indexer.text.splitting import (
    SIZES,
    Sizes,
    count_pieces,
    encoded_text,
    resource_text,
    split,
)

SENTENCE = "Students vote, talk and vote again in the large lecture hall. "  # 14 pieces


def sentences(text: str) -> list[str]:
    return [text[start:end] for start, end in split_sentences(text)]


def test_pieces_are_counted_alike_in_every_script() -> None:
    assert count_pieces("a rubric, please") == 4
    assert count_pieces("рубрика") == count_pieces("rubrika") == 1
    assert count_pieces("универзитет") == count_pieces("univerzitet") == 2


def test_sentences_end_in_every_language_and_not_after_abbreviations() -> None:
    assert sentences("Tanner et al. (2013) waited. Then they spoke.") == [
        "Tanner et al. (2013) waited.",
        "Then they spoke.",
    ]
    assert sentences("Τι κάνουμε; Ρωτάμε πάλι.") == ["Τι κάνουμε;", "Ρωτάμε πάλι."]
    assert sentences("Шта сад? Питамо др. Петровић.") == ["Шта сад?", "Питамо др. Петровић."]


def test_a_passage_knows_its_headings_page_and_span() -> None:
    blocks = [
        Block("Peer instruction", level=1, page=1),
        Block("Why", level=2, page=1),
        Block(SENTENCE * 6, page=1),
        Block("How", level=2, page=2),
        Block(SENTENCE * 6, page=2),
    ]
    first, second = split(blocks, language="en")
    assert first.heading_path == ("Peer instruction", "Why")
    assert second.heading_path == ("Peer instruction", "How")
    assert (first.first_page, second.first_page) == (1, 2)
    text = resource_text(blocks)
    assert [text[passage.start : passage.end] for passage in (first, second)] == [
        first.text,
        second.text,
    ]
    assert first.text.startswith("Students vote") and first.text.rstrip().endswith("hall.")
    assert first.language == "en"


def test_a_long_text_is_cut_between_sentences_and_overlaps() -> None:
    passages = split([Block(SENTENCE.strip() + " " + SENTENCE * 39)])
    assert all(count_pieces(passage.text) <= SIZES.target for passage in passages)
    assert all(passage.text.startswith("Students") for passage in passages)
    for former, latter in pairwise(passages):
        shared = former.end - latter.start
        assert shared > 0
        assert count_pieces(former.text[-shared:]) <= SIZES.overlap


def test_a_list_of_references_shares_no_passage_with_the_text() -> None:
    blocks = [
        Block("Ladder", level=1),
        Block("Speak. "),
        Block("References", level=2),
        Block("- Lyman, F. T. (1981). The responsive classroom discussion."),
    ]
    text, references = split(blocks)
    assert "Lyman" not in text.text
    assert references.heading_path == ("Ladder", "References")
    assert (text.role, references.role) == (Role.TEXT, Role.REFERENCES)


def test_a_sentence_cut_by_a_page_stays_whole() -> None:
    pages = [Block(SENTENCE * 13 + "At the end they", page=1), Block("agree. " + SENTENCE, page=2)]
    *_, last = split(pages)
    assert "At the end they\n\nagree." in last.text
    assert (last.first_page, last.last_page) == (1, 2)
    assert all(not passage.text.startswith("agree") for passage in split(pages))


def test_a_list_is_cut_between_its_points() -> None:
    points = "\n".join(f"- point {number} with some words, and no end" for number in range(40))
    assert all(passage.text.startswith("- point") for passage in split([Block(points)]))


def test_the_encoder_reads_the_place_before_the_text() -> None:
    (passage,) = split([Block("Title", level=1), Block("Steps", level=2), Block("Vote first.")])
    assert encoded_text("Title", passage) == "Title > Steps\nVote first."


@given(st.lists(st.tuples(st.text(), st.sampled_from([None, None, 1, 2])), max_size=12))
def test_no_word_of_the_body_is_lost(parts: list[tuple[str, int | None]]) -> None:
    blocks = [Block(text, level=level) for text, level in parts]
    passages = split(blocks)
    whole = resource_text(blocks)
    covered = {place for passage in passages for place in range(passage.start, passage.end)}
    offset = 0
    for block in blocks:
        if block.level is None:
            for place, letter in enumerate(block.text, start=offset):
                assert place in covered or not letter.isalnum()
        offset += len(block.text) + 2
    assert all(whole[passage.start : passage.end] == passage.text for passage in passages)


def test_passages_can_be_shorter() -> None:
    passages = split([Block(SENTENCE * 40)], sizes=Sizes(target=50, overlap=0, smallest=20))
    assert len(passages) > 4
    assert all(count_pieces(passage.text) <= 50 for passage in passages)
    assert all(former.end < later.start for former, later in pairwise(passages))
