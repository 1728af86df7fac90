"""Suggest a pack; and review one that was made before, or changed since."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

from indexer.catalogue import works
from indexer.catalogue.passages import StoredPassage
from search_api.handouts.agenda import Part
from search_api.limits import OWN_ITEM
from search_api.packs.choosing import Taken, chosen, is_near, ranking
from search_api.packs.lacks import lacks
from search_api.packs.pack import Choice, Pack, PackItem, Placed, Reason, Wish
from search_api.packs.parts import minutes_of, times_an_activity
from search_api.packs.pool import Candidate, pool
from search_api.packs.reasons import reason_for
from search_api.packs.sections import heading_of
from search_api.packs.timetable import outline, shared
from search_api.retrieval.index_reader import Searcher

_INSTEAD = 5  # other choices of each place
_NEWS = 5  # resources
_TIME_OF_THE_GROUP: frozenset[Part] = frozenset({"discussion", "break"})


@dataclass(frozen=True, slots=True)
class _Place:
    """A place of a pack and what stands there; `taken` is None where no candidate does."""

    part: Part
    taken: Taken | None
    name: str


def suggest(searcher: Searcher, wish: Wish) -> Pack:
    """Return a pack for a wish; without items where nothing matches its topic."""
    candidates = pool(searcher, wish)
    parts = outline(wish.minutes)
    taken = chosen(candidates, parts, wish)
    places = [
        _Place(part, taken.get(number), taken[number].name if number in taken else "")
        for number, part in enumerate(parts)
        if number in taken or (taken and part in _TIME_OF_THE_GROUP)
    ]
    return _pack(searcher, wish, candidates, places, parts)


def review(searcher: Searcher, wish: Wish, placed: Sequence[Placed], since: str = "") -> Pack:
    """Return a pack of what is `placed`, with the reasons, choices and lacks as they are now.

    `since`, as the catalogue writes times, is when it was made: `news` matches and came later.
    What the reader put there, and what no longer matches, has the reason `own_choice`.
    """
    candidates = pool(searcher, wish)
    by_id = {it.resource.id: it for it in candidates}
    places = [_place(it, by_id.get(it.name.rpartition("~")[0] or it.name)) for it in placed]
    wanted = list(dict.fromkeys([*outline(wish.minutes), *(it.part for it in places)]))
    there = [place.taken for place in places if place.taken]
    news = tuple(_news(candidates, there, wish, since)) if since else ()
    return _pack(searcher, wish, candidates, places, wanted, news)


def _place(placed: Placed, candidate: Candidate | None) -> _Place:
    taken = Taken(placed.part, candidate) if candidate else None
    return _Place(placed.part, taken, placed.name)


def _pack(
    searcher: Searcher,
    wish: Wish,
    candidates: Sequence[Candidate],
    places: Sequence[_Place],
    wanted: Sequence[Part],
    news: tuple[Choice, ...] = (),
) -> Pack:
    """Return the pack that has `places`; of the parts that are `wanted` it may lack some."""
    minutes = shared(wish.minutes, [place.part for place in places], _stated(places))
    items = tuple(
        _item(candidates, places, number, share, wish) for number, share in enumerate(minutes)
    )
    choices = [*(item.choice for item in items), *news]
    ids = [choice.resource.id for choice in choices if choice.resource]
    taken = [place.taken for place in places if place.taken]
    missing = tuple(lacks(candidates, wanted, taken, wish))
    return Pack(wish, items, missing, news, works.versions(searcher.catalogue, ids))


def _stated(places: Sequence[_Place]) -> dict[int, int]:
    """Return the minutes that the headings of activities give, by place."""
    stated: dict[int, int] = {}
    for number, place in enumerate(places):
        section = _section(place.taken) if place.part == "activity" and place.taken else None
        if section and place.taken:
            heading = heading_of(section, place.taken.candidate.resource)
            if times_an_activity(heading) and (minutes := minutes_of(heading)):
                stated[number] = minutes
    return stated


def _section(taken: Taken) -> StoredPassage | None:
    return taken.candidate.sections.get(taken.part)


def _item(
    candidates: Sequence[Candidate],
    places: Sequence[_Place],
    number: int,
    minutes: int,
    wish: Wish,
) -> PackItem:
    place = places[number]
    others = [it.taken for it in places if it is not place and it.taken]
    if place.taken is None:
        own = not place.name or place.name.startswith(OWN_ITEM)
        reason = Reason("own_time" if own and place.part in _TIME_OF_THE_GROUP else "own_choice")
        choice = Choice(place.part, None, None, reason, place.name)
    else:
        choice = _choice(place.taken, others, wish, place.name)
    instead = islice(_instead(candidates, place, others, wish), _INSTEAD)
    return PackItem(choice, minutes, tuple(instead))


def _choice(taken: Taken, others: Sequence[Taken], wish: Wish, name: str) -> Choice:
    """Return a candidate as what stands in a pack by a name: a passage of it, or all of it."""
    candidate = taken.candidate
    passage = next((stored for stored in candidate.texts if stored.address == name), None)
    reason = reason_for(taken, others, wish)
    return Choice(taken.part, candidate.resource, passage, reason, name)


def _instead(
    candidates: Sequence[Candidate], place: _Place, others: Sequence[Taken], wish: Wish
) -> Iterator[Choice]:
    """Yield what could stand in a place, the next best first; at the end comes what is better.

    So whoever asks for another one, time and again, sees all of them.
    """
    ranked = ranking(candidates, place.part, others, wish)
    now = place.taken.candidate.resource.id if place.taken else ""
    ids = [it.resource.id for it in ranked]
    start = ids.index(now) + 1 if now in ids else 0
    for candidate in (*ranked[start:], *ranked[:start]):
        if candidate.resource.id != now:
            taken = Taken(place.part, candidate)
            yield _choice(taken, others, wish, taken.name)


def _news(
    candidates: Sequence[Candidate], taken: Sequence[Taken], wish: Wish, since: str
) -> Iterator[Choice]:
    """Yield what matches, came after `since` and is not in the pack, the most relevant first."""
    there = {it.candidate.resource.id for it in taken}
    late = [
        it
        for it in candidates
        if it.resource.added > since and it.resource.id not in there and is_near(it, _best_part(it))
    ]
    for candidate in late[:_NEWS]:
        new = Taken(_best_part(candidate), candidate)
        yield _choice(new, taken, wish, new.name)


def _best_part(candidate: Candidate) -> Part:
    """Return the part that a candidate fits best."""
    parts: tuple[Part, ...] = ("evidence", "activity", "practice", "handout")
    return max(parts, key=candidate.fit)
