"""What makes a section fit for a part, and how minutes are shared."""

import pytest

from indexer.taxonomy import load
from search_api.handouts.agenda import PARTS, Part
from search_api.packs.audience import FieldMatch, field_match
from search_api.packs.parts import fitness, minutes_of, opens, times_an_activity
from search_api.packs.timetable import outline, shared


@pytest.mark.parametrize(
    ("heading", "language", "part"),
    [
        ("What goes wrong", "en", "discussion"),
        ("Kur nuk shkon sipas planit", "sq", "discussion"),
        ("Шта може да пође наопако", "sr-Cyrl", "discussion"),
        ("Τι πάει στραβά", "el", "discussion"),
        ("Где се обърква", "bg", "discussion"),
        ("Koliko smo sigurni?", "bs", "evidence"),
        ("Çfarë thonë hulumtimet", "sq", "evidence"),
        ("Τι δείχνουν οι έρευνες", "el", "evidence"),
        ("Што знаеме од истражувањата", "mk", "evidence"),
        ("Fleta A", "sq", "handout"),
        ("Контролна листа", "sr-Cyrl", "handout"),
        ("Φύλλο παρατήρησης", "el", "handout"),
        ("Kontrolni popis", "hr", "handout"),
        ("Kontrolni popis", "und", "handout"),
        ("Vježba 2: napišite", "hr", "activity"),
        ("Άσκηση: σε δυάδες", "el", "activity"),
        ("Where it began", "en", "opener"),
    ],
)
def test_a_heading_says_what_its_section_is_for(heading: str, language: str, part: Part) -> None:
    assert fitness(part).heads_such_a_section(heading, language)


@pytest.mark.parametrize(
    ("heading", "language"),
    [
        ("Cardiology", "en"),
        ("Formative assessment", "en"),
        ("Before the task", "en"),
        ("Monday's list", "en"),  # a list is a sheet of paper in Serbian
        ("За всеки списък", "bg"),
    ],
)
def test_words_that_only_look_alike_say_nothing(heading: str, language: str) -> None:
    assert not [part for part in PARTS if fitness(part).heads_such_a_section(heading, language)]


@pytest.mark.parametrize(
    ("heading", "minutes"),
    [
        ("15-40: Fleta A", 25),
        ("0–15 The line", 15),
        ("Exercise 1 (9.30, 25 min)", 25),
        ("Четене (45 минути)", 45),
        ("Without a projector, with 45 minutes", None),
        ("10 to 15 students", None),
        ("Years 2-1", None),
    ],
)
def test_minutes_stand_at_the_beginning_or_in_brackets(heading: str, minutes: int | None) -> None:
    assert minutes_of(heading) == minutes


def test_the_first_minutes_open_and_five_are_no_activity() -> None:
    assert opens("0-10 Warm-up")
    assert not opens("10-20 Warm-up")
    assert not times_an_activity("Entry ticket (5 min)")


def test_types_and_parts_exist() -> None:
    types = load("resource_types")
    assert [name for part in PARTS for name in fitness(part).types if name not in types] == []
    assert fitness("break").types == {}


@pytest.mark.parametrize("duration", [20, 30, 45, 50, 60, 77, 90, 120, 150, 180, 240, 480])
def test_minutes_sum_to_the_duration_and_nothing_has_none(duration: int) -> None:
    parts = outline(duration)
    minutes = shared(duration, parts, {})
    assert sum(minutes) == duration
    assert min(minutes) >= 5
    assert ("break" in parts) == (duration >= 110)


def test_the_minutes_that_a_plan_states_are_kept_where_they_leave_enough() -> None:
    parts: list[Part] = ["opener", "activity", "discussion"]
    assert shared(90, parts, {1: 25}) == [25, 25, 40]
    assert shared(60, parts, {1: 25}) == shared(60, parts, {})  # more than a third
    assert shared(30, ["activity"], {0: 10}) == [30]


@pytest.mark.parametrize(
    ("codes", "wanted", "match"),
    [
        (["0715"], ["071"], FieldMatch("in_field", "0715", "071")),
        (["0912", "0923"], ["0913"], FieldMatch("near_field", "0912", "0913")),
        (["0421"], ["0913"], None),
        (["0923", "0913"], ["0912", "0913"], FieldMatch("in_field", "0913", "0913")),
    ],
)
def test_the_nearest_field_of_an_audience(
    codes: list[str], wanted: list[str], match: FieldMatch | None
) -> None:
    assert field_match(codes, wanted) == match
