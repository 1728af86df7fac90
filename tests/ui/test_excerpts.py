"""A result shows the part of a passage where the words match."""

from hypothesis import given
from hypothesis import strategies as st

from search_api.schemas import Span
from ui.excerpts import excerpt

LONG = " ".join(f"word{number}" for number in range(200))


def span(word: str) -> Span:
    start = LONG.index(f" {word} ") + 1
    return Span(start=start, end=start + len(word))


def test_a_short_text_is_shown_whole() -> None:
    shown = excerpt("Two words.", [Span(start=0, end=3)], 100)
    assert (shown.text, shown.spans, shown.whole) == ("Two words.", [Span(start=0, end=3)], True)


def test_the_excerpt_is_where_most_words_match() -> None:
    shown = excerpt(LONG, [span("word3"), span("word120"), span("word123")], 120)
    assert [shown.text[span.start : span.end] for span in shown.spans] == ["word120", "word123"]
    assert shown.text.startswith("… word") and shown.text.endswith(" …")


def test_without_matches_the_excerpt_is_the_beginning() -> None:
    shown = excerpt(LONG, [], 50)
    assert shown.text == "word0 word1 word2 word3 word4 word5 word6 word7 …"


def test_the_answer_is_always_in_the_excerpt() -> None:
    shown = excerpt(LONG, [span("word3")], 60, span("word150"))
    assert shown.answer and shown.text[shown.answer.start : shown.answer.end] == "word150"
    sentences = "One. Two is longer. Three is the one that answers. Four."
    start = sentences.index("Three")
    shown = excerpt(sentences, [], 50, Span(start=start, end=start + 31))
    assert shown.text.startswith("… Two is longer. Three is the one that answers.")


def around(text: str, answer: str, length: int) -> str:
    """The excerpt of a text around a sentence, which stands in brackets."""
    start = text.index(answer)
    shown = excerpt(text, [], length, Span(start=start, end=start + len(answer)))
    assert shown.answer
    begin, end = shown.answer.start, shown.answer.end
    return f"{shown.text[:begin]}[{shown.text[begin:end]}]{shown.text[end:]}"


def test_the_last_words_of_the_answer_are_shown() -> None:
    text = "Nobody has read it. Ask for the one-line answer in writing at the door. 150 students."
    assert around(text, "Ask for the one-line answer in writing at the door.", 52) == (
        "… [Ask for the one-line answer in writing at the door.] …"
    )


def test_a_long_sentence_before_leaves_room_for_the_answer() -> None:
    long = "So it goes on, and on, " * 8 + "to an end."
    assert around(f"{long} Begin anew with pairs.", "Begin anew with pairs.", 60) == (
        "… on, So it goes on, and on, to an end. [Begin anew with pairs.]"
    )
    shown = around(f"{long} Begin anew with pairs. {long}", "Begin anew with pairs.", 60)
    assert shown.startswith("… [Begin anew with pairs.] So it goes on,")


def test_an_item_of_a_list_is_shown_below_what_stands_before_the_list() -> None:
    items = "".join(f"\n- item number {number} of many" for number in range(8))
    text = f"Here is a plan. These are the things to bring along:\n {items}"
    assert around(text, "item number 6 of many", 100) == (
        "… These are the things to bring along:\n… - item number 5 of many\n"
        "- [item number 6 of many]\n- item number 7 …"
    )
    assert around(text, "item number 0 of many", 80).endswith(
        "along:\n \n- [item number 0 of many] …"
    )
    plain = text.replace("along:", "along.")
    assert around(plain, "item number 6 of many", 60).startswith("… - item number 5")


def test_the_mark_of_an_item_that_is_left_out_is_left_out_too() -> None:
    text = "1. Read the text aloud.\n2. Ask two of them to begin.\n3. Thank all of them."
    assert around(text, "Read the text aloud.", 58) == (
        "1. [Read the text aloud.]\n2. Ask two of them to begin. …"
    )
    assert around("x" * 9 + " Begin. " + "y" * 40 + ".\n12.", "Begin.", 58).endswith("y.")


def test_an_excerpt_begins_with_a_sentence_and_no_abbreviation() -> None:
    text = "It fell. Boud et al. (2013) asked why, e.g. by mail. Nobody knew the answer to that. "
    text += "So they began anew, and asked everybody else."
    shown = around(text, "Nobody knew the answer to that.", 70)
    assert shown == "… [Nobody knew the answer to that.] So they began anew, and asked …"


@given(
    st.text(min_size=0, max_size=300),
    st.lists(st.tuples(st.integers(0, 300), st.integers(0, 300)), max_size=5),
    st.integers(50, 120),
)
def test_every_span_of_an_excerpt_marks_the_same_letters(
    content: str, pairs: list[tuple[int, int]], length: int
) -> None:
    spans = [Span(start=start, end=end) for start, end in pairs if start < end <= len(content)]
    shown = excerpt(content, spans, length)
    marked = [shown.text[span.start : span.end] for span in shown.spans]
    assert all(any(content[s.start : s.end] == piece for s in spans) for piece in marked)
    assert len(shown.text) <= max(length, len(content) if shown.whole else 0) + 4


@given(
    st.text("ab A.:;\n-1)", min_size=1, max_size=300),
    st.integers(0, 299),
    st.integers(1, 80),
    st.integers(40, 120),
)
def test_the_answer_of_an_excerpt_has_its_own_letters(
    content: str, start: int, count: int, length: int
) -> None:
    answer = Span(start=min(start, len(content) - 1), end=min(start + count, len(content)))
    if answer.start >= answer.end:
        return
    shown = excerpt(content, [], length, answer)
    assert shown.answer
    said = shown.text[shown.answer.start : shown.answer.end]
    assert said
    assert content[answer.start : answer.end].startswith(said)
    if answer.end - answer.start <= length // 2:
        assert answer.end - answer.start == len(said)
    assert len(shown.text) <= length + 8 or shown.whole
