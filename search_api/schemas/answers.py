"""The answer to a question: resources, their passages, and why they are there."""

from typing import Literal

from pydantic import Field

from search_api.schemas.passages import Passage, Span
from search_api.schemas.resources import Resource
from search_api.schemas.wire import (
    Band,
    Concept,
    FacetValue,
    FeedAddress,
    NamedBy,
    NextPage,
    ReasonKind,
    Score,
    Wire,
)


class Placement(Wire):
    """How one retriever placed a passage."""

    rank: int = Field(description="1 is first.")
    score: Score = Field(description="The retriever's own, 0 to 1; `Why` says what it is.")


class MatchReason(Wire):
    """Why a passage was chosen, for a screen to say in the reader's language. True of its text."""

    kind: ReasonKind = Field(
        description="`words_in_passage`: words of the question; `kin_in_...`: such, or words "
        "with the same stem, in the passage, in the title of the resource, in the headings of the "
        "passage; `may_translate`: translations of its words, in one of their senses; "
        "`near_words`: the key words of the passage nearest to it; `meaning`: no word at all."
    )
    words: list[str] = Field(description="The words, as they are written there.")


class Why(Wire):
    """Why a passage was chosen."""

    reason: MatchReason = MatchReason(kind="meaning", words=[])

    matched_words: list[str] = Field(
        description="Words of the passage that the question has too; where it has none "
        "(`by_meaning`), the key words of the passage nearest to the question."
    )
    meaning: Placement | None = Field(
        description="Dense retrieval. Its score is the cosine between the passage and the "
        "whitened question vector, 0 where it is negative. Null when it did not place the passage."
    )
    words: Placement | None = Field(
        description="Lexical retrieval. Its score is BM25 divided by the greatest possible. "
        "Null when it did not place the passage."
    )
    by_meaning: bool = Field(
        default=False, description="True when the passage has no word of the question."
    )
    cross_language: bool = Field(
        default=False, description="Question and passage are in different languages."
    )


class Match(Wire):
    """A passage that answers, with the words that match and the reason it was chosen."""

    passage: Passage
    highlights: list[Span] = Field(description="Stretches of `passage.text` to emphasise.")
    answer: Span | None = Field(
        default=None,
        description="The sentence, or row of a table, of `passage.text` nearest to the question.",
    )
    score: Score = Field(
        description="What the passages are sorted by: the weighted mean of both retrievers' "
        "scores, 0 (nothing in common) to 1. No probability, and comparable within one answer only."
    )
    why: Why


class Hit(Wire):
    """A resource that answers, with its best passages, best first."""

    resource: Resource
    score: Score = Field(
        description="That of its best passage, 0 to 1; comparable within one answer only. What is "
        "`strong` comes first whatever its score."
    )
    band: Band = Field(
        description="For people. `strong`: surely asked for by name; `possible`: its text is close "
        "to the question; `weak`: it is not. Of possible ones those that stand out come first."
    )
    matches: list[Match]
    named: bool = Field(default=False, description="True when it is asked for by name.")
    named_by: NamedBy | None = Field(
        default=None,
        description="By which name: its DOI, its file's name, its title (`title_in_question`: it "
        "of five words or more stands in a longer question; `part_of_title`: the question is a "
        "part of it; `near_title`: it in other forms, with a slip or without its small words), its "
        "author, also with the year or with words of the title. Less sure, and never strong: a "
        "`common_title` that other works have or speak of, a `code` in its text (DOI, ISBN, ISSN, "
        "arXiv number, course code).",
    )
    reading: Literal["own", "english", "other"] | None = Field(
        default=None, description="Whether the reader reads its language; null without `reads`."
    )


class NextQuestion(Wire):
    """Another question to ask when nothing is close: `q` and `filters` as the address has them."""

    kind: Literal["fewer_filters", "plain_words", "broader_terms", "discipline", "strategy"]
    label: str = Field(description="What it is about: the facet left out, the words, the term.")
    q: str
    filters: dict[str, list[str]]


class Completion(Wire):
    """What a half-typed question may become."""

    kind: Literal["title", "strategy", "author"]
    text: str
    value: str = Field(description="A resource's id, or the value of the facet `kind`.")


class Completions(Wire):
    """Suggestions while typing, best first."""

    items: list[Completion]


class Example(Wire):
    """A passage of `like` or `unlike`, with what a reader recognises it by."""

    id: str = Field(description="As it was asked for.")
    changed: bool = Field(
        default=False, description="Its text has changed: the nearest passage takes its place."
    )
    resource_id: str
    title: str = Field(description="Of its resource.")
    heading_path: list[str]
    language: str


class SearchAnswer(Wire):
    """The answer to a question."""

    query: str
    total: int = Field(
        description="How many works are listed, `hits` being a part of them: those that match, "
        "strong and possible; the nearest few when nothing does; with `weaker`, all that are near."
    )
    weaker: int = Field(default=0, description="How many more `weaker` would list.")
    offset: int
    next: NextPage = None
    feed: FeedAddress = None
    hits: list[Hit]
    facets: dict[str, list[FacetValue]] = Field(description="The values of the listed resources.")
    nothing_close: bool = Field(description="True when nothing matches: all hits are weak.")
    words_only: bool = Field(
        default=False,
        description="True when the server of the vectors does not answer: only texts with words of "
        "the question were looked for, and those that are near in meaning alone are missing.",
    )
    outside_language: Concept | None = Field(
        default=None,
        description="The language that the question looks to be in, where it is none of those that "
        "are searched in; then hits are weak, or possible where the language is read all the same.",
    )
    did_you_mean: str | None = Field(
        default=None,
        description="The question with misspelt words corrected; on the first page only.",
    )
    next_questions: list[NextQuestion] = Field(
        default_factory=list, description="What to try instead; given when nothing is close."
    )
    examples: list[Example] = Field(
        default=[], description="The passages of `like` and `unlike` that the index has."
    )
    generation: str = Field(description="The published index that answered.")
    took_ms: float
