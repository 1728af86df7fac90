"""What an answer is made of."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from indexer.catalogue.passages import StoredPassage
from indexer.catalogue.works import Version
from indexer.domain import Resource
from search_api.retrieval.calibration import Band
from search_api.retrieval.reader_languages import Reading
from search_api.retrieval.relaxation import Nearby
from search_api.retrieval.retrievers import Ranked


@dataclass(frozen=True, slots=True)
class Match:
    """A passage that answers. `spans` are the (start, end) of its words to emphasise.

    `by_meaning` says that no word of the question is there: the spans are then the words that
    are nearest to it by meaning. `crosses`: it is in another language than the question.
    """

    stored: StoredPassage
    score: float
    spans: tuple[tuple[int, int], ...]
    matched_words: tuple[str, ...]
    by_meaning: bool
    crosses: bool
    meaning: Ranked | None
    words: Ranked | None
    band: Band


@dataclass(frozen=True, slots=True)
class Hit:
    """A resource that answers, with its best passages, best first.

    `named`: its title or author is what was asked. `reading` is what its language is to the
    reader, None when the question does not say which languages that one reads.
    """

    resource: Resource
    score: float
    band: Band
    matches: tuple[Match, ...]
    named: bool = False
    reading: Reading | None = None


@dataclass(frozen=True, slots=True)
class Answer:
    """The ranked works, each as one resource: `hits` are those asked for, `ranked_ids` all.

    `versions` are, by the id of a hit's resource, all versions of its work, where it has several.

    `nothing_close`: no ranked resource is more than a weak match; `nearby` are then other
    questions to ask. `did_you_mean` is the question with its unknown words set right.
    """

    hits: tuple[Hit, ...]
    ranked_ids: tuple[str, ...]
    facets: Mapping[str, Mapping[str, int]]
    generation: str
    seconds: float
    nothing_close: bool
    did_you_mean: str | None = None
    nearby: tuple[Nearby, ...] = ()
    versions: Mapping[str, tuple[Version, ...]] = field(default_factory=dict)
