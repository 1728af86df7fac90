"""What to read next: related resources, and materials for a discipline."""

from search_api.recommend.discipline import for_discipline
from search_api.recommend.related import related_to

__all__ = ["for_discipline", "related_to"]
