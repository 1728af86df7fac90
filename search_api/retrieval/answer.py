"""What an answer is made of."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from indexer.catalogue.passages import StoredPassage
from indexer.catalogue.works import Version
from indexer.domain import Resource
from search_api.retrieval.calibration import Band, Closeness
from search_api.retrieval.exact_match import Name
from search_api.retrieval.reader_languages import Reading
from search_api.retrieval.reasons import NEAR_IN_MEANING, MatchReason
from search_api.retrieval.relaxation import Relaxation


class Placement(NamedTuple):
    """How a retriever placed a passage: `rank` 1 is first, `score` is the retriever's own."""

    rank: int
    score: float


@dataclass(frozen=True, slots=True)
class Match:
    """A passage that answers. `spans` are the (start, end) of its words to emphasise, `sentence`
    is that of the sentence or row nearest to the question.

    `has_words`: it has words of the question, which the spans are; else they are its explanation
    terms. `crosses`: it is in another language than the question. `dense` and `lexical` are None
    where that retriever did not place it.
    """

    stored: StoredPassage
    score: float
    spans: tuple[tuple[int, int], ...]
    matched_words: tuple[str, ...]
    has_words: bool
    crosses: bool
    dense: Placement | None
    lexical: Placement | None
    band: Band
    sentence: tuple[int, int] | None = None
    reason: MatchReason = NEAR_IN_MEANING


@dataclass(frozen=True, slots=True)
class Hit:
    """A resource that answers, with its best passages, best first.

    `closeness` is that of its text, whatever it was asked for by; `band` is what is shown.
    `named_by`: the name it was asked for by, None where by none. `reading` says whether its
    language is one of the reader's, None when the query does not name those the reader reads.
    """

    resource: Resource
    score: float
    band: Band
    closeness: Closeness
    matches: tuple[Match, ...]
    named_by: Name | None = None
    reading: Reading | None = None


@dataclass(frozen=True, slots=True)
class Answer:
    """The listed works, each shown as one resource: `hits` on this page, `ranked_ids` on all pages.

    A list ends with the last possible match; `weaker` is how many works would follow. When nothing
    matches it has the nearest few.

    `versions` maps the id of a hit's resource to all versions of its work, where it has several.

    `nothing_close`: nothing matches; `relaxations` are then other questions to ask. `did_you_mean`
    is the question with its unknown words corrected.

    `words_only`: the server of the vectors did not answer, and only words were looked for.

    `language` is that of the question, as far as it can be told. `stages` says how many of the
    `seconds` each stage took.
    """

    hits: tuple[Hit, ...]
    ranked_ids: tuple[str, ...]
    facets: Mapping[str, Mapping[str, int]]
    generation: str
    seconds: float
    nothing_close: bool
    weaker: int = 0
    words_only: bool = False
    language: str = "und"
    outside_language: str | None = None
    did_you_mean: str | None = None
    relaxations: tuple[Relaxation, ...] = ()
    versions: Mapping[str, tuple[Version, ...]] = field(default_factory=dict)
    stages: Mapping[str, float] = field(default_factory=dict)
