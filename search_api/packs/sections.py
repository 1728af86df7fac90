"""Which sections of a resource serve which part of a workshop. Pure."""

from indexer.catalogue.passages import StoredPassage
from indexer.domain import Resource
from indexer.text.tables import tables
from search_api.handouts.agenda import Part
from search_api.packs.parts import fitness, minutes_of, opens, times_an_activity

_SPOKEN_OF: tuple[Part, ...] = ("evidence", "discussion")  # their tables are no forms
_HALF_AN_HOUR = 30
_ROWS = 3  # a table of fewer is no form to fill in


def heading_of(stored: StoredPassage, resource: Resource) -> str:
    """Return the heading of a passage's section; nothing for the text below the title."""
    path = [part for part in stored.passage.heading_path if part != resource.metadata.title]
    return path[-1] if path else ""


def service(part: Part, stored: StoredPassage, resource: Resource) -> float:
    """Return how well a passage serves a part as a section of its own, 0 (not at all) to 1.

    By its heading; for a hand-out also by its table, for an activity by its minutes, too: half an
    hour of a plan is worth more to a workshop than its last ten minutes.
    """
    heading = heading_of(stored, resource)
    if part == "opener" and opens(heading):
        return 1.0
    if part == "activity" and times_an_activity(heading) and not opens(heading):
        return 0.7 + 0.3 * min(1.0, (minutes_of(heading) or 0) / _HALF_AN_HOUR)
    if _is_headed_for(part, heading, stored):
        return 1.0 if part != "activity" else 0.7
    speaks = any(_is_headed_for(it, heading, stored) for it in _SPOKEN_OF)
    return 0.5 if part == "handout" and is_table(stored) and not speaks else 0.0


def _is_headed_for(part: Part, heading: str, stored: StoredPassage) -> bool:
    return bool(heading) and fitness(part).heads_such_a_section(heading, stored.passage.language)


def is_table(stored: StoredPassage) -> bool:
    """Whether a passage has a table that can be copied."""
    text = stored.passage.text
    return "|" in text and any(len(table.rows) >= _ROWS for table in tables(text))
