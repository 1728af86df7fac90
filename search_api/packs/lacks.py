"""What a pack lacks, so that whoever hands it out knows before the audience says so. Pure.

Every line is a fact about what was found on the topic, not about what was chosen of it.
"""

from collections import Counter
from collections.abc import Iterator, Sequence

from search_api.handouts.agenda import Part
from search_api.packs.audience import field_match
from search_api.packs.choosing import Taken, is_near
from search_api.packs.pack import Lack, Wish
from search_api.packs.parts import fitness
from search_api.packs.pool import Candidate, in_language

_MATERIAL: tuple[Part, ...] = ("opener", "practice", "evidence", "activity", "handout")
_READ: tuple[Part, ...] = ("evidence", "activity", "handout")  # by the audience itself


def lacks(
    pool: Sequence[Candidate], parts: Sequence[Part], taken: Sequence[Taken], wish: Wish
) -> list[Lack]:
    """Return what a pack of these `parts` lacks, what matters most first."""
    if not pool:
        return [Lack("nothing")]
    return [
        *_of_parts(parts, taken),
        *_of_fields(pool, wish),
        *_of_languages(pool, parts, wish),
        *_of_resources(taken),
        *_of_institutions(taken),
    ]


def _of_parts(parts: Sequence[Part], taken: Sequence[Taken]) -> Iterator[Lack]:
    for part in _MATERIAL:
        wanted = parts.count(part)
        there = [item for item in taken if item.part == part]
        if wanted and not there:
            yield Lack("no_part", (part,))
        elif part == "practice" and len(there) < wanted:
            yield Lack("fewer_practices", (part,))
        elif part == "evidence" and there and not any(map(_is_of_type, there)):
            yield Lack("only_section", (part,))


def _is_of_type(item: Taken) -> bool:
    return (item.candidate.described.type or "") in fitness(item.part).types


def _serves(candidate: Candidate, part: Part) -> bool:
    return candidate.fit(part) > 0 and is_near(candidate, part)


def _of_fields(pool: Sequence[Candidate], wish: Wish) -> Iterator[Lack]:
    """Yield the fields of the audience that no practice is from."""
    practices = [it for it in pool if _serves(it, "practice")]
    for code in wish.fields:
        matches = [field_match(it.described.disciplines, [code]) for it in practices]
        nearness = {match.nearness for match in matches if match}
        if "in_field" not in nearness:
            yield Lack("near_field_only" if nearness else "no_field", field=code)


def _of_languages(pool: Sequence[Candidate], parts: Sequence[Part], wish: Wish) -> Iterator[Lack]:
    """Yield the parts that nothing was found for in a language of the audience."""
    for tag in wish.reads:
        there = in_language(pool, tag)
        missing = tuple(
            part for part in _READ if part in parts and not any(_serves(it, part) for it in there)
        )
        if missing:
            yield Lack("no_part_in_language", missing, language=tag)


def _of_resources(taken: Sequence[Taken]) -> Iterator[Lack]:
    """Yield the resource that more than half of a pack of several is from."""
    times = Counter(item.candidate.resource.id for item in taken)
    most, count = times.most_common(1)[0] if times else ("", 0)
    if count > max(2, len(taken) / 2):
        named = next(it.candidate.resource for it in taken if it.candidate.resource.id == most)
        yield Lack("mostly_one_resource", title=named.metadata.title)


def _of_institutions(taken: Sequence[Taken]) -> Iterator[Lack]:
    names = {item.candidate.described.institution for item in taken}
    if len({item.candidate.resource.id for item in taken}) < 2:
        return
    if names == {None}:
        yield Lack("unknown_institutions")
    elif len(names) == 1:
        yield Lack("one_institution", institution=names.pop())
