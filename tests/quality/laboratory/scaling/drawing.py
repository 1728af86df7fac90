"""The figures as a picture: milliseconds, and bytes, by the number of passages."""

import math
from collections.abc import Sequence
from typing import Any

_WIDTH, _HEIGHT, _LEFT, _TOP = 330, 220, 60, 34
_COLOURS = ("#1b5e83", "#b3541e", "#3d7a37", "#6a4c93", "#7a7a7a")
Line = tuple[str, list[tuple[float, float]]]  # its name, and (passages, value)


def picture(figures: Sequence[dict[str, Any]]) -> str:
    """Return an SVG of two charts, both axes logarithmic."""
    times = [
        (f"{name}, p95", [(it["passages"], it["milliseconds"][name]["p95"]) for it in figures])
        for name in figures[0]["milliseconds"]
    ]
    sizes: list[Line] = [
        ("catalogue on disk", [(it["passages"], it["catalogue_bytes"] / 2**20) for it in figures]),
        ("vectors on disk", [(it["passages"], it["vectors_bytes"] / 2**20) for it in figures]),
        ("memory, own", [(it["passages"], max(it["memory"]["own"], 1)) for it in figures]),
        ("memory, mapped", [(it["passages"], max(it["memory"]["mapped"], 1)) for it in figures]),
    ]
    width = 2 * (_WIDTH + _LEFT) + 40
    height = _HEIGHT + _TOP + 40 + 16 * max(len(times), len(sizes))
    charts = [
        _chart(times, "processor time of a question, ms", 0),
        _chart(sizes, "MiB", _WIDTH + _LEFT + 20),
    ]
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}"'
        ' font-family="sans-serif" font-size="11"><rect width="100%" height="100%" fill="#fff"/>'
        f"{''.join(charts)}</svg>\n"
    )


def _chart(lines: Sequence[Line], title: str, shift: int) -> str:
    points = [point for _, line in lines for point in line]
    across = _range([size for size, _ in points])
    up = _range([max(value, 0.1) for _, value in points])
    parts = [f'<g transform="translate({shift + _LEFT},{_TOP})">', _text(0, -14, title)]
    for power in range(across[0], across[1] + 1):
        x = _place(10**power, across) * _WIDTH
        parts += [_rule(x, 0, x, _HEIGHT), _text(x, _HEIGHT + 16, f"{10**power:,}", "middle")]
    for power in range(up[0], up[1] + 1):
        y = _HEIGHT - _place(10**power, up) * _HEIGHT
        parts += [_rule(0, y, _WIDTH, y), _text(-6, y + 4, f"{10**power:,g}", "end")]
    for number, (name, line) in enumerate(lines):
        colour = _COLOURS[number % len(_COLOURS)]
        path = " ".join(
            f"{_place(size, across) * _WIDTH:.1f},{_HEIGHT * (1 - _place(max(v, 0.1), up)):.1f}"
            for size, v in line
        )
        dash = ' stroke-dasharray="5 3"' if number >= len(_COLOURS) else ""
        stroke = f'stroke="{colour}" stroke-width="2"{dash}'
        y = _HEIGHT + 36 + 16 * number
        parts.append(f'<polyline points="{path}" fill="none" {stroke}/>')
        parts.append(f'<line x1="0" y1="{y - 4}" x2="22" y2="{y - 4}" {stroke}/>')
        parts.append(_text(28, y, name))
    return "".join([*parts, "</g>"])


def _range(values: Sequence[float]) -> tuple[int, int]:
    """Return the powers of ten that all values lie between."""
    low, high = math.floor(math.log10(min(values))), math.ceil(math.log10(max(values)))
    return low, max(high, low + 1)


def _place(value: float, powers: tuple[int, int]) -> float:
    return (math.log10(value) - powers[0]) / (powers[1] - powers[0])


def _rule(x1: float, y1: float, x2: float, y2: float) -> str:
    return f'<line x1="{x1:.1f}" y1="{y1:.1f}" x2="{x2:.1f}" y2="{y2:.1f}" stroke="#ddd"/>'


def _text(x: float, y: float, text: str, anchor: str = "start") -> str:
    return f'<text x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}">{text}</text>'
