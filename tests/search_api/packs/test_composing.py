"""Packs of a collection of which everything is known."""

from dataclasses import replace

import pytest

from indexer.errors import UsageError
from search_api.packs.composing import review, suggest
from search_api.packs.pack import Choice, Lack, Pack, Placed, Wish
from search_api.packs.saying import lacking, why
from search_api.retrieval.index_reader import Searcher

NURSES = Wish("silent lecture", 90, ("0913",), ("en",))


def resource(choice: Choice) -> str:
    return choice.resource.id if choice.resource else ""


def shown(pack: Pack) -> list[tuple[str, str, int]]:
    return [(it.choice.part, resource(it.choice), it.minutes) for it in pack.items]


def placed(pack: Pack) -> list[Placed]:
    return [Placed(it.choice.part, it.choice.name or "*Talk") for it in pack.items]


def test_each_part_has_what_fits_it_and_the_minutes_sum_up(searcher: Searcher) -> None:
    pack = suggest(searcher, NURSES)
    assert shown(pack) == [
        ("opener", "plan", 10),
        ("practice", "nurses", 15),
        ("practice", "lawyers", 15),
        ("evidence", "study", 10),
        ("activity", "plan", 25),  # as its plan says: 10-35
        ("handout", "plan", 5),
        ("discussion", "nurses", 10),
    ]
    passages = [it.choice.passage for it in pack.items]
    headings = [stored.passage.heading_path[-1] if stored else "" for stored in passages]
    assert headings[0] == "0-10 The line"
    assert headings[4:] == ["10-35 Three questions", "Hand-out A", "What goes wrong"]
    assert len({it.choice.name for it in pack.items}) == len(pack.items)


def test_each_choice_says_why(searcher: Searcher) -> None:
    said = [why(it.choice, "en") for it in suggest(searcher, NURSES).items]
    assert said == [
        "It has a beginning to open with: “0-10 The line”.",
        "From a field of your audience: Nursing and midwifery.",
        "Shows the topic in another field: Law.",
        "It is of a type made for this: Research summary.",
        "Its plan gives minutes to an activity: “10-35 Three questions”.",
        "It has something to hand out: “Hand-out A”.",
        "It tells what is difficult, to talk about: “What goes wrong”.",
    ]


def test_another_one_comes_round(searcher: Searcher) -> None:
    now = placed(suggest(searcher, NURSES))
    practices = []
    for _ in range(3):
        item = review(searcher, NURSES, now).items[2]
        practices.append(resource(item.choice))
        now[2] = Placed("practice", item.instead[0].name)
    assert practices == ["lawyers", "physics", "lawyers"]


def test_the_version_is_the_audiences_and_the_lacks_are_facts(searcher: Searcher) -> None:
    pack = suggest(searcher, replace(NURSES, fields=("0531", "0812"), reads=("sq", "en")))
    assert ("activity", "plan-sq", 25) in shown(pack)
    assert pack.lacks == (
        Lack("no_part", ("handout",)),  # it is in the English version alone
        Lack("near_field_only", field="0531"),  # physics is near to chemistry
        Lack("no_field", field="0812"),
        Lack("no_part_in_language", ("evidence", "handout"), language="sq"),
        Lack("no_part_in_language", ("handout",), language="en"),
    )
    assert lacking(pack.lacks[3], "en") == "Nothing found in Albanian for: evidence, hand-out."


def test_what_nobody_reads_is_left_out(searcher: Searcher) -> None:
    pack = suggest(searcher, replace(NURSES, reads=("el",)))
    assert all(
        not it.choice.resource or it.choice.resource.metadata.language == "en" for it in pack.items
    )


def test_a_topic_without_a_match_has_no_pack(searcher: Searcher) -> None:
    pack = suggest(searcher, replace(NURSES, topic="volcanoes"))
    assert (pack.items, pack.lacks) == ((), (Lack("nothing"),))


def test_a_pack_of_before_is_kept_and_told_what_is_new(searcher: Searcher) -> None:
    kept = [Placed("practice", "lawyers"), Placed("break", "*Coffee"), Placed("practice", "gone")]
    pack = review(searcher, NURSES, kept, since="2020-01-01T00:00:00+00:00")
    assert [it.choice.name for it in pack.items] == ["lawyers", "*Coffee", "gone"]
    assert sum(it.minutes for it in pack.items) == 90
    said = [why(it.choice, "en") for it in pack.items[1:]]
    assert said == [
        "Time for the group; no material is needed.",
        "Put here by you, not by the suggestion.",  # the service knows no more of it
    ]
    assert {resource(choice) for choice in pack.news} == {"nurses", "physics", "study", "plan"}
    assert review(searcher, NURSES, kept, since="2100-01-01T00:00:00+00:00").news == ()
    missing = [part for lack in pack.lacks if lack.kind == "no_part" for part in lack.parts]
    assert missing == ["opener", "evidence", "activity", "handout"]


@pytest.mark.parametrize("minutes", [19, 481])
def test_no_workshop_is_that_short_or_long(minutes: int) -> None:
    with pytest.raises(UsageError) as refused:
        replace(NURSES, minutes=minutes)
    assert refused.value.field == "minutes"


def test_a_field_that_does_not_exist_is_refused(searcher: Searcher) -> None:
    with pytest.raises(UsageError, match="1234"):
        suggest(searcher, replace(NURSES, fields=("1234",)))


def test_two_hours_have_a_break(searcher: Searcher) -> None:
    pack = suggest(searcher, replace(NURSES, minutes=120))
    assert [it.choice.part for it in pack.items if it.choice.resource is None] == ["break"]
    assert sum(it.minutes for it in pack.items) == 120
