"""Which candidates are taken: what fits a part, balanced over the pack as a whole. Pure.

A greedy choice: part by part the candidate that fits best and adds most to what is there (a field
of the audience, another institution, language or strategy).
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from search_api.handouts.agenda import Part
from search_api.packs.audience import broad, field_match
from search_api.packs.pack import Wish
from search_api.packs.pool import Candidate
from search_api.retrieval.reader_languages import Reading, reading

# What a candidate may add to a pack, beside being relevant (0 to 1) and fit.
_IN_FIELD, _NEAR_FIELD = 0.25, 0.12  # a field of the audience that nothing in the pack is from
_OTHER_FIELD = 0.06
_OTHER_INSTITUTION = 0.06
_OTHER_LANGUAGE = 0.1  # one that the audience reads
_BY_READING: dict[Reading, float] = {"own": 0.05, "english": 0.0, "other": -0.15}
_OTHER_STRATEGY = 0.05
_ALIKE = 0.6  # cosine of two resources from which on likeness costs
_COST_OF_LIKENESS = 0.5
_SAME = 0.93  # cosine from which on two are the same to a reader
_AGAIN = 0.05  # what each part costs that the pack has from the same resource already
# Relevance from which on something is taken unasked: of what is below it as much is about something
# else as on the topic (tests/quality/packs), and an empty place that is told of serves better. What
# serves another part than a practice must be nearer: a practice beside the topic still shows how it
# is done, an exercise there is lost time.
_FLOOR, _FLOOR_OF_PRACTICES = 0.7, 0.64
_BALANCING: frozenset[Part] = frozenset({"practice"})
_BESIDES = 0.4  # of the balance counts for the other parts: what they need is to fit the topic
# The scarce first; what a section of a resource in the pack may serve as well comes last.
_ORDER: tuple[Part, ...] = (
    "practice", "opener", "activity", "evidence", "handout", "discussion",
)  # fmt: skip
_MAY_SHARE: frozenset[Part] = frozenset({"opener", "activity", "evidence", "handout", "discussion"})


@dataclass(frozen=True, slots=True)
class Taken:
    """A candidate in its part."""

    part: Part
    candidate: Candidate

    @property
    def name(self) -> str:
        """What it is kept by: the passage for its part, the resource where there is none."""
        return name_for(self.part, self.candidate)


def name_for(part: Part, candidate: Candidate) -> str:
    """Return the address of the passage of a candidate that serves a part."""
    if section := candidate.sections.get(part):
        return section.address
    beginning = candidate.beginning
    if part == "opener" and beginning:
        return beginning.address
    addresses = [stored.address for stored in candidate.best]
    sections = [stored.address for stored in candidate.sections.values()]
    opening = beginning.address if beginning else ""
    # What may be handed out, talked about or opened with is left for that, where there is more.
    return min(addresses, key=lambda name: 2 * (name in sections) + (name == opening))


def chosen(pool: Sequence[Candidate], parts: Sequence[Part], wish: Wish) -> dict[int, Taken]:
    """Return what is taken for each place of `parts` that something fits, by place."""
    taken: dict[int, Taken] = {}
    for part in _ORDER:
        for place in (place for place, wanted in enumerate(parts) if wanted == part):
            others = list(taken.values())
            ranked = ranking([it for it in pool if is_near(it, part, others)], part, others, wish)
            if ranked:
                taken[place] = Taken(part, ranked[0])
    return taken


def ranking(
    pool: Sequence[Candidate], part: Part, others: Sequence[Taken], wish: Wish
) -> list[Candidate]:
    """Return the candidates for a part beside `others`, the best first."""
    worth = {
        it.resource.id: _worth(it, part, others, wish)
        for it in pool
        if it.fit(part) > 0 and _is_new(it, part, others)
    }
    by_id = {it.resource.id: it for it in pool}
    return [by_id[name] for name in sorted(worth, key=lambda name: (-worth[name], name))]


def is_near(candidate: Candidate, part: Part, others: Iterable[Taken] = ()) -> bool:
    """Whether a candidate is near enough to the topic for a part, or goes on with the pack."""
    there = any(taken.candidate.resource.id == candidate.resource.id for taken in others)
    if there and part in ("handout", "discussion"):
        return True
    floor = _FLOOR_OF_PRACTICES if part == "practice" else _FLOOR
    return candidate.relevance >= floor


def _is_new(candidate: Candidate, part: Part, others: Iterable[Taken]) -> bool:
    """Whether a candidate is not in the pack yet, nor anything that reads the same."""
    for taken in others:
        if taken.candidate.resource.id == candidate.resource.id:
            shares = part in _MAY_SHARE and taken.part != part and _has_a_place_for(part, candidate)
            if not shares or taken.name == name_for(part, candidate):
                return False
        elif float(taken.candidate.centre @ candidate.centre) > _SAME:
            return False
    return True


def _has_a_place_for(part: Part, candidate: Candidate) -> bool:
    """Whether a candidate has something for a part besides what matches the topic best."""
    return part in candidate.sections or part == "opener"


def _worth(candidate: Candidate, part: Part, others: Sequence[Taken], wish: Wish) -> float:
    worth = candidate.relevance_for(part) * (0.6 + 0.4 * candidate.fit(part))
    used = sum(taken.candidate.resource.id == candidate.resource.id for taken in others)
    if used:
        return worth - _AGAIN * used
    likeness = max((float(it.candidate.centre @ candidate.centre) for it in others), default=0.0)
    share = 1.0 if part in _BALANCING else _BESIDES
    return (
        worth
        + share * _added(candidate, others, wish)
        - _COST_OF_LIKENESS * max(0.0, likeness - _ALIKE)
    )


def _added(candidate: Candidate, others: Sequence[Taken], wish: Wish) -> float:
    """Return what a candidate adds to the balance of a pack."""
    there = [taken.candidate.described for taken in others]
    described = candidate.described
    fields = {code for metadata in there for code in metadata.disciplines}
    added = 0.0
    open_fields = [code for code in wish.fields if field_match(sorted(fields), [code]) is None]
    if match := field_match(described.disciplines, open_fields):
        added += _IN_FIELD if match.nearness == "in_field" else _NEAR_FIELD
    elif broad(described.disciplines) - broad(sorted(fields)):
        added += _OTHER_FIELD
    if described.institution and described.institution not in {it.institution for it in there}:
        added += _OTHER_INSTITUTION
    added += _BY_READING[candidate.reading]
    if _brings_a_language(candidate, others, wish):
        added += _OTHER_LANGUAGE
    strategies = {name for metadata in there for name in metadata.strategies}
    return added + (_OTHER_STRATEGY if set(described.strategies) - strategies else 0.0)


def _brings_a_language(candidate: Candidate, others: Sequence[Taken], wish: Wish) -> bool:
    """Whether it is in a language of the audience that nothing in the pack is in."""
    language = candidate.resource.metadata.language
    there = [taken.candidate.resource.metadata.language for taken in others]
    return any(
        reading(language, [tag]) == "own" and all(reading(it, [tag]) != "own" for it in there)
        for tag in wish.reads
    )
