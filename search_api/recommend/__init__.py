"""What to read next: related resources, the same strategy elsewhere, research and practice, and
materials for a discipline."""

from search_api.recommend.discipline import for_discipline
from search_api.recommend.elsewhere import same_strategy_elsewhere
from search_api.recommend.related import related_to
from search_api.recommend.research import practice_and_evidence
from search_api.recommend.seeds import Wish

__all__ = [
    "Wish",
    "for_discipline",
    "practice_and_evidence",
    "related_to",
    "same_strategy_elsewhere",
]
