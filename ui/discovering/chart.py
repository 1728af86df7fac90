"""The map as a drawing: a specification for Vega-Lite, which comes with Streamlit."""

from collections.abc import Collection, Sequence
from typing import Any

from search_api.schemas.discovering import MapPoint
from ui.discovering.grouping import Groups
from ui.discovering.sight import Sight
from ui.wording import Translator, endonym

AREA = "area"  # the name of the selection
_HEIGHT = 520  # pixels
_LARGEST_DOT, _SMALLEST_DOT, _ALL_DOTS = 80, 16, 24_000  # square pixels
_LIT = 2.6  # times as large
_FAINT, _PLAIN = 0.2, 0.85  # how opaque


def chart(
    points: Sequence[MapPoint],
    groups: Groups,
    lit: Collection[str],
    sight: Sight,
    translate: Translator,
) -> dict[str, Any]:
    """Return the drawing: a dot for each point, those in `lit` large, the others then faint.

    Dragging chooses an area, outside of which dots are faint too; Ctrl with the wheel zooms.
    """
    area = sight.area if sight.zoomed else None
    return {
        "description": translate("map_intro"),
        "width": "container",
        "height": _HEIGHT,
        "background": "transparent",
        "config": {"view": {"stroke": None}},
        "data": {"values": _dots(points, groups, lit, sight)},
        "params": [_choosing(), _zooming()],
        "mark": {"type": "circle", "strokeWidth": 1},
        "encoding": {
            "x": _axis("x", (area.left, area.right) if area else None),
            "y": _axis("y", (area.low, area.high) if area else None),
            "color": {"field": "colour", "type": "nominal", "scale": None},
            "stroke": {"field": "colour", "type": "nominal", "scale": None},
            "size": {"field": "size", "type": "quantitative", "scale": None},
            "opacity": {"field": "opacity", "type": "quantitative", "scale": None},
            "tooltip": _tooltip(translate),
        },
    }


def _dots(
    points: Sequence[MapPoint], groups: Groups, lit: Collection[str], sight: Sight
) -> list[dict[str, Any]]:
    """Return what is drawn of each point, and what is said of it; smaller dots where many are."""
    size = min(_LARGEST_DOT, max(_SMALLEST_DOT, _ALL_DOTS / len(points)))
    return [
        {
            "x": point.x,
            "y": point.y,
            "colour": groups.colours[groups.of[point.id]],
            "size": size * (_LIT if point.id in lit else 1),
            "opacity": _PLAIN if _stands_out(point, lit, sight) else _FAINT,
            "title": point.title,
            "field": point.field.label if point.field else "",
            "strategy": ", ".join(strategy.label for strategy in point.strategies),
            "language": endonym(point.language) if point.language else "",
            "institution": point.institution or "",
        }
        for point in points
    ]


def _stands_out(point: MapPoint, lit: Collection[str], sight: Sight) -> bool:
    """Whether a point is lit, where any is, and in the area, where one is chosen."""
    inside = sight.area is None or sight.area.holds(point.x, point.y)
    return inside and (not lit or point.id in lit)


def _axis(name: str, edges: tuple[float, float] | None) -> dict[str, Any]:
    scale: dict[str, Any] = {"zero": False, "nice": False}
    scale |= {"domain": list(edges)} if edges else {"padding": 14}
    return {"field": name, "type": "quantitative", "axis": None, "scale": scale}


def _choosing() -> dict[str, Any]:
    return {"name": AREA, "select": {"type": "interval", "zoom": False}}


def _zooming() -> dict[str, Any]:
    wheel = "wheel![event.ctrlKey]"
    select = {"type": "interval", "translate": False, "zoom": wheel}
    return {"name": "window", "select": select, "bind": "scales"}


def _tooltip(translate: Translator) -> list[dict[str, str]]:
    titles = {
        "title": translate("label_title"),
        "field": translate("facet_discipline"),
        "strategy": translate("facet_strategy"),
        "language": translate("facet_language"),
        "institution": translate("facet_institution"),
    }
    return [{"field": name, "type": "nominal", "title": title} for name, title in titles.items()]
