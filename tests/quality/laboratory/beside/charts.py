"""Bars as SVG, written by hand: a panel for each measure, a bar for each system. No library."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from html import escape

_WIDTH, _BAR, _GAP, _HEAD, _COLUMNS = 340, 16, 6, 26, 2
_NAME, _VALUE = 92, 60  # room for a system's name, and for the figure behind its bar
_COLOURS = ("#0b6e69", "#c46a1b", "#d9a066", "#7a7f87")  # ours first; apart in grey, too


@dataclass(frozen=True, slots=True)
class Panel:
    """A measure: its title and the value of every system, shown with so many digits."""

    title: str
    values: Mapping[str, float]
    digits: int = 0


def svg(panels: Sequence[Panel], title: str) -> str:
    """Return the panels as one picture, two beside each other, each on its own scale from 0."""
    height = _HEAD + max(len(panel.values) for panel in panels) * (_BAR + _GAP) + 12
    rows = -(-len(panels) // _COLUMNS)
    drawn = "".join(
        f'<g transform="translate({number % _COLUMNS * (_WIDTH + 20) + 10},'
        f'{number // _COLUMNS * height + 10})">{_panel(panel)}</g>'
        for number, panel in enumerate(panels)
    )
    size = f"{_COLUMNS * (_WIDTH + 20)} {rows * height + 10}"
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {size}" role="img"'
        f' font-family="sans-serif" font-size="11"><title>{escape(title)}</title>'
        f'<rect width="100%" height="100%" fill="#fff"/>{drawn}</svg>\n'
    )


def _panel(panel: Panel) -> str:
    greatest = max(panel.values.values()) or 1
    bars = "".join(
        _bar(place, name, value, value / greatest, panel.digits)
        for place, (name, value) in enumerate(panel.values.items())
    )
    return f'<text y="14" font-weight="bold" fill="#222">{escape(panel.title)}</text>{bars}'


def _bar(place: int, name: str, value: float, share: float, digits: int) -> str:
    top = _HEAD + place * (_BAR + _GAP)
    length = share * (_WIDTH - _NAME - _VALUE)
    middle = top + _BAR - 4
    return (
        f'<text x="{_NAME - 6}" y="{middle}" text-anchor="end" fill="#222">{escape(name)}</text>'
        f'<rect x="{_NAME}" y="{top}" width="{length:.1f}" height="{_BAR}"'
        f' fill="{_COLOURS[place % len(_COLOURS)]}"/>'
        f'<text x="{_NAME + length + 4:.1f}" y="{middle}" fill="#222">{value:,.{digits}f}</text>'
    )
