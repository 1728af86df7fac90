"""The map as a drawing: a specification for Vega-Lite, which comes with Streamlit."""

from collections.abc import Collection, Sequence
from typing import Any

from search_api.discover_schemas import MapPoint
from ui.discovering.grouping import Groups
from ui.discovering.sight import Sight
from ui.wording import Translator, endonym

AREA = "area"  # the name of the selection
_HEIGHT = 520  # pixels
_DOT, _LIT = 80, 210  # square pixels
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
        "width": "container",
        "height": _HEIGHT,
        "background": "transparent",
        "config": {"view": {"stroke": None}},
        "data": {"values": [_dot(point, groups, lit, sight) for point in points]},
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


def _dot(point: MapPoint, groups: Groups, lit: Collection[str], sight: Sight) -> dict[str, Any]:
    is_lit = point.id in lit
    outside = sight.area is not None and not sight.area.holds(point.x, point.y)
    return {
        "x": point.x,
        "y": point.y,
        "colour": groups.colours[groups.of[point.id]],
        "size": _LIT if is_lit else _DOT,
        "opacity": _FAINT if outside or (lit and not is_lit) else _PLAIN,
        "title": point.title,
        "field": point.field.label if point.field else "",
        "strategy": ", ".join(strategy.label for strategy in point.strategies),
        "language": endonym(point.language) if point.language else "",
        "institution": point.institution or "",
    }


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
