"""A photo for the room: as large as it goes, with its caption below where there is one. Paints nothing."""

from __future__ import annotations

from PySide6.QtCore import QRectF

from lsp_workshop.ui.projector.canvas import Canvas, Hung, page_number
from lsp_workshop.ui.projector.flow import Piece, largest
from lsp_workshop.ui.projector.reading import Readable
from lsp_workshop.ui.projector.scenes import PhotoScene

_BLOWN_UP = 4.0
"""Times its own pixels: beyond that a small picture is only blur."""
_FOR_WORDS = 0.2
"""Of the height: a caption of more than that goes on, on further pages below the same picture."""


def photo(canvas: Canvas, scene: PhotoScene, picture: Readable | None, page: int) -> None:
    """`picture` is None where it is not the one that was read: then there are its words alone."""
    area = canvas.area
    if not scene.caption:
        area.setBottom(canvas.height - canvas.unit * 4)
        _hang(canvas, area, picture)
        return
    words_high = area.height() * _FOR_WORDS
    room = QRectF(area.left(), area.top(), area.width(), area.height() - words_high - canvas.unit * 2)
    shape = _fitted(room, picture)
    wide = max(shape.width(), area.width() * 0.6)
    below = QRectF(area.center().x() - wide / 2, area.bottom() - words_high, wide, words_high)
    pieces = [Piece(scene.caption, 500)]
    pages = largest(pieces, below, canvas.legible, canvas.unit * 4, canvas.breaks, (1,)).pages
    canvas.pages = len(pages)
    canvas.page = min(page, canvas.pages - 1)
    canvas.put(pages[canvas.page])
    _hang(canvas, room, picture)
    page_number(canvas, "")


def _fitted(room: QRectF, picture: Readable | None) -> QRectF:
    if picture is None:
        return QRectF(room.center(), room.center())
    width, height = picture.full.width(), picture.full.height()
    scale = min(room.width() / width, room.height() / height, _BLOWN_UP)
    found = QRectF(0, 0, width * scale, height * scale)
    found.moveCenter(room.center())
    return found


def _hang(canvas: Canvas, room: QRectF, picture: Readable | None) -> None:
    if picture is not None:
        canvas.hung.append(Hung(picture, _fitted(room, picture)))
