"""Small pieces that charts and tables share: a sector's sign, and labels that fit. Knows no page flow."""

from __future__ import annotations

from reportlab.graphics.shapes import Circle, Polygon, Rect, String
from reportlab.lib.colors import HexColor

from lsp_workshop.domain.record.parts import SectorMark
from lsp_workshop.export.look import INK, WHITE, is_dark
from lsp_workshop.export.typeset.clean import clean
from lsp_workshop.export.typeset.fonts import FontSet, Weight
from lsp_workshop.export.typeset.lines import break_lines, shortened


def label_lines(text: str, fonts: FontSet, weight: Weight, size: float, width: float, most: int) -> list[str]:
    """The text in at most `most` lines, the last cut with an ellipsis where there would be more."""
    cleaned = " ".join(clean(text).split())
    # Three lines hold some hundred characters; more is not even looked at.
    lines = [line.text for line in break_lines(cleaned[:1000], fonts, weight, size, width)]
    if len(lines) <= most and len(cleaned) <= 1000:
        return lines
    kept = lines[: most - 1]
    rest = cleaned[sum(len(line) for line in kept) :]
    return [*kept, shortened(f"{rest[:500]} …", fonts, weight, size, width)]


def chip_shapes(x: float, y: float, size: float, mark: SectorMark, fonts: FontSet) -> list[object]:
    """A sector's sign: its shape in its colour with its letter in white; x and y are the lower left corner."""
    colour = HexColor(mark.colour)
    middle, half = (x + size / 2, y + size / 2), size / 2
    fill = {"fillColor": colour, "strokeColor": None}
    letter_at = y + size * 0.29
    shape: object
    if mark.shape == "triangle":
        shape = Polygon([x - size * 0.08, y, x + size * 1.08, y, middle[0], y + size * 1.05], **fill)
        letter_at = y + size * 0.14
    elif mark.shape == "diamond":
        r = half * 1.2
        points = [
            middle[0] - r,
            middle[1],
            middle[0],
            middle[1] + r,
            middle[0] + r,
            middle[1],
            middle[0],
            middle[1] - r,
        ]
        shape = Polygon(points, **fill)
    elif mark.shape == "cross":
        a, b = half * 1.05, half * 0.62
        mx, my = middle
        corners = [
            (-b, a),
            (b, a),
            (b, b),
            (a, b),
            (a, -b),
            (b, -b),
            (b, -a),
            (-b, -a),
            (-b, -b),
            (-a, -b),
            (-a, b),
            (-b, b),
        ]
        shape = Polygon([value for dx, dy in corners for value in (mx + dx, my + dy)], **fill)
    elif mark.shape == "square":
        shape = Rect(x, y, size, size, **fill)
    else:
        shape = Circle(middle[0], middle[1], half, **fill)
    letter = String(
        middle[0],
        letter_at,
        mark.letter,
        fontName=fonts.name("bold"),
        fontSize=size * 0.58,
        fillColor=WHITE if is_dark(colour) else INK,
        textAnchor="middle",
    )
    return [shape, letter]
