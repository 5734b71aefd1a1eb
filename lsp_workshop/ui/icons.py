"""Lucide's drawings as painter paths, so that they can be tinted and no SVG library is loaded at the start.

Reads only what those files hold: 24 x 24 units, strokes two units wide, no fills.
"""

from __future__ import annotations

import functools
import math
import re
import xml.etree.ElementTree as ElementTree

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPen, QPixmap, QPixmapCache

from lsp_workshop import paths

_NUMBER = re.compile(r"[\s,]*([-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?)")
_FLAG = re.compile(r"[\s,]*([01])")
_COMMAND = re.compile(r"[\s,]*([MmLlHhVvCcSsQqTtAaZz])")
_ARGUMENTS = {"M": 2, "L": 2, "H": 1, "V": 1, "C": 6, "S": 4, "Q": 4, "T": 2, "A": 7, "Z": 0}


@functools.cache
def icon_path(name: str) -> QPainterPath:
    """The strokes of `resources/icons/<name>.svg` in its own 24 x 24 units."""
    root = ElementTree.parse(paths.resource(f"icons/{name}.svg")).getroot()
    whole = QPainterPath()
    for element in root.iter():
        _draw(whole, element.tag.rpartition("}")[2], element.attrib)
    return whole


def tinted(name: str, colour: QColor, size: int, ratio: float = 1.0, gap: int = 0) -> QPixmap:
    """The icon as a pixmap of `size` device-independent pixels, with `gap` more after (or before) it.

    Drawn once for all windows: each has some hundred of them.
    """
    key = f"icon/{name}/{colour.rgba():x}/{size}/{ratio}/{gap}"
    pixmap = QPixmap()
    if QPixmapCache.find(key, pixmap):
        return pixmap
    pixmap = _drawn(name, colour, size, ratio, gap)
    QPixmapCache.insert(key, pixmap)
    return pixmap


def _drawn(name: str, colour: QColor, size: int, ratio: float, gap: int) -> QPixmap:
    pixmap = QPixmap(round((size + abs(gap)) * ratio), round(size * ratio))
    pixmap.setDevicePixelRatio(ratio)
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    paint_icon(painter, name, QRectF(max(-gap, 0), 0, size, size), colour)
    painter.end()
    return pixmap


def paint_icon(painter: QPainter, name: str, rect: QRectF, colour: QColor) -> None:
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.translate(rect.topLeft())
    painter.scale(rect.width() / 24, rect.height() / 24)
    # Below 20 px two units are too heavy beside text of normal weight.
    width = 2.0 if rect.width() >= 20 else 1.9
    painter.setPen(QPen(colour, width, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap, Qt.PenJoinStyle.RoundJoin))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawPath(icon_path(name))
    painter.restore()


def _draw(whole: QPainterPath, tag: str, at: dict[str, str]) -> None:
    def number(key: str) -> float:
        return float(at.get(key, "0"))

    if tag == "path":
        # Of its own, because a relative move at the start counts from 0, 0.
        part = QPainterPath()
        _trace(part, at["d"])
        whole.addPath(part)
    elif tag == "circle":
        whole.addEllipse(QPointF(number("cx"), number("cy")), number("r"), number("r"))
    elif tag == "ellipse":
        whole.addEllipse(QPointF(number("cx"), number("cy")), number("rx"), number("ry"))
    elif tag == "rect":
        box = QRectF(number("x"), number("y"), number("width"), number("height"))
        radius = number("rx") or number("ry")
        whole.addRoundedRect(box, radius, number("ry") or radius)
    elif tag == "line":
        whole.moveTo(number("x1"), number("y1"))
        whole.lineTo(number("x2"), number("y2"))
    elif tag in ("polyline", "polygon"):
        values = [float(value) for value in _NUMBER.findall(at["points"])]
        points = [QPointF(x, y) for x, y in zip(values[::2], values[1::2], strict=True)]
        whole.moveTo(points[0])
        for point in points[1:]:
            whole.lineTo(point)
        if tag == "polygon":
            whole.closeSubpath()


def _trace(path: QPainterPath, text: str) -> None:
    """Add the path `d="..."` (SVG 1.1, section 8.3)."""
    position, command = 0, ""
    control = QPointF()
    last = ""
    while position < len(text.rstrip()):
        match = _COMMAND.match(text, position)
        if match:
            command, position = match[1], match.end()
        elif command in "Mm":
            command = "L" if command == "M" else "l"
        values, position = _arguments(text, position, command.upper())
        here = path.currentPosition() if path.elementCount() else QPointF()
        control = _step(path, command, values, here, control if last in "CSQT" and last else here)
        last = command.upper()


