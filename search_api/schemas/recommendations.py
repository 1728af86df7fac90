"""What to read next, and why."""

from pydantic import Field

from search_api.schemas.passages import Passage
from search_api.schemas.resources import Resource
from search_api.schemas.wire import Concept, RecommendedBy, Score, Wire


class Reason(Wire):
    """One reason for a recommendation: its kind, and what it is about."""

    kind: RecommendedBy = Field(
        description="`same_strategy_elsewhere`: in no field of the other; `shares_words`: words "
        "that the texts of both have; `close_meaning`: only their passages are near; `only_...`: "
        "no other resource of this list has it; `typical`: nothing sets it apart, it is near to "
        "what the field's texts have in common; `tests_...`: research on it; `practises_...`: "
        "practice of what the research is about."
    )
    values: list[str] = Field(
        description="Labels in the reader's language; for `shares_words` the words as the "
        "recommended one writes them."
    )


class AlikePassage(Wire):
    """A passage of a recommended resource that is like one of the resource asked about."""

    passage: Passage
    like: str = Field(description="The address of the passage that it is like.")


class Evidence(Wire):
    """A kind of evidence that research rests on, and the sentence that says so."""

    kind: Concept = Field(description="Of the vocabulary `evidence_kinds`.")
    sentence: str
    passage: str = Field(description="The address of the sentence's passage.")


class Recommended(Wire):
    """A resource that is recommended, and why."""

    resource: Resource
    score: Score = Field(
        description="How well it fits, 0 to 1; comparable within one list only, whose order also "
        "keeps the resources from being all alike."
    )
    reason: str = Field(description="Why, as one sentence in `reader_language`.")
    reasons: list[Reason] = Field(default=[], description="All that can be said, the best first.")
    seed: str | None = Field(
        default=None, description="The resource of those asked about that it is most like."
    )
    passages: list[AlikePassage] = Field(
        default=[], description="The passages that made it related, the nearest first."
    )
    evidence: list[Evidence] = Field(
        default=[],
        description="Of research: the kinds of evidence its text names, strongest first.",
    )


class LeftOut(Wire):
    """A filter that leaves nothing, and how many works there are without it."""

    facet: str = Field(examples=["language"])
    values: list[Concept]
    works: int


class Recommendations(Wire):
    """Recommended resources, best first."""

    items: list[Recommended]
    field: Concept | None = Field(default=None, description="The field asked for.")
    wider: Concept | None = Field(
        default=None,
        description="The widest field that was gone up to, where the one asked for has too few.",
    )
    instead: list[Concept] = Field(
        default=[], description="When a discipline has none: the fields that have resources."
    )
    left_out: list[LeftOut] = Field(
        default=[],
        description="When nothing is left by the filters: each without which something is.",
    )
