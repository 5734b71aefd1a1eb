"""A photo for the room: as large as it goes, with its caption below where there is one. Paints nothing."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF

from lsp_workshop.ui.projector.canvas import Canvas, Hung, page_number
from lsp_workshop.ui.projector.flow import Line, Piece, largest
from lsp_workshop.ui.projector.reading import Readable
from lsp_workshop.ui.projector.scenes import PhotoScene

_BLOWN_UP = 4.0
"""Times its own pixels: beyond that a small picture is only blur."""
_FOR_WORDS = 0.2
"""Of the height: a caption of more than that goes on, on further pages below the same picture."""


def photo(canvas: Canvas, scene: PhotoScene, picture: Readable | None, page: int) -> None:
    """`picture` is None where it is not the one that was read: then there are its words alone."""
    area = canvas.area.adjusted(0, 0, 0, canvas.unit * 5)
    if scene.caption:
        high = _caption(canvas, scene.caption, area, picture, page)
        area.setBottom(area.bottom() - high - canvas.unit * 1.5)
    if picture is not None:
        canvas.hung.append(Hung(picture, _fitted(area, picture)))


def _caption(canvas: Canvas, words: str, area: QRectF, picture: Readable | None, page: int) -> float:
    """Set at the foot of the area, no wider than the picture unless that is narrow; returns the words' height."""
    least = area.width() * 0.6
    high = area.height() * _FOR_WORDS
    wide = max(_fitted(area.adjusted(0, 0, 0, -canvas.unit * 7), picture).width(), least)
    box = QRectF(area.center().x() - wide / 2, 0, wide, high)
    pages = largest([Piece(words, 500)], box, canvas.legible, canvas.unit * 4, canvas.breaks, (1,)).pages
    canvas.pages = len(pages)
    canvas.page = min(page, canvas.pages - 1)
    if canvas.pages > 1:
        # Room for the number of the page.
        area.setBottom(area.bottom() - canvas.unit * 3)
    else:
        high = pages[0].bottom or 0.0
    down = area.bottom() - high
    for line in pages[canvas.page].lines:
        at, rect = QPointF(line.at.x(), line.at.y() + down), line.rect.translated(0, down)
        canvas.lines.append(Line(line.layout, line.number, at, line.colour, rect))
    page_number(canvas, "")
    return high


def _fitted(room: QRectF, picture: Readable | None) -> QRectF:
    if picture is None:
        return QRectF(room.center(), room.center())
    width, height = picture.full.width(), picture.full.height()
    scale = min(room.width() / width, room.height() / height, _BLOWN_UP)
    found = QRectF(0, 0, width * scale, height * scale)
    found.moveCenter(room.center())
    return found
