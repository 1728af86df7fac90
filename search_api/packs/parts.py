"""What fits each part of a workshop: types of resource, and sections by their headings.

Pure but for the table `parts.yaml`, which is read once.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from indexer.own_yaml import read_own_yaml
from indexer.text.folding import fold
from indexer.text.language import macrolanguage
from search_api.handouts.agenda import Part

# A heading that gives minutes: "Six situations (25 min)", "15-40: Hand-out A", "0–15 Warm-up".
_RANGE = re.compile(r"^\D{0,12}?(\d{1,3})\s?[-–—]\s?(\d{1,3})(?![\d%])")
_MINUTES = re.compile(r"\((?:[^()]*[\s,])?(\d{1,3})\s?(?:-\s?)?(?:min|мин|λεπτ)", re.IGNORECASE)
_INFLECTION = 4  # letters after a cue; a word that goes on longer is another word
_SHORTEST_ACTIVITY, _LONGEST_ACTIVITY = 10, 90  # minutes; less is a warm-up, more is a course


@dataclass(frozen=True, slots=True)
class Fitness:
    """What makes a resource fit for one part: its type, or a section with such a heading.

    `sections` are patterns of folded headings, by language.
    """

    types: Mapping[str, float]
    section_fit: float
    sections: Mapping[str, re.Pattern[str]]

    def heads_such_a_section(self, heading: str, language: str) -> bool:
        """Whether a heading is that of a section for this part, by the words of its language.

        `language` is a BCP 47 tag; where it is none of the network's, any of them will do.
        """
        own = self.sections.get(macrolanguage(language))
        patterns = [own] if own else self.sections.values()
        return any(pattern.search(fold(heading)) for pattern in patterns)


@cache
def fitness(part: Part) -> Fitness:
    """Return what makes a resource fit for a part; nothing does for a break."""
    entry = _table().get(part, {})
    return Fitness(
        types=entry.get("types", {}),
        section_fit=entry.get("section_fit", 0.0),
        sections={name: _any_of(line) for name, line in entry.get("sections", {}).items()},
    )


def _any_of(line: str) -> re.Pattern[str]:
    return re.compile("|".join(_pattern(cue.strip()) for cue in line.split("|")))


def _pattern(cue: str) -> str:
    """Return a cue as a pattern for folded headings: its last word may be inflected."""
    begin = r"^\W*(?:\d+\W+)?" if cue.startswith("^") else r"\b"
    return rf"{begin}{re.escape(fold(cue.removeprefix('^')))}\w{{0,{_INFLECTION}}}\b"


def minutes_of(heading: str) -> int | None:
    """Return the minutes that a heading gives its section, None where it gives none."""
    if match := _RANGE.match(heading):
        minutes = int(match[2]) - int(match[1])
    elif match := _MINUTES.search(heading):
        minutes = int(match[1])
    else:
        return None
    return minutes if minutes > 0 else None


def times_an_activity(heading: str) -> bool:
    """Whether a heading gives its section as many minutes as an activity takes."""
    minutes = minutes_of(heading)
    return minutes is not None and _SHORTEST_ACTIVITY <= minutes <= _LONGEST_ACTIVITY


def opens(heading: str) -> bool:
    """Whether a heading is that of the first minutes of a plan: `0-15 The line`."""
    match = _RANGE.match(heading)
    return match is not None and int(match[1]) == 0 and minutes_of(heading) is not None


def _table() -> dict[str, Any]:
    table: dict[str, Any] = read_own_yaml(__package__, "parts.yaml")
    return table
