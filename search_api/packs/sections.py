"""Which sections of a resource serve which part of a workshop. Pure."""

from functools import lru_cache

from indexer.catalogue.passages import StoredPassage
from indexer.domain import Resource
from indexer.text.tables import tables
from search_api.handouts.agenda import PARTS, Part
from search_api.packs.parts import fitness, minutes_of, opens, times_an_activity

_SPOKEN_OF: frozenset[Part] = frozenset({"evidence", "discussion"})  # their tables are no forms
_HALF_AN_HOUR = 30
_REMEMBERED = 10_000  # headings: the same come up again and again
_ROWS = 3  # a table of fewer is no form to fill in


def heading_of(stored: StoredPassage, resource: Resource) -> str:
    """Return the heading of a passage's section; nothing for the text below the title."""
    path = [part for part in stored.passage.heading_path if part != resource.metadata.title]
    return path[-1] if path else ""


def services(stored: StoredPassage, resource: Resource) -> dict[Part, float]:
    """Return the parts that a passage serves as a section of its own, each with how well, to 1.

    By its heading; for a hand-out also by its table, for an activity by its minutes, too: half an
    hour of a plan is worth more to a workshop than its last ten minutes.
    """
    headed = _by_heading(heading_of(stored, resource), stored.passage.language)
    if "handout" in headed or not is_table(stored) or _SPOKEN_OF & headed.keys():
        return headed
    return {**headed, "handout": 0.5}


@lru_cache(maxsize=_REMEMBERED)
def _by_heading(heading: str, language: str) -> dict[Part, float]:
    if not heading:
        return {}
    named = [part for part in PARTS if fitness(part).heads_such_a_section(heading, language)]
    headed = {part: 0.7 if part == "activity" else 1.0 for part in named}
    if opens(heading):
        return {**headed, "opener": 1.0}
    if times_an_activity(heading):
        share = min(1.0, (minutes_of(heading) or 0) / _HALF_AN_HOUR)
        return {**headed, "activity": 0.7 + 0.3 * share}
    return headed


def is_table(stored: StoredPassage) -> bool:
    """Whether a passage has a table that can be copied."""
    text = stored.passage.text
    return "|" in text and any(len(table.rows) >= _ROWS for table in tables(text))
