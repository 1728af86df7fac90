"""What of the collection as a whole is looked at, as a value, and as a part of an address."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Literal, cast, get_args

Aspect = Literal["map", "strategies", "growth"]
Colour = Literal["field", "strategy", "language", "institution"]


@dataclass(frozen=True)
class Area:
    """A part of the map, in the coordinates of the API."""

    left: float
    right: float
    low: float
    high: float

    def holds(self, x: float, y: float) -> bool:
        """Whether a place is within the area."""
        return self.left <= x <= self.right and self.low <= y <= self.high


@dataclass(frozen=True)
class Sight:
    """Which aspect is shown; of the map: what its colours stand for, the area that was chosen, and
    whether that is all that is drawn."""

    aspect: Aspect = "map"
    colour: Colour = "field"
    area: Area | None = None
    zoomed: bool = False

    def of_area(self, area: Area | None) -> "Sight":
        """Return the same with an area chosen, or without any."""
        return replace(self, area=area, zoomed=self.zoomed and area is not None)


def read_sight(params: Mapping[str, Sequence[str]]) -> Sight:
    """Return what an address asks for; what makes no sense in it is passed over."""

    def first(name: str) -> str:
        return next((value for value in params.get(name, ()) if value), "")

    aspect, colour, area = first("show"), first("by"), _area(first("area"))
    return Sight(
        aspect=cast(Aspect, aspect) if aspect in get_args(Aspect) else "map",
        colour=cast(Colour, colour) if colour in get_args(Colour) else "field",
        area=area,
        zoomed=area is not None and first("zoom") == "1",
    )


def write_sight(sight: Sight) -> dict[str, list[str]]:
    """Return the parameters of an address; what has its usual value has none."""
    area = sight.area
    edges = (area.left, area.right, area.low, area.high) if area else ()
    return {
        "show": [] if sight.aspect == "map" else [sight.aspect],
        "by": [] if sight.colour == "field" else [sight.colour],
        "area": [",".join(f"{edge:.3f}" for edge in edges)] if edges else [],
        "zoom": ["1"] if sight.zoomed else [],
    }


def _area(given: str) -> Area | None:
    try:
        edges = [float(edge) for edge in given.split(",")]
    except ValueError:
        return None
    if len(edges) != 4 or not all(map(math.isfinite, edges)):
        return None
    area = Area(*edges)
    return area if area.left < area.right and area.low < area.high else None
