"""Draws a line chart as SVG, readable without colour, with its figures as a text alternative."""

from collections.abc import Mapping, Sequence
from html import escape

WIDTH, HEIGHT, MARGIN = 640, 360, 56
_DASHES = ("", "6 4", "2 4", "10 4 2 4")


def line_chart(
    title: str, x_name: str, xs: Sequence[float], lines: Mapping[str, Sequence[float]]
) -> str:
    """Draw shares (0 to 1) over `xs`; every line has as many values as there are xs."""
    figures = "; ".join(
        f"{name}: " + ", ".join(f"{x:g} → {y:.0%}" for x, y in zip(xs, ys, strict=True))
        for name, ys in lines.items()
    )
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" role="img">',
        f"<title>{escape(title)}</title><desc>{escape(figures)}</desc>",
        f'<rect width="{WIDTH}" height="{HEIGHT}" fill="#fff"/>',
        f'<g font-family="sans-serif" font-size="13" fill="#222"><text x="{MARGIN}" y="24"'
        f' font-weight="bold">{escape(title)}</text>',
        f'<text x="{WIDTH / 2:g}" y="{HEIGHT - 8}" text-anchor="middle">{escape(x_name)}</text>',
        *_grid(xs),
    ]
    for number, (name, ys) in enumerate(lines.items()):
        points = [(_x(x, xs), _y(y)) for x, y in zip(xs, ys, strict=True)]
        path = " ".join(f"{x:.1f},{y:.1f}" for x, y in points)
        dash = _DASHES[number % len(_DASHES)]
        parts.append(
            f'<polyline points="{path}" fill="none" stroke="#0b5d63" stroke-width="2.5"'
            f' stroke-dasharray="{dash}"/>'
        )
        parts += [f'<circle cx="{x:.1f}" cy="{y:.1f}" r="3.5" fill="#0b5d63"/>' for x, y in points]
        x, y = points[-1]
        parts.append(
            f'<text x="{x - 6:.1f}" y="{y - 10:.1f}" text-anchor="end">{escape(name)}</text>'
        )
    return "\n".join([*parts, "</g></svg>\n"])


def _grid(xs: Sequence[float]) -> list[str]:
    rows = [
        f'<line x1="{MARGIN}" x2="{WIDTH - MARGIN}" y1="{_y(share):g}" y2="{_y(share):g}"'
        f' stroke="#ddd"/><text x="{MARGIN - 8}" y="{_y(share) + 4:g}" text-anchor="end">'
        f"{share:.0%}</text>"
        for share in (0, 0.2, 0.4, 0.6, 0.8, 1)
    ]
    marks = [
        f'<text x="{_x(x, xs):.1f}" y="{HEIGHT - MARGIN + 20}" text-anchor="middle">{x:g}</text>'
        for x in xs
    ]
    return rows + marks


def _x(value: float, xs: Sequence[float]) -> float:
    return MARGIN + (value - xs[0]) / ((xs[-1] - xs[0]) or 1) * (WIDTH - 2 * MARGIN)


def _y(share: float) -> float:
    return HEIGHT - MARGIN - share * (HEIGHT - 2 * MARGIN)
