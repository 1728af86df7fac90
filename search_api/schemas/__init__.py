"""The wire models: what the service takes and answers. `ui` imports this package, the limits, and
nothing else of ours.

They are models of their own, not the indexer's values: the inside may change, the wire may not.
"""

from search_api.schemas.answers import (
    Completion,
    Completions,
    Example,
    Hit,
    Match,
    MatchReason,
    NextQuestion,
    Placement,
    SearchAnswer,
    Why,
)
from search_api.schemas.pages import Discipline, PassagePage, ResourceList, ResourcePage
from search_api.schemas.passages import Passage, Span, Table
from search_api.schemas.problems import Problem, Readiness, StoreTrouble, WrongField
from search_api.schemas.recommendations import (
    AlikePassage,
    Evidence,
    LeftOut,
    Reason,
    Recommendations,
    Recommended,
)
from search_api.schemas.resources import Gist, Proposed, Resource, Version
from search_api.schemas.vocabularies import Term, VocabularyName, VocabularyPage
from search_api.schemas.wire import (
    Band,
    Concept,
    FacetValue,
    FeedAddress,
    Limit,
    NamedBy,
    NextPage,
    PassageRole,
    ReasonKind,
    RecommendedBy,
    Score,
    Wire,
)

__all__ = [
    "AlikePassage",
    "Band",
    "Completion",
    "Completions",
    "Concept",
    "Discipline",
    "Evidence",
    "Example",
    "FacetValue",
    "FeedAddress",
    "Gist",
    "Hit",
    "LeftOut",
    "Limit",
    "Match",
    "MatchReason",
    "NamedBy",
    "NextPage",
    "NextQuestion",
    "Passage",
    "PassagePage",
    "PassageRole",
    "Placement",
    "Problem",
    "Proposed",
    "Readiness",
    "Reason",
    "ReasonKind",
    "Recommendations",
    "Recommended",
    "RecommendedBy",
    "Resource",
    "ResourceList",
    "ResourcePage",
    "Score",
    "SearchAnswer",
    "Span",
    "StoreTrouble",
    "Table",
    "Term",
    "Version",
    "VocabularyName",
    "VocabularyPage",
    "Why",
    "Wire",
    "WrongField",
]
