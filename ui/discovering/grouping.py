"""The points of the map in groups, each with a colour of its own."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from search_api.schemas.discovering import MapPoint
from ui.discovering.sight import Colour
from ui.wording import Translator, endonym

FACETS: dict[Colour, str] = {  # what each is called
    "field": "facet_discipline",
    "strategy": "facet_strategy",
    "language": "facet_language",
    "institution": "facet_institution",
}
# Told apart by most people with a weakness for colours, on paper and at night.
COLOURS = (
    *("#3f8f84", "#c8663f", "#7d6fb8", "#c9961f", "#4f86c6"),
    *("#b0568c", "#7f9a3d", "#96704a", "#57a8c4"),
)
GREY = "#948c82"  # of the others, and of what is not stated


@dataclass(frozen=True)
class Groups:
    """Of each point, by id, the name of its group; and of each group its colour and its size.

    The largest groups have a colour each, in the order of their size, the others share one.
    """

    of: Mapping[str, str]
    colours: Mapping[str, str]
    sizes: Mapping[str, int]


def grouped(points: Sequence[MapPoint], colour: Colour, translate: Translator) -> Groups:
    """Return the points in groups by what their colour stands for.

    One with several strategies is in the largest of their groups.
    """
    unknown, others = translate("not_stated"), translate("map_others")
    names = {point.id: _names(point, colour) for point in points}
    counts = Counter(name for several in names.values() for name in several)
    named = {
        point: max(several, key=lambda name: (counts[name], name), default=unknown)
        for point, several in names.items()
    }
    sizes = Counter(name for name in named.values() if name != unknown)
    largest = [name for name, _ in sizes.most_common(len(COLOURS))]
    of = {
        point: name if name in largest or name == unknown else others
        for point, name in named.items()
    }
    rest = dict.fromkeys([name for name in (others, unknown) if name in of.values()], GREY)
    return Groups(of, {**dict(zip(largest, COLOURS, strict=False)), **rest}, Counter(of.values()))


def _names(point: MapPoint, colour: Colour) -> list[str]:
    """Return what the colour of a point may stand for: nothing where it is not stated."""
    if colour == "field":
        return [point.field.label] if point.field else []
    if colour == "strategy":
        return [strategy.label for strategy in point.strategies]
    if colour == "language":
        return [endonym(point.language)] if point.language else []
    return [point.institution] if point.institution else []
