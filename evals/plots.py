"""Draws the report's plots as SVG: coloured by the page, so that they fit light, dark and print.

Every plot carries its figures in words, for readers who cannot see it.
"""

from collections.abc import Sequence
from html import escape
from math import ceil

WIDTH, HEIGHT = 520, 340
LEFT, RIGHT, TOP, BOTTOM = 52, 16, 16, 48
TICKS = (0.0, 0.2, 0.4, 0.6, 0.8, 1.0)

Point = tuple[float, float]


def reliability_plot(bins: Sequence[tuple[float, float, int]]) -> str:
    """Draw the share right by mean confidence; dots grow with the answers that they stand for."""
    largest = max(size for _, _, size in bins)
    told = "; ".join(f"confidence {c:.2f}: {r:.0%} right of {n}" for c, r, n in bins)
    dots = [
        f'<circle class="dot" cx="{_x(sure):.1f}" cy="{_y(right, 1):.1f}"'
        f' r="{4 + 8 * (size / largest) ** 0.5:.1f}"><title>{right:.0%} of {size}</title></circle>'
        for sure, right, size in bins
    ]
    line = _line("curve", [(sure, right) for sure, right, _ in bins], 1)
    return _figure(
        "Share right, by confidence",
        f"On the dashed line, confidence means what it says. {told}.",
        "mean confidence",
        1,
        [_line("ideal", [(0, 0), (1, 1)], 1), line, *dots],
    )


def risk_plot(coverages: Sequence[float], risks: Sequence[float]) -> str:
    """Draw the share of wrong ones among the most confident answers."""
    top = max(0.1, min(1.0, ceil(10.5 * max(risks)) / 10))
    told = "; ".join(f"{c:.0%}: {r:.1%} wrong" for c, r in zip(coverages, risks, strict=True))
    points = list(zip(coverages, risks, strict=True))
    dots = [
        f'<circle class="dot" cx="{_x(c):.1f}" cy="{_y(r, top):.1f}" r="4"/>' for c, r in points
    ]
    return _figure(
        "Wrong among the most confident answers",
        f"By the share of answers that are kept, surest first. {told}.",
        "share of answers kept, surest first",
        top,
        [_line("curve", points, top), *dots],
    )


def interval_bar(value: float, low: float, high: float) -> str:
    """Draw a share with its interval on a line from 0 to 1; the figures stand beside it."""
    return (
        '<svg class="bar" viewBox="0 0 100 12" aria-hidden="true" preserveAspectRatio="none">'
        '<line class="axis" x1="0" x2="100" y1="6" y2="6"/>'
        f'<line class="interval" x1="{100 * low:.1f}" x2="{100 * high:.1f}" y1="6" y2="6"/>'
        f'<rect class="dot" x="{min(98.0, 100 * value - 1):.1f}" y="1" width="2" height="10"/>'
        "</svg>"
    )


def _figure(title: str, told: str, x_name: str, top: float, marks: Sequence[str]) -> str:
    name = title.lower().replace(" ", "-").replace(",", "")
    return "\n".join(
        [
            f'<svg class="plot" viewBox="0 0 {WIDTH} {HEIGHT}" role="img"'
            f' aria-labelledby="{name}-title {name}-told">',
            f'<title id="{name}-title">{escape(title)}</title>',
            f'<desc id="{name}-told">{escape(told)}</desc>',
            *_grid(top),
            f'<text class="name" x="{(LEFT + WIDTH - RIGHT) / 2:g}" y="{HEIGHT - 8}"'
            f' text-anchor="middle">{escape(x_name)}</text>',
            *marks,
            "</svg>",
        ]
    )


def _grid(top: float) -> list[str]:
    parts = []
    for tick in TICKS:
        x, y = _x(tick), _y(tick * top, top)
        parts += [
            f'<line class="grid" x1="{LEFT}" x2="{WIDTH - RIGHT}" y1="{y:.1f}" y2="{y:.1f}"/>',
            f'<text x="{LEFT - 8}" y="{y + 4:.1f}" text-anchor="end">{tick * top:.0%}</text>',
            f'<text x="{x:.1f}" y="{HEIGHT - BOTTOM + 18}" text-anchor="middle">{tick:g}</text>',
        ]
    return parts


def _line(kind: str, points: Sequence[Point], top: float) -> str:
    path = " ".join(f"{_x(x):.1f},{_y(y, top):.1f}" for x, y in points)
    return f'<polyline class="{kind}" points="{path}"/>'


def _x(share: float) -> float:
    return LEFT + share * (WIDTH - LEFT - RIGHT)


def _y(value: float, top: float) -> float:
    return HEIGHT - BOTTOM - value / top * (HEIGHT - TOP - BOTTOM)
