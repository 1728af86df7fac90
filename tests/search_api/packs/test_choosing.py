"""What a pack gains by a candidate, all else being equal."""

from dataclasses import replace

import numpy as np

from indexer.domain import Metadata
from search_api.handouts.agenda import Part
from search_api.packs.choosing import Taken, _worth, ranking
from search_api.packs.lacks import lacks
from search_api.packs.pack import Wish
from search_api.packs.pool import Candidate, pool
from search_api.retrieval.index_reader import Searcher

WISH = Wish("silent lecture", reads=("sq", "en"))


def practices(searcher: Searcher) -> dict[str, Candidate]:
    """Return three practices that differ in nothing but their names."""
    alike = Metadata(type="good-practice", institution="A", disciplines=("0111",))
    return {
        it.resource.id: replace(
            it, relevance=0.8, described=alike, texts=(), nearness=np.zeros(0, np.float32)
        )
        for it in pool(searcher, WISH)
        if it.resource.id in ("nurses", "lawyers", "physics")
    }


def second(searcher: Searcher, name: str, **described: object) -> str:
    """Return which practice follows the nurses', when one of the others is described so."""
    found = practices(searcher)
    other = replace(found[name].described, **described)  # type: ignore[arg-type]  # of Metadata
    found[name] = replace(found[name], described=other)
    first = Taken("practice", found.pop("nurses"))
    return ranking(list(found.values()), "practice", [first], WISH)[0].resource.id


def test_another_institution_field_or_strategy_is_preferred(searcher: Searcher) -> None:
    for name in ("lawyers", "physics"):
        assert second(searcher, name, institution="B") == name
        assert second(searcher, name, disciplines=("0811",)) == name
        assert second(searcher, name, strategies=("jigsaw",)) == name


def test_what_reads_the_same_is_no_other_choice(searcher: Searcher) -> None:
    found = practices(searcher)
    first = Taken("practice", found["nurses"])
    twin = replace(found["physics"], centre=found["nurses"].centre)
    others = ranking([twin, found["lawyers"]], "practice", [first], WISH)
    assert [it.resource.id for it in others] == ["lawyers"]


def test_each_part_from_one_resource_makes_the_next_from_it_dearer(searcher: Searcher) -> None:
    found = {it.resource.id: it for it in pool(searcher, WISH)}
    many = replace(found["nurses"], relevance=0.8)
    parts: tuple[Part, ...] = ("practice", "evidence", "activity", "opener")
    others = [Taken(part, many) for part in parts]
    worth = [_worth(many, "discussion", others[:used], WISH) for used in (1, 2, 3, 4)]
    assert worth == sorted(worth, reverse=True) and len(set(worth)) == 4


def test_a_pack_mostly_from_one_resource_says_so(searcher: Searcher) -> None:
    found = {it.resource.id: it for it in pool(searcher, WISH)}
    many, other = found["nurses"], found["lawyers"]
    parts: tuple[Part, ...] = ("opener", "practice", "activity")
    taken = [*(Taken(part, many) for part in parts), Taken("discussion", other)]

    def named(taken: list[Taken]) -> list[str | None]:
        every = lacks(list(found.values()), [it.part for it in taken], taken, WISH)
        return [lack.title for lack in every if lack.kind == "mostly_one_resource"]

    assert named(taken) == [many.resource.metadata.title]
    assert named([*taken[1:], Taken("evidence", other)]) == []  # half and half
