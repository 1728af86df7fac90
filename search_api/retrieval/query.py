"""A question, as checked and understood."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from indexer.errors import UsageError
from indexer.facets import FACETS
from indexer.folding import folded_words

LONGEST = 1_000  # characters
MOST_WORDS = 64  # of a question that the full-text index is asked for
MOST_HITS = 50
DEEPEST = 200  # resources that are ranked at most


@dataclass(frozen=True, slots=True)
class Query:
    """What is asked. `filters` maps a facet to the values of which a resource must have one."""

    text: str
    filters: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    k: int = 10
    offset: int = 0

    def __post_init__(self) -> None:
        """Refuse what cannot be answered: UsageError names the field and the cure."""
        if not folded_words(self.text):
            raise UsageError("The question has no words.", cure="Describe a problem.", field="q")
        if len(self.text) > LONGEST:
            raise UsageError(
                f"The question has {len(self.text)} characters.",
                cure=f"Shorten it to {LONGEST}.",
                field="q",
            )
        check_filters(self.filters)
        if not 1 <= self.k <= MOST_HITS:
            raise UsageError(f"k is {self.k}.", cure=f"Ask for 1 to {MOST_HITS}.", field="k")
        if not 0 <= self.offset < DEEPEST:
            raise UsageError(
                f"offset is {self.offset}.", cure=f"Stay below {DEEPEST}.", field="offset"
            )

    def words(self) -> list[str]:
        """Return the folded words of the question, each once, in order, at most MOST_WORDS."""
        return list(dict.fromkeys(folded_words(self.text)))[:MOST_WORDS]


def check_filters(filters: Mapping[str, tuple[str, ...]]) -> None:
    """Raise UsageError for a filter that does not exist."""
    for facet in filters:
        if facet not in FACETS:
            raise UsageError(
                f"There is no filter {facet!r}.", cure=f"Use {', '.join(FACETS)}.", field=facet
            )
