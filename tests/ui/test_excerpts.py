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