def _arguments(text: str, position: int, command: str) -> tuple[list[float], int]:
    values: list[float] = []
    for place in range(_ARGUMENTS[command]):
        # The two flags of an arc may be written without a space: "011" is 0, 1, 1.
        pattern = _FLAG if command == "A" and place in (3, 4) else _NUMBER
        match = pattern.match(text, position)
        if match is None:
            raise ValueError(f"bad path near {text[position : position + 12]!r}")
        values.append(float(match[1]))
        position = match.end()
    return values, position


def _step(path: QPainterPath, command: str, values: list[float], here: QPointF, control: QPointF) -> QPointF:
    """Draw one command; returns the last control point, for the smooth curves that mirror it."""
    kind = command.upper()
    base = QPointF() if command.isupper() else here
    if kind == "Z":
        path.closeSubpath()
        return path.currentPosition()
    if kind == "H":
        path.lineTo(base.x() + values[0], here.y())
        return path.currentPosition()
    if kind == "V":
        path.lineTo(here.x(), base.y() + values[0])
        return path.currentPosition()
    if kind == "A":
        end = base + QPointF(values[5], values[6])
        _arc(path, here, end, (values[0], values[1]), values[2], bool(values[3]), bool(values[4]))
        return end
    points = [base + QPointF(x, y) for x, y in zip(values[::2], values[1::2], strict=True)]
    mirrored = here * 2 - control
    if kind == "M":
        path.moveTo(points[0])
    elif kind == "L":
        path.lineTo(points[0])
    elif kind == "C":
        path.cubicTo(*points)
    elif kind == "S":
        path.cubicTo(mirrored, *points)
    elif kind == "Q":
        path.quadTo(*points)
    elif kind == "T":
        path.quadTo(mirrored, points[0])
        return mirrored
    return points[-2] if len(points) > 1 else points[-1]


def _arc(
    path: QPainterPath,
    start: QPointF,
    end: QPointF,
    radii: tuple[float, float],
    turn: float,
    large: bool,
    sweep: bool,
) -> None:
    """An elliptical arc as cubics (SVG 1.1, appendix F.6)."""
    rx, ry = abs(radii[0]), abs(radii[1])
    if start == end or not rx or not ry:
        path.lineTo(end)
        return
    cosine, sine = math.cos(math.radians(turn)), math.sin(math.radians(turn))
    half = (start - end) / 2
    x1, y1 = cosine * half.x() + sine * half.y(), cosine * half.y() - sine * half.x()
    grow = math.sqrt(max(1.0, (x1 / rx) ** 2 + (y1 / ry) ** 2))
    rx, ry = rx * grow, ry * grow
    rest = (rx * ry) ** 2 - (rx * y1) ** 2 - (ry * x1) ** 2
    factor = math.sqrt(max(0.0, rest / ((rx * y1) ** 2 + (ry * x1) ** 2)))
    if large == sweep:
        factor = -factor
    cx1, cy1 = factor * rx * y1 / ry, -factor * ry * x1 / rx
    middle = (start + end) / 2
    cx, cy = cosine * cx1 - sine * cy1 + middle.x(), sine * cx1 + cosine * cy1 + middle.y()
    first = math.atan2((y1 - cy1) / ry, (x1 - cx1) / rx)
    sweep_angle = math.atan2((-y1 - cy1) / ry, (-x1 - cx1) / rx) - first
    if sweep and sweep_angle < 0:
        sweep_angle += 2 * math.pi
    elif not sweep and sweep_angle > 0:
        sweep_angle -= 2 * math.pi
    pieces = max(1, math.ceil(abs(sweep_angle) / (math.pi / 2) - 1e-9))
    step = sweep_angle / pieces
    pull = 4 / 3 * math.tan(step / 4)

    def at(x: float, y: float) -> QPointF:
        return QPointF(cx + cosine * rx * x - sine * ry * y, cy + sine * rx * x + cosine * ry * y)

    for piece in range(pieces):
        a, b = first + piece * step, first + (piece + 1) * step
        ca, sa, cb, sb = math.cos(a), math.sin(a), math.cos(b), math.sin(b)
        last = end if piece == pieces - 1 else at(cb, sb)
        path.cubicTo(at(ca - pull * sa, sa + pull * ca), at(cb + pull * sb, sb - pull * cb), last)
